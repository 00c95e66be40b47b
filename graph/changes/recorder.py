"""Records in the log of changes what each version changed: one entry for each time another version came into use.

In: the versions of a data folder. Out: entries in `changes/`, which stay when versions are pruned. Entries need not be
written at the moment of the change. Missing ones are derived later, in order, from the versions, and no version is
pruned before it is in the log. So a write does not wait for the log, and a killed process leaves nothing to repair.
`python -m ruhrgraph.graph.changes.recorder DATA` records in a process of its own.
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
from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.versions.file_sync import locked
from ruhrgraph.graph.versions.integrity import check, damage
from ruhrgraph.graph.versions.repository import Version, current, pin, read_record
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError

_FOLDER = "changes"
_WORK = "scratch"
_SECOND, _MILLI, _NANO = 1_000_000, 1000, 1000
"""Microseconds in a second and in a millisecond, nanoseconds in a microsecond."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NICE = 5
"""Queries and writes come first."""


def changes_folder(data: Path) -> Path:
    """Return the folder of the log of changes."""
    return data / _FOLDER


def was_described(data: Path, iri: str) -> bool:
    """Return whether any version in the log had triples about something.

    Args:
        data: The data folder.
        iri: The IRI to look for as a subject.

    Raises:
        DataFolderError: The changes cannot be read.

    """
    with open_log(changes_folder(data)) as log:
        return log is not None and log.has_subject(iri)


def has_unrecorded_changes(data: Path) -> bool:
    """Return whether the version in use is not yet in the log as the last entry."""
    used = current(data)
    with open_log(changes_folder(data)) as log:
        last = log.last() if log else None
    return used is not None and (last is None or last.digest != used.digest)


def needed_versions(data: Path) -> frozenset[str]:
    """Return the digests of the versions that are still needed to record the missing entries."""
    with open_log(changes_folder(data)) as log:
        last = log.last() if log else None
    missing = _unrecorded(data, last)
    before = {last.digest} if last and missing else set()
    return frozenset(before.union(item.version.digest for item in missing))


def record_changes(data: Path, most: int | None = None) -> int:
    """Record the missing entries, and return how many there were.

    Args:
        data: The data folder.
        most: How many to record at most, the oldest first; None for all.

    Raises:
        DataFolderError: A version or the log cannot be read or written.

    """
    if not has_unrecorded_changes(data):
        return 0
    with _lock(data), open_log_for_writing(changes_folder(data)) as log:
        missing = _unrecorded(data, log.last())[:most]
        for item in missing:
            if item is missing[-1] or not damage(item.version):  # what a damaged one changed is in the next entry
                _record(data, log, item)
        return len(missing)


@dataclass(frozen=True, slots=True)
class _UnrecordedChange:
    """A change that is not in the log yet: the version, the kind, and the time in microseconds since 1970."""

    version: Version
    kind: str
    time: int


def _unrecorded(data: Path, last: LogEntry | None) -> tuple[_UnrecordedChange, ...]:
    """Return the changes since an entry, the oldest first.

    They are found by going from the version in use to its parent, and so on, until the version of the entry. If this
    leads to a version that is older than the entry, then that version came into use again by a rollback; the time of
    the link `current` tells when, unless the link was switched again since.
    """
    used = current(data)
    if used is None or (last and used.digest == last.digest):
        return ()
    found: list[_UnrecordedChange] = []
    version: Version | None = used
    while version is not None and not (last and version.digest == last.digest):
        try:
            record = read_record(version)
        except DataFolderError:
            if version == used:
                raise
            break  # where it comes from is unknown; what it changed is in the next entry
        time = _microseconds(record.made) if record.made else version.folder.stat().st_mtime_ns // _NANO
        if last and time <= last.time:
            switched = (data / "current").lstat().st_mtime_ns // _NANO
            found.append(_UnrecordedChange(version, "rollback", last.end if found else switched))
            break
        found.append(_UnrecordedChange(version, record.kind, time))
        version = _version(data, record.parent)
    return tuple(reversed(found))


def _version(data: Path, digest: str | None) -> Version | None:
    """Return the version with a digest, or None if it does not exist."""
    path = data / "versions" / (digest or "")
    return Version(path.name, path) if digest and path.is_dir() else None


def _microseconds(time: str) -> int:
    """Return a version's time in microseconds since 1970."""
    return round((datetime.fromisoformat(time) - _EPOCH).total_seconds() * _SECOND)


def _record(data: Path, log: ChangeLog, item: _UnrecordedChange) -> None:
    """Record one change."""
    last, base = log.last(), read_record(item.version).base
    previous = _version(data, last.digest) if last else None
    # Each entry begins in a millisecond of its own, because many clients compare times only to the millisecond.
    time = max(item.time, -(-last.end // _MILLI) * _MILLI) if last else item.time
    new = log.begin()
    work = changes_folder(data) / _WORK
    work.mkdir(exist_ok=True)
    with ExitStack() as stack:
        for version in filter(None, (previous, item.version)):
            stack.enter_context(pin(version))
        check(item.version)
        if previous and damage(previous):
            previous = None
        before, after = subject_streams(previous, item.version, work, f"{base or DEFAULT_BASE}dataset")
        if last and not previous:
            # The version before is damaged, or someone deleted its folder; the log still has its triples.
            before, after = _subjects_in_log(log), _without_graphs(after)
        for subject, old, now in changed_subjects(before, after):
            _add_subject(new, time, subject, old, now)
    digest, added, removed = item.version.digest, new.counts["+"], new.counts["-"]
    before_it = last.digest if last else None
    remove_scratch_files(work, item.version)
    new.finish(LogEntry(new.number, before_it, digest, time, item.kind, base, added, removed, new.first, new.members))


def _add_subject(new: LogEntryWriter, time: int, subject: bytes, old: list[bytes], now: list[bytes]) -> None:
    """Add the change of a subject to an entry."""
    was_there, is_there = frozenset(old), frozenset(now)
    new.add_quads("-", [line for line in old if line not in is_there])
    new.add_quads("+", [line for line in now if line not in was_there])
    # A triple that only moved to another graph is no change in the union of all graphs.
    before, after = _triples(old), _triples(now)
    if before != after:
        kind: ChangeType = "Delete" if not after else "Update" if before else "Create"
        new.add_member(time + new.members, kind, subject[1:-1].decode(), b"".join(sorted(after)))


def _subjects_in_log(log: ChangeLog) -> Iterator[SubjectStatements]:
    """Yield the subjects that exist according to the log."""
    for object_, payload in log.current_subjects():
        yield b"<%b>" % object_.encode(), payload.splitlines(keepends=True)


def _triples(lines: list[bytes]) -> set[bytes]:
    """Return the triples of some quads, as lines."""
    return {split_graph(line)[0] for line in lines}


def _without_graphs(items: Iterator[SubjectStatements]) -> Iterator[SubjectStatements]:
    """Yield subjects with their triples instead of quads."""
    for subject, lines in items:
        yield subject, sorted(_triples(lines))


@contextmanager
def _lock(data: Path) -> Iterator[None]:
    """Hold the lock of the log; other recorders wait. Writes use another lock and do not wait for this one."""
    try:
        changes_folder(data).mkdir(exist_ok=True)
        with locked(changes_folder(data) / ".lock"):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderError(f"{changes_folder(data)}: the changes cannot be written ({reason})") from error


def main(arguments: list[str]) -> int:
    """Record the missing entries of a data folder; if that fails, print one line on standard error and return 1."""
    os.nice(_NICE)
    try:
        record_changes(Path(arguments[0]))
    except RuhrgraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
