"""The catalogue against the official shapes, as it is and with each of the usual mistakes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.graph.catalog.publisher import shipped
from ruhrgraph.graph.catalog.stable_part import FACTS
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.catalog.conftest import graph_of
from tests.harvesters.official import EUROPEAN, GERMAN, background, found

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DATASET = URIRef(FACTS.iri(DEFAULT_BASE).value)
FILE = URIRef(f"{DEFAULT_BASE}catalog#dumps/facts.ttl")
PERIOD = URIRef(f"{DEFAULT_BASE}catalog#period")
CONTACT = URIRef(f"{DEFAULT_BASE}catalog#contact")
Change = Callable[[Graph], object]


@pytest.fixture(scope="module")
def graph(content: CatalogContent) -> Graph:
    """Return the whole catalogue."""
    return graph_of(catalog(content))


def test_germany(graph: Graph) -> None:
    """DCAT-AP.de 3.0 finds no violation and no warning, without any other graph beside the catalogue."""
    assert found(graph, GERMAN) == []


def test_europe(graph: Graph) -> None:
    """DCAT-AP 3.0.1 finds no violation."""
    assert found(graph, EUROPEAN, "Violation") == []


@pytest.mark.parametrize("sets", [GERMAN, EUROPEAN])
def test_beside_a_background_graph(graph: Graph, sets: tuple[str, ...]) -> None:
    """What a validator already knows of the lists does not contradict what the catalogue says of them."""
    assert found(graph + background(), sets, "Violation") == []


def test_the_bare_minimum(content: CatalogContent) -> None:
    """A catalogue of a version of which nothing is known conforms, too."""
    summary = replace(content.summary, sources=(), first=None, last=None, issued=None, modified=None)
    page = graph_of(catalog(replace(content, summary=summary, downloads=())))
    assert found(page, GERMAN) == []
    assert found(page, EUROPEAN, "Violation") == []


def test_without_a_contact(content: CatalogContent) -> None:
    """A catalogue of a server whose settings name no contact conforms, too."""
    addresses = replace(content.addresses, offer=shipped())
    page = graph_of(catalog(replace(content, addresses=addresses)))
    assert found(page, GERMAN) == []
    assert found(page, EUROPEAN, "Violation") == []


MISTAKES: dict[str, Change] = {
    "no licence": lambda graph: graph.remove((FILE, DCT.license, None)),
    "no publisher": lambda graph: graph.remove((DATASET, DCT.publisher, None)),
    "no title": lambda graph: graph.remove((DATASET, DCT.title, None)),
    "no address": lambda graph: graph.remove((FILE, DCAT.accessURL, None)),
    "language as text": lambda graph: graph.set((DATASET, DCT.language, Literal("de"))),
    "media type as text": lambda graph: graph.set((FILE, DCAT.mediaType, Literal("text/turtle"))),
    "theme of another list": lambda graph: graph.set((DATASET, DCAT.theme, URIRef("https://themen.example/politik"))),
    "two publishers": lambda graph: graph.add((DATASET, DCT.publisher, URIRef("https://amt.example/"))),
    "empty period": lambda graph: (
        graph.remove((PERIOD, DCAT.startDate, None)),
        graph.remove((PERIOD, DCAT.endDate, None)),
    ),
    "contact without address": lambda graph: (
        graph.remove((CONTACT, VCARD.hasURL, None)),
        graph.remove((CONTACT, VCARD.hasEmail, None)),
    ),
    "licence of no list": lambda graph: graph.set((FILE, DCT.license, URIRef("https://www.govdata.de/dl-de/zero-2-0"))),
    "deprecated": lambda graph: graph.add(
        (DATASET, DCATDE.politicalGeocodingURI, URIRef("http://dcat-ap.de/def/politicalGeocoding/stateKey/05"))
    ),
    "contributor as text": lambda graph: graph.set((DATASET, DCATDE.contributorID, Literal("openNRW"))),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_found(graph: Graph, name: str) -> None:
    """Each of the usual mistakes is found, so that a catalogue without findings is worth something."""
    wrong = Graph() + graph
    MISTAKES[name](wrong)
    assert (DATASET, RDF.type, DCAT.Dataset) in wrong
    assert found(wrong, GERMAN) or found(wrong, EUROPEAN, "Violation")
