"""What a crawler looks for before it comes in: the dataset in the words of VoID.

In: the facts of a version, what its graphs hold, what there is to download, and where the server is. Out: triples. The
dataset with the texts is all that the endpoint answers from; the facts and each named graph are subsets of it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from ruhrgraph.graph.catalog.dcat import Content
from ruhrgraph.graph.catalog.stable_part import FACTS, PARTS, TEXTS, publisher
from ruhrgraph.graph.rdf.builder import Notes
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, FORMATS, VOID
from ruhrgraph.graph.rdf.terms import english, german, integer, node, typed

_LOCAL = re.compile(r"[^#/]*$")


@dataclass
class PropertyCount:
    """A property of a class: how many triples, the classes and the datatypes of what it leads to."""

    triples: int = 0
    classes: list[str] = field(default_factory=list)
    datatypes: list[str] = field(default_factory=list)


@dataclass
class ClassCount:
    """A class in a graph: how many things, and their properties."""

    entities: int = 0
    properties: dict[str, PropertyCount] = field(default_factory=lambda: defaultdict(PropertyCount))


@dataclass
class GraphCount:
    """A named graph: how many triples, and its classes."""

    triples: int = 0
    classes: dict[str, ClassCount] = field(default_factory=lambda: defaultdict(ClassCount))


def void(content: Content, graphs: Mapping[str, GraphCount], examples: Sequence[str]) -> list[Triple]:
    """Return the description.

    Args:
        content: What the catalogue tells of.
        graphs: The named graphs by IRI.
        examples: IRIs of things to look at.

    """
    notes, place = Notes(), content.place
    document = place.here(".well-known/void")
    everything, facts = TEXTS.iri(place.base), FACTS.iri(place.base)
    notes.kind(document, f"{VOID}DatasetDescription")
    notes.note(document, f"{DCT}title", german("VoID-Beschreibung"), english("VoID description"))
    notes.note(document, f"{FOAF}primaryTopic", everything)
    for part in PARTS:
        _note_part(notes, content, part.iri(place.base))
        notes.note(part.iri(place.base), f"{DCT}title", german(part.title.german), english(part.title.english))
        dumps = (place.here(item.path) for item in content.downloads if item.part is part)
        notes.note(part.iri(place.base), f"{VOID}dataDump", *dumps)
    notes.note(everything, f"{DCT}license", node(place.offer.licence_of_texts))
    notes.note(facts, f"{DCT}license", node(place.offer.licence))
    notes.note(everything, f"{VOID}triples", integer(content.facts.triples))
    notes.note(everything, f"{VOID}subset", facts)
    notes.note(everything, f"{VOID}exampleResource", *map(node, examples))
    _note_vocabularies(notes, everything, graphs)
    for name, graph in graphs.items():
        subset = place.here(f".well-known/void#{_short(name, place.base)}")
        notes.note(everything, f"{VOID}subset", subset)
        _note_graph(notes, subset, graph)
    return list(notes)


def _short(graph: str, base: str) -> str:
    """Return the last part of a graph's IRI, or all of it where it is not of ours, as a fragment takes it."""
    return quote(graph.removeprefix(f"{base}graph/"), safe="")


def _note_part(notes: Notes, content: Content, iri: NamedNode) -> None:
    """Note what both datasets have."""
    place = content.place
    notes.kind(iri, f"{VOID}Dataset")
    notes.note(iri, f"{DCT}publisher", publisher(place.base, place.offer))
    notes.note(iri, f"{DCT}modified", typed(content.facts.modified, "dateTime") if content.facts.modified else None)
    notes.note(iri, f"{FOAF}homepage", place.here())
    notes.note(iri, f"{VOID}sparqlEndpoint", place.here("sparql"))
    notes.note(iri, f"{VOID}uriSpace", typed(f"{place.base}id/", "string"))
    notes.note(iri, f"{VOID}feature", *(node(f"{FORMATS}{format_.w3c}") for format_ in RDF_FORMATS))


def _note_vocabularies(notes: Notes, iri: NamedNode, graphs: Mapping[str, GraphCount]) -> None:
    """Note how many classes and properties there are, and the namespaces that they are of."""
    held = [found for graph in graphs.values() for found in graph.classes.items()]
    classes = {name for name, _ in held}
    properties = {name for _, figures in held for name in figures.properties}
    notes.note(iri, f"{VOID}classes", integer(len(classes)))
    notes.note(iri, f"{VOID}properties", integer(len(properties)))
    notes.note(iri, f"{VOID}vocabulary", *map(node, sorted({_LOCAL.sub("", name) for name in classes | properties})))


def _note_graph(notes: Notes, iri: NamedNode, graph: GraphCount) -> None:
    """Note what a named graph holds; a partition's IRI is made of its place in the order, so it stays the same."""
    notes.kind(iri, f"{VOID}Dataset")
    notes.note(iri, f"{VOID}triples", integer(graph.triples))
    for number, (name, figures) in enumerate(sorted(graph.classes.items()), 1):
        partition = node(f"{iri.value}-{number}")
        notes.note(iri, f"{VOID}classPartition", partition)
        notes.note(partition, f"{VOID}class", node(name))
        notes.note(partition, f"{VOID}entities", integer(figures.entities))
        for position, (predicate, held) in enumerate(sorted(figures.properties.items()), 1):
            inner = node(f"{partition.value}-{position}")
            notes.note(partition, f"{VOID}propertyPartition", inner)
            notes.note(inner, f"{VOID}property", node(predicate))
            notes.note(inner, f"{VOID}triples", integer(held.triples))
