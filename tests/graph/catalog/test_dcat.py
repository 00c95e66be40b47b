"""The catalogue against what portals ask for: the properties that they need, from the lists that they know."""

from dataclasses import replace

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.catalog.conftest import ROOT, graph_of
from tests.graph.catalog.graphs import (
    CATALOG,
    DCAT,
    DCATAP,
    DCATDE,
    DCT,
    FOAF,
    RDFS,
    WITH_FACTS,
    WITH_NETWORKS,
    WITH_TEXTS,
    all_of,
    one,
)


def test_the_catalogue_has_what_is_asked_of_it(graph: Graph) -> None:
    """There is one catalogue with title, description, publisher, licence, language, place, themes and home page."""
    assert all_of(graph, DCAT.Catalog) == [CATALOG]
    for predicate in (DCT.publisher, DCT.license, DCT.language, DCT.spatial, DCAT.themeTaxonomy, FOAF.homepage):
        assert isinstance(one(graph, CATALOG, predicate), URIRef)
    for predicate in (DCT.title, DCT.description):
        assert {value.language for value in graph.objects(CATALOG, predicate) if isinstance(value, Literal)} == {
            "de",
            "en",
        }
    assert set(graph.objects(CATALOG, DCAT.dataset)) == {WITH_FACTS, WITH_TEXTS, WITH_NETWORKS}
    assert set(graph.objects(CATALOG, DCAT.service)) == set(all_of(graph, DCAT.DataService))


def test_the_period_is_that_of_what_happens(graph: Graph) -> None:
    """The period goes from the first day on which something happens to the last day of the last project's last year."""
    period = one(graph, WITH_FACTS, DCT.temporal)
    assert str(one(graph, period, DCAT.startDate)) == "2018-12-18"
    assert str(one(graph, period, DCAT.endDate)) == "2034-12-31"


def test_where_it_comes_from(graph: Graph, content: CatalogContent) -> None:
    """The provenance names the documents, publisher, address, and the day of reading; the version is its digest's."""
    told = _german(graph, one(graph, WITH_FACTS, DCT.provenance))
    assert (
        "„Handlungsfelder und Projekte der Ruhr-Konferenz“ (Land Nordrhein-Westfalen, gelesen am 21. November 2026)"
        in told
    )
    assert (
        "Nordrhein-Westfalen, https://www.land.nrw/de/themenforen-der-ruhrkonferenz, gelesen am 21. November 2026)"
        in told
    )
    assert "GeoNames" in told
    assert str(one(graph, WITH_FACTS, DCAT.version)).endswith(content.summary.digest[:12])
    assert not list(graph.objects(WITH_FACTS, DCAT.previousVersion))


def test_the_version_before(content: CatalogContent) -> None:
    """A version that was made from another says which, and that it was changed by hand."""
    summary = replace(content.summary, previous="ab" * 32, kind="update", modified="2026-12-01T00:00:00Z")
    graph = graph_of(catalog(replace(content, summary=summary)))
    assert one(graph, WITH_FACTS, DCAT.previousVersion) == URIRef(f"{DEFAULT_BASE}versions/{'ab' * 32}")
    assert str(one(graph, WITH_FACTS, DCAT.version)).startswith("2026-12-01-")
    assert "Schreibschnittstelle" in _german(graph, one(graph, WITH_FACTS, DCT.provenance))


def test_nothing_that_is_deprecated(graph: Graph) -> None:
    """No property that DCAT-AP.de 3.0 has deprecated is used, nor the availability of the mistaken namespace."""
    gone = {DCATDE.politicalGeocodingURI, DCATDE.geocodingDescription, DCATDE.legalBasis, DCATDE.originator}
    gone |= {
        DCATDE.qualityProcessURI,
        DCATDE.maintainer,
        DCT.hasVersion,
        URIRef("http://data.europa.eu/r5r#availability"),
    }
    assert not gone & set(graph.predicates())
    assert (WITH_FACTS, DCATAP.availability, None) in graph


def test_the_same_every_time(content: CatalogContent) -> None:
    """Two catalogues of one version are the same statements in the same order, and have no blank nodes."""
    assert catalog(content) == catalog(content)
    assert not [node for node in graph_of(catalog(content)).all_nodes() if isinstance(node, BNode)]


def test_addresses_are_here_and_names_are_not(graph: Graph) -> None:
    """What is to be fetched has the address of the server at hand; catalogue, datasets, distributions are canonical."""
    for predicate in (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.landingPage, FOAF.homepage):
        assert all(str(value).startswith(ROOT) for value in graph.objects(None, predicate))
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, DCAT.DataService):
        assert all(str(iri).startswith(DEFAULT_BASE) for iri in all_of(graph, kind))


def test_what_is_not_known_is_not_said(content: CatalogContent) -> None:
    """A version without documents, dates or a record of its making has a catalogue without them."""
    summary = replace(content.summary, sources=(), first=None, last=None, issued=None, modified=None)
    graph = graph_of(catalog(replace(content, summary=summary)))
    for predicate in (DCT.temporal, DCT.issued, DCT.modified, DCAT.startDate):
        assert not list(graph.objects(None, predicate))
    assert "nicht genannt" in _german(graph, URIRef(f"{DEFAULT_BASE}catalog#rights-of-texts"))


def _german(graph: Graph, thing: Node) -> str:
    """Return the German label of a thing, which has an English one, too."""
    labels = {label.language: str(label) for label in graph.objects(thing, RDFS.label) if isinstance(label, Literal)}
    assert set(labels) == {"de", "en"}
    return labels["de"]
