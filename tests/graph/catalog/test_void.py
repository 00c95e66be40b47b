"""VoID: what a crawler learns of the dataset before it comes in."""

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.stable_part import NETWORKS
from ruhrgraph.graph.catalog.void import ClassCount, GraphCount, PropertyCount, void
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.catalog.conftest import ROOT, graph_of

VOID = Namespace("http://rdfs.org/ns/void#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
EVERYTHING, FACTS = URIRef(f"{DEFAULT_BASE}dataset-texts"), URIRef(f"{DEFAULT_BASE}dataset")
PROJECT = f"{DEFAULT_BASE}ontology#Projekt"
GRAPHS = {
    f"{DEFAULT_BASE}graph/links": GraphCount(
        7,
        {
            PROJECT: ClassCount(
                3,
                {
                    "http://purl.org/dc/terms/title": PropertyCount(4),
                    f"{DEFAULT_BASE}ontology#code": PropertyCount(3),
                },
            )
        },
    ),
    f"{DEFAULT_BASE}graph/evidence": GraphCount(5),
}


@pytest.fixture(scope="module")
def graph(content: CatalogContent) -> Graph:
    """Return the description."""
    return graph_of(void(content, GRAPHS, [f"{DEFAULT_BASE}id/projekt/13-01"]))


def test_the_way_in(graph: Graph, content: CatalogContent) -> None:
    """Both datasets name the endpoint and all their dumps at the server at hand, and where their IRIs are."""
    dumps = set()
    for dataset in (EVERYTHING, FACTS):
        assert (dataset, RDF.type, VOID.Dataset) in graph
        assert (dataset, VOID.sparqlEndpoint, URIRef(f"{ROOT}sparql")) in graph
        assert str(graph.value(dataset, VOID.uriSpace)) == f"{DEFAULT_BASE}id/"
        dumps |= {str(value) for value in graph.objects(dataset, VOID.dataDump)}
    assert dumps == {f"{ROOT}{download.path}" for download in content.downloads if download.dataset is not NETWORKS}
    assert (EVERYTHING, VOID.exampleResource, URIRef(f"{DEFAULT_BASE}id/projekt/13-01")) in graph
    assert graph.value(URIRef(f"{ROOT}.well-known/void"), FOAF.primaryTopic) == EVERYTHING


def test_figures(graph: Graph, content: CatalogContent) -> None:
    """The whole counts statements, classes, properties and vocabularies; each named graph is a subset with its own."""
    assert graph.value(EVERYTHING, VOID.triples).toPython() == content.summary.triples  # type: ignore[union-attr]  # else the test fails
    assert graph.value(EVERYTHING, VOID.classes).toPython() == 1  # type: ignore[union-attr]  # else the test fails
    assert graph.value(EVERYTHING, VOID.properties).toPython() == 2  # type: ignore[union-attr]  # else the test fails
    assert {str(value) for value in graph.objects(EVERYTHING, VOID.vocabulary)} == {
        f"{DEFAULT_BASE}ontology#",
        "http://purl.org/dc/terms/",
    }
    links = URIRef(f"{ROOT}.well-known/void#links")
    assert {FACTS, links} < set(graph.objects(EVERYTHING, VOID.subset))
    assert graph.value(links, VOID.triples).toPython() == 7  # type: ignore[union-attr]  # else the test fails
    partition = graph.value(links, VOID.classPartition)
    assert graph.value(partition, VOID["class"]) == URIRef(PROJECT)
    assert graph.value(partition, VOID.entities).toPython() == 3  # type: ignore[union-attr]  # else the test fails
    assert len(list(graph.objects(partition, VOID.propertyPartition))) == 2


def test_the_same_every_time(content: CatalogContent) -> None:
    """Two descriptions of one version are the same."""
    assert void(content, GRAPHS, []) == void(content, GRAPHS, [])
