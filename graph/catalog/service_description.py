"""The service description: what the endpoint is, what its graphs hold, and queries to begin with, in one document.

In: the endpoint's address, the counts of the named graphs and the canned queries. Out: triples in the words of SPARQL
1.1 Service Description, VoID, and SHACL's description of queries as the SIB's editor reads them. Only what is true is
said.
"""

from collections.abc import Iterable, Mapping
from itertools import count
from urllib.parse import quote

import pyoxigraph as ox

from ruhrgraph.graph.catalog.void import ClassCount, GraphCount, PropertyCount
from ruhrgraph.graph.rdf.namespaces import PREFIXES
from ruhrgraph.queries import CannedQuery

_RDF, _RDFS, _XSD = PREFIXES["rdf"], PREFIXES["rdfs"], "http://www.w3.org/2001/XMLSchema#"
_SD = PREFIXES["sd"]
_VOID = "http://rdfs.org/ns/void#"
_VOID_EXT = "http://ldf.fi/void-ext#"
_SHACL = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
_FORMAT_NAMESPACE = "http://www.w3.org/ns/formats/"
_SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"
_Term = ox.NamedNode | ox.BlankNode | ox.Literal


def description(
    endpoint: str, graphs: Mapping[str, GraphCount], queries: Iterable[CannedQuery], base: str, *, union: bool
) -> list[ox.Triple]:
    """Return the description of the endpoint.

    Args:
        endpoint: Its address, which ends in `/sparql`.
        graphs: What each named graph holds.
        queries: The canned queries.
        base: The base IRI of the graph, for the prefix of its vocabulary.
        union: Whether the default graph is the union of the named ones.

    """
    writer = _Writer(endpoint, f"{base}graph/")
    writer.service(graphs, union=union)
    for name, graph in graphs.items():
        writer.graph(name, graph)
    writer.examples(queries, base)
    return writer.triples


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_node(f"{_XSD}integer"))


class _Writer:
    """Collects the triples; blank nodes are numbered, so that the same description is the same text."""

    def __init__(self, endpoint: str, graphs: str) -> None:
        self.triples: list[ox.Triple] = []
        self._graphs = graphs
        self._service = _node(endpoint)
        self._root = endpoint.removesuffix("sparql")
        self._numbers = count(1)

    def _say(self, subject: ox.NamedNode | ox.BlankNode, predicate: str, *values: _Term) -> None:
        self.triples += [ox.Triple(subject, _node(predicate), value) for value in values]

    def _blank(self) -> ox.BlankNode:
        return ox.BlankNode(f"b{next(self._numbers)}")

    def _void(self, graph: str) -> ox.NamedNode:
        # Graphs from elsewhere have any name, so all of it is used, and encoded.
        return _node(f"{self._root}.well-known/void#{quote(graph.removeprefix(self._graphs), safe='')}")

    def service(self, graphs: Iterable[str], *, union: bool) -> None:
        """Say what the endpoint can, and which graphs it has."""
        dataset, default = self._blank(), self._void("default")
        self._say(self._service, f"{_RDF}type", _node(f"{_SD}Service"))
        self._say(self._service, f"{_SD}endpoint", self._service)
        self._say(self._service, f"{_SD}supportedLanguage", _node(f"{_SD}SPARQL10Query"), _node(f"{_SD}SPARQL11Query"))
        self._say(self._service, f"{_SD}resultFormat", *(_node(f"{_FORMAT_NAMESPACE}{name}") for name in _FORMATS))
        if union:
            self._say(self._service, f"{_SD}feature", _node(f"{_SD}UnionDefaultGraph"))
        self._say(self._service, f"{_SD}defaultEntailmentRegime", _node(_SIMPLE_ENTAILMENT))
        self._say(self._service, f"{_SD}defaultDataset", dataset)
        self._say(dataset, f"{_RDF}type", _node(f"{_SD}Dataset"))
        self._say(dataset, f"{_SD}defaultGraph", default)
        self._say(default, f"{_RDF}type", _node(f"{_SD}Graph"))
        self._say(dataset, f"{_SD}namedGraph", *map(_node, graphs))

    def graph(self, name: str, graph: GraphCount) -> None:
        """Say what a named graph holds."""
        named, content = _node(name), self._void(name)
        self._say(named, f"{_RDF}type", _node(f"{_SD}NamedGraph"))
        self._say(named, f"{_SD}name", named)
        self._say(named, f"{_SD}graph", content)
        self._say(content, f"{_RDF}type", _node(f"{_SD}Graph"), _node(f"{_VOID}Dataset"))
        self._say(content, f"{_VOID}triples", _number(graph.triples))
        for iri, held in sorted(graph.classes.items()):
            self._say(content, f"{_VOID}classPartition", self._class(iri, held))

    def _class(self, iri: str, held: ClassCount) -> ox.BlankNode:
        partition = self._blank()
        self._say(partition, f"{_VOID}class", _node(iri))
        self._say(partition, f"{_VOID}entities", _number(held.entities))
        for name, property_ in sorted(held.properties.items()):
            self._say(partition, f"{_VOID}propertyPartition", self._property(name, property_))
        return partition

    def _property(self, iri: str, held: PropertyCount) -> ox.BlankNode:
        partition = self._blank()
        self._say(partition, f"{_VOID}property", _node(iri))
        self._say(partition, f"{_VOID}triples", _number(held.triples))
        for class_ in sorted(held.classes):
            self._say(partition, f"{_VOID}classPartition", inner := self._blank())
            self._say(inner, f"{_VOID}class", _node(class_))
        for datatype in sorted(held.datatypes):
            self._say(partition, f"{_VOID_EXT}datatypePartition", inner := self._blank())
            self._say(inner, f"{_VOID_EXT}datatype", _node(datatype))
        return partition

    def examples(self, queries: Iterable[CannedQuery], base: str) -> None:
        """Give the canned queries as examples."""
        prefixes = ox.BlankNode("sparql_examples_prefixes")
        for prefix, namespace in {"rk": f"{base}ontology#", "rdfs": _RDFS}.items():
            self._say(prefixes, f"{_SHACL}declare", declared := self._blank())
            self._say(declared, f"{_SHACL}prefix", ox.Literal(prefix))
            self._say(declared, f"{_SHACL}namespace", ox.Literal(namespace, datatype=_node(f"{_XSD}anyURI")))
        for query in queries:
            example = _node(f"{self._root}.well-known/sparql-examples/{query.name}")
            kinds = (_node(f"{_SHACL}SPARQLExecutable"), _node(f"{_SHACL}SPARQLSelectExecutable"))
            self._say(example, f"{_RDF}type", *kinds)
            self._say(example, f"{_RDFS}comment", ox.Literal(query.summary, language="en"))
            self._say(example, f"{_SHACL}prefixes", prefixes)
            self._say(example, f"{_SHACL}select", ox.Literal(query.text))
            self._say(example, f"{_SCHEMA}keywords", ox.Literal("Ruhr-Konferenz"))
            self._say(example, f"{_SCHEMA}target", self._service)
