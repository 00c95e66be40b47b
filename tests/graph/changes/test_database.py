"""The file of the log of changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.database import LogEntry, LogEntryWriter, Member, Sign
from ruhrgraph.graph.changes.log_file import open_log, open_log_for_writing
from ruhrgraph.ontology.errors import DataFolderError


def _finish(new: LogEntryWriter, digest: str, time: int) -> None:
    """Write the row of an entry."""
    added, removed = new.counts["+"], new.counts["-"]
    new.finish(LogEntry(new.number, None, digest, time, "build", "urn:", added, removed, new.first, new.members))


def _parts(folder: Path, number: int, sign: Sign) -> Iterator[bytes]:
    """Yield the parts of what an entry added or removed."""
    with open_log(folder) as log:
        assert log is not None
        part = log.difference(number, sign)
        while part is not None:
            yield part[1]
            part = log.difference(number, sign, part[0])


def test_no_log(tmp_path: Path) -> None:
    """A folder without a log has none, and reading creates none."""
    with open_log(tmp_path) as log:
        assert log is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries, members and quads come back in order, however they were split into transactions and parts."""
    monkeypatch.setattr("ruhrgraph.graph.changes.database._BATCH", 2)
    monkeypatch.setattr("ruhrgraph.graph.changes.database._PART", 40)
    lines = [b"<urn:%d> <urn:p> <urn:o> .\n" % number for number in range(7)]
    with open_log_for_writing(tmp_path) as log:
        for number, digest in enumerate(("a", "b")):
            new = log.begin()
            for position in range(5):
                new.add_member(number * 100 + position, "Create", f"urn:{digest}{position}", lines[position])
            new.add_quads("+", lines[:3])
            new.add_quads("+", lines[3:])
            new.add_quads("-", lines[:1])
            _finish(new, digest, number * 100)
    with open_log(tmp_path) as log:
        assert log is not None
        assert [(entry.number, entry.digest, entry.added, entry.removed) for entry in log.entries()] == [
            (1, "a", 7, 1),
            (2, "b", 7, 1),
        ]
        assert log.last() == [*log.entries()][-1]
        assert [*log.members(3, 4)] == [
            Member(3, 1, 3, "Create", "urn:a3", lines[3]),
            Member(4, 1, 4, "Create", "urn:a4", lines[4]),
            Member(5, 2, 100, "Create", "urn:b0", lines[0]),
            Member(6, 2, 101, "Create", "urn:b1", lines[1]),
        ]
        assert log.times([0, 9]) == (0, 104)
        assert (log.position(104), log.position(50)) == (9, None)
        assert log.has_subject("urn:a0")
        assert not log.has_subject("urn:c0")
    assert list(_parts(tmp_path, 2, "+")) == [b"".join(lines[:3]), b"".join(lines[3:])]
    assert list(_parts(tmp_path, 2, "-")) == lines[:1]


def test_the_latest_of_each_subject(tmp_path: Path) -> None:
    """The subjects that exist are those whose last change is no deletion, in the order of N-Quads."""
    with open_log_for_writing(tmp_path) as log:
        new = log.begin()
        for time, (kind, name, payload) in enumerate(
            [("Create", "b", b"1"), ("Create", "a/x", b"2"), ("Create", "a", b"3"), ("Update", "b", b"4")]
        ):
            new.add_member(time, "Update" if kind == "Update" else "Create", f"urn:{name}", payload)
        new.add_member(4, "Delete", "urn:a/x", b"")
        _finish(new, "x", 0)
        assert [*log.current_subjects()] == [("urn:a", b"3"), ("urn:b", b"4")]


def test_an_unfinished_entry_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members and quads without an entry are not read, and the next entry takes their place."""
    monkeypatch.setattr("ruhrgraph.graph.changes.database._BATCH", 1)
    monkeypatch.setattr("ruhrgraph.graph.changes.database._PART", 1)
    monkeypatch.setattr("ruhrgraph.graph.changes.database._PARTS", 1)
    with open_log_for_writing(tmp_path) as log:
        unfinished = log.begin()
        unfinished.add_member(0, "Create", "urn:left", b"left")
        unfinished.add_quads("+", [b"left\n"])
    with open_log(tmp_path) as log:
        assert log is not None
        assert [*log.members(0, 9)] == []
    with open_log_for_writing(tmp_path) as log:
        new = log.begin()
        assert (new.number, new.first) == (1, 0)
        new.add_member(0, "Create", "urn:new", b"new")
        _finish(new, "x", 0)
        assert [member.object for member in log.members(0, 9)] == ["urn:new"]
        assert not log.has_subject("urn:left")
    assert list(_parts(tmp_path, 1, "+")) == []


def test_a_damaged_log(tmp_path: Path) -> None:
    """A file that is no database is an error that names it."""
    (tmp_path / "log.sqlite3").write_bytes(b"damaged" * 1000)
    with pytest.raises(DataFolderError, match=r"log\.sqlite3"), open_log_for_writing(tmp_path):
        pass
