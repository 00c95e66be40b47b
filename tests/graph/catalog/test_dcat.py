"""The catalogue against what portals ask for: the properties that they need, from the lists that they know."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.controlled_lists import LICENCES
from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.graph.catalog.publisher import Publisher
from ruhrgraph.graph.catalog.stable_part import DATASETS, FACTS, TEXTS
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.catalog.conftest import ROOT, graph_of

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
OPEN = "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
CLOSED = "http://dcat-ap.de/def/licenses/other-closed"
CATALOG = URIRef(f"{DEFAULT_BASE}catalog")
WITH_FACTS, WITH_TEXTS = (URIRef(part.iri(DEFAULT_BASE).value) for part in DATASETS)


@pytest.fixture(scope="module")
def graph(content: CatalogContent) -> Graph:
    """Return the whole catalogue."""
    return graph_of(catalog(content))


def _all(graph: Graph, kind: Node) -> list[Node]:
    found = sorted(graph.subjects(RDF.type, kind), key=str)
    assert found
    return found


def _one(graph: Graph, subject: Node, predicate: Node) -> Node:
    (value,) = graph.objects(subject, predicate)
    return value


def test_the_catalogue_has_what_is_asked_of_it(graph: Graph) -> None:
    """There is one catalogue with title, description, publisher, licence, language, place, themes and home page."""
    assert _all(graph, DCAT.Catalog) == [CATALOG]
    for predicate in (DCT.publisher, DCT.license, DCT.language, DCT.spatial, DCAT.themeTaxonomy, FOAF.homepage):
        assert isinstance(_one(graph, CATALOG, predicate), URIRef)
    for predicate in (DCT.title, DCT.description):
        assert {value.language for value in graph.objects(CATALOG, predicate) if isinstance(value, Literal)} == {
            "de",
            "en",
        }
    assert set(graph.objects(CATALOG, DCAT.dataset)) == {WITH_FACTS, WITH_TEXTS}
    assert set(graph.objects(CATALOG, DCAT.service)) == set(_all(graph, DCAT.DataService))


@pytest.mark.parametrize("dataset", [WITH_FACTS, WITH_TEXTS])
def test_a_dataset_has_exactly_one_of_what_may_be_only_once(graph: Graph, dataset: URIRef) -> None:
    """A dataset has one publisher, contributor, place, level, licence of access and so on; harvesters drop a second."""
    assert _one(graph, dataset, DCATDE.contributorID) == URIRef("http://dcat-ap.de/def/contributors/openNRW")
    assert _one(graph, dataset, DCT.spatial) == URIRef("http://dcat-ap.de/def/politicalGeocoding/stateKey/05")
    assert _one(graph, dataset, DCATDE.politicalGeocodingLevelURI) == URIRef(
        "http://dcat-ap.de/def/politicalGeocoding/Level/state"
    )
    for predicate in (DCT.publisher, DCT.accessRights, DCT.accrualPeriodicity, DCT.language, DCAT.contactPoint):
        assert isinstance(_one(graph, dataset, predicate), URIRef)
    assert _one(graph, dataset, DCT.identifier) == Literal(str(dataset))
    assert _one(graph, dataset, DCAT.landingPage) == URIRef(ROOT)


@pytest.mark.parametrize("dataset", [WITH_FACTS, WITH_TEXTS])
def test_a_dataset_has_what_earns_points(graph: Graph, dataset: URIRef) -> None:
    """A dataset has keywords as literals, themes of the EU's list, samples, distributions and a page."""
    keywords = list(graph.objects(dataset, DCAT.keyword))
    assert keywords
    assert all(isinstance(keyword, Literal) for keyword in keywords)
    assert {str(theme).rpartition("/")[2] for theme in graph.objects(dataset, DCAT.theme)} == {"GOVE", "REGI"}
    assert set(graph.objects(dataset, ADMS.sample))
    assert set(graph.objects(dataset, DCAT.distribution))
    assert URIRef(f"{ROOT}ontology") in set(graph.objects(dataset, FOAF.page))


