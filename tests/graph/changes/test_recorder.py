"""The log of changes: one entry for each version that came into use, whatever is pruned or gone back in."""

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from ruhrgraph.graph.build import build
from ruhrgraph.graph.changes.lifecycle import prune, rollback
from ruhrgraph.graph.changes.log_file import changes_folder
from ruhrgraph.graph.changes.recorder import has_unrecorded_changes, record_changes, was_described
from ruhrgraph.graph.versions.file_sync import locked
from ruhrgraph.graph.versions.history import history
from ruhrgraph.graph.versions.repository import publish, published, versions
from ruhrgraph.graph.versions.update import GraphChange, RdfDocument
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DataFolderError
from tests.graph.changes.replays import BASE, ONE, entries, members, patched, replayed, union, update
from tests.graph.versions.damages import DAMAGES


@pytest.fixture(params=["in memory", "on disk"])
def data(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder with one statement in a named graph; small datasets are large in one of two runs."""
    if request.param == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    publish(tmp_path, ONE, b"{}")
    return tmp_path


def test_nothing_yet(tmp_path: Path) -> None:
    """Where nothing is published there is nothing to record, and no file is made."""
    assert record_changes(tmp_path) == 0
    assert not was_described(tmp_path, "urn:a")
    assert not has_unrecorded_changes(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_build_is_recorded(own_data: Path) -> None:
    """The first build creates everything, and building the same again is no change."""
    version = published(own_data)
    [entry] = entries(own_data)
    quads = version.dataset.read_bytes().count(b"\n")
    assert (entry.digest, entry.previous, entry.kind, entry.base) == (version.digest, None, "build", DEFAULT_BASE)
    assert (entry.added, entry.removed) == (quads, 0)
    assert {member.type for member in members(own_data)} == {"Create"}
    assert replayed(own_data) == union(own_data)
    assert patched(own_data) == version.dataset.read_bytes()
    build([], own_data, DEFAULT_BASE)
    assert len(entries(own_data)) == 1


def test_writes_are_recorded(data: Path) -> None:
    """Each write is an entry with exactly what it changed, whenever the log is caught up."""
    record_changes(data)
    update(data, "INSERT DATA { <urn:x> <urn:y> 1, 2 . GRAPH <urn:g> { <urn:a> <urn:b> <urn:d> } }")
    update(data, "DELETE WHERE { <urn:x> <urn:y> 2 }")
    update(data, "DELETE WHERE { <urn:x> ?p ?o }")
    assert record_changes(data) == 3
    assert [(entry.kind, entry.added, entry.removed) for entry in entries(data)] == [
        ("build", 1, 0),
        ("update", 3, 0),
        ("update", 0, 1),
        ("update", 0, 1),
    ]
    told = [(member.entry, member.type, member.object) for member in members(data)]
    assert told == [
        (1, "Create", "urn:a"),
        (2, "Update", "urn:a"),
        (2, "Create", "urn:x"),
        (3, "Update", "urn:x"),
        (4, "Delete", "urn:x"),
    ]
    assert members(data)[-1].payload == b""
    assert replayed(data) == union(data)
    assert [entry.previous for entry in entries(data)][1:] == [entry.digest for entry in entries(data)][:-1]


def test_what_stays_the_same_in_the_union_is_not_told(data: Path) -> None:
    """A statement that moves to another graph is in the difference, but nothing that the feed tells."""
    update(data, "INSERT DATA { GRAPH <urn:h> { <urn:a> <urn:b> <urn:c> } } ; DROP GRAPH <urn:g>")
    record_changes(data)
    assert [(entry.added, entry.removed, entry.members) for entry in entries(data)] == [(1, 0, 1), (1, 1, 0)]
    assert patched(data) == b"<urn:a> <urn:b> <urn:c> <urn:h> .\n"


def test_times_are_strictly_ordered(data: Path) -> None:
    """Each member is later than the one before it, and each entry begins in a millisecond of its own."""
    for number in range(5):
        update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} . <urn:a> <urn:is> {number} }}")
    record_changes(data)
    rollback(data)
    times = [member.time for member in members(data)]
    assert times == sorted(set(times))
    begins = [entry.time // 1000 for entry in entries(data)]
    assert begins == sorted(set(begins))
    assert all(before.end <= entry.time for before, entry in zip(entries(data), entries(data)[1:], strict=False))


def test_going_back_is_recorded(data: Path) -> None:
    """An earlier version that comes into use again is an entry of its own, back and forth."""
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    update(data, "INSERT DATA { <urn:z> <urn:y> 1 }")
    newest = published(data).digest
    rollback(data)
    assert b"<urn:z>" not in replayed(data)
    rollback(data)
    rollback(data, newest)
    assert [entry.kind for entry in entries(data)] == ["build", "update", "update", *["rollback"] * 3]
    assert entries(data)[-1].digest == newest
    assert entries(data)[-1].added == 2
    assert replayed(data) == union(data)


def test_building_what_was_there_before_is_recorded(tmp_path: Path) -> None:
    """A build that comes to an earlier version counts as going back to it."""
    for content in (ONE, b"", ONE):
        publish(tmp_path, content, b"{}")
        record_changes(tmp_path)
    assert [(entry.kind, entry.added, entry.removed) for entry in entries(tmp_path)] == [
        ("build", 1, 0),
        ("build", 0, 1),
        ("rollback", 1, 0),
    ]


def test_a_switch_that_was_not_recorded_is_made_up_for(data: Path) -> None:
    """Going back, killed before it was recorded, and a write after it are two entries all the same."""
    first = published(data)
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    record_changes(data)
    (data / "current").unlink()
    (data / "current").symlink_to(Path("versions") / first.digest)
    update(data, "INSERT DATA { <urn:z> <urn:y> 1 }")
    assert record_changes(data) == 2
    assert [entry.kind for entry in entries(data)] == ["build", "update", "rollback", "update"]
    assert replayed(data) == union(data)


def test_an_older_data_folder(data: Path) -> None:
    """A folder of before there was a log gets an entry for each version that led to the one in use."""
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    update(data, "INSERT DATA { <urn:x> <urn:y> 2 }")
    assert not (data / "changes").exists()
    assert record_changes(data) == 3
    assert [entry.kind for entry in entries(data)] == ["build", "update", "update"]
    version, _ = publish(data, b"<urn:x> <urn:y> <urn:z> .\n", b"{}")
    version.record_file.unlink()
    version.documents.rmdir()
    shutil.rmtree(data / "changes")
    assert record_changes(data) == 1
    assert replayed(data) == union(data)


@pytest.mark.parametrize("damaged", [0, 1])
@pytest.mark.parametrize("name", ["report.json", "version.json"])
def test_damaged_versions(data: Path, damaged: int, name: str) -> None:
    """Without a damaged version, whether it was recorded or not, the log still leads to the one in use; not from it."""
    record_changes(data)
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    update(data, "INSERT DATA { <urn:x> <urn:y> 2 }")
    chain = [entry.version for entry in history(data)][::-1]
    DAMAGES["emptied"](chain[damaged].folder / name)
    record_changes(data)
    assert len(entries(data)) == 3 - damaged
    assert replayed(data) == union(data)
    update(data, "INSERT DATA { <urn:x> <urn:y> 3 }")
    DAMAGES["emptied"](published(data).folder / name)
    with pytest.raises(DataFolderError, match="is damaged"):
        record_changes(data)


def test_small_versions_are_recorded_before_they_go(data: Path) -> None:
    """The log tells of each small version, though only the last two are kept."""
    for number in range(6):
        update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} }}", keep=2)
    assert len(versions(data)) == 2
    record_changes(data)
    assert [entry.added for entry in entries(data)] == [1] * 7
    assert prune(data, 1)
    assert patched(data).count(b"\n") == 7
    assert replayed(data) == union(data)
    assert was_described(data, "urn:n0")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all versions count as large, so that they are not recorded before they go."""
    monkeypatch.setattr("ruhrgraph.graph.changes.lifecycle._QUICK_BYTES", -1)


@pytest.mark.usefixtures("large")
def test_versions_that_were_pruned_are_covered(data: Path) -> None:
    """What was pruned before it was recorded is told with the oldest version that is still there, as one entry."""
    record_changes(data)
    for number in range(6):
        update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} . <urn:last> <urn:is> {number} }}", keep=2)
        assert len(versions(data)) <= 2
    assert record_changes(data) == 2
    told = [(entry.kind, entry.added, entry.previous) for entry in entries(data)]
    assert [item[:2] for item in told] == [("build", 1), ("several", 10), ("update", 2)]
    assert [item[2] for item in told[1:]] == [entry.digest for entry in entries(data)][:-1]
    assert [entry.digest for entry in entries(data)][1:] == [item.version.digest for item in history(data)][::-1]
    assert patched(data).count(b"\n") == 13
    assert replayed(data) == union(data)
    assert was_described(data, "urn:n0")


