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
        return NoRoomError(f"no room on the disk at {path} ({reason}); free some, and try again")
    return DataFolderError(f"{path}: {what} ({reason}){f'; {hint}' if hint else ''}")
