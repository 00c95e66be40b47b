"""What happens to versions after they are published: going back to an earlier one, and removing the oldest.

In: a data folder. Out: the version in use, or the digests of the removed ones. The log of changes should know
that a version was in use before another one takes its place, so they stand above the versions, beside the log.
"""

from contextlib import suppress
from pathlib import Path

from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.history import history
from ruhrgraph.graph.versions.repository import Version, current, lock, remove, set_current, versions
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, VersionNotFoundError


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
        DataFolderError: The folder cannot be written.

    """
    if current(data) is None:
        raise NotPublishedError(f"{data}: holds no published version; run `ruhrgraph build --data {data}` first")
    with lock(data):
        version = _find(data, digest) if digest else _parent(data)
        with suppress(DataFolderError):  # going back must work even when the log is damaged
            record_changes(data)
        set_current(data, version)
        with suppress(DataFolderError):
            record_changes(data)
        return version


def _find(data: Path, digest: str) -> Version:
    """Return the only version whose digest begins with `digest`."""
    found = [version for version in versions(data) if version.digest.startswith(digest.lower())]
    if len(found) == 1:
        return found[0]
    what = "no version" if not found else f"{len(found)} versions"
    raise VersionNotFoundError(f"{what} with a digest that begins with “{digest}”; `ruhrgraph versions` lists them")


def _parent(data: Path) -> Version:
    """Return the version that the one in use was made from."""
    used = next(entry for entry in history(data) if entry.current)
    if used.record.parent is None:
        raise VersionNotFoundError(f"version {used.version.digest[:12]} is the first; there is none to go back to")
    for version in versions(data):
        if version.digest == used.record.parent:
            return version
    raise VersionNotFoundError(
        f"version {used.record.parent[:12]}, from which the one in use was made, has been pruned; name another one"
    )


def prune(data: Path, keep: int) -> tuple[str, ...]:
    """Remove the oldest versions, recorded or not.

    The version in use stays, and so do versions that a process has pinned. The recorder holds what it still needs.

    Args:
        data: The data folder.
        keep: How many versions may stay, the one in use among them.

    Returns:
        The digests of the removed versions.

    Raises:
        DataFolderError: The folder cannot be written.

    """
    if len(versions(data)) <= keep:
        return ()
    with lock(data):
        entries = history(data)
        used = [entry for entry in entries if entry.current]
        others = [entry.version for entry in entries if not entry.current]
        return tuple(version.digest for version in others[max(keep - len(used), 0) :] if remove(version))
