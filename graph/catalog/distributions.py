"""The distributions of the datasets: files, the SPARQL endpoint, and canned queries as samples.

In: a triple builder, the addresses, and the downloads. Out: triples in the builder. Each distribution has exactly one
licence of the official list; portals call data without one “closed”.
"""

import re

from pyoxigraph import NamedNode

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.downloads import Download
from ruhrgraph.graph.catalog.rights import GEONAMES, publishers
from ruhrgraph.graph.catalog.stable_part import NETWORKS, TEXTS, CatalogDataset, literals
from ruhrgraph.graph.catalog.version_summary import VersionSummary
from ruhrgraph.graph.dumps.facts_filter import TEXT_PROPERTIES
from ruhrgraph.graph.rdf.namespaces import ADMS, DCAT, DCATAP, DCATDE, DCT, SPDX
from ruhrgraph.graph.rdf.terms import english, german, node, typed, typed_or_none
from ruhrgraph.graph.rdf.triple_builder import TripleBuilder
from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.queries import names, read

_ASKS_TEXTS = re.compile(rf"\brk:(?:{'|'.join(TEXT_PROPERTIES)})\b")
"""Matches canned queries whose rows hold texts of the documents."""


def add_download(
    builder: TripleBuilder, addresses: CatalogAddresses, summary: VersionSummary, download: Download
) -> None:
    """Add a file as a distribution of its dataset."""
    iri, address = addresses.fragment(download.path), addresses.url(download.path)
    _add_distribution(builder, addresses, download.dataset, iri, download.licence)
    builder.add(iri, f"{DCT}title", *literals(download.title))
    described = Text(
        f"{download.title.de}, Version {summary.version}", f"{download.title.en}, version {summary.version}"
    )
    builder.add(iri, f"{DCT}description", *literals(described))
    builder.add(iri, f"{DCAT}accessURL", address)
    builder.add(iri, f"{DCAT}downloadURL", address)
    builder.add(iri, f"{DCT}format", download.form.file_type)
    builder.add(iri, f"{DCAT}mediaType", download.form.media_type)
    builder.add(iri, f"{DCT}conformsTo", download.form.standard)
    builder.add(iri, f"{DCAT}packageFormat", lists.ZIP if download.packed else None)
    if download.sha256:
        builder.add(iri, f"{DCAT}byteSize", typed(str(download.bytes), "nonNegativeInteger"))
    builder.add(iri, f"{DCT}issued", typed_or_none(summary.modified, "dateTime"))
    builder.add(iri, f"{DCT}modified", typed_or_none(summary.modified, "dateTime"))
    has_texts = download.dataset is TEXTS
    builder.add(iri, f"{DCT}rights", addresses.fragment(f"rights-of-{'texts' if has_texts else 'facts'}"))
    if download.dataset is not NETWORKS:  # they hold neither texts nor coordinates
        attribution = f"Texte: {publishers(summary).de}. {GEONAMES.de}" if has_texts else GEONAMES.de
        builder.add(iri, f"{DCATDE}licenseAttributionByText", german(attribution))
    if download.sha256:
        checksum = addresses.fragment(f"{download.path}/sha256")
        builder.add(iri, f"{SPDX}checksum", checksum)
        builder.add_type(checksum, f"{SPDX}Checksum")
        builder.add(checksum, f"{SPDX}algorithm", lists.SHA256)
        builder.add(checksum, f"{SPDX}checksumValue", typed(download.sha256, "hexBinary"))
    if download.form.standard:
        builder.add_triples([lists.standard(download.form.standard)])


def add_sparql(builder: TripleBuilder, addresses: CatalogAddresses, dataset: CatalogDataset) -> None:
    """Add the SPARQL endpoint as a distribution of a dataset, for portals that do not show data services."""
    iri = addresses.fragment(f"{dataset.path}/sparql")
    _add_distribution(builder, addresses, dataset, iri, _licence(addresses, dataset))
    builder.add(iri, f"{DCT}title", *literals(Text("SPARQL-Endpunkt", "SPARQL endpoint")))
    answers = Text(
        "SPARQL 1.1; Antworten als JSON, XML, CSV, TSV oder RDF", "SPARQL 1.1; answers as JSON, XML, CSV, TSV or RDF"
    )
    builder.add(iri, f"{DCT}description", *literals(answers))
    builder.add(iri, f"{DCAT}accessURL", addresses.url("sparql"))
    builder.add(iri, f"{DCAT}accessService", addresses.service("sparql"))
    builder.add(iri, f"{DCT}format", lists.RESULTS.file_type)
    builder.add(iri, f"{DCAT}mediaType", lists.RESULTS.media_type)
    # The endpoint answers from the whole dataset, including the texts.
    builder.add(iri, f"{DCT}rights", addresses.fragment("rights-of-texts"))


def add_samples(builder: TripleBuilder, addresses: CatalogAddresses, dataset: CatalogDataset) -> None:
    """Add the canned queries that need no value as samples of a dataset."""
    for name in names():
        query = read(name, addresses.base)
        of_texts = bool(_ASKS_TEXTS.search(query.text))
        if any(parameter.required for parameter in query.parameters) or of_texts is not (dataset is TEXTS):
            continue
        iri = addresses.fragment(f"queries/{name}")
        builder.add(dataset.iri(addresses.base), f"{ADMS}sample", iri)
        builder.add_type(iri, f"{DCAT}Distribution")
        builder.add(iri, f"{DCT}title", *literals(Text(f"Beispielabfrage „{name}“", f"Sample query “{name}”")))
        builder.add(iri, f"{DCT}description", english(query.summary))
        builder.add(iri, f"{DCT}license", node(_licence(addresses, dataset)))
        builder.add(iri, f"{DCAT}accessURL", addresses.url(f"queries/{name}"))
        builder.add(iri, f"{DCAT}downloadURL", addresses.url(f"queries/{name}.csv"))
        builder.add(iri, f"{DCAT}accessService", addresses.service("queries"))
        builder.add(iri, f"{DCT}format", lists.TABLE.file_type)
        builder.add(iri, f"{DCAT}mediaType", lists.TABLE.media_type)
        builder.add(iri, f"{DCATAP}availability", lists.AVAILABLE)


def _licence(addresses: CatalogAddresses, dataset: CatalogDataset) -> str:
    """Return the licence of a dataset."""
    return addresses.offer.licence_of_texts if dataset is TEXTS else addresses.offer.licence


def _add_distribution(
    builder: TripleBuilder, addresses: CatalogAddresses, dataset: CatalogDataset, iri: NamedNode, licence: str
) -> None:
    """Add what all distributions have."""
    builder.add(dataset.iri(addresses.base), f"{DCAT}distribution", iri)
    builder.add_type(iri, f"{DCAT}Distribution")
    builder.add(iri, f"{DCT}license", node(licence))
    builder.add(iri, f"{DCT}language", lists.GERMAN)
    builder.add(iri, f"{DCATAP}availability", lists.AVAILABLE)
