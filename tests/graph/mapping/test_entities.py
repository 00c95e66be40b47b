"""Which thing a name means."""

import pytest
from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.evidence import StatementWriter
from ruhrgraph.graph.rdf.terms import ALTERNATIVE, LABEL, Iris
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)
TEXT = "Erika Mustermann, ERIKA MUSTERMANN, Verein Neue Wege e.V."


def _resolver() -> tuple[EntityResolver, StatementWriter]:
    """Return a resolver for a document, and the statements that it writes to."""
    statements = StatementWriter(IRIS, IRIS.graph("probe"))
    return EntityResolver(IRIS).for_document(statements, Document("probe", TEXT, "")), statements


def _read(name: str) -> ReadValue[str]:
    """Return a name as it was read."""
    return ReadValue(name, (Span(0, len(name)),))


def _labels(statements: StatementWriter, thing: NamedNode) -> list[tuple[NamedNode, str]]:
    """Return the labels that were stated of a thing."""
    return [
        (quad.predicate, quad.object.value)
        for quad in statements.quads
        if quad.subject == thing and quad.predicate in {LABEL, ALTERNATIVE} and isinstance(quad.object, Literal)
    ]


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("organisation", "nrw bank", "nrw-bank"),
        ("gemeinde", "GELSENKIRCHEN", "gelsenkirchen"),
        ("gemeinde", "Mu\u0308lheim an der Ruhr", "muelheim-an-der-ruhr"),
    ],
)
def test_a_curated_thing_is_not_labelled(kind: str, name: str, key: str) -> None:
    """A name of a curated record, however it is spelt, means its thing, which the authorities label."""
    resolver, statements = _resolver()
    assert getattr(resolver, kind)(_read(name)) == IRIS.thing(kind, key)
    assert statements.quads == []


def test_other_things_are_labelled_where_they_are_named() -> None:
    """The first name of a thing without a record is its label, another spelling an alternative."""
    resolver, statements = _resolver()
    thing = resolver.person(_read("Erika Mustermann"))
    assert thing == IRIS.thing("person", "erika-mustermann")
    assert resolver.person(_read("ERIKA MUSTERMANN")) == thing
    assert _labels(statements, thing) == [(LABEL, "Erika Mustermann"), (ALTERNATIVE, "ERIKA MUSTERMANN")]


def test_labels_are_shared_by_documents() -> None:
    """A thing keeps the label of the document that named it first."""
    resolver, _ = _resolver()
    resolver.organisation(_read("Verein Neue Wege"))
    statements = StatementWriter(IRIS, IRIS.graph("other"))
    other = resolver.for_document(statements, Document("other", TEXT, ""))
    thing = other.organisation(_read("Verein NEUE WEGE"))
    assert _labels(statements, thing) == [(ALTERNATIVE, "Verein NEUE WEGE")]


def test_a_venue_belongs_to_its_municipality() -> None:
    """The same name in another municipality is another venue; a town within the name is not repeated."""
    resolver, _ = _resolver()
    keys = [
        resolver.ort(_read(name), town).value.rpartition("/")[2]
        for name, town in [
            ("Rathaus Nord", "Essen"),
            ("Rathaus Nord", "Bochum"),
            ("Rathaus Nord", None),
            ("Rathaus Nord Essen", "Essen"),
        ]
    ]
    assert keys == ["rathaus-nord-essen", "rathaus-nord-bochum", "rathaus-nord", "rathaus-nord-essen"]


@pytest.mark.parametrize(("acronym", "stated"), [("VM", False), ("XYZ", True)])
def test_ministries(acronym: str, stated: bool) -> None:  # noqa: FBT001 - a column of the table
    """A ministry without a record is labelled with its acronym."""
    resolver, statements = _resolver()
    resolver.unknown_ressort(_read(acronym))
    thing = resolver.ressort(acronym)
    assert thing == IRIS.thing("ressort", acronym.lower())
    assert bool(_labels(statements, thing)) is stated
