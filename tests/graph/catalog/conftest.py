"""Fixtures of the catalogue: `content` is what the published version and dumps made by hand have to tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store, Triple
from rdflib import Graph

from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.graph.catalog.downloads import dump_downloads, network_downloads
from ruhrgraph.graph.catalog.publisher import Contact, Offer, shipped
from ruhrgraph.graph.catalog.version_summary import VersionSummary, queries, summarise, version_chain
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest
from ruhrgraph.graph.rdf.formats import RDF_NAMES
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology import DEFAULT_BASE

ROOT = "https://daten.example/ruhr/"
_SHA256 = "5a" * 32


def graph_of(triples: Sequence[Triple]) -> Graph:
    """Return triples as a graph of rdflib."""
    graph = Graph()
    return graph.parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")


@pytest.fixture(scope="session")
def known(store: Store, version: Version, data: Path) -> VersionSummary:
    """Return the summary of the published version."""
    rows = {name: _rows(store, query) for name, query in queries(DEFAULT_BASE).items()}
    return summarise(version.digest, len(store), rows, version_chain(data))


@pytest.fixture(scope="session")
def dumped(version: Version) -> Manifest:
    """Return a manifest with files of each form, compression and content."""
    files = [
        DumpFile(f"{content}.{name}{end}", content, name, end[1:], 1234, _SHA256, 99)
        for name in RDF_NAMES
        for end in ("", ".gz")
        for content in ("all", "facts")
    ]
    tables = DumpFile("ruhrgraph-tables.zip", "tables", "csvw", "", 999, _SHA256, 50)
    return Manifest(version.digest, (*files, tables))


@pytest.fixture(scope="session")
def offer() -> Offer:
    """Return the offer that ships with the package, with a contact and the portal that delivers the metadata."""
    contact = Contact("Redaktion", email="redaktion@amt.example", url="https://amt.example/kontakt")
    return replace(shipped(), contact=contact, contributor="http://dcat-ap.de/def/contributors/openNRW")


@pytest.fixture(scope="session")
def content(known: VersionSummary, dumped: Manifest, offer: Offer) -> CatalogContent:
    """Return all that the catalogue is made of."""
    downloads = (*dump_downloads(dumped, offer), *network_downloads(offer))
    return CatalogContent(known, downloads, CatalogAddresses(DEFAULT_BASE, ROOT, offer))


@pytest.fixture(scope="session")
def graph(content: CatalogContent) -> Graph:
    """Return the whole catalogue; do not write to it."""
    return graph_of(catalog(content))


def _rows(store: Store, query: str) -> list[Mapping[str, str]]:
    """Return the rows of a query as text."""
    solutions = store.query(query)
    return [
        {variable.value: row[variable].value for variable in solutions.variables if row[variable] is not None}  # type: ignore[union-attr]  # else the test fails
        for row in solutions  # type: ignore[union-attr]  # else the test fails
    ]
