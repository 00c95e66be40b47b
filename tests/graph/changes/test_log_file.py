"""The file of the log of changes, whatever has been done to it: it is mended, and what the versions tell is in it."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.log_file import changes_folder, check_log, open_log, open_log_for_writing, times_set_aside
from ruhrgraph.graph.changes.recorder import has_unrecorded_changes, mend_log, record_changes, was_described
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology.errors import BusyLogError, DamagedLogError
from tests.graph.changes.damage import ASIDE, KEPT, NAME, Damage
from tests.graph.changes.replays import ONE, entries, patched, replayed, union, update


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with some versions, all recorded."""
    folder = tmp_path_factory.mktemp("recorded") / "data"
    publish(folder, ONE, b"{}")
    text = " . ".join(f'<urn:s{number}> <urn:p> "{number:0>200}"' for number in range(300))
    update(folder, f"INSERT DATA {{ {text} }}")
    update(folder, "DELETE WHERE { <urn:s7> ?p ?o }")
    record_changes(folder)
    return folder


@pytest.fixture
def data(recorded: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(recorded, tmp_path / "data", symlinks=True))


def _is_whole(data: Path) -> None:
    """Check that the log tells exactly what is in use."""
    check_log(changes_folder(data))
    assert replayed(data) == union(data)
    assert patched(data).count(b"\n") == 300
    assert not has_unrecorded_changes(data)
    assert was_described(data, "urn:s7")


@pytest.mark.parametrize("damage", [*ASIDE.values()], ids=[*ASIDE])
def test_what_is_damaged_is_set_aside(data: Path, damage: Damage) -> None:
    """The log is made up from the versions, the damaged one is kept under another name, and the next damage as well."""
    for number in (1, 2):
        damage(changes_folder(data) / NAME)
        mend_log(data)
        record_changes(data)
        _is_whole(data)
        assert times_set_aside(changes_folder(data)) == number
        assert [entry.kind for entry in entries(data)] == ["build", "update", "update"]
    assert record_changes(data) == 0


@pytest.mark.parametrize("damage", [*KEPT.values()], ids=[*KEPT])
def test_what_is_only_incomplete_is_completed(data: Path, damage: Damage) -> None:
    """A log without tables, or with what a killed process left beside it, is used."""
    damage(changes_folder(data) / NAME)
    mend_log(data)
    record_changes(data)
    _is_whole(data)
    assert times_set_aside(changes_folder(data)) == 0


def test_what_may_not_be_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that this process may not write is set aside; with its whole folder, it stays."""
    denied = {changes_folder(data) / NAME}
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path not in denied and real(path, mode))
    denied.add(changes_folder(data))
    mend_log(data)
    assert times_set_aside(changes_folder(data)) == 0
    denied.remove(changes_folder(data))
    with pytest.raises(DamagedLogError, match="may not"), open_log(changes_folder(data)):
        pass
    mend_log(data)
    denied.clear()
    assert times_set_aside(changes_folder(data)) == 1
    record_changes(data)
    _is_whole(data)


def test_a_bit_that_turned_is_noticed(data: Path) -> None:
    """Whichever byte of the file is another, reading all of it tells, or nothing that is read has changed."""
    path = changes_folder(data) / NAME
    whole, noticed = path.read_bytes(), 0
    members = replayed(data)
    for place in range(97, len(whole), len(whole) // 60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            check_log(changes_folder(data))
        except DamagedLogError:
            noticed += 1
        else:
            assert replayed(data) == members
    assert noticed > 20


def test_a_locked_log(data: Path) -> None:
    """While another process writes it, readers and writers are told so soon; then it is as it was."""
    folder = changes_folder(data)
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyLogError), open_log(folder, 0):
            pass
        with pytest.raises(BusyLogError), open_log_for_writing(folder) as log:
            log.begin()
    _is_whole(data)


def test_killed_at_the_first_creation(tmp_path: Path) -> None:
    """The tables come into being together or not at all."""
    publish(tmp_path, ONE, b"{}")
    folder = changes_folder(tmp_path)
    folder.mkdir()
    with open_log_for_writing(folder) as log:
        assert log.last() is None
    with closing(sqlite3.connect(folder / NAME)) as database:
        statements = [row[0] for row in database.execute("SELECT sql FROM sqlite_master ORDER BY rowid")]
    for made in range(len(statements)):
        (folder / NAME).unlink()
        with closing(sqlite3.connect(folder / NAME)) as database:
            for statement in statements[:made]:
                database.execute(statement)
        with open_log(folder) as none:
            assert none is None or made >= 6
        assert record_changes(tmp_path) == 1
        assert replayed(tmp_path) == union(tmp_path)
    assert times_set_aside(folder) == 0
