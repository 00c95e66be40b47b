"""What crawlers and search engines find: VoID, the sitemap, robots.txt, and schema.org in the first page."""

import json
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, Namespace, URIRef

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology import DEFAULT_BASE
from tests.harvesters.conftest import Catalogue

VOID = Namespace("http://rdfs.org/ns/void#")
DATASET = URIRef(f"{DEFAULT_BASE}dataset")
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_void(catalogue: Catalogue) -> None:
    """VoID counts what the endpoint answers from, and names the endpoint and the dumps here."""
    graph = Graph().parse(data=catalogue.client.get("/.well-known/void").text, format="turtle")
    whole = URIRef(f"{DEFAULT_BASE}dataset-texts")
    statements = published(catalogue.folder).dataset.read_bytes().count(b"\n")
    graphs = [iri for iri in graph.objects(whole, VOID.subset) if str(iri).startswith(catalogue.root)]
    assert sum(int(str(graph.value(iri, VOID.triples))) for iri in graphs) == statements
    assert 0 < int(str(graph.value(whole, VOID.triples))) <= statements
    assert graph.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{catalogue.root}sparql")
    assert URIRef(f"{catalogue.root}dumps/ruhrgraph-facts.ttl") in set(graph.objects(DATASET, VOID.dataDump))
    for example in graph.objects(whole, VOID.exampleResource):
        assert catalogue.client.get(f"/{str(example).removeprefix(DEFAULT_BASE)}").status_code == 303


def test_the_sitemap_lists_all_pages(catalogue: Catalogue) -> None:
    """Each thing's page is in the sitemap with the time of the version; one of each kind is really there."""
    tree = ET.fromstring(catalogue.client.get("/sitemap.xml").content)  # noqa: S314  # our own server wrote it
    addresses = [str(entry.text) for entry in tree.iter(f"{_SITEMAP}loc")]
    things = {
        line.split(b" ", 1)[0][1:-1].decode()
        for line in published(catalogue.folder).dataset.read_bytes().splitlines()
        if line.startswith(f"<{DEFAULT_BASE}id/".encode())
    }
    pages = {address for address in addresses if "/doc/" in address}
    assert pages == {thing.replace(f"{DEFAULT_BASE}id/", f"{catalogue.root}doc/") for thing in things}
    assert len({str(entry.text) for entry in tree.iter(f"{_SITEMAP}lastmod")}) == 1
    kinds = {address.split("/doc/")[1].partition("/")[0]: address for address in sorted(pages)}
    for address in (*kinds.values(), *(address for address in addresses if "/doc/" not in address)):
        assert catalogue.client.get(address, headers={"accept": "text/html"}).status_code == 200, address
    assert catalogue.client.get("/sitemap-1.xml").status_code == 200
    assert catalogue.client.get("/sitemap-2.xml").status_code == 404
    assert catalogue.client.get("/sitemap-x.xml").status_code == 404


def test_robots(catalogue: Catalogue) -> None:
    """Crawlers are kept from what computes, and told of the sitemap."""
    text = catalogue.client.get("/robots.txt").text
    assert "Disallow: /sparql\n" in text
    assert f"Sitemap: {catalogue.root}sitemap.xml" in text


class _Scripts(HTMLParser):
    """Collects the JSON-LD of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to collect in a script of JSON-LD."""
        self._in = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        """Collect."""
        if self._in:
            self.found.append(data)
            self._in = False


def test_search_engines_read_the_landing_page(catalogue: Catalogue) -> None:
    """The first page holds one Dataset of schema.org, whose files are there."""
    scripts = _Scripts()
    scripts.feed(catalogue.client.get("/", headers={"accept": "text/html"}).text)
    (text,) = scripts.found
    told = json.loads(text)
    assert told["@type"] == "Dataset"
    assert told["@id"] == str(DATASET)
    assert told["distribution"]
    for item in told["distribution"]:
        assert catalogue.client.head(item["contentUrl"]).status_code == 200


def test_extruct_reads_the_landing_page(catalogue: Catalogue) -> None:
    """A crawler's library finds the Dataset in the first page."""
    extruct = pytest.importorskip("extruct", reason="extruct is not installed")
    page = catalogue.client.get("/", headers={"accept": "text/html"})
    found_ = extruct.extract(page.text, base_url=catalogue.root, syntaxes=["json-ld"])
    (dataset,) = found_["json-ld"]
    assert dataset["@type"] == "Dataset"
    assert dataset["license"] == "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
