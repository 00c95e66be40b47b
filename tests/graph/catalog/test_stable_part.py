"""What the dataset says of itself: in a graph of its own, the same in each build, in words of the rest of it."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, URIRef

from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.graph.catalog.publisher import Contact, Offer, Publisher
from ruhrgraph.graph.catalog.stable_part import stable_quads
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.catalog.conftest import ROOT, graph_of
from tests.graph.catalog.graphs import ADMS, DCAT, DCATDE, DCT, FOAF, WITH_FACTS, WITH_NETWORKS, WITH_TEXTS, one

GRAPH = f"{DEFAULT_BASE}graph/catalog"


def test_it_is_in_the_dataset(store: ox.Store) -> None:
    """A query finds the dataset with its licence's list entry, publisher and themes in `graph/catalog`."""
    found = store.query(
        f"""PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
ASK {{ GRAPH <{GRAPH}> {{
  <{DEFAULT_BASE}catalog> a dcat:Catalog ; dcat:dataset <{DEFAULT_BASE}dataset> .
  <{DEFAULT_BASE}dataset> a dcat:Dataset ; dct:publisher/foaf:name "ruhrgraph maintainers"@de ; dcat:theme ?theme
}} }}"""
    )
    assert bool(found)


def test_it_is_the_same_in_each_build(dataset: tuple[ox.Quad, ...]) -> None:
    """There is no date, size or checksum in it, and no address of a server."""
    held = [quad for quad in dataset if str(quad.graph_name) == f"<{GRAPH}>"]
    assert held
    for quad in held:
        assert not isinstance(quad.object, ox.Literal) or quad.object.datatype.value.endswith(("string", "langString"))
        assert "127.0.0.1" not in str(quad.object)


def test_the_catalogue_says_all_of_it(content: CatalogContent, offer: Offer) -> None:
    """What stands in the dataset stands in the catalogue, too."""
    told = set(catalog(content))
    assert all(quad.triple in told for quad in stable_quads(DEFAULT_BASE, offer))


def test_with_another_base(offer: Offer) -> None:
    """With another base nothing of the default one is left."""
    assert not [quad for quad in stable_quads("https://daten.example/rk/", offer) if DEFAULT_BASE in str(quad)]


def test_whom_to_ask(offer: Offer) -> None:
    """A contact has the addresses that the settings give, and no other."""
    assert _addresses(offer) == ["<mailto:redaktion@amt.example>", "<https://amt.example/kontakt>"]
    written = replace(offer, contact=Contact("Redaktion", email="redaktion@amt.example"))
    assert _addresses(written) == ["<mailto:redaktion@amt.example>"]


def test_nobody_to_ask(offer: Offer) -> None:
    """Where the settings name no contact, none is made up, and no portal is said to deliver the data."""
    told = str(stable_quads(DEFAULT_BASE, replace(offer, contact=None)))
    assert not [name for name in ("contactPoint", "contributorID", "vcard", "#contact") if name in told]
    assert "contributorID" in str(stable_quads(DEFAULT_BASE, offer))
    assert "contributorID" not in str(stable_quads(DEFAULT_BASE, replace(offer, contributor=None)))


def _addresses(offer: Offer) -> list[str]:
    return [str(quad.object) for quad in stable_quads(DEFAULT_BASE, offer) if "vcard/ns#has" in quad.predicate.value]


@pytest.mark.parametrize("dataset", [WITH_FACTS, WITH_TEXTS, WITH_NETWORKS])
def test_a_dataset_has_exactly_one_of_what_may_be_only_once(graph: Graph, dataset: URIRef) -> None:
    """A dataset has one publisher, contributor, place, level, licence of access and so on; harvesters drop a second."""
    assert one(graph, dataset, DCATDE.contributorID) == URIRef("http://dcat-ap.de/def/contributors/openNRW")
    assert one(graph, dataset, DCT.spatial) == URIRef("http://dcat-ap.de/def/politicalGeocoding/stateKey/05")
    assert one(graph, dataset, DCATDE.politicalGeocodingLevelURI) == URIRef(
        "http://dcat-ap.de/def/politicalGeocoding/Level/state"
    )
    for predicate in (DCT.publisher, DCT.accessRights, DCT.accrualPeriodicity, DCT.language, DCAT.contactPoint):
        assert isinstance(one(graph, dataset, predicate), URIRef)
    assert one(graph, dataset, DCT.identifier) == Literal(str(dataset))
    assert one(graph, dataset, DCAT.landingPage) == URIRef(ROOT)


@pytest.mark.parametrize("dataset", [WITH_FACTS, WITH_TEXTS, WITH_NETWORKS])
def test_a_dataset_has_what_earns_points(graph: Graph, dataset: URIRef) -> None:
    """A dataset has keywords as literals, themes of the EU's list, samples, distributions and a page."""
    keywords = list(graph.objects(dataset, DCAT.keyword))
    assert keywords
    assert all(isinstance(keyword, Literal) for keyword in keywords)
    assert {str(theme).rpartition("/")[2] for theme in graph.objects(dataset, DCAT.theme)} == {"GOVE", "REGI"}
    assert set(graph.objects(dataset, ADMS.sample))
    assert set(graph.objects(dataset, DCAT.distribution))
    assert URIRef(f"{ROOT}ontology") in set(graph.objects(dataset, FOAF.page))


def test_the_publisher_is_an_agent_and_nothing_else(graph: Graph) -> None:
    """The publisher has one type and a name: harvesters read one type alone."""
    publisher = one(graph, WITH_FACTS, DCT.publisher)
    assert one(graph, publisher, RDF.type) == FOAF.Agent
    assert str(one(graph, publisher, FOAF.name)) == "ruhrgraph maintainers"


def test_the_publisher_of_the_settings(content: CatalogContent) -> None:
    """A publisher with an IRI, a kind and a home page is told of with these."""
    publisher = Publisher("Amt", "https://amt.example/#id", "https://amt.example/", "RegionalAuthority")
    place = CatalogAddresses(DEFAULT_BASE, ROOT, replace(content.addresses.offer, publisher=publisher))
    graph = graph_of(catalog(replace(content, addresses=place)))
    agent = one(graph, WITH_FACTS, DCT.publisher)
    assert agent == URIRef("https://amt.example/#id")
    assert one(graph, agent, DCT.type) == URIRef("http://purl.org/adms/publishertype/RegionalAuthority")
    assert one(graph, agent, FOAF.homepage) == URIRef("https://amt.example/")
