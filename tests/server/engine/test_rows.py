"""Tests of answers as data, from a real pool."""

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from ruhrgraph.ontology.errors import QuerySyntaxError, ResultTooLargeError
from ruhrgraph.server.engine import rows as module
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.rows import ResultTerm, rows, statements

Play = Callable[..., Any]
XSD = "http://www.w3.org/2001/XMLSchema#"


def test_solutions_are_rows_of_terms(play: Play) -> None:
    """IRIs and literals are told apart, with language and datatype; what is not bound is missing."""
    query = """SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d ?e) {
(<http://x/a> "b" "c"@de 4 UNDEF) } }"""
    digest, found = play(lambda pool: rows(pool, query, 20))
    assert digest
    assert found == [
        {
            "a": ResultTerm("http://x/a", is_iri=True),
            "b": ResultTerm("b", is_iri=False),
            "c": ResultTerm("c", is_iri=False, language="de"),
            "d": ResultTerm("4", is_iri=False, datatype=f"{XSD}integer"),
        }
    ]


def test_statements_come_once_and_sorted(play: Play) -> None:
    """Each statement stands there once, in an order that is the same for each engine."""
    query = """CONSTRUCT { ?s <http://x/p> ?o } { VALUES (?s ?o) {
(<http://x/b> "2") (<http://x/a> "1\\n") (<http://x/b> "2") } }"""
    _, found = play(lambda pool: statements(pool, query, 20))
    property_ = ox.NamedNode("http://x/p")
    assert found == (
        ox.Triple(ox.NamedNode("http://x/a"), property_, ox.Literal("1\n")),
        ox.Triple(ox.NamedNode("http://x/b"), property_, ox.Literal("2")),
    )


def test_graphs_to_ask(play: Play) -> None:
    """The statements are those of the graphs that are named, and of no other."""
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    _, everything = play(lambda pool: statements(pool, query, 20))
    _, nothing = play(lambda pool: statements(pool, query, 20, ["http://x/none"]))
    assert everything
    assert nothing == ()


def test_failures_reach_who_asks(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that cannot be read, and an answer that is too long, are errors."""

    async def ask(pool: Pool) -> None:
        with pytest.raises(QuerySyntaxError):
            await rows(pool, "SELECT", 20)
        monkeypatch.setattr(module, "_MOST_BYTES", 10)
        with pytest.raises(ResultTooLargeError, match="/sparql"):
            await rows(pool, "SELECT * { ?s ?p ?o }", 20)
        with pytest.raises(ResultTooLargeError, match="/sparql"):
            await statements(pool, "DESCRIBE ?s { ?s ?p ?o }", 20)

    play(ask)
