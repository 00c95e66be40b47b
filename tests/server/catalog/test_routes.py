"""What portals find on a real server: the catalogue in all forms, page by page, as built and after a change."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from time import sleep

import httpx
import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF, Graph, Namespace, URIRef

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology import DEFAULT_BASE
from tests.harvesters.official import EUROPEAN, GERMAN, found

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
CATALOG, DATASET = URIRef(f"{DEFAULT_BASE}catalog"), URIRef(f"{DEFAULT_BASE}dataset")
TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
SUFFIXES = ("rdf", "xml", "rdfxml", "ttl", "jsonld", "nt")
TYPES = {
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/xml": RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def folder(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder of one's own, with the shipped documents published."""
    return Path(shutil.copytree(data, tmp_path_factory.mktemp("catalog") / "data", symlinks=True))


@pytest.fixture(scope="module")
def client(
    folder: Path, serving: Callable[..., AbstractContextManager[tuple[object, httpx.Client]]]
) -> Iterator[httpx.Client]:
    """Return a client of a real server that takes writes."""
    with serving("--data", str(folder), RUHRGRAPH_TOKEN=TOKEN) as (_, client):
        _wait_for_dumps(client)
        yield client


def _wait_for_dumps(client: httpx.Client) -> None:
    """Wait until the dumps of the version in use are made: 503 says that they still are."""
    while client.head("/catalog").status_code == 503:
        sleep(0.5)


def _root(client: httpx.Client) -> str:
    return f"{str(client.base_url).rstrip('/')}/"


def _statements(response: httpx.Response) -> set[str]:
    assert response.status_code == 200, response.text
    return {str(statement) for statement in parse(response.content, _format(response))}


def _format(response: httpx.Response) -> RdfFormat:
    return TYPES[response.headers["content-type"].partition(";")[0]]


def _graph(response: httpx.Response) -> Graph:
    assert response.status_code == 200, response.text
    format_ = _format(response)
    return Graph().parse(
        data=serialize(parse(response.content, format_), format=RdfFormat.N_TRIPLES) or b"", format="nt"
    )


def test_all_forms_say_the_same(client: httpx.Client) -> None:
    """RDF/XML, Turtle, JSON-LD and N-Triples hold the same statements, by suffix, by `format` and by `Accept`."""
    first = _statements(client.get("/catalog.ttl"))
    for suffix in SUFFIXES:
        assert _statements(client.get(f"/catalog.{suffix}")) == first, suffix
        assert _statements(client.get("/catalog", params={"format": suffix})) == first, suffix
    for media_type in TYPES:
        response = client.get("/catalog", headers={"accept": media_type})
        assert response.headers["content-type"].startswith(media_type)
        assert response.headers["vary"] == "Accept, Accept-Encoding"
        assert _statements(response) == first, media_type


def test_who_does_not_mind_gets_rdf_xml(client: httpx.Client) -> None:
    """Harvesters that ask for anything get what portals read; browsers get a page."""
    assert client.get("/catalog").headers["content-type"] == "application/rdf+xml"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = client.get("/catalog", headers={"accept": browser})
    assert page.headers["content-type"].startswith("text/html")
    assert ">Datenlizenz Deutschland – Zero 2.0</a>" in page.text
    assert "keine Rechte" in page.text
    english = client.get("/en/catalog", headers={"accept": browser}).text
    assert "Knowledge graph of the Ruhr-Konferenz with the texts</h2>" in english
    assert "no rights to them" in english
    assert client.get("/catalog.xyz").status_code == 406


def test_its_other_forms_are_named(client: httpx.Client) -> None:
    """The header names the other forms, and each is there in its media type."""
    links = client.get("/catalog").headers["link"]
    for media_type in ("text/turtle", "application/rdf+xml", "application/ld+json"):
        (address,) = re.findall(rf'<([^>]*)>; rel="alternate"; type="{re.escape(media_type)}"', links)
        assert client.get(address).headers["content-type"].startswith(media_type)


def test_a_dataset_of_ones_own(server: httpx.Client) -> None:
    """A dataset that came from no build has a catalogue that conforms, VoID and a sitemap."""
    _wait_for_dumps(server)
    assert found(_graph(server.get("/catalog")), GERMAN) == []
    assert server.get("/.well-known/void").status_code == 200
    assert server.get("/sitemap.xml").status_code == 200


