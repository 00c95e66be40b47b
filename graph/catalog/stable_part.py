"""The part of the catalogue that depends on neither server nor version, and is in the dataset itself.

In: the base IRI and the offer. Out: triples, or the quads of `graph/catalog`. It has no dates, sizes or checksums, so
that the same documents give the same dataset, byte for byte; those are in `dcat`.

There are two datasets of statements, because there are two licences. The facts are free. The texts of the documents
belong to their publisher, who granted no licence that we know of. A distribution with the texts under a free licence
would be untrue, and one under a closed licence beside the free ones would make portals call all of it closed. The
networks are a dataset of their own, because their many files would hide the others.
"""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.rdf.namespaces import DCAT, DCATAP, DCATDE, DCT, FOAF, VCARD
from ruhrgraph.graph.rdf.terms import Iris, english, german, node
from ruhrgraph.graph.rdf.triple_builder import TripleBuilder
from ruhrgraph.graph.schema.ontology import Text

KEYWORDS = (
    "Ruhr-Konferenz",
    "Ruhrgebiet",
    "Nordrhein-Westfalen",
    "Landespolitik",
    "Strukturwandel",
    "Linked Open Data",
)
"""Keywords under which people may look for the data."""


@dataclass(frozen=True, slots=True)
class CatalogDataset:
    """One of the datasets: the last part of its IRI, its title and its description."""

    path: str
    title: Text
    text: Text

    def iri(self, base: str) -> NamedNode:
        """Return its IRI."""
        return node(f"{base}{self.path}")


FACTS = CatalogDataset(
    path="dataset",
    title=Text("Wissensgraph der Ruhr-Konferenz", "Knowledge graph of the Ruhr-Konferenz"),
    text=Text(
        de="Handlungsfelder, Projekte, Themenforen, Veranstaltungen, Ressorts, Personen, Organisationen und Orte "
        "der Ruhr-Konferenz des Landes Nordrhein-Westfalen als Linked Open Data, aus veröffentlichten Dokumenten "
        "gelesen. Nur die Fakten, ohne die längeren Texte der Dokumente.",
        en="Fields of action, projects, thematic forums, events, ministries, persons, organisations and places "
        "of the Ruhr-Konferenz of the Land Nordrhein-Westfalen as linked open data, read from published documents. "
        "The facts alone, without the longer texts of the documents.",
    ),
)
TEXTS = CatalogDataset(
    path="dataset-texts",
    title=Text(
        "Wissensgraph der Ruhr-Konferenz mit den Texten", "Knowledge graph of the Ruhr-Konferenz with the texts"
    ),
    text=Text(
        de="Der ganze Wissensgraph der Ruhr-Konferenz: die Fakten, dazu die Texte der Dokumente (Ziele, Konzepte, "
        "Beschreibungen, Maßnahmen) und zu jeder Aussage der Beleg im Wortlaut. Die Texte bleiben die ihres "
        "Herausgebers.",
        en="The whole knowledge graph of the Ruhr-Konferenz: the facts, the texts of the documents (aims, "
        "concepts, descriptions, measures) and for each statement its evidence, quoted. The texts stay those of "
        "their publisher.",
    ),
)
NETWORKS = CatalogDataset(
    path="dataset-networks",
    title=Text("Netzwerke der Ruhr-Konferenz", "Networks of the Ruhr-Konferenz"),
    text=Text(
        de="Wer in der Ruhr-Konferenz mit wem verbunden ist und wodurch: Personen, Organisationen, Ressorts, "
        "Themenforen, Veranstaltungen, Orte und Projekte als Netzwerke, mit Kennzahlen, für Gephi, Cytoscape, igraph "
        "und NetworkX. Jede Kante nennt die Belege, auf denen sie beruht.",
        en="Who is tied to whom in the Ruhr-Konferenz, and through what: persons, organisations, ministries, forums, "
        "events, venues and projects as networks, with measures, for Gephi, Cytoscape, igraph and NetworkX. Each edge "
        "names the evidence that it rests on.",
    ),
)
DATASETS = (FACTS, TEXTS, NETWORKS)
"""The datasets of the catalogue."""

_TITLE = Text("Ruhr-Konferenz als Linked Open Data", "The Ruhr-Konferenz as linked open data")
_TEXT = Text(
    "Die Ruhr-Konferenz des Landes Nordrhein-Westfalen als Wissensgraph: Daten, Abfragen und Schnittstellen.",
    "The Ruhr-Konferenz of the Land Nordrhein-Westfalen as a knowledge graph: data, queries and interfaces.",
)


