"""The service description: found where clients look for it, and read by the queries that editors put to it."""

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from ruhrgraph.graph.catalog.service_description import description
from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.ontology import DEFAULT_BASE

VOID = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
SELECT DISTINCT ?class ?property { ?s void:classPartition ?c . ?c void:class ?class ; void:propertyPartition ?p .
  ?p void:property ?property }"""
EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?comment ?query { ?q a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select ?query }"""
PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }"""


@pytest.fixture(scope="module")
def described(server: httpx.Client) -> rdflib.Graph:
    """Return the service description as a graph."""
    answer = server.get("/sparql", headers={"accept": "text/turtle"})
    assert answer.status_code == 200
    return rdflib.Graph().parse(data=answer.text, format="turtle")


@pytest.mark.parametrize(("query", "least"), [(VOID, 10), (EXAMPLES, 16), (PREFIXES, 2)])
def test_editors_find_what_they_look_for(described: rdflib.Graph, query: str, least: int) -> None:
    """The queries of an editor find classes with properties, examples and prefixes."""
    assert len(list(described.query(query))) >= least


@pytest.mark.parametrize("accept", ["application/rdf+xml", "application/ld+json", "application/n-triples", "*/*"])
def test_forms(server: httpx.Client, described: rdflib.Graph, accept: str) -> None:
    """The description is the same in each RDF format."""
    answer = server.get("/sparql", headers={"accept": accept})
    media_type = answer.headers["content-type"].partition(";")[0]
    format_ = ox.RdfFormat.from_media_type(media_type)
    assert format_ is not None
    assert len(set(ox.parse(answer.content, format_))) == len(described)


def test_address(server: httpx.Client, described: rdflib.Graph) -> None:
    """It speaks of the endpoint under the address that the client used."""
    endpoint = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
    assert {str(value) for value in described.objects(None, endpoint)} == {str(server.base_url.join("/sparql"))}


def test_graphs_of_any_name() -> None:
    """Graphs from elsewhere are told apart, whatever their names are made of."""
    names = ("http://a.example/x#y", "http://b.example/x#y", "urn:x:y", f"{DEFAULT_BASE}graph/links")
    graphs = {name: GraphCount(number) for number, name in enumerate(names)}
    told = description("http://localhost/sparql", graphs, [], DEFAULT_BASE, union=True)
    counted = {triple.subject: triple.object for triple in told if triple.predicate.value.endswith("void#triples")}
    assert len(counted) == len(names)
    assert ox.NamedNode("http://localhost/.well-known/void#links") in counted
