"""Triples about the documents that describe things: their topic, their licence, and their pages.

In: the IRI of a thing and its document. Out: triples about the document. Those about the thing come from the dataset.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Triple

from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, HYDRA, SD, VOID
from ruhrgraph.graph.rdf.terms import LABEL, TYPE, german, integer, node

_NAMED_GRAPH: Final = f"{SD}NamedGraph"
_RIGHTS: Final = german(
    "Die Fakten stehen unter der genannten Lizenz; Zitate und Texte bleiben die ihrer Dokumente. "
    "Koordinaten und Kennungen der Orte: GeoNames (https://www.geonames.org/), CC BY 4.0."
)

_DUMPS: Final = ("nt", "ttl")
"""The formats that most people want of a named graph."""


@dataclass(frozen=True, slots=True)
class DescriptionDocument:
    """A document: its IRI, its dataset, its licence, the number of the page (from 1), and whether more pages follow."""

    iri: str
    dataset: str
    licence: str
    page: int = 1
    more: bool = False

    def page_iri(self, page: int) -> str:
        """Return the IRI of a page."""
        return self.iri if page == 1 else f"{self.iri}?page={page}"


def document_triples(document: DescriptionDocument, topic: str) -> list[Triple]:
    """Return the triples about a document.

    Args:
        document: The document.
        topic: The IRI of the thing that it describes. A named graph describes itself.

    """
    this = NamedNode(document.iri)
    triples = [
        Triple(this, node(f"{DCT}license"), NamedNode(document.licence)),
        Triple(this, node(f"{DCT}rights"), _RIGHTS),
        *_pages(document),
    ]
    if document.iri == topic:
        return triples
    return [
        Triple(this, TYPE, node(f"{FOAF}Document")),
        Triple(this, node(f"{FOAF}primaryTopic"), NamedNode(topic)),
        Triple(this, node(f"{VOID}inDataset"), NamedNode(document.dataset)),
        *triples,
    ]


def _pages(document: DescriptionDocument) -> list[Triple]:
    """Return the triples that link a page to the others (Hydra); none if there is only one page."""
    if document.page == 1 and not document.more:
        return []
    view = NamedNode(document.page_iri(document.page) if document.page > 1 else f"{document.iri}?page=1")
    others = {"first": 1}
    if document.page > 1:
        others["previous"] = document.page - 1
    if document.more:
        others["next"] = document.page + 1
    return [
        Triple(NamedNode(document.iri), node(f"{HYDRA}view"), view),
        Triple(view, TYPE, node(f"{HYDRA}PartialCollectionView")),
        *(Triple(view, node(HYDRA + name), NamedNode(f"{document.iri}?page={page}")) for name, page in others.items()),
    ]


def named_graph_triples(iri: str, base: str, triples: int) -> list[Triple]:
    """Return the triples about a named graph.

    Args:
        iri: Its IRI.
        base: The base IRI of the dataset, which ends in `/`.
        triples: The number of its triples.

    """
    graph = NamedNode(iri)
    name = iri.rstrip("/").rpartition("/")[2]
    dumps = [NamedNode(f"{base}store?{urlencode({'graph': iri, 'format': format_})}") for format_ in _DUMPS]
    return [
        Triple(graph, TYPE, node(_NAMED_GRAPH)),
        Triple(graph, TYPE, node(f"{VOID}Dataset")),
        Triple(graph, LABEL, german(f"Benannter Graph „{name}“")),
        Triple(graph, LABEL, Literal(f"Named graph “{name}”", language="en")),
        Triple(graph, node(f"{VOID}triples"), integer(triples)),
        Triple(graph, node(f"{DCT}isPartOf"), NamedNode(f"{base}dataset")),
        *(Triple(graph, node(f"{VOID}dataDump"), dump) for dump in dumps),
    ]
