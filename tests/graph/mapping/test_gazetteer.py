"""Places in the graph: tied to GeoNames and Wikidata as far as the file goes, with coordinates and their origin."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.gazetteer import place_quads
from ruhrgraph.graph.rdf.terms import Iris
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.places import places

GEO = "http://www.opengis.net/ont/geosparql#"
MATCH = "https://schema.org/sameAs"
SOURCE = "http://purl.org/dc/terms/source"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    """Return the quads of all places."""
    return place_quads(Iris(DEFAULT_BASE))


def _values(quads: list[Quad], thing: str, predicate: str) -> set[str]:
    """Return what a thing below `id/` has as values of a property."""
    subject = NamedNode(f"{DEFAULT_BASE}id/{thing}")
    values = {quad.object for quad in quads if quad.subject == subject and quad.predicate.value == predicate}
    return {value.value for value in values if isinstance(value, NamedNode | Literal)}


def test_matches(quads: list[Quad]) -> None:
    """A place matches its number at GeoNames, and an item of Wikidata only where the file names one."""
    essen = {"https://sws.geonames.org/2928810/", "http://www.wikidata.org/entity/Q2066"}
    assert _values(quads, "gemeinde/essen", MATCH) == essen
    assert _values(quads, "gemeinde/gelsenkirchen", MATCH) == {"https://sws.geonames.org/2921466/"}


def test_coordinates(quads: list[Quad]) -> None:
    """The point has the longitude first, and the same digits as the two numbers beside it."""
    wgs84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
    assert _values(quads, "gemeinde/essen", f"{wgs84}lat") == {"51.45657"}
    assert _values(quads, "gemeinde/essen", f"{wgs84}long") == {"7.01228"}
    assert _values(quads, "gemeinde/essen", f"{GEO}hasGeometry") == {f"{DEFAULT_BASE}id/geometrie/essen"}
    assert _values(quads, "geometrie/essen", f"{GEO}asWKT") == {"POINT(7.01228 51.45657)"}


def test_municipality_key(quads: list[Quad]) -> None:
    """The official key is a notation of a datatype of its own."""
    notation = Literal("05113000", datatype=NamedNode(f"{DEFAULT_BASE}ontology#Gemeindeschluessel"))
    assert notation in {quad.object for quad in quads}


def test_origin_is_told(quads: list[Quad]) -> None:
    """Each place and geometry names GeoNames as its source, and the licence is beside it."""
    for place in places():
        for thing in (f"gemeinde/{place.gemeinde}", f"geometrie/{place.gemeinde}"):
            assert _values(quads, thing, SOURCE) == {"https://www.geonames.org/"}
    licence = "http://purl.org/dc/terms/license"
    assert _values(quads, "geometrie/essen", licence) == {"https://creativecommons.org/licenses/by/4.0/"}
    told = {str(quad.object) for quad in quads if quad.subject == NamedNode("https://www.geonames.org/")}
    assert told == {'"GeoNames (CC BY 4.0)"@de', "<https://creativecommons.org/licenses/by/4.0/>"}


def test_graph(quads: list[Quad]) -> None:
    """All of it is in the graph of authorities, without blank nodes."""
    assert {quad.graph_name for quad in quads} == {NamedNode(f"{DEFAULT_BASE}graph/authorities")}
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
