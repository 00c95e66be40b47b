"""The chain of versions: which there are, the way back to an earlier one, and the end of the oldest.

In: a data folder. Out: the versions with where each comes from. Going back only switches `current`; no version is ever
changed, and what was written since stays until it is pruned.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.graph.changes.recorder import needed_versions, record_changes
from ruhrgraph.graph.versions.repository import (
    Version,
    VersionRecord,
    current,
    lock,
    published,
    read_record,
    remove,
    set_current,
    versions,
)
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, SettingError, VersionNotFoundError

_SMALL = 32 * 1024 * 1024
"""Bytes up to which two versions are compared in a moment."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A version, where it comes from, and whether it is the one in use."""

    version: Version
    record: VersionRecord
    current: bool


def history(data: Path) -> tuple[HistoryEntry, ...]:
    """Return all versions, the newest first.

    Raises:
        DataFolderError: A record is damaged, or `current` names a version that is not there.

    """
    used = current(data)
    entries = [HistoryEntry(version, read_record(version), version == used) for version in versions(data)]
    return tuple(sorted(entries, key=lambda entry: (entry.record.made, entry.version.digest), reverse=True))


def published_with_base(data: Path, base: str) -> Version:
    """Return the version in use, if its things are named below this base; queries with another would find nothing.

    Raises:
        NotPublishedError: Nothing is published.
        SettingError: It was built with another base.
        DataFolderError: It cannot be read.

    """
    version = published(data)
    built = read_record(version).base
    if built and built != base:
        raise SettingError(
            f"RUHRGRAPH_BASE_IRI is {base}, but the version in use in {data} was built with {built}; "
            f"set RUHRGRAPH_BASE_IRI={built}, or build again"
        )
    return version


def rollback(data: Path, digest: str | None = None) -> Version:
    """Let an earlier version be in use again.

    Args:
        data: The data folder.
        digest: Its digest or the first characters of it; none means the version that the one in use was made from.

    Returns:
        The version that is in use now.

    Raises:
        VersionNotFoundError: There is no such version, or more than one, or nothing to go back to.
        NotPublishedError: Nothing is published.
        DataFolderError: The folder cannot be written.

    """
    if current(data) is None:
        raise NotPublishedError(f"{data}: holds no published version; run `ruhrgraph build --data {data}` first")
    with lock(data):
        version = _find(data, digest) if digest else _before(data)
        with suppress(DataFolderError):  # a damaged log of changes must keep no one from going back
            record_changes(data)
        set_current(data, version)
        with suppress(DataFolderError):
            record_changes(data)
        return version


def _find(data: Path, digest: str) -> Version:
    """Return the one version whose digest begins so."""
    found = [version for version in versions(data) if version.digest.startswith(digest.lower())]
    if len(found) == 1:
        return found[0]
    what = "no version" if not found else f"{len(found)} versions"
    raise VersionNotFoundError(f"{what} with a digest that begins with “{digest}”; `ruhrgraph versions` lists them")


def _before(data: Path) -> Version:
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
    """Remove the oldest versions, but never the one in use nor one that a process holds.

    Args:
        data: The data folder.
        keep: How many versions may stay.

    Returns:
        The digests of those that are gone.

    Raises:
        DataFolderError: The folder cannot be written.

    """
    if len(versions(data)) <= keep:
        return ()
    with suppress(DataFolderError):  # then what the log still needs stays
        record_changes(data)
    with lock(data):
        return prune_locked(data, keep)


def prune_locked(data: Path, keep: int) -> tuple[str, ...]:
    """Do what `prune` does, for who holds the lock already; what the changes still need stays where they cannot be."""
    entries = history(data)
    old = [entry.version for entry in entries[keep:] if not entry.current]
    # The one in use counts among those that stay, however old it is.
    if len(entries) > keep and any(entry.current for entry in entries[keep:]):
        old = [entry.version for entry in entries[max(keep - 1, 0) :] if not entry.current]
    return tuple(version.digest for version in _recorded(data, old) if remove(version))


def _recorded(data: Path, versions: list[Version]) -> list[Version]:
    """Return those of some versions that the log of changes needs no more; none where that cannot be told.

    The log follows the versions by itself. Only where it is far behind it is helped on here, and only with small ones:
    to compare large ones takes longer than a write may, so they stay until the log has them.
    """
    try:
        waiting = needed_versions(data) if versions else frozenset()
        late = [version for version in versions if version.digest in waiting]
        if late and all(_size(version) <= _SMALL for version in late):
            with suppress(DataFolderError, MemoryError):
                record_changes(data, len(late) + 1)
            waiting = needed_versions(data)
    except DataFolderError:
        return []
    return [version for version in versions if version.digest not in waiting]


def _size(version: Version) -> int:
    """Return how many bytes a version's statements take."""
    if version.dataset.is_file():
        return version.dataset.stat().st_size
    return sum(path.stat().st_size for path in version.store.iterdir())