def test_the_period_is_that_of_what_happens(graph: Graph) -> None:
    """The period goes from the first day on which something happens to the last day of the last project's last year."""
    period = _one(graph, WITH_FACTS, DCT.temporal)
    assert str(_one(graph, period, DCAT.startDate)) == "2018-12-18"
    assert str(_one(graph, period, DCAT.endDate)) == "2034-12-31"


def test_where_it_comes_from(graph: Graph, content: CatalogContent) -> None:
    """The provenance names the documents, their publisher and the day they were read; the version is its digest's."""
    told = str(_one(graph, _one(graph, WITH_FACTS, DCT.provenance), RDFS.label))
    assert "„Unsere Themen: Gemeinsam für das Ruhrgebiet“ (Land Nordrhein-Westfalen, gelesen am 2026-11-21)" in told
    assert "GeoNames" in told
    assert str(_one(graph, WITH_FACTS, DCAT.version)).endswith(content.facts.digest[:12])
    assert not list(graph.objects(WITH_FACTS, DCAT.previousVersion))


def test_the_version_before(content: CatalogContent) -> None:
    """A version that was made from another says which, and that it was changed by hand."""
    facts = replace(content.facts, previous="ab" * 32, kind="update", modified="2026-12-01T00:00:00Z")
    graph = graph_of(catalog(replace(content, facts=facts)))
    assert _one(graph, WITH_FACTS, DCAT.previousVersion) == URIRef(f"{DEFAULT_BASE}versions/{'ab' * 32}")
    assert str(_one(graph, WITH_FACTS, DCAT.version)).startswith("2026-12-01-")
    assert "Schreibschnittstelle" in str(_one(graph, _one(graph, WITH_FACTS, DCT.provenance), RDFS.label))


