"""IRIs and literals."""

import datetime as dt

import pytest

from ruhrgraph.graph.rdf.terms import Iris, date, english, german, integer, node, typed, typed_or_none
from ruhrgraph.loaders.document import Span

IRIS = Iris("https://example.org/x/")


def test_iris_are_below_the_base() -> None:
    """Terms, things, graphs, sources and passages have their places below the base."""
    found = (IRIS.term("Projekt"), IRIS.thing("projekt", "13-01"), IRIS.graph("links"), IRIS.source("themenforen"))
    assert [item.value for item in found] == [
        "https://example.org/x/ontology#Projekt",
        "https://example.org/x/id/projekt/13-01",
        "https://example.org/x/graph/links",
        "https://example.org/x/source/themenforen",
    ]
    assert IRIS.passage("themenforen", Span(812, 861)).value == "https://example.org/x/source/themenforen#char=812,861"


@pytest.mark.parametrize(("path", "key"), [("id/projekt/13-01", "projekt-13-01"), ("source/a", "source-a")])
def test_keys(path: str, key: str) -> None:
    """The key of a thing is its IRI without base and `id/`, in one piece."""
    assert IRIS.key(node(f"{IRIS.base}{path}")) == key


def test_literals() -> None:
    """Literals are written as N-Triples has them."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert [str(item) for item in (german("ä"), english("a"), integer(3), date(dt.date(2019, 4, 8)))] == [
        '"ä"@de',
        '"a"@en',
        f'"3"^^<{xsd}integer>',
        f'"2019-04-08"^^<{xsd}date>',
    ]
    assert str(typed("2019", "gYear")) == f'"2019"^^<{xsd}gYear>'
    assert typed_or_none("2019", "gYear") == typed("2019", "gYear")
    assert typed_or_none(None, "gYear") is None