def test_the_official_shapes_find_nothing(client: httpx.Client) -> None:
    """What the server gives conforms to DCAT-AP.de 3.0 without a warning, and to DCAT-AP 3.0.1."""
    graph = _graph(client.get("/catalog"))
    assert found(graph, GERMAN) == []
    assert found(graph, EUROPEAN, "Violation") == []


def test_every_dump_is_a_distribution(client: httpx.Client) -> None:
    """Each file that there is has a distribution with its size and checksum, and is there at the address told."""
    graph = _graph(client.get("/catalog"))
    listed = client.get("/dumps/", headers={"accept": "application/json"})
    assert listed.status_code == 200
    files = {str(address) for address in graph.objects(None, DCAT.downloadURL) if "/dumps/" in str(address)}
    for distribution in graph.subjects(SPDX.checksum):
        address = str(graph.value(distribution, DCAT.downloadURL))
        head = client.head(address, headers={"accept-encoding": "identity"})
        assert head.status_code == 200, address
        assert int(head.headers["content-length"]) == int(str(graph.value(distribution, DCAT.byteSize))), address
    assert len(files) == sum(1 for _ in graph.subjects(RDF.type, SPDX.Checksum))
    assert all(address.removeprefix(_root(client)).removeprefix("dumps/") in listed.text for address in files)


@pytest.mark.parametrize("query", ["page=1", "page=", "page=1&size=1", "size=100"])
def test_the_catalogue_is_one_page(client: httpx.Client, query: str) -> None:
    """A harvester that asks for pages gets everything with the first one, and no link to another."""
    answer = client.get(f"/catalog.ttl?{query}")
    assert answer.content == client.get("/catalog.ttl").content
    assert HYDRA not in answer.text


@pytest.mark.parametrize("query", ["page=2", "page=3&size=1", "page=99", "size=1&page=1000", "page=0", "page=x"])
def test_there_is_nothing_beyond_the_end(client: httpx.Client, query: str) -> None:
    """Any other page is 404, at which harvesters that count pages stop; the same again would be an endless circle."""
    assert client.get(f"/catalog?{query}").status_code == 404


def test_the_same_bytes_each_time(client: httpx.Client) -> None:
    """Portals compare hashes: the same version gives the same bytes, and 304 to who has them."""
    for path in ("/catalog", "/catalog.ttl", "/catalog.jsonld", "/.well-known/void", "/sitemap.xml"):
        first, second = client.get(path), client.get(path)
        assert first.content == second.content
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304
        assert again.content == b""


def test_names_lead_to_it(client: httpx.Client) -> None:
    """The datasets' IRIs lead to the catalogue, in the form that is asked for."""
    for path in ("/dataset", "/dataset-texts", "/dataset-networks"):
        response = client.get(path, headers={"accept": "text/turtle"})
        assert response.status_code == 303
        followed = client.get(response.headers["location"], headers={"accept": "text/turtle"})
        assert (URIRef(f"{DEFAULT_BASE}{path[1:]}"), RDF.type, DCAT.Dataset) in _graph(followed)
        assert client.get(f"{path}.ttl").headers["location"].endswith("/catalog.ttl")


def test_after_a_change(client: httpx.Client, folder: Path) -> None:
    """After an update the catalogue tells of the new version and the one before, conforms, and its files are there."""
    before = client.get("/catalog")
    old = published(folder).digest
    changed = client.post(
        "/sparql/update",
        content=f"INSERT DATA {{ GRAPH <urn:own> {{ <{DEFAULT_BASE}id/ort/neu> a <{DEFAULT_BASE}ontology#Ort> }} }}",
        headers={"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"},
    )
    assert changed.status_code in {200, 204}, changed.text
    _wait_for_dumps(client)
    after = client.get("/catalog", headers={"if-none-match": before.headers["etag"]})
    graph = _graph(after)
    assert graph.value(DATASET, DCAT.previousVersion) == URIRef(f"{DEFAULT_BASE}versions/{old}")
    assert str(graph.value(DATASET, DCAT.version)).endswith(published(folder).digest[:12])
    assert graph.value(DATASET, DCT.issued) != graph.value(DATASET, DCT.modified)
    assert found(graph, GERMAN) == []
    assert found(graph, EUROPEAN, "Violation") == []
    for address in graph.objects(None, DCAT.downloadURL):
        assert client.head(str(address)).status_code == 200
    assert f"{_root(client)}doc/ort/neu" in client.get("/sitemap.xml").text


@pytest.mark.parametrize("host", ["a:b:c", "[", "a b", "<a>"])
def test_a_host_that_is_none(client: httpx.Client, host: str) -> None:
    """A `Host` header that cannot name a host is refused (RFC 9112 §3.2), so no address is made of it."""
    assert client.get("/catalog", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["[:::]", "[1:2]", ""])
