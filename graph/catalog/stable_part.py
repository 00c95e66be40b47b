"""What is said of the dataset wherever it lies: the part of the catalogue that does not change with server or version.

In: the base IRI and the offer. Out: triples, and as `described` the quads of `graph/catalog`. No dates, sizes or
checksums are in it, so the same documents still give the same dataset, byte for byte; those are in `whole`.

There are two datasets, because there are two licences. The facts are offered freely. The texts that the documents
quote belong to their publisher, who granted nothing that we know of: a distribution with them under a free licence
would be untrue, and one under a closed licence beside the free ones would make portals call all of it closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.rdf.builder import Notes
from ruhrgraph.graph.rdf.namespaces import DCAT, DCATAP, DCATDE, DCT, FOAF, VCARD
from ruhrgraph.graph.rdf.terms import Iris, english, german, node

KEYWORDS = (
    "Ruhr-Konferenz",
    "Ruhrgebiet",
    "Nordrhein-Westfalen",
    "Landespolitik",
    "Strukturwandel",
    "Linked Open Data",
)
"""By which people may look for the data."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in German and English."""

    german: str
    english: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the datasets: the last part of its IRI, its title and its description."""

    path: str
    title: Text
    text: Text

    def iri(self, base: str) -> NamedNode:
        """Return its IRI."""
        return node(f"{base}{self.path}")


FACTS = Part(
    path="dataset",
    title=Text("Wissensgraph der Ruhr-Konferenz", "Knowledge graph of the Ruhr-Konferenz"),
    text=Text(
        german="Handlungsfelder, Projekte, Themenforen, Veranstaltungen, Ressorts, Personen, Organisationen und Orte "
        "der Ruhr-Konferenz des Landes Nordrhein-Westfalen als Linked Open Data, aus veröffentlichten Dokumenten "
        "gelesen. Nur die Fakten, ohne die längeren Texte der Dokumente.",
        english="Fields of action, projects, thematic forums, events, ministries, persons, organisations and places "
        "of the Ruhr-Konferenz of the Land Nordrhein-Westfalen as linked open data, read from published documents. "
        "The facts alone, without the longer texts of the documents.",
    ),
)
TEXTS = Part(
    path="dataset-texts",
    title=Text(
        "Wissensgraph der Ruhr-Konferenz mit den Texten", "Knowledge graph of the Ruhr-Konferenz with the texts"
    ),
    text=Text(
        german="Der ganze Wissensgraph der Ruhr-Konferenz: die Fakten, dazu die Texte der Dokumente (Ziele, Konzepte, "
        "Beschreibungen, Maßnahmen) und zu jeder Aussage der Beleg im Wortlaut. Die Texte bleiben die ihres "
        "Herausgebers.",
        english="The whole knowledge graph of the Ruhr-Konferenz: the facts, the texts of the documents (aims, "
        "concepts, descriptions, measures) and for each statement its evidence, quoted. The texts stay those of "
        "their publisher.",
    ),
)
PARTS = (FACTS, TEXTS)
"""The datasets of the catalogue, the free one first."""

_TITLE = Text("Ruhr-Konferenz als Linked Open Data", "The Ruhr-Konferenz as linked open data")
_TEXT = Text(
    "Die Ruhr-Konferenz des Landes Nordrhein-Westfalen als Wissensgraph: Daten, Abfragen und Schnittstellen.",
    "The Ruhr-Konferenz of the Land Nordrhein-Westfalen as a knowledge graph: data, queries and interfaces.",
)


def described(base: str, offer: Offer) -> list[Quad]:
    """Return what the dataset says of itself, in the graph `graph/catalog`.

    Args:
        base: The base IRI, ending in `/`.
        offer: Who offers it and how.

    """
    notes = Notes()
    note_stable(notes, base, offer, PARTS)
    graph = Iris(base).graph("catalog")
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in notes]


def note_stable(notes: Notes, base: str, offer: Offer, parts: Iterable[Part]) -> None:
    """Note what is true of the catalogue and these datasets on every server and in every version."""
    parts = tuple(parts)
    catalog = node(f"{base}catalog")
    notes.kind(catalog, f"{DCAT}Catalog")
    notes.note(catalog, f"{DCT}title", *_both(_TITLE))
    notes.note(catalog, f"{DCT}description", *_both(_TEXT))
    notes.note(catalog, f"{DCT}publisher", publisher(base, offer))
    notes.note(catalog, f"{DCT}language", lists.GERMAN)
    notes.note(catalog, f"{DCT}license", node(offer.licence))
    notes.note(catalog, f"{DCT}spatial", lists.NORTH_RHINE_WESTPHALIA)
    notes.note(catalog, f"{DCAT}themeTaxonomy", lists.THEMES)
    notes.note(catalog, f"{DCAT}dataset", *(part.iri(base) for part in parts))
    for part in parts:
        _note_dataset(notes, base, offer, part)
    _note_people(notes, base, offer)


def publisher(base: str, offer: Offer) -> NamedNode:
    """Return the IRI of who publishes."""
    return node(offer.publisher.iri or f"{base}catalog#publisher")


def contact(base: str) -> NamedNode:
    """Return the IRI of the card that says whom to ask."""
    return node(f"{base}catalog#contact")


def _note_dataset(notes: Notes, base: str, offer: Offer, part: Part) -> None:
    """Note what is true of a dataset."""
    iri, who = part.iri(base), publisher(base, offer)
    notes.kind(iri, f"{DCAT}Dataset")
    notes.note(iri, f"{DCT}title", *_both(part.title))
    notes.note(iri, f"{DCT}description", *_both(part.text))
    notes.note(iri, f"{DCT}identifier", Literal(iri.value))
    notes.note(iri, f"{DCT}publisher", who)
    notes.note(iri, f"{DCT}creator", who)
    notes.note(iri, f"{DCAT}contactPoint", contact(base))
    notes.note(iri, f"{DCATDE}contributorID", node(offer.contributor))
    notes.note(iri, f"{DCAT}keyword", *map(german, KEYWORDS))
    notes.note(iri, f"{DCAT}theme", lists.GOVERNMENT, lists.REGIONS)
    notes.note(iri, f"{DCT}spatial", lists.NORTH_RHINE_WESTPHALIA)
    notes.note(iri, f"{DCATDE}politicalGeocodingLevelURI", lists.LEVEL)
    notes.note(iri, f"{DCT}language", lists.GERMAN)
    notes.note(iri, f"{DCT}accessRights", lists.PUBLIC)
    notes.note(iri, f"{DCT}accrualPeriodicity", lists.IRREGULAR)
    notes.note(iri, f"{DCATAP}availability", lists.AVAILABLE)
    notes.note(iri, f"{DCT}conformsTo", node(f"{base}ontology"))
    notes.note(iri, f"{DCT}relation", *(other.iri(base) for other in PARTS if other is not part))


def _note_people(notes: Notes, base: str, offer: Offer) -> None:
    """Note who publishes and whom to ask; the publisher has one type, as harvesters read only one."""
    who, card = publisher(base, offer), contact(base)
    notes.kind(who, f"{FOAF}Agent")
    notes.note(who, f"{FOAF}name", german(offer.publisher.name))
    notes.note(who, f"{FOAF}homepage", node(offer.publisher.homepage) if offer.publisher.homepage else None)
    notes.note(who, f"{DCT}type", lists.publisher_type(offer.publisher.type) if offer.publisher.type else None)
    notes.kind(card, f"{VCARD}Kind")
    notes.kind(card, f"{VCARD}Organization")
    notes.note(card, f"{VCARD}fn", german(offer.contact.name))
    url = offer.contact.url or (None if offer.contact.email else base)
    notes.note(card, f"{VCARD}hasEmail", node(f"mailto:{offer.contact.email}") if offer.contact.email else None)
    notes.note(card, f"{VCARD}hasURL", node(url) if url else None)


def _both(text: Text) -> tuple[Literal, Literal]:
    """Return a text as two literals."""
    return german(text.german), english(text.english)