@pytest.mark.parametrize("who", ["a recorder", "a reader of the file"])
def test_who_has_locked_the_log_keeps_no_version(data: Path, who: str) -> None:
    """While another process holds the log, writes go on and prune, and nothing that changed is lost."""
    record_changes(data)
    folder = changes_folder(data)
    with closing(sqlite3.connect(folder / "log.sqlite3", isolation_level=None)) as other, ExitStack() as stack:
        if who == "a recorder":
            stack.enter_context(locked(folder / ".lock"))
        else:
            other.execute("BEGIN EXCLUSIVE")
        for number in range(3):
            update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} }}", keep=1)
            assert len(versions(data)) == 1
    record_changes(data)
    assert [(entry.kind, entry.added) for entry in entries(data)] == [("build", 1), ("several", 3)]
    assert patched(data).count(b"\n") == 4
    assert replayed(data) == union(data)


@pytest.mark.usefixtures("large")
def test_a_chain_with_holes_is_no_rollback(data: Path) -> None:
    """However fast writes come and how many things they change, what is not recorded yet is never taken for old."""
    record_changes(data)
    many = " . ".join(f"<urn:m{number}> <urn:is> ?n" for number in range(3000))
    for number in range(5):
        update(data, f"INSERT {{ {many} }} WHERE {{ BIND({number} AS ?n) }}", keep=2)
        if number % 2:
            record_changes(data)
    record_changes(data)
    assert "rollback" not in [entry.kind for entry in entries(data)]
    assert replayed(data) == union(data)


