"""Triples as they are collected."""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ruhrgraph.graph.rdf.terms import TYPE
from ruhrgraph.graph.rdf.triple_builder import TripleBuilder

A, B = NamedNode("urn:a"), NamedNode("urn:b")
P, Q = NamedNode("urn:p"), NamedNode("urn:q")


def test_triples_are_grouped_by_subject() -> None:
    """Subjects come in the order of their first mention, each triple once; None is no value."""
    builder = TripleBuilder()
    builder.add(A, P.value, Literal("1"), None, Literal("2"))
    builder.add_type(B, "urn:C")
    builder.add(A, Q.value, B)
    builder.add(A, P.value, Literal("1"))
    builder.add_triples([Triple(B, P, A), Triple(BlankNode("x"), P, A)])
    assert list(builder) == [
        Triple(A, P, Literal("1")),
        Triple(A, P, Literal("2")),
        Triple(A, Q, B),
        Triple(B, TYPE, NamedNode("urn:C")),
        Triple(B, P, A),
    ]


def test_no_triples() -> None:
    """A builder that nothing was added to has no triples."""
    assert list(TripleBuilder()) == []
