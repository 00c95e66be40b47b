"""The versions of a data folder, the newest first, each with its record and whether it is the one in use."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.graph.versions.repository import Version, VersionRecord, current, published, read_record, versions
from ruhrgraph.ontology.errors import DataFolderError, SettingError


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A version, its record, and whether it is the one in use."""

    version: Version
    record: VersionRecord
    current: bool


def history(data: Path) -> tuple[HistoryEntry, ...]:
    """Return all versions, the newest first; one whose record is damaged has the kind `damaged`, and no time.

    None is in use if `current` names none of them.
    """
    used = None
    with suppress(DataFolderError):
        used = current(data)
    entries = [HistoryEntry(version, _record(version), version == used) for version in versions(data)]
    return tuple(sorted(entries, key=lambda entry: (entry.record.made, entry.version.digest), reverse=True))


def _record(version: Version) -> VersionRecord:
    """Return the record of a version, if it can be read."""
    try:
        return read_record(version)
    except DataFolderError:
        return VersionRecord(version.digest, None, "", "damaged", 0.0)


def published_with_base(data: Path, base: str) -> Version:
    """Return the version in use after checking its base IRI; queries with another base would find nothing.

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
