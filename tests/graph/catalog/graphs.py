"""What the tests of the catalogue share: namespaces, and reading a graph of rdflib."""

from collections.abc import Iterator

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

from ruhrgraph.graph.catalog.stable_part import DATASETS
from ruhrgraph.ontology import DEFAULT_BASE

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
OPEN = "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
CLOSED = "http://dcat-ap.de/def/licenses/other-closed"
CATALOG = URIRef(f"{DEFAULT_BASE}catalog")
WITH_FACTS, WITH_TEXTS, WITH_NETWORKS = (URIRef(part.iri(DEFAULT_BASE).value) for part in DATASETS)


def all_of(graph: Graph, kind: Node) -> list[Node]:
    """Return the things of a class, of which there is at least one."""
    found = sorted(graph.subjects(RDF.type, kind), key=str)
    assert found
    return found


def one(graph: Graph, subject: Node, predicate: Node) -> Node:
    """Return the only value of a predicate."""
    (value,) = graph.objects(subject, predicate)
    return value


def datasets() -> Iterator[tuple[str, URIRef]]:
    """Return the path and the IRI of each dataset."""
    return ((part.path, URIRef(part.iri(DEFAULT_BASE).value)) for part in DATASETS)
