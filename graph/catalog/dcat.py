"""The whole catalogue in DCAT-AP.de 3.0, with the parts that depend on the server and on the version.

In: the summary of a version, its downloads, the addresses and the offer. Out: triples. Catalogue, datasets,
distributions and services have canonical IRIs; what can be fetched has an address on this server. There are no blank
nodes and no time of the request, so the same version gives the same triples.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from ruhrgraph.graph.catalog import controlled_lists as lists
from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.distributions import add_download, add_samples, add_sparql
from ruhrgraph.graph.catalog.downloads import Download
from ruhrgraph.graph.catalog.rights import provenance, rights_of_facts, rights_of_texts
from ruhrgraph.graph.catalog.services import add_services
from ruhrgraph.graph.catalog.stable_part import DATASETS, NETWORKS, CatalogDataset, add_stable_part, literals
from ruhrgraph.graph.catalog.version_summary import VersionSummary
from ruhrgraph.graph.rdf.namespaces import ADMS, DCAT, DCT, FOAF, PROV, RDFS
from ruhrgraph.graph.rdf.terms import node, typed_or_none
from ruhrgraph.graph.rdf.triple_builder import TripleBuilder
from ruhrgraph.graph.schema.ontology import Text


@dataclass(frozen=True, slots=True)
class CatalogContent:
    """What the catalogue is made from."""

    summary: VersionSummary
    downloads: Sequence[Download]
    addresses: CatalogAddresses


def catalog(content: CatalogContent) -> list[Triple]:
    """Return the catalogue."""
    builder, addresses = TripleBuilder(), content.addresses
    add_stable_part(builder, addresses.base, addresses.offer)
    catalog_ = addresses.catalog
    builder.add(catalog_, f"{FOAF}homepage", addresses.url())
    builder.add(catalog_, f"{DCT}issued", typed_or_none(content.summary.issued, "dateTime"))
    builder.add(catalog_, f"{DCT}modified", typed_or_none(content.summary.modified, "dateTime"))
    for dataset in DATASETS:
        _add_version(builder, content, dataset)
        _add_contents(builder, content, dataset)
    add_services(builder, addresses)
    _add_statements(builder, content)
    pages = (addresses.url(), addresses.url("queries"), addresses.url("ontology"))
    builder.add_triples(map(lists.document, pages))
    builder.add_triples([lists.standard(node(f"{addresses.base}ontology"))])
    builder.add_triples(lists.list_entries(tuple(builder)))
    return list(builder)


def _add_version(builder: TripleBuilder, content: CatalogContent, dataset: CatalogDataset) -> None:
    """Add the version of a dataset, the period that it covers, and its sources."""
    summary, addresses = content.summary, content.addresses
    iri = dataset.iri(addresses.base)
    builder.add(iri, f"{DCT}issued", typed_or_none(summary.issued, "dateTime"))
    builder.add(iri, f"{DCT}modified", typed_or_none(summary.modified, "dateTime"))
    builder.add(iri, f"{DCAT}version", Literal(summary.version))
    builder.add(iri, f"{DCAT}previousVersion", addresses.version(summary.previous) if summary.previous else None)
    builder.add(iri, f"{DCT}temporal", addresses.fragment("period") if summary.first or summary.last else None)
    builder.add(iri, f"{DCT}provenance", addresses.fragment("provenance"))
    builder.add(iri, f"{PROV}wasDerivedFrom", *(node(source.iri) for source in summary.sources))
    builder.add(iri, f"{DCAT}landingPage", addresses.url())
    builder.add(iri, f"{FOAF}page", addresses.url("ontology"), addresses.url("queries"))


def _add_contents(builder: TripleBuilder, content: CatalogContent, dataset: CatalogDataset) -> None:
    """Add the distributions of a dataset, and sample queries; a file is the sample of the networks."""
    addresses = content.addresses
    for download in content.downloads:
        if download.dataset is dataset:
            add_download(builder, addresses, content.summary, download)
    if dataset is NETWORKS:
        paths = [download.path for download in content.downloads if download.dataset is NETWORKS]
        builder.add(dataset.iri(addresses.base), f"{ADMS}sample", *map(addresses.fragment, paths[:1]))
    else:
        add_sparql(builder, addresses, dataset)
        add_samples(builder, addresses, dataset)


def _add_statements(builder: TripleBuilder, content: CatalogContent) -> None:
    """Add the period, and the statements on provenance and rights."""
    summary, addresses = content.summary, content.addresses
    if summary.first or summary.last:
        builder.add_type(addresses.fragment("period"), f"{DCT}PeriodOfTime")
        builder.add(addresses.fragment("period"), f"{DCAT}startDate", typed_or_none(summary.first, "date"))
        builder.add(addresses.fragment("period"), f"{DCAT}endDate", typed_or_none(summary.last, "date"))
    _add_words(builder, addresses.fragment("provenance"), f"{DCT}ProvenanceStatement", provenance(summary))
    _add_words(builder, addresses.fragment("rights-of-facts"), f"{DCT}RightsStatement", rights_of_facts())
    _add_words(builder, addresses.fragment("rights-of-texts"), f"{DCT}RightsStatement", rights_of_texts(summary))


def _add_words(builder: TripleBuilder, iri: NamedNode, kind: str, text: Text) -> None:
    """Add a statement that consists of a text."""
    builder.add_type(iri, kind)
    builder.add(iri, f"{RDFS}label", *literals(text))
