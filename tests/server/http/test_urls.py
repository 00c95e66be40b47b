"""Where the server is, as clients see it: in every absolute address that leaves it, whatever stands in front."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.server.http.urls import iri_path, local_url, page_link, path_below_root, root_path, root_url
from ruhrgraph.server.settings import Settings, from_environment

Serving = Callable[..., AbstractContextManager[tuple["Popen[str]", httpx.Client]]]
BASE = "https://w3id.org/ruhrgraph/"
TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
DATA = Path(__file__).parents[1] / "small.trig"
PUBLIC = "https://daten.example/"
FORWARDED = {"x-forwarded-host": "daten.example", "x-forwarded-proto": "https"}


def _request(headers: dict[str, str], settings: Settings | None = None, **scope: Any) -> Request:  # noqa: ANN401  # as ASGI
    """Return a request as a server hands it on."""
    mount = scope.get("root_path", "")
    return Request(
        {
            "type": "http",
            "scheme": "http",
            "path": f"{mount}/",
            "root_path": mount,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "query_string": b"",
            "server": ("127.0.0.1", 8000),
            "client": ("10.0.0.1", 1),
            "app": SimpleNamespace(state=SimpleNamespace(settings=settings or Settings())),
            **scope,
        }
    )


@pytest.mark.parametrize(
    ("headers", "scope", "expected"),
    [
        ({"host": "example.org"}, {}, "http://example.org/"),
        ({"host": "example.org:8080"}, {"root_path": "/ruhr", "scheme": "https"}, "https://example.org:8080/ruhr/"),
        ({"host": "[::1]:8000"}, {}, "http://[::1]:8000/"),
        ({}, {}, "http://127.0.0.1:8000/"),
        ({}, {"server": ("::1", 8000)}, "http://[::1]:8000/"),
        ({"host": 'x"><script>'}, {}, "http://127.0.0.1:8000/"),
        ({"host": "example.org", **FORWARDED}, {}, "http://example.org/"),
    ],
)
def test_the_root_as_the_request_names_it(headers: dict[str, str], scope: dict[str, Any], expected: str) -> None:
    """Scheme, host and path are those of the request; neither a host that is none nor an unknown proxy is believed."""
    request = _request(headers, **scope)
    assert root_url(request) == expected
    assert root_url(request).endswith(root_path(request))


@pytest.mark.parametrize(
    ("allowed", "client", "headers", "expected"),
    [
        ("10.0.0.1", "10.0.0.1", FORWARDED, PUBLIC),
        ("10.0.0.0/8", "10.0.0.1", FORWARDED, PUBLIC),
        ("192.168.0.1, 10.0.0.1", "10.0.0.1", FORWARDED, PUBLIC),
        ("*", "203.0.113.9", FORWARDED, PUBLIC),
        ("10.0.0.1", "::ffff:10.0.0.1", FORWARDED, PUBLIC),
        ("::1", "::1", FORWARDED, PUBLIC),
        ("10.0.0.2", "10.0.0.1", FORWARDED, "http://intern/"),
        ("10.0.0.1", "/run/proxy.sock", FORWARDED, "http://intern/"),
        ("10.0.0.1", "10.0.0.1", {"x-forwarded-proto": "https"}, "https://intern/"),
        ("10.0.0.1", "10.0.0.1", {"x-forwarded-host": "daten.example:8443"}, "http://daten.example:8443/"),
        (
            "10.0.0.1",
            "10.0.0.1",
            {"x-forwarded-host": "daten.example, intern:81", "x-forwarded-proto": "https,http"},
            PUBLIC,
        ),
        ("10.0.0.1", "10.0.0.1", {"x-forwarded-host": "a b", "x-forwarded-proto": "gopher"}, "http://intern/"),
        ("10.0.0.1", "10.0.0.1", {"x-forwarded-host": "a" * 300}, "http://intern/"),
        ("10.0.0.1", "10.0.0.1", {"x-forwarded-host": "", "x-forwarded-proto": "HTTPS"}, "https://intern/"),
    ],
)
def test_the_root_as_a_proxy_names_it(allowed: str, client: str, headers: dict[str, str], expected: str) -> None:
    """Forwarded headers count if they come from a trusted address, and the first value of a list does."""
    settings = from_environment({"RUHRGRAPH_FORWARDED_ALLOW": allowed})
    assert root_url(_request({"host": "intern", **headers}, settings, client=(client, 1))) == expected


def test_the_public_url_counts_most() -> None:
    """Where the settings name the public address, it is in all addresses, and its path before all paths."""
    given = {"RUHRGRAPH_PUBLIC_URL": "https://daten.example/ruhr/", "RUHRGRAPH_FORWARDED_ALLOW": "*"}
    settings = from_environment(given)
    request = _request({"host": "intern", "x-forwarded-host": "other.example"}, settings, root_path="/else")
    assert (root_url(request), root_path(request)) == ("https://daten.example/ruhr/", "/ruhr/")


@pytest.mark.parametrize(
    ("raw", "below", "iri"),
    [
        (b"/ruhr/store/a", "store/a", "store/a"),
        (b"/ruhr/store/M%C3%BCller", "store/M%C3%BCller", "store/Müller"),
        (b"/ruhr/store/a%20b%2Fc", "store/a%20b%2Fc", "store/a%20b%2Fc"),
        (b"/ruhr/store/%7Euser", "store/%7Euser", "store/~user"),
        (b"/ruhr/", "", ""),
    ],
)
def test_the_path_as_it_was_sent(raw: bytes, below: str, iri: str) -> None:
    """A path stays encoded as it was sent; in an IRI only what has to be encoded is."""
    request = _request({}, root_path="/ruhr", raw_path=raw)
    assert path_below_root(request) == below
    assert iri_path(below) == iri


def test_local_links() -> None:
    """What lies below the base leads to the server at hand, all else where it leads anyway."""
    assert local_url(f"{BASE}id/ort/a", BASE, "/ruhr/") == "/ruhr/id/ort/a"
    assert local_url(f"{BASE}ontology#Ort", BASE, "http://a.example/") == "http://a.example/ontology#Ort"
    assert local_url("http://other.example/x", BASE, "/") == "http://other.example/x"


@pytest.mark.parametrize(
    ("iri", "link"),
    [
        (f"{BASE}id/ort/a", "/en/doc/ort/a"),
        (f"{BASE}id/ort/id/a", "/en/doc/ort/id/a"),
        (f"{BASE}ontology#Ort", "/en/ontology#Ort"),
        (BASE, "/en/"),
        ("https://other.example/x", "https://other.example/x"),
        ("HTTP://other.example/x", "HTTP://other.example/x"),
        (f"{BASE}/evil.example", ""),
        (f"{BASE}//evil.example", ""),
        ("//evil.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("urn:x:http://a.example", ""),
        ("_:b", ""),
    ],
)
def test_links_of_pages(iri: str, link: str) -> None:
    """A page links to pages of the server and to the web; an IRI cannot make a link to anything else."""
    assert page_link(iri, BASE, "/en/") == link


ADDRESSES = {
    "/sparql": "text/turtle",
    "/catalog": "text/turtle",
    "/catalog.jsonld": "*/*",
    "/.well-known/void": "text/turtle",
    "/sitemap.xml": "*/*",
    "/robots.txt": "*/*",
    "/reconcile": "application/json",
    "/feed": "application/trig",
    "/versions": "application/json",
    "/versions?format=link": "*/*",
    "/dataset": "*/*",
    "/dumps/": "application/json",
    "/openapi.json": "*/*",
    "/doc/themenforum/13": "application/linkset+json",
    "/doc/themenforum/13.ttl": "*/*",
    "/ontology": "text/turtle",
    "/source/themenforen": "text/html",
    "/": "text/html",
}
"""Routes that name addresses of the server, with the form that is asked for."""
ABSOLUTE = ("/sparql", "/catalog", "/sitemap.xml", "/robots.txt", "/reconcile", "/feed", "/versions", "/openapi.json")
"""Those whose addresses are absolute in any case."""
FRONTS: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "nothing in front": ({}, {}, ""),
    "a public URL": ({"RUHRGRAPH_PUBLIC_URL": "https://daten.example/ruhr/"}, {}, "https://daten.example/ruhr/"),
    "a proxy": ({"RUHRGRAPH_FORWARDED_ALLOW": "127.0.0.1"}, FORWARDED, PUBLIC),
    "a chain of proxies": (
        {"RUHRGRAPH_FORWARDED_ALLOW": "127.0.0.0/8"},
        {"x-forwarded-host": "daten.example, innen.example", "x-forwarded-proto": "https, http"},
        PUBLIC,
    ),
    "a proxy with a path": (
        {"RUHRGRAPH_FORWARDED_ALLOW": "*", "RUHRGRAPH_ROOT_PATH": "/ruhr"},
        FORWARDED,
        f"{PUBLIC}ruhr/",
    ),
    "a proxy that is not trusted": ({}, FORWARDED, ""),
}


@pytest.fixture(scope="module", params=FRONTS.values(), ids=list(FRONTS))
def front(
    request: pytest.FixtureRequest, serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, str]]:
    """Return a client that asks as what stands in front of the server does, and the root that answers shall name."""
    settings, headers, root = request.param
    folder = tmp_path_factory.mktemp("front")
    publish(folder, _quads(), b'{"documents": []}\n')
    arguments = ("--data", str(folder), "--workers", "1")
    with serving(*arguments, RUHRGRAPH_TOKEN=TOKEN, **settings) as (_, client):
        client.headers.update({"authorization": f"Bearer {TOKEN}", **headers})
        yield client, root or str(client.base_url.join("/"))


def _quads() -> bytes:
    """Return the dataset made by hand as N-Quads."""
    from pyoxigraph import RdfFormat, Store, serialize  # noqa: PLC0415  # for this alone

    store = Store()
    store.load(path=str(DATA))
    return bytes(serialize(sorted(store, key=str), format=RdfFormat.N_QUADS) or b"")


@pytest.mark.parametrize("path", ADDRESSES)
def test_addresses_name_the_root_that_clients_see(front: tuple[httpx.Client, str], path: str) -> None:
    """No answer and no header names another root than the one that clients see."""
    client, root = front
    answer = client.get(path, headers={"accept": ADDRESSES[path]})
    assert answer.status_code in (200, 303), answer.text
    text = f"{answer.text}\n{answer.headers}"
    named = set(re.findall(r"https?://(?:127\.0\.0\.1|localhost|daten\.example|innen\.example)[^\s<>\"',;\\]*", text))
    assert [url for url in named if not f"{url}/".startswith(root)] == []
    if path in ABSOLUTE:
        assert named


def test_graph_names_and_locations(front: tuple[httpx.Client, str]) -> None:
    """A graph below /store/ is named as its client sees it, whether the client or the server chooses the name."""
    client, root = front
    turtle = {"content-type": "text/turtle"}
    made = client.post("/store", content="<urn:s> <urn:p> 1 .", headers=turtle)
    assert (made.status_code, made.headers["location"].startswith(f"{root}store/")) == (201, True)
    assert client.put("/store/person/1", content="<> <urn:p> 2 .", headers=turtle).status_code == 201
    asked = "SELECT ?g ?s { GRAPH ?g { ?s <urn:p> ?o } }"
    rows = client.get("/sparql", params={"query": asked, "format": "csv"}).text.split()[1:]
    assert sorted(rows) == sorted([f"{root}store/person/1,{root}store/person/1", f"{made.headers['location']},urn:s"])
