"""The distributions: files, the endpoint, samples, and the licence of each."""

from dataclasses import replace

from rdflib import Graph, Literal, URIRef

from ruhrgraph.graph.catalog.controlled_lists import LICENCES
from ruhrgraph.graph.catalog.dcat import CatalogContent, catalog
from ruhrgraph.graph.catalog.downloads import usual_downloads
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.catalog.stable_part import FACTS, NETWORKS, TEXTS
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import network_names
from tests.graph.catalog.conftest import ROOT, graph_of
from tests.graph.catalog.graphs import (
    ADMS,
    CLOSED,
    DCAT,
    DCATDE,
    DCT,
    OPEN,
    RDFS,
    SPDX,
    WITH_FACTS,
    WITH_NETWORKS,
    WITH_TEXTS,
    all_of,
    datasets,
    one,
)


def test_there_is_a_distribution_for_each_file(graph: Graph, content: CatalogContent) -> None:
    """Each file is a distribution with address, file type and media type from the lists, if known size and checksum."""
    for download in content.downloads:
        iri = URIRef(f"{DEFAULT_BASE}catalog#{download.path}")
        address = URIRef(f"{ROOT}{download.path}")
        assert one(graph, iri, DCAT.accessURL) == address
        assert one(graph, iri, DCAT.downloadURL) == address
        if download.dataset is NETWORKS:
            continue
        assert str(one(graph, iri, DCAT.byteSize)) == str(download.bytes)
        checksum = one(graph, iri, SPDX.checksum)
        assert one(graph, checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert one(graph, checksum, SPDX.checksumValue).toPython() == bytes.fromhex(download.sha256)  # type: ignore[attr-defined]  # else the test fails
        assert str(one(graph, iri, DCT["format"])).startswith(
            "http://publications.europa.eu/resource/authority/file-type/"
        )
        assert str(one(graph, iri, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert len(list(graph.objects(iri, DCAT.packageFormat))) == (1 if download.packed else 0)


def test_what_is_not_known_is_not_said(content: CatalogContent, offer: Offer) -> None:
    """A file whose dumps cannot be made is a distribution with its address, without size and checksum."""
    written = graph_of(catalog(replace(content, downloads=usual_downloads(offer))))
    assert len(set(written.objects(None, DCAT.downloadURL))) >= len(usual_downloads(offer))
    assert not list(written.triples((None, DCAT.byteSize, None)))
    assert not list(written.triples((None, SPDX.checksum, None)))


def test_each_distribution_has_one_licence_of_the_list(graph: Graph) -> None:
    """Each distribution has exactly one licence, and it is in the official list."""
    for distribution in all_of(graph, DCAT.Distribution):
        assert str(one(graph, distribution, DCT.license)) in LICENCES


def test_each_network_is_a_distribution_of_one_dataset(graph: Graph) -> None:
    """The networks are one dataset, open, whose distributions are one file of each network, and no other ones."""
    files = set(graph.objects(WITH_NETWORKS, DCAT.distribution))
    names = {f"network/{name}.graphml" for name in network_names()}
    assert files == {URIRef(f"{DEFAULT_BASE}catalog#{name}") for name in names}
    assert {str(one(graph, item, DCT.license)) for item in files} == {OPEN}
    assert set(graph.objects(WITH_NETWORKS, ADMS.sample)) < files


def test_facts_are_free_and_texts_are_not(graph: Graph) -> None:
    """All distributions of the facts are open; one that holds texts is closed and says whose they are."""
    free = {str(one(graph, item, DCT.license)) for item in graph.objects(WITH_FACTS, DCAT.distribution)}
    assert free == {OPEN}
    for item in graph.objects(WITH_TEXTS, DCAT.distribution):
        assert str(one(graph, item, DCT.license)) == CLOSED
        rights = str(list(graph.objects(one(graph, item, DCT.rights), RDFS.label)))
        assert "Land Nordrhein-Westfalen" in rights
        assert "keine Rechte" in rights


def test_whoever_made_the_coordinates_is_named(graph: Graph) -> None:
    """Each file says that its coordinates are from GeoNames; those with texts also say whose the texts are."""
    facts = URIRef(f"{DEFAULT_BASE}catalog#dumps/facts.ttl")
    everything = URIRef(f"{DEFAULT_BASE}catalog#dumps/all.ttl")
    assert str(one(graph, facts, DCATDE.licenseAttributionByText)).startswith("Koordinaten")
    told = str(one(graph, everything, DCATDE.licenseAttributionByText))
    assert told.startswith("Texte: Land Nordrhein-Westfalen. Koordinaten")
    assert "GeoNames" in told


def test_samples_of_texts_are_samples_of_the_dataset_with_texts(graph: Graph) -> None:
    """A canned query whose rows quote the documents is a sample of the closed dataset, any other one of the open."""
    samples = {
        part: {str(item).rpartition("/")[2] for item in graph.objects(iri, ADMS.sample)} for part, iri in datasets()
    }
    assert {"evidence", "measures"} <= samples[TEXTS.path]
    assert {"events", "moderators", "venues"} <= samples[FACTS.path]


def test_titles_are_in_both_languages(graph: Graph) -> None:
    """Each distribution and each service has its title in German and in English."""
    for thing in (*all_of(graph, DCAT.Distribution), *all_of(graph, DCAT.DataService)):
        titles = [value.language for value in graph.objects(thing, DCT.title) if isinstance(value, Literal)]
        assert sorted(filter(None, titles)) == ["de", "en"], thing
