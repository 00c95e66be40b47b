"""Which version was in use when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.database import LogEntry
from ruhrgraph.graph.changes.lifecycle import prune, rollback
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.changes.timeline import Memento, Timeline, datetime_of, timeline
from ruhrgraph.graph.versions.history import HistoryEntry
from ruhrgraph.graph.versions.repository import Version, VersionRecord
from tests.graph.versions.examples import publish_versions

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = 1_000_000


def _entry(number: int, digest: str, kind: str = "build") -> LogEntry:
    """Return a log entry, one a day from `START`."""
    time = round((START + timedelta(days=number)).timestamp()) * SECOND
    return LogEntry(number + 1, None, digest, time, kind, "", 0, 0, 0, 0)


def _memento(digest: str) -> Memento:
    """Return a version that still exists."""
    record = VersionRecord(digest, None, "", "build", 0.0)
    return Memento(HistoryEntry(Version(digest, Path(digest)), record, current=False), START, None)


LOG = tuple(_entry(number, digest) for number, digest in enumerate(["a", "b", "a", "c"]))
"""Version a, then b, back to a, then c."""


@pytest.mark.parametrize(
    ("kept", "days", "found"),
    [
        ("abc", 0, "a"),
        ("abc", 1, "b"),
        ("abc", 1.5, "b"),
        ("abc", 2, "a"),
        ("abc", 9, "c"),
        ("abc", -1, "a"),
        ("ac", 1.5, "a"),
        ("bc", 0.5, "b"),
        ("bc", 2.5, "b"),
        ("", 1, None),
    ],
)
def test_the_version_at_a_time(kept: str, days: float, found: str | None) -> None:
    """It is the one in use then; if it is pruned the last one before it, and before the first one that one."""
    memento = Timeline(tuple(_memento(digest) for digest in kept), LOG).at(START + timedelta(days=days))
    assert (memento and memento.digest) == found


def test_a_version_that_is_not_recorded_yet() -> None:
    """It counts from when it was made, and its parent was in use even if that went unrecorded."""
    late = replace(_memento("e"), since=START + timedelta(days=5))
    late = replace(late, entry=replace(late.entry, record=replace(late.entry.record, parent="d")))
    line = Timeline((_memento("c"), late), LOG)
    assert [found and found.digest for found in map(line.at, (START + timedelta(days=days) for days in (4, 5, 9)))] == [
        *"cee"
    ]
    assert line.was_in_use("d")
    assert Timeline((_memento("a"), late), ()).at(START) == _memento("a")


def test_digests() -> None:
    """A version is found while it exists; it was in use even after it is pruned."""
    line = Timeline((_memento("a"),), LOG)
    assert line.find("a") == line.mementos[0]
    assert line.find("b") is None
    assert line.was_in_use("b")
    assert not line.was_in_use("z")


def test_the_timeline_of_a_folder(tmp_path: Path) -> None:
    """Versions come in the order in which they first came into use, also after a rollback and without a log."""
    digests = publish_versions(tmp_path, 3)[::-1]
    before = timeline(tmp_path)
    assert [memento.digest for memento in before.mementos] == digests
    assert before.changes == ()
    record_changes(tmp_path)
    rollback(tmp_path, digests[0])
    after = timeline(tmp_path)
    assert [memento.digest for memento in after.mementos] == digests
    assert [entry.kind for entry in after.changes] == ["build", "build", "build", "rollback"]
    assert [memento.since for memento in after.mementos] == [datetime_of(entry.time) for entry in after.changes[:3]]
    prune(tmp_path, 1)
    assert [memento.digest for memento in timeline(tmp_path).mementos] == digests[:1]
