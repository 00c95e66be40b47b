"""The data services: the SPARQL endpoint, the canned queries and the feed of changes.

In: a notebook, the place, and the datasets that are told of. Out: notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.addresses import Place
from ruhrgraph.graph.catalog.stable_part import Part, contact, publisher
from ruhrgraph.graph.rdf.builder import Notes
from ruhrgraph.graph.rdf.namespaces import DCAT, DCATAP, DCT, FOAF
from ruhrgraph.graph.rdf.terms import german, node


@dataclass(frozen=True, slots=True)
class _Service:
    """A service: its name, title, description and keyword, where it is described, what it conforms to, its format."""

    name: str
    title: str
    text: str
    keyword: str
    description: str
    standard: str
    format: NamedNode


_SERVICES = (
    _Service(
        "sparql",
        "SPARQL-Endpunkt des Wissensgraphen",
        "SPARQL 1.1 Protocol; ohne Abfrage antwortet die Adresse mit der Beschreibung des Dienstes.",
        "SPARQL",
        "sparql",
        "http://www.w3.org/TR/sparql11-protocol/",
        lists.QUERIES,
    ),
    _Service(
        "queries",
        "Fertige Abfragen des Wissensgraphen",
        "Jede Abfrage hat eine feste Adresse und antwortet als CSV, TSV, JSON oder XML; beschrieben mit OpenAPI.",
        "API",
        "openapi.json",
        "https://spec.openapis.org/oas/v3.1.0",
        lists.JSON,
    ),
    _Service(
        "feed",
        "Änderungen des Wissensgraphen",
        "Linked Data Event Stream (TREE): wer einmal alles geholt hat, holt hier nur noch, was sich geändert hat.",
        "LDES",
        "feed",
        "https://w3id.org/ldes/specification",
        lists.FORMS["trig"].file_type,
    ),
)


def note_services(notes: Notes, place: Place, parts: Sequence[Part]) -> None:
    """Note the services, each with the datasets that it gives access to."""
    notes.note(place.catalog, f"{DCAT}service", *(place.service(service.name) for service in _SERVICES))
    for service in _SERVICES:
        iri, endpoint = place.service(service.name), place.here(service.name)
        notes.kind(iri, f"{DCAT}DataService")
        notes.note(iri, f"{DCT}title", german(service.title))
        notes.note(iri, f"{DCT}description", german(service.text))
        notes.note(iri, f"{DCT}publisher", publisher(place.base, place.offer))
        notes.note(iri, f"{DCAT}contactPoint", contact(place.base))
        notes.note(iri, f"{DCAT}endpointURL", endpoint)
        notes.note(iri, f"{DCAT}endpointDescription", place.here(service.description))
        notes.note(iri, f"{DCAT}servesDataset", *(part.iri(place.base) for part in parts))
        notes.note(iri, f"{DCAT}keyword", german(service.keyword), german("Ruhr-Konferenz"))
        notes.note(iri, f"{DCAT}theme", lists.GOVERNMENT, lists.REGIONS)
        notes.note(iri, f"{DCT}format", service.format)
        notes.note(iri, f"{DCT}conformsTo", node(service.standard))
        # The licence is that of the facts; whose the texts are that a query may bring up is said in words.
        notes.note(iri, f"{DCT}license", node(place.offer.licence))
        notes.note(iri, f"{DCT}rights", place.part("rights-of-texts"))
        notes.note(iri, f"{DCT}accessRights", lists.PUBLIC)
        notes.note(iri, f"{DCATAP}availability", lists.AVAILABLE)
        notes.note(iri, f"{DCAT}landingPage", place.here("queries") if service.name == "queries" else None)
        notes.note(iri, f"{FOAF}page", place.here("queries"))
        notes.take([lists.standard(node(service.standard))])
        notes.take(map(lists.resource, (endpoint, place.here(service.description))))
