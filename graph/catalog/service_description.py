"""The service description: what the endpoint can do, what its graphs hold, and example queries.

In: the endpoint's address, the counts of the named graphs and the canned queries. Out: triples of SPARQL 1.1 Service
Description, VoID, and SHACL's description of queries as the SIB's editor reads them.
"""

from collections.abc import Iterable, Mapping
from itertools import count
from urllib.parse import quote

import pyoxigraph as ox

from ruhrgraph.graph.catalog.void import ClassCount, GraphCount, PropertyCount
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS
from ruhrgraph.graph.rdf.namespaces import FORMATS, RDF, RDFS, SCHEMA, SD, SH, VOID, VOID_EXT, XSD
from ruhrgraph.queries import CannedQuery

_SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple"
_Term = ox.NamedNode | ox.BlankNode | ox.Literal


def description(
    endpoint: str, graphs: Mapping[str, GraphCount], queries: Iterable[CannedQuery], base: str, *, union: bool
) -> list[ox.Triple]:
    """Return the description of the endpoint.

    Args:
        endpoint: Its address, which ends in `/sparql`.
        graphs: The counts of each named graph.
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
    return ox.Literal(str(value), datatype=_node(f"{XSD}integer"))


class _Writer:
    """Collects triples; blank nodes are numbered, so that the same description gives the same text."""

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
        # A graph that a write created may have any IRI, so all of it is used, percent-encoded.
        return _node(f"{self._root}.well-known/void#{quote(graph.removeprefix(self._graphs), safe='')}")

    def service(self, graphs: Iterable[str], *, union: bool) -> None:
        """Add what the endpoint can do, and its graphs."""
        dataset, default = self._blank(), self._void("default")
        self._say(self._service, f"{RDF}type", _node(f"{SD}Service"))
        self._say(self._service, f"{SD}endpoint", self._service)
        self._say(self._service, f"{SD}supportedLanguage", _node(f"{SD}SPARQL10Query"), _node(f"{SD}SPARQL11Query"))
        self._say(
            self._service,
            f"{SD}resultFormat",
            *(_node(f"{FORMATS}{item.w3c}") for item in (*RESULT_FORMATS, *RDF_FORMATS)),
        )
        if union:
            self._say(self._service, f"{SD}feature", _node(f"{SD}UnionDefaultGraph"))
        self._say(self._service, f"{SD}defaultEntailmentRegime", _node(_SIMPLE_ENTAILMENT))
        self._say(self._service, f"{SD}defaultDataset", dataset)
        self._say(dataset, f"{RDF}type", _node(f"{SD}Dataset"))
        self._say(dataset, f"{SD}defaultGraph", default)
        self._say(default, f"{RDF}type", _node(f"{SD}Graph"))
        self._say(dataset, f"{SD}namedGraph", *map(_node, graphs))

    def graph(self, name: str, graph: GraphCount) -> None:
        """Add the content of a named graph."""
        named, content = _node(name), self._void(name)
        self._say(named, f"{RDF}type", _node(f"{SD}NamedGraph"))
        self._say(named, f"{SD}name", named)
        self._say(named, f"{SD}graph", content)
        self._say(content, f"{RDF}type", _node(f"{SD}Graph"), _node(f"{VOID}Dataset"))
        self._say(content, f"{VOID}triples", _number(graph.triples))
        for iri, held in sorted(graph.classes.items()):
            self._say(content, f"{VOID}classPartition", self._class(iri, held))

    def _class(self, iri: str, held: ClassCount) -> ox.BlankNode:
        partition = self._blank()
        self._say(partition, f"{VOID}class", _node(iri))
        self._say(partition, f"{VOID}entities", _number(held.entities))
        for name, property_ in sorted(held.properties.items()):
            self._say(partition, f"{VOID}propertyPartition", self._property(name, property_))
        return partition

    def _property(self, iri: str, held: PropertyCount) -> ox.BlankNode:
        partition = self._blank()
        self._say(partition, f"{VOID}property", _node(iri))
        self._say(partition, f"{VOID}triples", _number(held.triples))
        for class_ in sorted(held.classes):
            self._say(partition, f"{VOID}classPartition", inner := self._blank())
            self._say(inner, f"{VOID}class", _node(class_))
        for datatype in sorted(held.datatypes):
            self._say(partition, f"{VOID_EXT}datatypePartition", inner := self._blank())
            self._say(inner, f"{VOID_EXT}datatype", _node(datatype))
        return partition

    def examples(self, queries: Iterable[CannedQuery], base: str) -> None:
        """Add the canned queries as examples."""
        prefixes = ox.BlankNode("sparql_examples_prefixes")
        for prefix, namespace in {"rk": f"{base}ontology#", "rdfs": RDFS}.items():
            self._say(prefixes, f"{SH}declare", declared := self._blank())
            self._say(declared, f"{SH}prefix", ox.Literal(prefix))
            self._say(declared, f"{SH}namespace", ox.Literal(namespace, datatype=_node(f"{XSD}anyURI")))
        for query in queries:
            example = _node(f"{self._root}.well-known/sparql-examples/{query.name}")
            kinds = (_node(f"{SH}SPARQLExecutable"), _node(f"{SH}SPARQLSelectExecutable"))
            self._say(example, f"{RDF}type", *kinds)
            self._say(example, f"{RDFS}comment", ox.Literal(query.summary, language="en"))
            self._say(example, f"{SH}prefixes", prefixes)
            self._say(example, f"{SH}select", ox.Literal(query.text))
            self._say(example, f"{SCHEMA}keywords", ox.Literal("Ruhr-Konferenz"))
            self._say(example, f"{SCHEMA}target", self._service)
