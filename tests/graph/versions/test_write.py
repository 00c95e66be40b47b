"""The writer: one change makes one version, whole or not at all."""

from pathlib import Path
from typing import Literal

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import current, publish, published, read_record, versions
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.update import Change, GraphChange, RdfDocument, Update, version_kind
from ruhrgraph.graph.versions.write import WriteResult, write
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError, QuerySyntaxError

BASE = "http://example.org/"
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def update(data: Path, text: str) -> WriteResult:
    """Carry out an update."""
    return write(data, Update(text, BASE))


def change(
    data: Path, action: Literal["replace", "add", "delete"], graph: str | None, *documents: bytes, form: str = "ttl"
) -> WriteResult:
    """Change a graph."""
    found = tuple(RdfDocument(form, document) for document in documents)
    return write(data, GraphChange(action, graph, graph or BASE, found))


def quads(data: Path) -> str:
    """Return what is published as sorted N-Quads."""
    text = load_store(published(data)).dump(format=ox.RdfFormat.N_QUADS) or b""
    return "".join(sorted(text.decode().splitlines(keepends=True)))


@pytest.fixture(params=["in memory", "on disk"])
def data(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder with one statement in a named graph; small datasets are large in one of two runs."""
    if request.param == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    publish(tmp_path, ONE, b'{"documents": [1]}')
    return tmp_path


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


def test_the_default_graph_is_one_of_its_own(data: Path) -> None:
    """An update sees the real default graph, not the union that queries see, and clearing it spares the others."""
    update(data, "INSERT DATA { <urn:d> <urn:d> 1 }")
    update(data, "INSERT { <urn:seen> <urn:was> ?s } WHERE { ?s ?p ?o }")
    assert "<urn:seen> <urn:was> <urn:d> ." in quads(data)
    assert "<urn:seen> <urn:was> <urn:a> ." not in quads(data)
    update(data, "CLEAR DEFAULT")
    assert quads(data) == ONE.decode()


def test_empty_graphs_are_kept(data: Path) -> None:
    """A graph without statements exists, through versions and loading, until it is dropped."""
    assert update(data, "CREATE GRAPH <urn:empty>").changed
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert read_record(published(data)).empty_graphs == ("urn:empty",)
    assert load_store(published(data)).contains_named_graph(ox.NamedNode("urn:empty"))
    assert update(data, "DROP GRAPH <urn:empty>").changed
    assert read_record(published(data)).empty_graphs == ()


def test_an_update_is_one_transaction(data: Path) -> None:
    """If one operation of an update fails, none of them happens."""
    before = published(data)
    with pytest.raises(BadRequestError, match="<urn:none> does not exist"):
        update(data, "INSERT DATA { <urn:x> <urn:y> 1 } ; DROP GRAPH <urn:none>")
    assert (published(data), quads(data)) == (before, ONE.decode())


def test_syntax_errors_have_a_place(data: Path) -> None:
    """What cannot be read is told with line and column, in an update and in RDF."""
    with pytest.raises(QuerySyntaxError, match="the update, line 2, column 7") as caught:
        update(data, "CLEAR\nDEFALT")
    assert (caught.value.line, caught.value.column) == (2, 7)
    with pytest.raises(QuerySyntaxError, match="the RDF, line 2") as caught:
        change(data, "add", "urn:g", b"<a> <b> <c> .\n<a> <b> .")
    assert caught.value.line == 2
    assert len(versions(data)) == 1


def test_graphs_are_replaced_extended_and_removed(data: Path) -> None:
    """Each action of the Graph Store Protocol does what it says, and tells whether the graph is new."""
    assert change(data, "replace", "urn:new", b"<urn:a> <urn:b> 1, 2 .").created
    assert not change(data, "replace", "urn:new", b"<urn:a> <urn:b> 2, 3 .").created
    assert not change(data, "add", "urn:new", b"<urn:a> <urn:b> 4 .", b"<urn:a> <urn:b> 5 .").created
    assert [line.split()[2][1] for line in quads(data).splitlines() if "urn:new" in line] == ["2", "3", "4", "5"]
    assert not change(data, "replace", "urn:new", b"<urn:a> <urn:b> 5, 4, 3, 2 .").changed
    assert change(data, "delete", "urn:new").changed
    with pytest.raises(GraphNotFoundError, match="urn:new"):
        change(data, "delete", "urn:new")
    assert quads(data) == ONE.decode()
    assert read_record(published(data)).kind == "store"


def test_the_default_graph_can_be_replaced(data: Path) -> None:
    """The default graph is always there, is replaced alone, and is emptied by being removed."""
    assert not change(data, "replace", None, b"<a> <b> <c> .").created
    assert "<http://example.org/a> <http://example.org/b> <http://example.org/c> ." in quads(data)
    assert not change(data, "delete", None).created
    assert quads(data) == ONE.decode()


def test_an_empty_body_makes_an_empty_graph(data: Path) -> None:
    """A graph that is made of nothing exists."""
    assert change(data, "replace", "urn:empty", b"").created
    assert not change(data, "replace", "urn:empty", b"").changed


def test_blank_nodes_are_kept_apart(data: Path) -> None:
    """One label in two documents names two blank nodes, and none that was there before."""
    change(data, "add", "urn:new", b"_:x <urn:b> 1 .", b"_:x <urn:b> 2 .")
    change(data, "add", "urn:new", b"_:x <urn:b> 3 .")
    subjects = {line.split()[0] for line in quads(data).splitlines() if "urn:new" in line}
    assert len(subjects) == 3


def test_blank_nodes_keep_their_labels(data: Path) -> None:
    """All who load a version see the same labels, and a later version has them too."""
    change(data, "add", "urn:new", b"[ <urn:b> [ <urn:b> 1 ] ] .")
    first = quads(data)
    update(data, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert quads(data).replace('<urn:x> <urn:y> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n', "") == first


@pytest.mark.parametrize(
    ("form", "body", "error"),
    [
        ("nq", b"<urn:a> <urn:b> <urn:c> <urn:other> .", QuerySyntaxError),
        ("trig", b"<urn:other> { <urn:a> <urn:b> <urn:c> }", QuerySyntaxError),
        ("jsonld", b'{"@context": "http://127.0.0.1:9/context", "a": "b"}', QuerySyntaxError),
        ("rdfxml", b"<rdf", QuerySyntaxError),
    ],
)
def test_bodies_that_are_no_graph_are_refused(data: Path, form: str, body: bytes, error: type[Exception]) -> None:
    """Named graphs, contexts from elsewhere and broken documents are errors, and nothing is written."""
    with pytest.raises(error):
        change(data, "add", "urn:g", body, form=form)
    assert len(versions(data)) == 1


def test_names_that_are_no_iri_are_refused(data: Path) -> None:
    """A graph's name has to be an absolute IRI."""
    with pytest.raises(BadRequestError, match="no absolute IRI"):
        change(data, "add", "relative")


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


def test_kinds_of_changes() -> None:
    """A change knows of what kind the version is that it makes."""
    changes: list[Change] = [Update("", BASE), GraphChange("delete", None, BASE)]
    assert [version_kind(item) for item in changes] == ["update", "store"]