def test_a_host_that_does_not_exist(client: httpx.Client, host: str) -> None:
    """Of a `Host` that is well formed and yet no address, no address of the catalogue is made."""
    graph = _graph(client.get("/catalog", headers={"host": host}))
    assert str(graph.value(DATASET, DCAT.landingPage)).startswith("http://127.0.0.1:")


def test_what_is_written_cannot_break_it(client: httpx.Client) -> None:
    """Blank nodes, odd dates and odd names of graphs that somebody has written leave catalogue and VoID in order."""
    before = _graph(client.get("/catalog"))
    changed = client.post(
        "/sparql/update",
        content=f"""PREFIX rk: <{DEFAULT_BASE}ontology#> INSERT DATA {{ GRAPH <http://x.example/a#b> {{
          [] a rk:Quelle, [] ; <http://purl.org/dc/terms/title> "<&>" ; rk:fruehestens "?", "0001" ; rk:endjahr 9 .
          <{DEFAULT_BASE}id/ort/%3C&x> a rk:Ort }} }}""",
        headers={"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"},
    )
    assert changed.status_code == 204, changed.text
    _wait_for_dumps(client)
    graph = _graph(client.get("/catalog"))
    period = URIRef(f"{DEFAULT_BASE}catalog#period")
    assert list(graph.objects(period)) == list(before.objects(period))
    assert found(graph, GERMAN) == []
    assert client.get("/.well-known/void").status_code == 200
    assert "/doc/ort/%3C&amp;x<" in client.get("/sitemap.xml").text


def test_behind_a_proxy(
    folder: Path, serving: Callable[..., AbstractContextManager[tuple[object, httpx.Client]]]
) -> None:
    """Behind a proxy all addresses are those that the client sees, the names stay."""
    with serving("--data", str(folder), "--root-path", "/ruhr", RUHRGRAPH_FORWARDED_ALLOW="127.0.0.1") as (_, client):
        headers = {"host": "daten.example", "x-forwarded-proto": "https"}
        graph = _graph(client.get("/catalog.ttl", headers=headers))
        assert graph.value(DATASET, DCAT.landingPage) == URIRef("https://daten.example/ruhr/")
        assert (CATALOG, RDF.type, DCAT.Catalog) in graph
        robots = client.get("/robots.txt", headers=headers).text
        assert "Disallow: /ruhr/sparql" in robots
        assert "Sitemap: https://daten.example/ruhr/sitemap.xml" in robots


def test_a_public_address(
    folder: Path, serving: Callable[..., AbstractContextManager[tuple[object, httpx.Client]]]
) -> None:
    """Where the settings name the public address, the catalogue names that one, however it was asked."""
    with serving("--data", str(folder), RUHRGRAPH_PUBLIC_URL="https://daten.example/rk/") as (_, client):
        graph = _graph(client.get("/catalog.ttl"))
        assert graph.value(DATASET, DCAT.landingPage) == URIRef("https://daten.example/rk/")
        assert all(
            str(address).startswith("https://daten.example/rk/") for address in graph.objects(None, DCAT.accessURL)
        )


def test_a_publisher_of_ones_own(
    folder: Path, tmp_path: Path, serving: Callable[..., AbstractContextManager[tuple[object, httpx.Client]]]
) -> None:
    """A file of settings says who publishes."""
    path = tmp_path / "offer.toml"
    path.write_text(
        """contributor = "http://dcat-ap.de/def/contributors/openNRW"
licence = "http://dcat-ap.de/def/licenses/cc-zero"
licence_of_texts = "http://dcat-ap.de/def/licenses/other-closed"
publisher = { name = "Amt <für> Daten" }
contact = { name = "Redaktion", email = "redaktion@amt.example" }
""",
        encoding="utf-8",
    )
    with serving("--data", str(folder), RUHRGRAPH_CATALOG=str(path)) as (_, client):
        assert "Amt &lt;für&gt; Daten" in client.get("/catalog", headers={"accept": "text/html"}).text
        assert (
            "</script"
            not in client.get("/", headers={"accept": "text/html"})
            .text.partition("ld+json")[2]
            .partition("</script>")[0]
        )
        graph = _graph(client.get("/catalog"))
        assert str(graph.value(DATASET, DCT.publisher)) == f"{DEFAULT_BASE}catalog#publisher"
        assert found(graph, GERMAN) == []
