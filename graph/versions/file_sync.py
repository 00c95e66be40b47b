"""Locks and flushes, for writing files so that a crash leaves nothing incomplete."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of a file, which is created if missing; other processes wait.

    The kernel releases the lock when the process ends, however it ends.

    Raises:
        OSError: The file cannot be written.

    """
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


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