def stable_quads(base: str, offer: Offer) -> list[Quad]:
    """Return the quads with which the dataset describes itself, in the graph `graph/catalog`.

    Args:
        base: The base IRI, ending in `/`.
        offer: Publisher, contact and licences.

    """
    builder = TripleBuilder()
    add_stable_part(builder, base, offer)
    graph = Iris(base).graph("catalog")
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in builder]


def add_stable_part(builder: TripleBuilder, base: str, offer: Offer) -> None:
    """Add what is the same for the catalogue and its datasets on every server and in every version."""
    catalog = node(f"{base}catalog")
    builder.add_type(catalog, f"{DCAT}Catalog")
    builder.add(catalog, f"{DCT}title", *literals(_TITLE))
    builder.add(catalog, f"{DCT}description", *literals(_TEXT))
    builder.add(catalog, f"{DCT}publisher", publisher(base, offer))
    builder.add(catalog, f"{DCT}language", lists.GERMAN)
    builder.add(catalog, f"{DCT}license", node(offer.licence))
    builder.add(catalog, f"{DCT}spatial", lists.NORTH_RHINE_WESTPHALIA)
    builder.add(catalog, f"{DCAT}themeTaxonomy", lists.THEMES)
    builder.add(catalog, f"{DCAT}dataset", *(dataset.iri(base) for dataset in DATASETS))
    for dataset in DATASETS:
        _add_dataset(builder, base, offer, dataset)
    _add_people(builder, base, offer)


def publisher(base: str, offer: Offer) -> NamedNode:
    """Return the IRI of the publisher."""
    return node(offer.publisher.iri or f"{base}catalog#publisher")


def contact(base: str, offer: Offer) -> NamedNode | None:
    """Return the IRI of the contact; None where the settings name nobody."""
    return node(f"{base}catalog#contact") if offer.contact else None


def literals(text: Text) -> tuple[Literal, Literal]:
    """Return the German and the English literal of a text."""
    return german(text.de), english(text.en)


def _add_dataset(builder: TripleBuilder, base: str, offer: Offer, dataset: CatalogDataset) -> None:
    """Add the stable description of a dataset."""
    iri, who = dataset.iri(base), publisher(base, offer)
    builder.add_type(iri, f"{DCAT}Dataset")
    builder.add(iri, f"{DCT}title", *literals(dataset.title))
    builder.add(iri, f"{DCT}description", *literals(dataset.text))
    builder.add(iri, f"{DCT}identifier", Literal(iri.value))
    builder.add(iri, f"{DCT}publisher", who)
    builder.add(iri, f"{DCT}creator", who)
    builder.add(iri, f"{DCAT}contactPoint", contact(base, offer))
    # Who delivers data to GovData has to be reachable, so without a contact nobody delivers them.
    delivered = offer.contact and offer.contributor
    builder.add(iri, f"{DCATDE}contributorID", node(offer.contributor) if delivered else None)
    builder.add(iri, f"{DCAT}keyword", *map(german, KEYWORDS))
    builder.add(iri, f"{DCAT}theme", lists.GOVERNMENT, lists.REGIONS)
    builder.add(iri, f"{DCT}spatial", lists.NORTH_RHINE_WESTPHALIA)
    builder.add(iri, f"{DCATDE}politicalGeocodingLevelURI", lists.LEVEL)
    builder.add(iri, f"{DCT}language", lists.GERMAN)
    builder.add(iri, f"{DCT}accessRights", lists.PUBLIC)
    builder.add(iri, f"{DCT}accrualPeriodicity", lists.IRREGULAR)
    builder.add(iri, f"{DCATAP}availability", lists.AVAILABLE)
    builder.add(iri, f"{DCT}conformsTo", node(f"{base}ontology"))
    builder.add(iri, f"{DCT}relation", *(other.iri(base) for other in DATASETS if other is not dataset))


def _add_people(builder: TripleBuilder, base: str, offer: Offer) -> None:
    """Add publisher and contact. The publisher has only one type, because harvesters read only one."""
    who = publisher(base, offer)
    builder.add_type(who, f"{FOAF}Agent")
    builder.add(who, f"{FOAF}name", german(offer.publisher.name))
    builder.add(who, f"{FOAF}homepage", node(offer.publisher.homepage) if offer.publisher.homepage else None)
    builder.add(who, f"{DCT}type", lists.publisher_type(offer.publisher.type) if offer.publisher.type else None)
    card = contact(base, offer)
    if card and offer.contact:
        email, url = offer.contact.email, offer.contact.url
        builder.add_type(card, f"{VCARD}Kind")
        builder.add_type(card, f"{VCARD}Organization")
        builder.add(card, f"{VCARD}fn", german(offer.contact.name))
        builder.add(card, f"{VCARD}hasEmail", node(f"mailto:{email}") if email else None)
        builder.add(card, f"{VCARD}hasURL", node(url) if url else None)
