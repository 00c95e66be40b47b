"""Changes as they are applied: updates, and graphs that are replaced, extended and removed."""

from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import published, read_record, versions
from ruhrgraph.graph.versions.update import Change, GraphChange, Update, version_kind
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError, QuerySyntaxError
from tests.graph.versions.examples import BASE, ONE, change, quads, update


def test_the_default_graph_is_one_of_its_own(data: Path) -> None:
    """An update sees the real default graph, not the union that queries see, and clearing it spares the others."""
    update(data, "INSERT DATA { <urn:d> <urn:d> 1 }")
    update(data, "INSERT { <urn:seen> <urn:was> ?s } WHERE { ?s ?p ?o }")
    assert "<urn:seen> <urn:was> <urn:d> ." in quads(data)
    assert "<urn:seen> <urn:was> <urn:a> ." not in quads(data)
    update(data, "CLEAR DEFAULT")
    assert quads(data) == ONE.decode()


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


def test_kinds_of_changes() -> None:
    """A change knows of what kind the version is that it makes."""
    changes: list[Change] = [Update("", BASE), GraphChange("delete", None, BASE)]
    assert [version_kind(item) for item in changes] == ["update", "store"]
