"""What happens to versions after they are published: going back to an earlier one, and removing the oldest.

In: a data folder. Out: the version in use, or the digests of the removed ones. The log of changes should know
that a version was in use before another one takes its place, so they stand above the versions, beside the log.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.graph.changes.known_differences import keep_difference
from ruhrgraph.graph.changes.recorder import record_changes, unrecorded_digests
from ruhrgraph.graph.versions.history import history
from ruhrgraph.graph.versions.integrity import check
from ruhrgraph.graph.versions.repository import Version, lock, published, remove, set_current, versions
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, VersionNotFoundError

_QUICK_BYTES = 32 * 1024 * 1024
"""Versions up to this size are compared in a moment."""
_WAIT, _PATIENCE = 0.5, 5.0
"""Seconds that a write and a rollback wait for another process that is recording."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How many versions stay, and for how many seconds one stays after it was in use, however many there are."""

    versions: int = 20
    seconds: float = 0.0


def rollback(data: Path, digest: str | None = None) -> Version:
    """Make an earlier version the one in use again. No version is changed or removed.

    Args:
        data: The data folder.
        digest: The digest of the version or its first characters; None for the parent of the version in use.

    Returns:
        The version that is in use now.

    Raises:
        VersionNotFoundError: No version or more than one matches, or there is no parent to go back to.
        NotPublishedError: Nothing is published.
        DataFolderError: The folder cannot be written, or the version is damaged.

    """
    if not versions(data):
        raise NotPublishedError(f"{data}: holds no published version; run `ruhrgraph build --data {data}` first")
    with lock(data):
        version = _find(data, digest) if digest else _parent(data)
        check(version)
        _record_if_small(data, version)
        set_current(data, version)
        _record_if_small(data, version)
        return version


def _record_if_small(data: Path, version: Version) -> None:
    """Record what is behind, unless the dataset is large: who goes back is in a hurry, and the log catches up later."""
    with suppress(DataFolderError):  # going back must work whatever is wrong with the log
        if _size(version) <= _QUICK_BYTES:
            record_changes(data, _PATIENCE)


def _find(data: Path, digest: str) -> Version:
    """Return the only version whose digest begins with `digest`."""
    found = [version for version in versions(data) if version.digest.startswith(digest.lower())]
    if len(found) == 1:
        return found[0]
    what = "no version" if not found else f"{len(found)} versions"
    raise VersionNotFoundError(f"{what} with a digest that begins with “{digest}”; `ruhrgraph versions` lists them")


def _parent(data: Path) -> Version:
    """Return the version that the one in use was made from."""
    used = next((entry for entry in history(data) if entry.current), None)
    if used is None:
        raise VersionNotFoundError("no version is in use; name the one to use, `ruhrgraph versions` lists them")
    if used.record.parent is None:
        raise VersionNotFoundError(f"version {used.version.digest[:12]} is the first; there is none to go back to")
    for version in versions(data):
        if version.digest == used.record.parent:
            return version
    raise VersionNotFoundError(
        f"version {used.record.parent[:12]}, from which the one in use was made, has been pruned; name another one"
    )


def prune(data: Path, keep: int, seconds: float = 0.0) -> tuple[str, ...]:
    """Remove the oldest versions, whether or not the log of changes has them.

    The version in use stays, and so do versions that a process has pinned. The recorder holds the last recorded one
    itself, so what came after it is told even if some of the versions in between are gone.

    Args:
        data: The data folder.
        keep: How many versions may stay, the one in use among them.
        seconds: How long a version stays after it was in use, as a server on another machine may still read it.

    Returns:
        The digests of the removed versions.

    Raises:
        DataFolderError: The folder cannot be written.

    """
    if len(versions(data)) <= keep:
        return ()
    with lock(data):
        published(data)  # where none is known to be in use, all stay
        entries = history(data)
        used = [entry for entry in entries if entry.current]
        others = [entry.version for entry in entries if not entry.current]
        removable = [item for item in others[max(keep - len(used), 0) :] if _left_use(item) <= time.time() - seconds]
        _record_small(data, removable)
        with suppress(DataFolderError):  # without a log, nothing is missing in it
            waiting = unrecorded_digests(data)
            for version in removable:
                if version.digest in waiting:
                    keep_difference(data, version)
        return tuple(version.digest for version in removable if remove(version))


def _left_use(version: Version) -> float:
    """Return when a version was last in use, in seconds since 1970: `set_current` notes it in its folder."""
    return version.folder.stat().st_mtime


def _record_small(data: Path, removable: list[Version]) -> None:
    """Record what is behind, if versions are about to be removed that are not in the log, and are small.

    So the log tells of each write. Comparing large versions takes longer than a write may take; of those, the log tells
    only what still stands when it catches up. Neither may a log that cannot be written keep versions from going.
    """
    with suppress(DataFolderError, MemoryError):
        waiting = unrecorded_digests(data) if removable else frozenset()
        late = [version for version in removable if version.digest in waiting]
        if late and all(_size(version) <= _QUICK_BYTES for version in late):
            record_changes(data, _WAIT)


def _size(version: Version) -> int:
    """Return how many bytes a version's statements take on disk."""
    if version.dataset.is_file():
        return version.dataset.stat().st_size
    return sum(path.stat().st_size for path in version.store.iterdir())
