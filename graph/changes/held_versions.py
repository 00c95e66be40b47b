"""The files that the recorder holds: those of the last recorded version, and of the one that it is at work on.

In: a version. Out: a folder in `changes/held/` with hard links to its files. So the version may be pruned at any time,
and what came after it can still be compared with it.
"""

import os
import shutil
from pathlib import Path

from ruhrgraph.graph.changes.log_file import changes_folder
from ruhrgraph.graph.versions.repository import Version, pin

_HELD = "held"
_NEW = ".new"


def held(data: Path, digest: str) -> Version | None:
    """Return the version of links with a digest, or None if it is not held."""
    version = Version(digest, changes_folder(data) / _HELD / digest)
    return version if version.dataset.is_file() or version.store.is_dir() else None


def hold(data: Path, digest: str) -> Version | None:
    """Link to the files of a version, unless that is done, and return the version of links; None if it is pruned.

    Raises:
        OSError: The disk is full or fails.

    """
    if found := held(data, digest):
        return found
    new = changes_folder(data) / _HELD / _NEW
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    source = Version(digest, data / "versions" / digest)
    try:
        with pin(source):
            _link(source, Version(digest, new))
    except FileNotFoundError:
        return None
    shutil.rmtree(new.with_name(digest), ignore_errors=True)
    new.rename(new.with_name(digest))
    return held(data, digest)


def release(data: Path, digest: str | None) -> None:
    """Remove the links to all versions but one."""
    folder = changes_folder(data) / _HELD
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != digest:
            shutil.rmtree(path, ignore_errors=True)


def _link(source: Version, target: Version) -> None:
    """Link to all files of a version but what is made of them."""
    for folder in filter(Path.is_dir, (source.folder, source.store, source.documents)):
        place = target.folder / folder.relative_to(source.folder)
        place.mkdir(exist_ok=True)
        for path in filter(Path.is_file, folder.iterdir()):
            os.link(path, place / path.name)
