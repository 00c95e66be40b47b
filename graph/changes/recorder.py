"""The changes of a dataset, version by version: one entry for each time that another version came into use.

In: the versions of a data folder. Out: entries in `changes/`, which stay when versions are pruned, and what they tell.
Nothing has to happen at the moment of the change: the entries that are missing are made up for, in order, from the
versions, and no version is pruned before it stands in the log. So a write waits for nothing, and a process that is
killed leaves nothing to mend. `python -m ruhrgraph.graph.changes.recorder DATA` does it in a process of its own.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ruhrgraph.graph.changes.database import (
    ChangeLog,
    ChangeType,
    LogEntry,
    LogEntryWriter,
    open_log,
    open_log_for_writing,
)
from ruhrgraph.graph.changes.diff import SubjectStatements, changed_subjects, remove_scratch_files, subject_streams
from ruhrgraph.graph.rdf.nquads import split
from ruhrgraph.graph.versions.files import locked
from ruhrgraph.graph.versions.repository import Version, current, pin, read_record
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError

_FOLDER = "changes"
_WORK = "scratch"
_SECOND, _MILLI, _NANO = 1_000_000, 1000, 1000
"""Microseconds in a second and in a millisecond, nanoseconds in a microsecond."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NICE = 5
"""Queries and writes go first."""


def changes_folder(data: Path) -> Path:
    """Return where the changes of a data folder are kept."""
    return data / _FOLDER


def was_described(data: Path, iri: str) -> bool:
    """Tell whether an earlier version had statements about something.

    Args:
        data: The data folder.
        iri: What to look for, as a subject.

    Raises:
        DataFolderError: The changes cannot be read.

    """
    with open_log(changes_folder(data)) as log:
        return log is not None and log.has_subject(iri)


def has_unrecorded_changes(data: Path) -> bool:
    """Tell whether the version in use is not the one of the last entry."""
    used = current(data)
    with open_log(changes_folder(data)) as log:
        last = log.last() if log else None
    return used is not None and (last is None or last.digest != used.digest)


def needed_versions(data: Path) -> frozenset[str]:
    """Return the digests of the versions that are still needed to make the entries that are missing."""
    with open_log(changes_folder(data)) as log:
        last = log.last() if log else None
    missing = _unrecorded(data, last)
    before = {last.digest} if last and missing else set()
    return frozenset(before.union(item.version.digest for item in missing))


def record_changes(data: Path, most: int | None = None) -> int:
    """Make the entries that are missing, and return how many.

    Args:
        data: The data folder.
        most: How many at most, the oldest first; None for all.

    Raises:
        DataFolderError: A version or the log cannot be read or written.

    """
    if not has_unrecorded_changes(data):
        return 0
    with _lock(data), open_log_for_writing(changes_folder(data)) as log:
        missing = _unrecorded(data, log.last())[:most]
        for item in missing:
            _record(data, log, item)
        return len(missing)


@dataclass(frozen=True, slots=True)
class _UnrecordedChange:
    """A change of which there is no entry yet: the version, its kind and when it came into use."""

    version: Version
    kind: str
    time: int


def _unrecorded(data: Path, last: LogEntry | None) -> tuple[_UnrecordedChange, ...]:
    """Return the changes since an entry.

    Versions that were made since come each from the one before it. Where that leads back to one that is older than the
    entry, this one came into use again meanwhile; when, the link tells, unless it has moved on.
    """
    used = current(data)
    if used is None or (last and used.digest == last.digest):
        return ()
    found: list[_UnrecordedChange] = []
    version: Version | None = used
    while version is not None and not (last and version.digest == last.digest):
        record = read_record(version)
        time = _microseconds(record.made) if record.made else version.folder.stat().st_mtime_ns // _NANO
        if last and time <= last.time:
            switched = (data / "current").lstat().st_mtime_ns // _NANO
            found.append(_UnrecordedChange(version, "rollback", last.end if found else switched))
            break
        found.append(_UnrecordedChange(version, record.kind, time))
        version = _version(data, record.parent)
    return tuple(reversed(found))


def _version(data: Path, digest: str | None) -> Version | None:
    """Return the version of a digest, if it is there."""
    path = data / "versions" / (digest or "")
    return Version(path.name, path) if digest and path.is_dir() else None


def _microseconds(time: str) -> int:
    """Return a version's time in microseconds since 1970."""
    return round((datetime.fromisoformat(time) - _EPOCH).total_seconds() * _SECOND)


def _record(data: Path, log: ChangeLog, item: _UnrecordedChange) -> None:
    """Make one entry."""
    last, base = log.last(), read_record(item.version).base
    previous = _version(data, last.digest) if last else None
    # Each entry begins in a millisecond of its own, which is as far as many clients can tell times apart.
    time = max(item.time, -(-last.end // _MILLI) * _MILLI) if last else item.time
    new = log.begin()
    work = changes_folder(data) / _WORK
    work.mkdir(exist_ok=True)
    with ExitStack() as stack:
        for version in filter(None, (previous, item.version)):
            stack.enter_context(pin(version))
        before, after = subject_streams(previous, item.version, work, f"{base or DEFAULT_BASE}dataset")
        if last and not previous:
            # Removed by hand: of what it held, the triples are in the log.
            before, after = _subjects_in_log(log), _without_graphs(after)
        for subject, old, now in changed_subjects(before, after):
            _add_subject(new, time, subject, old, now)
    digest, added, removed = item.version.digest, new.counts["+"], new.counts["-"]
    before_it = last.digest if last else None
    remove_scratch_files(work, item.version)
    new.finish(LogEntry(new.number, before_it, digest, time, item.kind, base, added, removed, new.first, new.members))


def _add_subject(new: LogEntryWriter, time: int, subject: bytes, old: list[bytes], now: list[bytes]) -> None:
    """Add to an entry what became of a subject."""
    was_there, is_there = frozenset(old), frozenset(now)
    new.add_quads("-", [line for line in old if line not in is_there])
    new.add_quads("+", [line for line in now if line not in was_there])
    # In the union of the graphs it may be the same as before.
    before, after = _triples(old), _triples(now)
    if before != after:
        kind: ChangeType = "Delete" if not after else "Update" if before else "Create"
        new.add_member(time + new.members, kind, subject[1:-1].decode(), b"".join(sorted(after)))


def _subjects_in_log(log: ChangeLog) -> Iterator[SubjectStatements]:
    """Yield what the log says is there, as `groups` does."""
    for object_, payload in log.current_subjects():
        yield b"<%b>" % object_.encode(), payload.splitlines(keepends=True)


def _triples(lines: list[bytes]) -> set[bytes]:
    """Return the triples of some quads, as lines."""
    return {split(line)[0] for line in lines}


def _without_graphs(items: Iterator[SubjectStatements]) -> Iterator[SubjectStatements]:
    """Yield groups without their graphs."""
    for subject, lines in items:
        yield subject, sorted(_triples(lines))


@contextmanager
def _lock(data: Path) -> Iterator[None]:
    """Hold the lock of the changes; others wait. It is another one than that of writes, which need not wait."""
    try:
        changes_folder(data).mkdir(exist_ok=True)
        with locked(changes_folder(data) / ".lock"):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderError(f"{changes_folder(data)}: the changes cannot be written ({reason})") from error


def main(arguments: list[str]) -> int:
    """Make the entries that are missing in a data folder; one line on standard error tells what is wrong."""
    os.nice(_NICE)
    try:
        record_changes(Path(arguments[0]))
    except RuhrgraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
