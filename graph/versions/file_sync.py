"""Locks, flushes and renames, for writing files so that a crash leaves nothing incomplete."""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO

_LOOK = 0.02

_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""


@contextmanager
def locked(path: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the exclusive lock of a file, which is created if missing; other processes wait.

    The kernel releases the lock when the process ends, however it ends.

    Args:
        path: The file.
        wait: How many seconds to wait for another process that holds it; None for as long as it takes.

    Raises:
        BlockingIOError: Another process holds it for longer.
        OSError: The file cannot be written.

    """
    with path.open("w") as file:
        _acquire(file, wait)
        yield


def _acquire(file: IO[str], wait: float | None) -> None:
    """Lock a file. The kernel knows no deadline, so with one it is asked again and again."""
    if wait is None:
        fcntl.flock(file, fcntl.LOCK_EX)
        return
    until = monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > until:
                raise
            sleep(_LOOK)
        else:
            return


def flush(path: Path) -> None:
    """Wait until a file or a folder is on the disk.

    Raises:
        OSError: The disk is full or fails.

    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(new: Path, place: Path) -> None:
    """Rename a folder to a place; what is there is removed.

    On Linux the two change places in one step, so that a reader finds the one or the other. Elsewhere there is nothing
    for a moment.

    Raises:
        OSError: The disk is full or fails.

    """
    if not os.path.lexists(place):
        new.rename(place)
        return
    exchange = getattr(ctypes.CDLL(None), "renameat2", None)
    if exchange is None or exchange(_HERE, os.fsencode(new), _HERE, os.fsencode(place), _EXCHANGE):
        remove_tree(place)
        new.rename(place)
    else:
        remove_tree(new)


def remove_tree(path: Path) -> None:
    """Remove a folder with all that is in it, or whatever else is there.

    Raises:
        OSError: It cannot be removed.

    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