def test_there_is_a_distribution_for_each_file(graph: Graph, content: CatalogContent) -> None:
    """Each file is a distribution with address, size, checksum, file type and media type from the lists."""
    for download in content.downloads:
        iri = URIRef(f"{DEFAULT_BASE}catalog#{download.path}")
        address = URIRef(f"{ROOT}{download.path}")
        assert _one(graph, iri, DCAT.accessURL) == address
        assert _one(graph, iri, DCAT.downloadURL) == address
        assert str(_one(graph, iri, DCAT.byteSize)) == str(download.bytes)
        checksum = _one(graph, iri, SPDX.checksum)
        assert _one(graph, checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert _one(graph, checksum, SPDX.checksumValue).toPython() == bytes.fromhex(download.sha256)  # type: ignore[attr-defined]
        assert str(_one(graph, iri, DCT["format"])).startswith(
            "http://publications.europa.eu/resource/authority/file-type/"
        )
        assert str(_one(graph, iri, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert len(list(graph.objects(iri, DCAT.compressFormat))) == (1 if download.compression else 0)
        assert len(list(graph.objects(iri, DCAT.packageFormat))) == (1 if download.packed else 0)


def test_each_distribution_has_one_licence_of_the_list(graph: Graph) -> None:
    """Each distribution has exactly one licence, and it is in the official list."""
    for distribution in _all(graph, DCAT.Distribution):
        assert str(_one(graph, distribution, DCT.license)) in LICENCES


def test_facts_are_free_and_texts_are_not(graph: Graph) -> None:
    """All distributions of the facts are open; one that holds texts is closed and says whose they are."""
    free = {str(_one(graph, item, DCT.license)) for item in graph.objects(WITH_FACTS, DCAT.distribution)}
    assert free == {OPEN}
    for item in graph.objects(WITH_TEXTS, DCAT.distribution):
        assert str(_one(graph, item, DCT.license)) == CLOSED
        rights = str(_one(graph, _one(graph, item, DCT.rights), RDFS.label))
        assert "Land Nordrhein-Westfalen" in rights
        assert "keine Rechte" in rights


def test_whoever_made_the_coordinates_is_named(graph: Graph) -> None:
    """Each file says that its coordinates are from GeoNames; those with texts also say whose the texts are."""
    facts = URIRef(f"{DEFAULT_BASE}catalog#dumps/facts.ttl")
    everything = URIRef(f"{DEFAULT_BASE}catalog#dumps/all.ttl.gz")
    assert str(_one(graph, facts, DCATDE.licenseAttributionByText)).startswith("Koordinaten")
    told = str(_one(graph, everything, DCATDE.licenseAttributionByText))
    assert told.startswith("Texte: Land Nordrhein-Westfalen. Koordinaten")
    assert "GeoNames" in told


def test_samples_of_texts_are_samples_of_the_dataset_with_texts(graph: Graph) -> None:
    """A canned query whose rows quote the documents is a sample of the closed dataset, any other one of the open."""
    samples = {
        part: {str(item).rpartition("/")[2] for item in graph.objects(iri, ADMS.sample)} for part, iri in _parts()
    }
    assert {"evidence", "measures"} <= samples[TEXTS.path]
    assert {"events", "moderators", "venues"} <= samples[FACTS.path]


def _parts() -> Iterator[tuple[str, URIRef]]:
    return ((part.path, URIRef(part.iri(DEFAULT_BASE).value)) for part in DATASETS)


def test_services(graph: Graph) -> None:
    """SPARQL, the canned queries and the feed are services with address, description, publisher and datasets."""
    services = _all(graph, DCAT.DataService)
    found = {str(_one(graph, item, DCAT.endpointURL)) for item in services}
    assert found == {f"{ROOT}sparql", f"{ROOT}queries", f"{ROOT}feed"}
    for item in services:
        assert str(_one(graph, item, DCAT.endpointDescription)).startswith(ROOT)
        assert set(graph.objects(item, DCAT.servesDataset)) == {WITH_FACTS, WITH_TEXTS}
        for predicate in (DCT.title, DCT.publisher, DCAT.contactPoint, DCT.conformsTo, DCT.license, DCT.accessRights):
            assert _one(graph, item, predicate)


def test_the_publisher_is_an_agent_and_nothing_else(graph: Graph) -> None:
    """The publisher has one type and a name: harvesters read one type alone."""
    publisher = _one(graph, WITH_FACTS, DCT.publisher)
    assert _one(graph, publisher, RDF.type) == FOAF.Agent
    assert str(_one(graph, publisher, FOAF.name)) == "ruhrgraph maintainers"


def test_the_publisher_of_the_settings(content: CatalogContent) -> None:
    """A publisher with an IRI, a kind and a home page is told of with these."""
    publisher = Publisher("Amt", "https://amt.example/#id", "https://amt.example/", "RegionalAuthority")
    place = CatalogAddresses(DEFAULT_BASE, ROOT, replace(content.addresses.offer, publisher=publisher))
    graph = graph_of(catalog(replace(content, addresses=place)))
    agent = _one(graph, WITH_FACTS, DCT.publisher)
    assert agent == URIRef("https://amt.example/#id")
    assert _one(graph, agent, DCT.type) == URIRef("http://purl.org/adms/publishertype/RegionalAuthority")
    assert _one(graph, agent, FOAF.homepage) == URIRef("https://amt.example/")


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
        assert all(str(iri).startswith(DEFAULT_BASE) for iri in _all(graph, kind))


def test_what_is_not_known_is_not_said(content: CatalogContent) -> None:
    """A version without documents, dates or a record of its making has a catalogue without them."""
    facts = replace(content.facts, sources=(), first=None, last=None, issued=None, modified=None)
    graph = graph_of(catalog(replace(content, facts=facts)))
    for predicate in (DCT.temporal, DCT.issued, DCT.modified, DCAT.startDate):
        assert not list(graph.objects(None, predicate))
    assert "nicht genannt" in str(_one(graph, URIRef(f"{DEFAULT_BASE}catalog#rights-of-texts"), RDFS.label))