@pytest.mark.usefixtures("large")
def test_going_back_with_holes(data: Path) -> None:
    """Going back while nothing is recorded, and writing on from there, gives the dataset in the end."""
    record_changes(data)
    for number in range(3):
        update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} }}", keep=3)
    back = history(data)[-1].version
    (data / "current").unlink()
    (data / "current").symlink_to(Path("versions") / back.digest)
    for number in range(5, 9):
        update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} }}", keep=2)
    record_changes(data)
    assert [entry.kind for entry in entries(data)] == ["build", "several", "update"]
    assert replayed(data) == union(data)
    assert patched(data).count(b"\n") == 6


def test_a_damaged_log_is_made_up_anew(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is set aside, which is said once, and what the versions tell is recorded, with IRIs that are new."""
    for number in range(3):
        update(data, f"INSERT DATA {{ <urn:n{number}> <urn:is> {number} }}")
    record_changes(data)
    before = {entry.time for entry in entries(data)}
    update(data, "INSERT DATA { <urn:last> <urn:y> 1 }", keep=3)
    path = changes_folder(data) / "log.sqlite3"
    path.write_bytes(path.read_bytes()[:4096] + b"x" * 9000)
    assert record_changes(data) == 3
    assert record_changes(data) == 0
    assert [record.message.count("log.sqlite3.damaged-1") for record in caplog.records] == [1]
    assert not before & {entry.time for entry in entries(data)}
    assert [entry.digest for entry in entries(data)] == [item.version.digest for item in history(data)][::-1]
    assert replayed(data) == union(data)
    assert was_described(data, "urn:n0")


def test_a_damaged_log_keeps_no_one_from_publishing(tmp_path: Path) -> None:
    """With a damaged log a build publishes, and going back goes back, and both are recorded in a new one."""
    first, _ = publish(tmp_path, ONE, b"{}")
    changes_folder(tmp_path).mkdir()
    (changes_folder(tmp_path) / "log.sqlite3").write_bytes(b"damaged" * 1000)
    result = build([], tmp_path, DEFAULT_BASE)
    assert result.version == published(tmp_path) != first
    assert rollback(tmp_path) == published(tmp_path) == first
    assert [entry.kind for entry in entries(tmp_path)] == ["build", "build", "rollback"]
    assert prune(tmp_path, 1) == (result.version.digest,)


def test_a_version_that_was_removed_by_hand(data: Path) -> None:
    """Where the version before is gone, what the log says of it takes its place, and the feed stays right."""
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 . <urn:x/y> <urn:y> 1 . <urn:z> <urn:y> 1 }")
    record_changes(data)
    gone = published(data)
    update(data, "DELETE WHERE { <urn:x> ?p ?o } ; INSERT DATA { <urn:w> <urn:y> 1 }")
    shutil.rmtree(gone.folder)
    assert record_changes(data) == 1
    last = [(member.type, member.object) for member in members(data) if member.entry == 3]
    assert last == [("Create", "urn:w"), ("Delete", "urn:x")]
    assert replayed(data) == union(data)


@pytest.mark.parametrize("content", [b"no statement at all\n" * 9, b"nothing", None])
def test_a_version_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    """It cannot be recorded, which is told as such; nothing is left behind, and it is made up for later."""
    publish(tmp_path, ONE, b"{}")
    record_changes(tmp_path)
    whole, _ = publish(tmp_path, ONE.replace(b"a", b"z"), b"{}")
    whole.dataset.rename(tmp_path / "aside")
    if content is None:
        whole.store.mkdir()
    else:
        whole.dataset.write_bytes(content)
    with pytest.raises(DataFolderError):
        record_changes(tmp_path)
    assert [path.name for path in (changes_folder(tmp_path) / "held").iterdir()] == [entries(tmp_path)[-1].digest]
    if content is None:
        whole.store.rmdir()
    (tmp_path / "aside").replace(whole.dataset)
    record_changes(tmp_path)
    assert replayed(tmp_path) == union(tmp_path)


def test_was_known(data: Path) -> None:
    """What was a subject once is known for ever, what never was is not."""
    update(data, "INSERT DATA { <urn:x> <urn:y> <urn:only-object> }")
    update(data, "DELETE WHERE { <urn:x> ?p ?o }")
    record_changes(data)
    assert was_described(data, "urn:x")
    assert was_described(data, "urn:a")
    assert not was_described(data, "urn:only-object")
    assert not was_described(data, "urn:never")


def test_blank_nodes_stay_together(data: Path) -> None:
    """Statements about blank nodes are told with the one thing that leads to them, those of none with the dataset."""
    turtle = b"""
        <urn:one> <urn:p> _:shared . <urn:two> <urn:p> _:shared .
        _:shared <urn:p> [ <urn:p> "a _:text <urn:b> ." ] .
        <urn:three> <urn:p> [ <urn:p> 3 ] , "_:no" .
        [] <urn:p> "nobody leads here" .
    """
    write(data, GraphChange("add", "urn:g", BASE, (RdfDocument("ttl", turtle),)))
    record_changes(data)
    told = {member.object: member.payload for member in members(data) if member.entry == 2}
    assert {name: payload.count(b"\n") for name, payload in told.items()} == {
        "urn:one": 4,
        "urn:three": 3,
        f"{DEFAULT_BASE}dataset": 1,
    }
    assert replayed(data) == union(data)
    update(data, "DELETE WHERE { GRAPH ?g { <urn:one> ?p ?o } }")
    record_changes(data)
    assert [(member.type, member.object) for member in members(data) if member.entry == 3] == [
        ("Delete", "urn:one"),
        ("Create", "urn:two"),
    ]
    ours, theirs = Graph().parse(data=replayed(data), format="nt"), Graph().parse(data=union(data), format="nt")
    assert isomorphic(ours, theirs)
