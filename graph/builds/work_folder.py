"""The folder in which a build keeps what is done until it is published, below the data folder.

What a build did before it was killed, or before it met an invalid document, is found there by the next build. What is
in it is named by what it was made from, so that whatever still fits is used, and the rest does no harm. Each build has
a folder of its own, which it locks.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from ruhrgraph.graph.versions.disk_errors import disk_error
from ruhrgraph.graph.versions.file_sync import remove_tree
from ruhrgraph.graph.versions.repository import lock
from ruhrgraph.ontology.errors import DataFolderError

FOLDER = "builds"
UNFINISHED = "new-"
"""The names of what is not whole yet begin with this."""


@contextmanager
def work_folder(data: Path) -> Iterator[Path]:
    """Give the folder of a build: one that an earlier build left, or else a new one.

    It stays until it is removed, except where the disk fails or is full.

    Raises:
        DataFolderError: The data folder cannot be written.

    """
    with lock(data):
        folder, descriptor = _claimed(data.absolute() / FOLDER)
    try:
        for unfinished in folder.glob(f"{UNFINISHED}*"):
            remove_tree(unfinished)
        yield folder
    except OSError as error:
        remove_tree(folder)
        raise disk_error(data, error, hint="name a writable folder with --data") from error
    except sqlite3.Error as error:  # of files here, or of temporary ones elsewhere
        remove_tree(folder)
        raise DataFolderError(
            f"{data}: a database of the build failed ({error}); is there room on its disk, and on that of temporary "
            "files (SQLITE_TMPDIR, or /var/tmp)?"
        ) from error
    finally:
        os.close(descriptor)


def _claimed(parent: Path) -> tuple[Path, int]:
    """Return a folder and the descriptor that locks it. The caller holds the lock of the data folder.

    Of the folders that no build is at work in, the newest is taken and the others are removed.
    """
    parent.mkdir(exist_ok=True)
    claimed = None
    for folder in sorted(parent.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            continue
        if claimed is None:
            claimed = folder, descriptor
        else:
            remove_tree(folder)
            os.close(descriptor)
    if claimed is None:
        folder = Path(mkdtemp(dir=parent))
        claimed = folder, os.open(folder, os.O_RDONLY)
        fcntl.flock(claimed[1], fcntl.LOCK_EX)
    return claimed


def unfinished_path(folder: Path) -> Path:
    """Return a path for something that gets its own name when it is whole; no other task has the same."""
    return folder / f"{UNFINISHED}{os.urandom(16).hex()}"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and rename it."""
    unfinished = unfinished_path(path.parent)
    unfinished.write_bytes(content)
    unfinished.replace(path)
