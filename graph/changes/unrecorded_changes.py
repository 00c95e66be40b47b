"""What the log of changes does not have yet: which versions came into use since its last entry.

In: the versions of a data folder and the log. Out: the changes, the oldest first, each with its kind and time.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ruhrgraph.graph.changes.database import ChangeLog
from ruhrgraph.graph.changes.held_versions import held
from ruhrgraph.graph.versions.repository import Version, current, read_record
from ruhrgraph.ontology.errors import DataFolderError

SEVERAL: Final = "several"
"""The kind of an entry that covers versions which were pruned before they were recorded."""
_SECOND, _NANO = 1_000_000, 1000
"""Microseconds in a second, nanoseconds in a microsecond."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class UnrecordedChange:
    """A change that is not in the log yet: the version, the kind, and the time in microseconds since 1970."""

    version: Version
    kind: str
    time: int


def unrecorded_changes(data: Path, log: ChangeLog | None) -> tuple[UnrecordedChange, ...]:
    """Return the changes since the last entry, as far as their versions still exist, the oldest first.

    They are found by going from the version in use to its parent, and so on, until the version of the entry. If this
    leads to a version that was in use before the entry, then that version came into use again by a rollback; the time
    of the link `current` tells when, unless the link was switched again since. If it leads to one whose parent has been
    pruned, the change to that one is `several`: it covers all since the last entry.
    """
    used, last = current(data), log.last() if log else None
    if used is None or (last and used.digest == last.digest):
        return ()
    recorded = held(data, last.digest) or _version(data, last.digest) if last else None
    latest = None
    with suppress(DataFolderError):
        latest = _time(recorded) if recorded else None
    found: list[UnrecordedChange] = []
    seen: set[str] = set()  # a build may come into use again after writes to it
    version: Version | None = used
    while version is not None and not (last and version.digest == last.digest):
        try:
            time, record = _time(version), read_record(version)
        except DataFolderError:
            if version == used:
                raise
            break  # where it comes from is unknown; what it changed is in the next entry
        if log and last and (log.has_version(version.digest) or (latest is not None and time <= latest)):
            switched = (data / "current").lstat().st_mtime_ns // _NANO
            found.append(UnrecordedChange(version, "rollback", last.end if found else switched))
            break
        version_before = _version(data, record.parent)
        pruned = last and record.parent not in (None, last.digest) and version_before is None
        found.append(UnrecordedChange(version, SEVERAL if pruned else record.kind, time))
        seen.add(version.digest)
        version = version_before if version_before and version_before.digest not in seen else None
    return tuple(reversed(found))


def _time(version: Version) -> int:
    """Return when a version was made, in microseconds since 1970; 0 if it has just been pruned."""
    if made := read_record(version).made:
        return _microseconds(made)
    return version.folder.stat().st_mtime_ns // _NANO if version.folder.is_dir() else 0


def _version(data: Path, digest: str | None) -> Version | None:
    """Return the version with a digest, or None if it does not exist."""
    path = data / "versions" / (digest or "")
    return Version(path.name, path) if digest and path.is_dir() else None


def _microseconds(time: str) -> int:
    """Return a version's time in microseconds since 1970."""
    return round((datetime.fromisoformat(time) - _EPOCH).total_seconds() * _SECOND)
