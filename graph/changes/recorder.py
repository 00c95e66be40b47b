"""Records in the log of changes what each version changed: one entry for each time another version came into use.

In: the versions of a data folder. Out: entries in `changes/`, which stay when versions are pruned. Entries need not be
written at the moment of the change. Missing ones are derived later, in order, from the versions: each is compared with
the last recorded one, of which the recorder holds the files. So a write does not wait for the log, versions may be
pruned before they are recorded, and a killed process leaves nothing to repair.
`python -m ruhrgraph.graph.changes.recorder DATA` records in a process of its own.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from ruhrgraph.graph.changes.database import ChangeLog, ChangeType, LogEntry, LogEntryWriter
from ruhrgraph.graph.changes.diff import SubjectStatements, changed_subjects, remove_scratch_files, subject_streams
from ruhrgraph.graph.changes.held_versions import hold, release
from ruhrgraph.graph.changes.known_differences import changed_by_differences, forget_differences
from ruhrgraph.graph.changes.log_file import (
    changes_folder,
    check_log,
    open_log,
    open_log_for_writing,
    set_log_aside,
    times_set_aside,
)
from ruhrgraph.graph.changes.unrecorded_changes import SEVERAL, UnrecordedChange, unrecorded_changes
from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.versions.disk_errors import disk_error
from ruhrgraph.graph.versions.file_sync import locked
from ruhrgraph.graph.versions.integrity import check, damage
from ruhrgraph.graph.versions.repository import Version, current, read_record
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BusyLogError, DamagedLogError, DataFolderError, RuhrgraphError

_WORK = "scratch"
_MILLI = 1000
"""Microseconds in a millisecond."""
CHECK: Final = "check"
"""An argument of the process, see `main`."""
_PATIENCE = 30.0
"""Seconds to wait for another process that is recording. One that has stopped must not stop others for ever."""
_NICE = 5
"""Queries and writes come first."""


def was_described(data: Path, iri: str, wait: float = 0.5) -> bool:
    """Return whether any version in the log had triples about something.

    Args:
        data: The data folder.
        iri: The IRI to look for as a subject.
        wait: How many seconds to wait for another process that has locked the log.

    Raises:
        DataFolderError: The changes cannot be read.

    """
    with open_log(changes_folder(data), wait) as log:
        return log is not None and log.has_subject(iri)


def has_unrecorded_changes(data: Path, wait: float = 0.5) -> bool:
    """Return whether the version in use is not yet in the log as the last entry; a damaged log counts as empty.

    Args:
        data: The data folder.
        wait: How many seconds to wait for another process that has locked the log.

    Raises:
        DataFolderError: The log cannot be read.

    """
    used = current(data)
    try:
        with open_log(changes_folder(data), wait) as log:
            last = log.last() if log else None
    except DamagedLogError:
        last = None
    return used is not None and (last is None or last.digest != used.digest)


def unrecorded_digests(data: Path) -> frozenset[str]:
    """Return the digests of the versions that are still to be recorded.

    Raises:
        DataFolderError: The log cannot be read.

    """
    with open_log(changes_folder(data)) as log:
        return frozenset(item.version.digest for item in unrecorded_changes(data, log))


def record_changes(data: Path, wait: float = _PATIENCE) -> int:
    """Record the missing entries, and return how many were added. A damaged log is set aside and made up anew.

    Args:
        data: The data folder.
        wait: How many seconds to wait for another process that is recording.

    Raises:
        BusyLogError: Another process is recording.
        DataFolderError: A version or the log cannot be read or written.

    """
    if not has_unrecorded_changes(data):
        return 0
    with _lock(data, wait):
        try:
            return _record_missing(data)
        except DamagedLogError as error:
            set_log_aside(changes_folder(data), error)
            return _record_missing(data)


def mend_log(data: Path) -> None:
    """Read all of the log, and set it aside if it is damaged; `record_changes` makes it up anew.

    Raises:
        DataFolderError: It cannot be read, or not be renamed.

    """
    with _lock(data, _PATIENCE):
        try:
            check_log(changes_folder(data))
        except DamagedLogError as error:
            set_log_aside(changes_folder(data), error)


def _record_missing(data: Path) -> int:
    """Record what is missing now, and return how many entries were added; what comes meanwhile waits."""
    done = 0
    with open_log_for_writing(changes_folder(data)) as log:
        log.check_structure()
        for _ in unrecorded_changes(data, log):
            # Looked up each time anew: writers may have pruned versions meanwhile.
            missing = unrecorded_changes(data, log)
            if missing and _record(data, log, _first_whole(missing)):
                done += 1
        if not unrecorded_changes(data, log):
            forget_differences(data)
    return done


def _first_whole(missing: Sequence[UnrecordedChange]) -> UnrecordedChange:
    """Return the first change whose version is not damaged, or the last; it covers those before it."""
    item = next((item for item in missing[:-1] if not damage(item.version, quick=True)), missing[-1])
    return item if item is missing[0] else replace(item, kind=SEVERAL)


def _record(data: Path, log: ChangeLog, item: UnrecordedChange) -> bool:
    """Record one change, and return whether its version still existed."""
    last, base = log.last(), read_record(item.version).base
    # A log that is made up anew must not give the same times to other members.
    begun = item.time + times_set_aside(changes_folder(data)) * _MILLI
    # Each entry begins in a millisecond of its own, because many clients compare times only to the millisecond.
    time = max(begun, -(-last.end // _MILLI) * _MILLI) if last else begun
    new = log.begin()
    work = changes_folder(data) / _WORK
    recorded = last.digest if last else None
    try:
        work.mkdir(exist_ok=True)
        previous = hold(data, recorded) if recorded else None
        version = hold(data, item.version.digest)
        if version is None:
            return False
        check(version, quick=version.store.is_dir())  # to read all of a large one would take longer than to record it
        if previous and damage(previous, quick=previous.store.is_dir()):
            previous = None
        dataset = f"{base or DEFAULT_BASE}dataset"
        known = changed_by_differences(data, previous, version, dataset) if previous else None
        changed = _changed_subjects(log, previous, version, work, dataset) if known is None else known
        for subject, old, now in changed:
            _add_subject(new, time, subject, old, now)
        digest, added, removed = version.digest, new.counts["+"], new.counts["-"]
        counts = (added, removed, new.first, new.members)
        new.finish(LogEntry(new.number, recorded, digest, time, item.kind, base, *counts))
        recorded = digest
    except (ValueError, RuntimeError) as error:
        raise DataFolderError(f"{item.version.folder}: cannot be compared ({error}); build again") from error
    finally:
        release(data, recorded)
        remove_scratch_files(work, recorded)
    return True


def _changed_subjects(
    log: ChangeLog, previous: Version | None, version: Version, work: Path, dataset: str
) -> Iterator[tuple[bytes, list[bytes], list[bytes]]]:
    """Yield each subject that differs between the last recorded version and another one, with its quads in both."""
    before, after = subject_streams(previous, version, work, dataset)
    if log.last() and not previous:
        # The version before is damaged, or someone deleted its folder; the log still has its triples.
        before, after = _subjects_in_log(log), _without_graphs(after)
    return changed_subjects(before, after)


def _add_subject(new: LogEntryWriter, time: int, subject: bytes, old: list[bytes], now: list[bytes]) -> None:
    """Add the change of a subject to an entry."""
    if not (subject.startswith(b"<") and subject.endswith(b">")):
        raise ValueError(f"{subject[:80]!r} is no subject")
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
def _lock(data: Path, wait: float) -> Iterator[None]:
    """Hold the lock of the log; other recorders wait. Writes use another lock and do not wait for this one."""
    try:
        changes_folder(data).mkdir(exist_ok=True)
        with locked(changes_folder(data) / ".lock", wait):
            yield
    except BlockingIOError:
        raise BusyLogError(f"{changes_folder(data)}: another process is recording; try again in a moment") from None
    except OSError as error:
        raise disk_error(changes_folder(data), error, "the changes cannot be written") from error


def main(arguments: list[str]) -> int:
    """Record the missing entries of a data folder; if that fails, print one line on standard error and return 1.

    Args:
        arguments: The data folder, and `CHECK` if the log is to be read first, and mended.

    """
    os.nice(_NICE)
    try:
        if CHECK in arguments[1:]:
            mend_log(Path(arguments[0]))
        record_changes(Path(arguments[0]))
    except RuhrgraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
