"""The writer: one change makes one version, whole or not at all."""

from pathlib import Path
from unittest.mock import Mock

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import current, publish, published, read_record, versions
from ruhrgraph.graph.versions.store import link_store, load_store
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import WriteResult, write
from tests.graph.versions.examples import BASE, ONE, change, quads, update


def test_an_update_makes_a_version(data: Path) -> None:
    """The version after an update holds it, names its parent, and has the parent's report."""
    before = published(data)
    written = update(data, "INSERT DATA { <urn:x> <urn:y> 1 . GRAPH <urn:g> { <urn:x> <urn:y> <z> } }")
    version = published(data)
    assert (written.digest, written.changed) == (version.digest, True)
    record = read_record(version)
    assert (record.parent, record.kind, record.digest) == (before.digest, "update", version.digest)
    assert record.made.endswith("Z")
    assert version.report.read_bytes() == before.report.read_bytes()
    assert "<http://example.org/z> <urn:g> ." in quads(data)
    assert quads(data).count("\n") == 3
    assert before.dataset.read_bytes() == ONE


def test_many_updates_follow_each_other(data: Path) -> None:
    """Each update finds what those before it have written."""
    for number in range(6):
        update(data, f"INSERT DATA {{ <urn:n> <urn:is> {number} }}")
    update(data, "DELETE WHERE { <urn:n> <urn:is> 3 }")
    assert quads(data).count("<urn:n>") == 5
    assert len(versions(data)) == 8


@pytest.mark.parametrize("text", ["DELETE WHERE { ?s ?p ?o }", "DROP SILENT GRAPH <urn:none>", "# nothing"])
def test_what_changes_nothing_publishes_nothing(data: Path, text: str) -> None:
    """An update without effect leaves the version in use."""
    before = published(data)
    assert update(data, text) == WriteResult(before.digest, changed=False, created=False)
    assert versions(data) == (before,)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }",
        "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
        "CREATE SILENT GRAPH <urn:g>",
        "CLEAR DEFAULT",
        "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DROP ALL ; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }",
    ],
)
def test_a_detour_publishes_nothing_if_small(tmp_path: Path, text: str) -> None:
    """What ends where it began leaves the version in use, where the dataset is small enough to be compared."""
    version, _ = publish(tmp_path, ONE, b"{}")
    assert not update(tmp_path, text).changed
    assert versions(tmp_path) == (version,)


def test_empty_graphs_are_kept(data: Path) -> None:
    """A graph without statements exists, through versions and loading, until it is dropped."""
    assert update(data, "CREATE GRAPH <urn:empty>").changed
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert read_record(published(data)).empty_graphs == ("urn:empty",)
    assert load_store(published(data)).contains_named_graph(ox.NamedNode("urn:empty"))
    assert update(data, "DROP GRAPH <urn:empty>").changed
    assert read_record(published(data)).empty_graphs == ()


def test_blank_nodes_keep_their_labels(data: Path) -> None:
    """All who load a version see the same labels, and a later version has them too."""
    change(data, "add", "urn:new", b"[ <urn:b> [ <urn:b> 1 ] ] .")
    first = quads(data)
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert quads(data).replace('<urn:x> <urn:y> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n', "") == first


def test_the_first_version_may_come_from_a_write(tmp_path: Path) -> None:
    """Where nothing is published, a write begins with an empty dataset."""
    assert write(tmp_path, Update("CLEAR ALL", BASE)) == WriteResult(None, changed=False, created=False)
    assert current(tmp_path) is None
    assert update(tmp_path, "INSERT DATA { <urn:a> <urn:b> 1 }").changed
    assert read_record(published(tmp_path)).parent is None


def test_large_becomes_small_and_small_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dataset may grow beyond what is kept in memory, and shrink again, and each version loads."""
    monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", 200)
    monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", 5)
    publish(tmp_path, ONE, b"{}")
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 1, 2, 3, 4, 5, 6, 7, 8, 9 }")
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 10 }")
    assert published(tmp_path).store.is_dir()
    assert not published(tmp_path).dataset.exists()
    assert quads(tmp_path).count("\n") == 11
    update(tmp_path, "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o > 1) }")
    assert published(tmp_path).dataset.is_file()
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 11 }")
    assert not published(tmp_path).store.exists()
    assert quads(tmp_path).count("\n") == 3


def test_writers_share_no_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each store on disk has a folder of its own, as the engine may close the last one while the next writer works."""
    monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", 0)
    monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", 0)
    linked = Mock(wraps=link_store)
    monkeypatch.setattr("ruhrgraph.graph.versions.write.link_store", linked)
    for number in range(3):
        update(data, f"INSERT DATA {{ <urn:n> <urn:is> {number} }}")
    assert len({call.args[1] for call in linked.call_args_list}) == 2
    assert len(list((data / "writer").iterdir())) == 1
