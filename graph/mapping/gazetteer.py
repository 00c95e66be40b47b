"""Links municipalities to GeoNames and Wikidata, and adds their coordinates and official keys.

In: the records of `ontology.places`. Out: quads of the graph of authorities, with their source.
"""

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import DCT, GEO, SCHEMA, SKOS, WGS84
from ruhrgraph.graph.rdf.terms import LABEL, TYPE, Iris, german, node, typed
from ruhrgraph.ontology.places import Place, places

_GEONAMES = node("https://www.geonames.org/")
_CC_BY = node("https://creativecommons.org/licenses/by/4.0/")
_LICENCE = node(f"{DCT}license")
_SOURCE = node(f"{DCT}source")
_MATCH = node(f"{SCHEMA}sameAs")

_Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def place_quads(iris: Iris) -> list[Quad]:
    """Return the quads about all places of the gazetteer, and about GeoNames as their source."""
    graph = iris.graph("authorities")
    # CC BY wants the source to be named. As a part of its label, the name is shown wherever a place is shown.
    statements: list[_Statement] = [(_GEONAMES, LABEL, german("GeoNames (CC BY 4.0)")), (_GEONAMES, _LICENCE, _CC_BY)]
    for place in places():
        statements += _statements(place, iris)
    return [Quad(subject, predicate, value, graph) for subject, predicate, value in statements]


def _statements(place: Place, iris: Iris) -> Iterator[_Statement]:
    """Yield the statements about one place. Its geometry has an IRI, because the dataset has no blank nodes."""
    thing, geometry = iris.thing("gemeinde", place.gemeinde), iris.thing("geometrie", place.gemeinde)
    point = f"POINT({place.longitude} {place.latitude})"
    yield thing, TYPE, node(f"{GEO}Feature")
    yield thing, _SOURCE, _GEONAMES
    yield thing, _MATCH, node(f"https://sws.geonames.org/{place.geonames}/")
    if place.wikidata:
        yield thing, _MATCH, node(f"http://www.wikidata.org/entity/{place.wikidata}")
    if place.schluessel:
        notation = Literal(place.schluessel, datatype=iris.term("Gemeindeschluessel"))
        yield thing, node(f"{SKOS}notation"), notation
    yield thing, node(f"{WGS84}lat"), typed(place.latitude, "decimal")
    yield thing, node(f"{WGS84}long"), typed(place.longitude, "decimal")
    yield thing, node(f"{GEO}hasGeometry"), geometry
    yield geometry, TYPE, node(f"{GEO}Geometry")
    yield geometry, LABEL, german(f"Lage von {place.label}")
    yield geometry, _SOURCE, _GEONAMES
    yield geometry, _LICENCE, _CC_BY
    # GeoSPARQL: WKT without a reference system is in CRS 84, which has the longitude first.
    yield geometry, node(f"{GEO}asWKT"), Literal(point, datatype=node(f"{GEO}wktLiteral"))
