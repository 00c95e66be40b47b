"""The quads of a dataset by where they come from: what a document says and is, authorities, places, ontology."""

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.external_identifiers import identifier_quads
from ruhrgraph.graph.mapping.gazetteer import place_quads
from ruhrgraph.graph.mapping.record_mapper import quads_of
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, PROV
from ruhrgraph.graph.rdf.terms import TYPE, Iris, date, german, node
from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.records import Reading
from ruhrgraph.ontology import AUTHORITY_NAMES, turtle
from ruhrgraph.ontology.external_identifiers import external_identifiers

_EU_LANGUAGES = {"de": "DEU", "en": "ENG"}


@cache
def _parsed(name: str, base: str, graph: str) -> tuple[Quad, ...]:
    graph_node = node(graph)
    triples = ox.parse(turtle(name, base), ox.RdfFormat.TURTLE)
    return tuple(Quad(triple.subject, triple.predicate, triple.object, graph_node) for triple in triples)


def _language(code: str) -> NamedNode:
    """Return a language (dct:LinguisticSystem): as in DCAT-AP from the list of the EU, others from that of the LoC."""
    if code in _EU_LANGUAGES:
        return node(f"http://publications.europa.eu/resource/authority/language/{_EU_LANGUAGES[code]}")
    return NamedNode(f"http://id.loc.gov/vocabulary/iso639-1/{code}")


def _source(document: Document, reading: Reading, iris: Iris) -> list[Quad]:
    """Return the quads about a source document from its record; without one, its heading is its title."""
    subject, graph = iris.source(document.name), iris.graph("evidence")
    facts = document.metadata
    quads = [
        Quad(subject, TYPE, kind, graph)
        for kind in (iris.term("Quelle"), node(f"{FOAF}Document"), node(f"{PROV}Entity"))
    ]
    quads.append(Quad(subject, iris.term("sha256"), Literal(document.sha256), graph))
    if facts is None:
        title = reading.quelle.titel.value if reading.quelle.titel else document.name
        return [*quads, Quad(subject, node(f"{DCT}title"), german(title), graph)]
    if facts.address:
        quads.append(Quad(subject, node(f"{PROV}hadPrimarySource"), node(facts.address), graph))
    if facts.published_on:
        quads.append(Quad(subject, node(f"{DCT}issued"), date(facts.published_on), graph))
    return [
        *quads,
        Quad(subject, node(f"{DCT}title"), german(facts.title), graph),
        Quad(subject, iris.term("herausgeber"), german(facts.publisher), graph),
        Quad(subject, node(f"{DCT}language"), _language(facts.language), graph),
        Quad(subject, iris.term("art"), german(facts.kind), graph),
        Quad(subject, iris.term("gelesenAm"), date(facts.read_on), graph),
    ]


def document_quads(reading: Reading, labels: dict[NamedNode, str], base: str) -> list[Quad]:
    """Return what one document says, and what is known of it as a source; some quads may be there more than once.

    Args:
        reading: The document as a loader read it.
        labels: The labels that things have in documents before this one; its own new things are added.
        base: The base IRI, ending in `/`.

    """
    iris = Iris(base)
    return [*quads_of(reading, EntityResolver(iris, labels)), *_source(reading.document, reading, iris)]


def curated_quads(base: str) -> list[Quad]:
    """Return what no document says: the curated records, the places, the ontology and the shapes."""
    iris = Iris(base)
    quads = [quad for name in AUTHORITY_NAMES for quad in _parsed(name, base, iris.graph("authorities").value)]
    quads += place_quads(iris)
    quads += identifier_quads(external_identifiers(), iris)
    for name in ("ruhrgraph", "shapes"):
        quads += _parsed(name, base, iris.graph("ontology").value)
    return quads


def canonical(quads: Iterable[Quad], others: bytes = b"") -> bytes:
    """Return quads as canonical N-Quads: one per line, each once, sorted by code point.

    Args:
        quads: The quads.
        others: Canonical N-Quads of other ones, to which these come.

    """
    # Not named, as the whole text beside its lines would take as much memory as these.
    lines = sorted(set((ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))
    # To sort two sorted lists that follow each other is to merge them.
    return b"".join(dict.fromkeys(sorted([*others.splitlines(keepends=True), *lines])) if others else lines)
