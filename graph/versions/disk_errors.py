"""Turns errors of the file system into errors for people: is the disk full, or is something else wrong?

In: what Python or the engine raised, and the path. Out: a `NoRoomError` or a `DataFolderError`. A full disk, a used up
quota, no inodes left, and a limit on the size of files are all "no room".
"""

import os
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from ruhrgraph.ontology.errors import DataFolderError, NoRoomError

_NO_ROOM = (ENOSPC, EDQUOT, EFBIG)
_TEXTS = tuple(map(os.strerror, _NO_ROOM))


def is_no_room(error: Exception) -> bool:
    """Return whether an error says that there is no room; those of the engine say it only in their text."""
    return isinstance(error, OSError) and (error.errno in _NO_ROOM or any(text in str(error) for text in _TEXTS))


def has_room(folder: Path) -> bool:
    """Return whether the disk of a folder has blocks and inodes left."""
    found = os.statvfs(folder)
    return found.f_bavail > 0 and (found.f_files == 0 or found.f_favail > 0)


def disk_error(path: Path, error: Exception, what: str = "cannot be written", hint: str = "") -> DataFolderError:
    """Return the error to raise for one of the file system.

    Args:
        path: What could not be written or read.
        error: What was raised.
        what: What could not be done, where the cause is another than a full disk.
        hint: What to do then, if anything helps.

    """
    reason = getattr(error, "strerror", None) or str(error)
    if is_no_room(error):
        short = next((text for text in _TEXTS if text in reason), reason)  # the engine's names its own files
        return NoRoomError(f"no room on the disk at {path} ({short}); free some, and try again")
    return DataFolderError(f"{path}: {what} ({reason}){f'; {hint}' if hint else ''}")
