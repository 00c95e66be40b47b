"""Identifiers of curated records in other registers, as statements."""

import datetime as dt

from pyoxigraph import Literal

from ruhrgraph.graph.mapping.external_identifiers import identifier_quads
from ruhrgraph.graph.rdf.namespaces import DCT, SCHEMA
from ruhrgraph.graph.rdf.terms import Iris, date, node
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.external_identifiers import ExternalIdentifier

IRIS = Iris(DEFAULT_BASE)
DAY = dt.date(2026, 11, 21)


def test_statements() -> None:
    """An identifier says its register, value, source and day; the thing is the same as the register's."""
    found = ExternalIdentifier("organisation", "nrw-bank", "wikidata", "Q1", "page 3", DAY)
    quads = identifier_quads([found], IRIS)
    thing = IRIS.thing("organisation", "nrw-bank")
    value = IRIS.thing("kennung", "organisation-nrw-bank-wikidata")
    said = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert (thing, node(f"{SCHEMA}sameAs"), node("http://www.wikidata.org/entity/Q1")) in said
    assert (thing, node(f"{SCHEMA}identifier"), value) in said
    assert (value, node(f"{SCHEMA}propertyID"), Literal("wikidata")) in said
    assert (value, node(f"{SCHEMA}value"), Literal("Q1")) in said
    assert (value, node(f"{DCT}source"), Literal("page 3")) in said
    assert (value, node(f"{DCT}date"), date(DAY)) in said
    assert {quad.graph_name for quad in quads} == {IRIS.graph("authorities")}


def test_a_register_without_iris() -> None:
    """An entry of the Lobbyregister is a page, not the thing."""
    quads = identifier_quads([ExternalIdentifier("organisation", "rwe", "lobbyregister", "R001234", "x", DAY)], IRIS)
    assert [quad for quad in quads if quad.predicate == node(f"{SCHEMA}sameAs")] == []
