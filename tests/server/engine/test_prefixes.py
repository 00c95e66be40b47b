"""Tests of the prefixes that an answer declares."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from ruhrgraph.graph.rdf.namespaces import GEO, PREFIXES, RDF, WGS84, XSD
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine.prefixes import used_prefixes

RK = f"{DEFAULT_BASE}ontology#"
A, P = NamedNode("http://example.org/a"), NamedNode("http://example.org/p")


@pytest.mark.parametrize(
    ("triple", "expected"),
    [
        (Triple(A, P, A), {}),
        (Triple(A, NamedNode(f"{RDF}type"), NamedNode(f"{RK}Ort")), {"rk": RK}),
        (Triple(A, NamedNode(f"{GEO}asWKT"), Literal("x")), {"geo": GEO}),
        (Triple(A, NamedNode(f"{WGS84}lat"), Literal("1", datatype=NamedNode(f"{XSD}decimal"))), {"wgs84": WGS84}),
        (Triple(A, P, Literal("1", datatype=NamedNode(f"{XSD}gYear"))), {"xsd": XSD}),
        (Triple(A, P, Literal("x", language="de")), {}),
        (Triple(A, NamedNode(f"{RDF}value"), A), {"rdf": RDF}),
    ],
)  # fmt: skip
def test_only_what_is_used(triple: Triple, expected: dict[str, str]) -> None:
    """A prefix is declared if it shortens an IRI that is written out."""
    assert used_prefixes([triple], DEFAULT_BASE) == expected


def test_those_of_the_query_go_first() -> None:
    """A prefix of the query counts more than the well-known one of that name."""
    statement = Quad(A, NamedNode(f"{PREFIXES['foaf']}name"), A, P)
    assert used_prefixes([statement], DEFAULT_BASE, {"foaf": "http://example.org/"}) == {"foaf": "http://example.org/"}


def test_prefixes_that_turtle_cannot_write_are_left_out() -> None:
    """A prefix with a strange name is not used."""
    assert used_prefixes([Triple(A, P, A)], DEFAULT_BASE, {"a b": "http://example.org/"}) == {}
    assert used_prefixes([Triple(A, P, A)], DEFAULT_BASE, {"": "http://example.org/"}) == {"": "http://example.org/"}
