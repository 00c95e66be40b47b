"""Which version was in use when, for clients that ask by date (Memento, RFC 7089).

In: a data folder and a time. Out: the versions that still exist, each with the time from which it was in use.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

from ruhrgraph.graph.changes.database import LogEntry
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.versions.history import HistoryEntry, history

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Memento:
    """A version that still exists: when it first came into use, to the second, and its log entry, if there is one."""

    entry: HistoryEntry
    since: datetime
    change: LogEntry | None

    @property
    def digest(self) -> str:
        """The digest of the version."""
        return self.entry.version.digest


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions that still exist, the oldest first, and all entries of the log."""

    mementos: tuple[Memento, ...]
    changes: tuple[LogEntry, ...]

    def find(self, digest: str) -> Memento | None:
        """Return the version with a digest, or None if it no longer exists."""
        return next((memento for memento in self.mementos if memento.digest == digest), None)

    def was_in_use(self, digest: str) -> bool:
        """Return whether a version with this digest was ever in use, as far as the log or the next version tells."""
        parents = (memento.entry.record.parent for memento in self.mementos)
        return digest in parents or any(change.digest == digest for change in self.changes)

    def at(self, moment: datetime) -> Memento | None:
        """Return the version that was in use at a time, or the last one before it that still exists.

        For a time before the first version this is the first one. None only if there are no versions.
        """
        kept = {memento.digest: memento for memento in self.mementos}
        begins = [(datetime_of(change.time), kept[change.digest]) for change in self.changes if change.digest in kept]
        recorded = {change.digest for change in self.changes}
        begins += [(memento.since, memento) for memento in self.mementos if memento.digest not in recorded]
        before = [memento for since, memento in sorted(begins, key=itemgetter(0)) if since <= moment]
        return before[-1] if before else next(iter(self.mementos), None)


def timeline(data: Path, wait: float = 0.5) -> Timeline:
    """Return the timeline of a data folder.

    Args:
        data: The data folder.
        wait: How many seconds to wait for another process that has locked the log of changes.

    Raises:
        DataFolderError: The folder or the log cannot be read.

    """
    with open_log(changes_folder(data), wait) as log:
        return _timeline(data, tuple(log.entries()) if log else ())


def timeline_without_log(data: Path) -> Timeline:
    """Return the timeline of a data folder, as far as the versions that there are tell it.

    Raises:
        DataFolderError: The folder cannot be read.

    """
    return _timeline(data, ())


def datetime_of(microseconds: int) -> datetime:
    """Return a time of the log (microseconds since 1970) in UTC, to the second."""
    return _EPOCH + timedelta(seconds=microseconds // 1_000_000)


def _timeline(data: Path, changes: tuple[LogEntry, ...]) -> Timeline:
    """Return the timeline of the versions in a folder, with the entries of the log."""
    first: dict[str, LogEntry] = {}
    for change in changes:
        first.setdefault(change.digest, change)
    mementos = [Memento(entry, _since(entry, first), first.get(entry.version.digest)) for entry in history(data)]
    return Timeline(tuple(sorted(mementos, key=lambda item: (item.since, item.entry.record.made))), changes)


def _since(entry: HistoryEntry, first: dict[str, LogEntry]) -> datetime:
    """Return when a version first came into use according to the log, or else when it was made."""
    if entry.version.digest in first:
        return datetime_of(first[entry.version.digest].time)
    if entry.record.made:
        return datetime.fromisoformat(entry.record.made).replace(microsecond=0)
    return datetime.fromtimestamp(int(entry.version.folder.stat().st_mtime), UTC)
