"""The VoID description of the dataset, for crawlers.

In: the content of the catalogue, and counts of what the graphs hold. Out: triples. The dataset with the texts is
everything that the endpoint answers from; the facts and each named graph are subsets of it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.stable_part import FACTS, TEXTS, publisher
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, FORMATS, VOID
from ruhrgraph.graph.rdf.terms import english, german, integer, node, typed, typed_or_none
from ruhrgraph.graph.rdf.triple_builder import TripleBuilder

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


def void(content: CatalogContent, graphs: Mapping[str, GraphCount], examples: Sequence[str]) -> list[Triple]:
    """Return the VoID description.

    Args:
        content: The content of the catalogue.
        graphs: The named graphs by IRI.
        examples: IRIs of example things.

    """
    builder, addresses = TripleBuilder(), content.addresses
    document = addresses.url(".well-known/void")
    everything, facts = TEXTS.iri(addresses.base), FACTS.iri(addresses.base)
    builder.add_type(document, f"{VOID}DatasetDescription")
    builder.add(document, f"{DCT}title", german("VoID-Beschreibung"), english("VoID description"))
    builder.add(document, f"{FOAF}primaryTopic", everything)
    for dataset in (FACTS, TEXTS):
        _add_dataset(builder, content, dataset.iri(addresses.base))
        builder.add(dataset.iri(addresses.base), f"{DCT}title", german(dataset.title.de), english(dataset.title.en))
        dumps = (addresses.url(item.path) for item in content.downloads if item.dataset is dataset)
        builder.add(dataset.iri(addresses.base), f"{VOID}dataDump", *dumps)
    builder.add(everything, f"{DCT}license", node(addresses.offer.licence_of_texts))
    builder.add(facts, f"{DCT}license", node(addresses.offer.licence))
    builder.add(everything, f"{VOID}triples", integer(content.summary.triples))
    builder.add(everything, f"{VOID}subset", facts)
    builder.add(everything, f"{VOID}exampleResource", *map(node, examples))
    _add_vocabularies(builder, everything, graphs)
    for name, graph in graphs.items():
        subset = addresses.url(f".well-known/void#{_short(name, addresses.base)}")
        builder.add(everything, f"{VOID}subset", subset)
        _add_graph(builder, subset, graph)
    return list(builder)


def _short(graph: str, base: str) -> str:
    """Return the last part of a graph's IRI, or all of a foreign one, percent-encoded for a fragment."""
    return quote(graph.removeprefix(f"{base}graph/"), safe="")


def _add_dataset(builder: TripleBuilder, content: CatalogContent, iri: NamedNode) -> None:
    """Add what both datasets have."""
    addresses = content.addresses
    builder.add_type(iri, f"{VOID}Dataset")
    builder.add(iri, f"{DCT}publisher", publisher(addresses.base, addresses.offer))
    builder.add(iri, f"{DCT}modified", typed_or_none(content.summary.modified, "dateTime"))
    builder.add(iri, f"{FOAF}homepage", addresses.url())
    builder.add(iri, f"{VOID}sparqlEndpoint", addresses.url("sparql"))
    builder.add(iri, f"{VOID}uriSpace", typed(f"{addresses.base}id/", "string"))
    builder.add(iri, f"{VOID}feature", *(node(f"{FORMATS}{format_.w3c}") for format_ in RDF_FORMATS))


def _add_vocabularies(builder: TripleBuilder, iri: NamedNode, graphs: Mapping[str, GraphCount]) -> None:
    """Add the numbers of classes and properties, and their namespaces."""
    held = [found for graph in graphs.values() for found in graph.classes.items()]
    classes = {name for name, _ in held}
    properties = {name for _, figures in held for name in figures.properties}
    builder.add(iri, f"{VOID}classes", integer(len(classes)))
    builder.add(iri, f"{VOID}properties", integer(len(properties)))
    builder.add(iri, f"{VOID}vocabulary", *map(node, sorted({_LOCAL.sub("", name) for name in classes | properties})))


def _add_graph(builder: TripleBuilder, iri: NamedNode, graph: GraphCount) -> None:
    """Add what a named graph holds. IRIs of partitions come from their order, so they stay the same."""
    builder.add_type(iri, f"{VOID}Dataset")
    builder.add(iri, f"{VOID}triples", integer(graph.triples))
    for number, (name, figures) in enumerate(sorted(graph.classes.items()), 1):
        partition = node(f"{iri.value}-{number}")
        builder.add(iri, f"{VOID}classPartition", partition)
        builder.add(partition, f"{VOID}class", node(name))
        builder.add(partition, f"{VOID}entities", integer(figures.entities))
        for position, (predicate, held) in enumerate(sorted(figures.properties.items()), 1):
            inner = node(f"{partition.value}-{position}")
            builder.add(partition, f"{VOID}propertyPartition", inner)
            builder.add(inner, f"{VOID}property", node(predicate))
            builder.add(inner, f"{VOID}triples", integer(held.triples))
