"""What all answers have, whatever answers: CORS and security headers, HEAD, OPTIONS."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import Receive, Scope, Send

from ruhrgraph.server.http.middleware import COMMON_HEADERS, CommonMiddleware
from tests.server.http.raw_connection import RawConnection

ALL = "SELECT * { ?s ?p ?o }"


@pytest.fixture
def connection(server: httpx.Client) -> Iterator[RawConnection]:
    """Return a connection to the server."""
    opened = RawConnection(server.base_url.host, server.base_url.port or 80)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("method", "target", "more", "status"),
    [
        ("GET", "/", {}, 200),
        ("GET", "/sparql?query=ASK%7B%7D", {}, 200),
        ("GET", "/sparql?query=ASK%7B%7D", {"if-none-match": "*"}, 304),
        ("POST", "/sparql", {"if-match": '"x"', "content-type": "application/sparql-query"}, 400),
        ("GET", "/id/themenforum/13", {}, 303),
        ("GET", "/catalog/", {}, 308),
        ("GET", "/sparql?query=nonsense", {}, 400),
        ("GET", "/doc/projekt/13?page=0", {}, 400),
        ("PUT", "/store?default", {}, 403),
        ("GET", "/nothing", {}, 404),
        ("GET", "/doc/projekt/nothing", {}, 404),
        ("GET", "/queries/nothing", {}, 404),
        ("DELETE", "/sparql", {}, 405),
        ("PATCH", "/store", {}, 405),
        ("POST", "/catalog", {}, 405),
        ("GET", "/queries/forums", {"accept": "image/png"}, 406),
        ("GET", "/queries/forums", {"if-match": '"x"'}, 412),
        ("POST", "/sparql", {"content-length": "99999999"}, 413),
        ("GET", f"/sparql?query={'x' * 70_000}", {}, 414),
        ("POST", "/sparql", {"content-type": "text/html"}, 415),
        (
            "POST",
            "/reconcile",
            {"content-encoding": "compress", "content-type": "application/x-www-form-urlencoded"},
            415,
        ),
        ("GET", "/dumps/nothing", {}, 404),
        ("GET", "/versions/nothing", {}, 404),
        ("OPTIONS", "/nothing", {}, 204),
        ("HEAD", "/sparql?query=nonsense", {}, 400),
    ],
)
def test_every_answer_has_the_common_headers(
    connection: RawConnection, method: str, target: str, more: dict[str, str], status: int
) -> None:
    """Pages, data, redirects and errors may be read by scripts of other sites, and are safe to show."""
    headers = {"content-length": "0", **more} if method in ("POST", "PUT") else more
    lines = [f"{method} {target} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    connection.send("\r\n".join(lines).encode())
    answer = connection.read(head_only=method == "HEAD")
    assert answer.status == status
    assert answer.header("access-control-allow-origin") == "*"
    assert all(answer.header(name.decode()) for name, _ in COMMON_HEADERS)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/suche?q=mobil", "/suche/vorschlaege?q=mo", "/personen", "/queries", "/queries/forums"),
        *("/network", "/network/actors", "/network/actors/rank", "/sparql", "/sparql?query=ASK%7B%7D"),
        *("/doc/themenforum/13", "/doc/massnahme/13-01-1", "/graph/authorities", "/ontology", "/ontology/shapes"),
        *("/catalog", "/dumps/", "/versions", "/feed", "/datenqualitaet", "/impressum"),
    ],
)
def test_not_modified_leaves_a_page_its_policy(server: httpx.Client, path: str) -> None:
    """The headers of a 304 replace those that a browser has (RFC 9111 §3.2), so a page stays allowed its styles."""
    accept = {"accept": "text/html"}
    first = server.get(f"/en{path}", headers=accept)
    again = server.get(f"/en{path}", headers={**accept, "if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    for name in ("content-security-policy", "cache-control", "vary", "etag"):
        assert again.headers[name] == first.headers[name], name


async def _fail(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError(f"a mistake of ours at {scope['path']}, {receive}, {send}")


def test_an_error_of_ours_has_them_too() -> None:
    """What goes wrong inside is an error 500 with these headers, and still known to the server, which logs it."""

    async def ask() -> httpx.Response:
        app = CommonMiddleware(ServerErrorMiddleware(_fail), {"sparql"})
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            with pytest.raises(RuntimeError, match="a mistake of ours"):
                await httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x").get("/sparql")
            return await client.get("/sparql")

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert all(name.decode() in answer.headers for name, _ in COMMON_HEADERS)


@pytest.mark.parametrize(
    "path", ["/sparql", "/sparql/", "/sparql/update", "/store?graph=urn:g", "/queries", "/nothing"]
)
@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("content-type", "content-type"),
        ("x-requested-with,x-whatever-1", "x-requested-with,x-whatever-1"),
        ("Traceparent, baggage", "Traceparent, baggage"),
    ],
)
def test_the_preflight_allows_what_is_asked(server: httpx.Client, path: str, asked: str, allowed: str) -> None:
    """A browser may send whatever header a script names, by every method that there is."""
    sent = {"origin": "https://x", "access-control-request-method": "PUT", "access-control-request-headers": asked}
    answer = server.options(path, headers=sent)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-headers"] == allowed
    assert {"GET", "HEAD", "POST", "PUT", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "Access-Control-Request-Headers" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("asked", [None, "", "a b", "x\u00e4", "a;b", "a" + ",a" * 20_000 + " ("])
def test_the_preflight_of_odd_clients(server: httpx.Client, asked: str | None) -> None:
    """Without names of headers, or with what is none, the usual ones are allowed."""
    sent = [(b"origin", b"https://x"), (b"access-control-request-method", b"POST")]
    if asked is not None:
        sent.append((b"access-control-request-headers", asked.encode("latin-1")))
    allowed = server.options("/sparql", headers=sent).headers["access-control-allow-headers"]
    assert {"Authorization", "Content-Type"} <= set(allowed.split(", "))


def test_names_in_several_lines(server: httpx.Client) -> None:
    """Names of headers that come in two lines are all allowed."""
    sent = [("access-control-request-headers", "x-a"), ("access-control-request-headers", "x-b")]
    assert server.options("/sparql", headers=sent).headers["access-control-allow-headers"] == "x-a, x-b"


@pytest.mark.parametrize(
    "target",
    ["/", "/sparql?query=ASK%7B%7D", "/queries/forums.csv", "/doc/themenforum/13", "/catalog", "/health", "/nothing"],
)
def test_head(server: httpx.Client, target: str) -> None:
    """HEAD has the status and the headers of GET, and no body."""
    get, head = server.get(target), server.head(target)
    assert head.content == b""
    assert head.status_code == get.status_code
    ours = ("date", "server-timing")
    assert {name: value for name, value in head.headers.items() if name not in ours} == {
        name: value for name, value in get.headers.items() if name not in ours
    }


def test_head_of_a_long_answer(server: httpx.Client) -> None:
    """HEAD of what would stream has the headers alone, and costs no more than its beginning."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    head = server.head("/sparql", params={"query": query})
    assert (head.status_code, head.content) == (200, b"")
    assert "content-length" not in head.headers


def test_requests_are_counted_by_route(server: httpx.Client) -> None:
    """The figures tell each route by its first segment, and addresses that there are not all as one."""
    for path in ("/sparql?query=ASK%7B%7D", "/doc/themenforum/13", "/nothing-of-this-name", "/.well-known/void"):
        server.get(path)
    figures = server.get("/metrics").text
    for label in ('route="/sparql",status="200"', 'route="/doc",status="200"', 'route="other",status="404"'):
        assert label in figures
    assert "nothing-of-this-name" not in figures


def test_preflight_and_head(server: httpx.Client) -> None:
    """Browsers may ask what is allowed, and every address answers HEAD with the headers of GET."""
    preflight = server.options(
        "/sparql", headers={"origin": "https://a.example", "access-control-request-method": "POST"}
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    head, get = server.head("/queries/forums.csv"), server.get("/queries/forums.csv")
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content)) == get.headers["content-length"]
