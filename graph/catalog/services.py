"""The data services: the SPARQL endpoint, the canned queries and the feed of changes.

In: a triple builder and the addresses. Out: triples in the builder.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.stable_part import DATASETS, contact, literals, publisher
from ruhrgraph.graph.rdf.namespaces import DCAT, DCATAP, DCT, FOAF
from ruhrgraph.graph.rdf.terms import german, node
from ruhrgraph.graph.rdf.triple_builder import TripleBuilder
from ruhrgraph.graph.schema.ontology import Text


@dataclass(frozen=True, slots=True)
class _Service:
    """A service: its name, title, text and keyword, the path of its description, its standard and its format."""

    name: str
    title: Text
    text: Text
    keyword: str
    description: str
    standard: str
    format: NamedNode


_SERVICES = (
    _Service(
        "sparql",
        Text("SPARQL-Endpunkt des Wissensgraphen", "SPARQL endpoint of the knowledge graph"),
        Text(
            "SPARQL 1.1 Protocol; ohne Abfrage antwortet die Adresse mit der Beschreibung des Dienstes.",
            "SPARQL 1.1 Protocol; without a query the address answers with the description of the service.",
        ),
        "SPARQL",
        "sparql",
        "http://www.w3.org/TR/sparql11-protocol/",
        lists.QUERY_FILE,
    ),
    _Service(
        "queries",
        Text("Fertige Abfragen des Wissensgraphen", "Canned queries of the knowledge graph"),
        Text(
            "Jede Abfrage hat eine feste Adresse und antwortet als CSV, TSV, JSON oder XML; beschrieben mit OpenAPI.",
            "Each query has an address that stays, and answers as CSV, TSV, JSON or XML; described with OpenAPI.",
        ),
        "API",
        "openapi.json",
        "https://spec.openapis.org/oas/v3.1.0",
        lists.JSON_FILE,
    ),
    _Service(
        "feed",
        Text("Änderungen des Wissensgraphen", "Changes of the knowledge graph"),
        Text(
            "Linked Data Event Stream (TREE): wer einmal alles geholt hat, holt hier nur noch, was sich geändert hat.",
            "Linked Data Event Stream (TREE): who has all of it gets here only what has changed.",
        ),
        "LDES",
        "feed",
        "https://w3id.org/ldes/specification",
        lists.FORMS["trig"].file_type,
    ),
)


def add_services(builder: TripleBuilder, addresses: CatalogAddresses) -> None:
    """Add the services, each with its datasets."""
    builder.add(addresses.catalog, f"{DCAT}service", *(addresses.service(service.name) for service in _SERVICES))
    for service in _SERVICES:
        iri, endpoint = addresses.service(service.name), addresses.url(service.name)
        builder.add_type(iri, f"{DCAT}DataService")
        builder.add(iri, f"{DCT}title", *literals(service.title))
        builder.add(iri, f"{DCT}description", *literals(service.text))
        builder.add(iri, f"{DCT}publisher", publisher(addresses.base, addresses.offer))
        builder.add(iri, f"{DCAT}contactPoint", contact(addresses.base, addresses.offer))
        builder.add(iri, f"{DCAT}endpointURL", endpoint)
        builder.add(iri, f"{DCAT}endpointDescription", addresses.url(service.description))
        builder.add(iri, f"{DCAT}servesDataset", *(dataset.iri(addresses.base) for dataset in DATASETS))
        builder.add(iri, f"{DCAT}keyword", german(service.keyword), german("Ruhr-Konferenz"))
        builder.add(iri, f"{DCAT}theme", lists.GOVERNMENT, lists.REGIONS)
        builder.add(iri, f"{DCT}format", service.format)
        builder.add(iri, f"{DCT}conformsTo", node(service.standard))
        # The licence is that of the facts; a sentence says who owns the texts that a query may return.
        builder.add(iri, f"{DCT}license", node(addresses.offer.licence))
        builder.add(iri, f"{DCT}rights", addresses.fragment("rights-of-texts"))
        builder.add(iri, f"{DCT}accessRights", lists.PUBLIC)
        builder.add(iri, f"{DCATAP}availability", lists.AVAILABLE)
        builder.add(iri, f"{DCAT}landingPage", addresses.url("queries") if service.name == "queries" else None)
        builder.add(iri, f"{FOAF}page", addresses.url("queries"))
        builder.add_triples([lists.standard(node(service.standard))])
        builder.add_triples(map(lists.resource, (endpoint, addresses.url(service.description))))
