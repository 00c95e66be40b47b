"""Locks and flushes, for writing files so that a crash leaves nothing incomplete."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO

_LOOK = 0.02


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
