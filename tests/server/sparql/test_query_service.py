"""Answers to queries: kept, compressed, streamed, given up; and of a version that was built with another base IRI."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import httpx
import pytest

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.graph.versions.repository import publish

Serving = Callable[..., AbstractContextManager[tuple["Popen[str]", httpx.Client]]]
LIST = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = f"{CROSS} ORDER BY ?a ?d ?g"
COUNT = f"SELECT (COUNT(*) AS ?n) {CROSS[8:]}"
REPORT = b'{"documents": []}\n'


@pytest.fixture(scope="module")
def limited(serving: Serving, small_data: Path) -> Iterator[tuple["Popen[str]", httpx.Client]]:
    """Return a server with writes, in which a query may take a second and 200 MiB."""
    settings = {"RUHRGRAPH_QUERY_TIMEOUT": "1", "RUHRGRAPH_QUERY_MEMORY": "200", "RUHRGRAPH_TOKEN": "secret"}
    with serving("--data", str(small_data), **settings) as started:
        yield started


def _ask(client: httpx.Client, query: str, **more: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more})


def test_etag(server: httpx.Client) -> None:
    """The same request has the same ETag, and who has the answer already gets 304 without a body."""
    first, second = _ask(server, LIST), _ask(server, LIST)
    assert first.headers["etag"] == second.headers["etag"]
    again = server.get("/sparql", params={"query": LIST}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = server.get("/sparql", params={"query": LIST + " "}, headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_form_is_part_of_the_etag(server: httpx.Client) -> None:
    """Two forms of one answer have two ETags."""
    tags = {_ask(server, LIST, format=name).headers["etag"] for name in ("json", "csv", "xml", "tsv")}
    assert len(tags) == 4


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_is_not_kept(server: httpx.Client, function: str) -> None:
    """An answer that is another one each time has no ETag and must not be stored."""
    answer = _ask(server, f"SELECT ({function} AS ?x) {{}}")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_cache_control(server: httpx.Client, limited: tuple["Popen[str]", httpx.Client]) -> None:
    """Proxies may keep an answer for a while; where writes are possible they must ask again."""
    assert "max-age" in _ask(server, LIST).headers["cache-control"]
    assert "no-cache" in _ask(limited[1], LIST).headers["cache-control"]


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_compressed(server: httpx.Client, coding: str) -> None:
    """An answer is compressed as the client takes it, and is the same answer."""
    plain = server.get("/sparql", params={"query": LIST}, headers={"accept-encoding": "identity"})
    packed = server.get("/sparql", params={"query": LIST}, headers={"accept-encoding": coding})
    assert packed.headers["content-encoding"] == coding
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content)


def test_head(server: httpx.Client) -> None:
    """HEAD has the headers of GET and no body."""
    head, get = server.head("/sparql", params={"query": LIST}), _ask(server, LIST)
    assert head.content == b""
    assert head.headers["etag"] == get.headers["etag"]


def test_broken_off(limited: tuple["Popen[str]", httpx.Client]) -> None:
    """An answer that fails while it streams has no proper end, so that no client takes it for whole."""
    with limited[1].stream("GET", "/sparql", params={"query": CROSS}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            list(answer.iter_raw())


def test_client_gone(limited: tuple["Popen[str]", httpx.Client]) -> None:
    """When a client leaves, its query ends, and those of others go on."""
    _, client = limited
    host, port = client.base_url.host, client.base_url.port or 80
    for _ in range(8):
        with socket.create_connection((host, port)) as gone:
            gone.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    begin = time.monotonic()
    assert _ask(client, "ASK {}").status_code == 200
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize(
    ("query", "more", "status", "word"),
    [
        (COUNT, {}, 503, "1 seconds"),
        (COUNT, {"timeout": "0.2"}, 503, "0.2 seconds"),
        (LIST, {"timeout": "nonsense"}, 400, "timeout"),
        (LIST, {"timeout": "100000"}, 200, ""),
        (f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) {CROSS[8:]}", {}, 503, "ask for less"),
        ("SELECT * {", {}, 400, "line 1"),
        ("ASK" + "{" * 3000 + "}" * 3000, {}, 400, "nest"),
        ("INSERT DATA {}", {}, 403, "update"),
        ("ASK { SERVICE <http://127.0.0.1:1/> {} }", {}, 403, "SERVICE"),
        (LIST, {"format": "png"}, 406, "png"),
    ],
)
def test_limits(
    limited: tuple["Popen[str]", httpx.Client], query: str, more: dict[str, str], status: int, word: str
) -> None:
    """Each limit has its status and one line that says how to get under it; the server goes on."""
    answer = _ask(limited[1], query, **more)
    assert answer.status_code == status
    assert word in answer.text
    if status == 503:
        assert "retry-after" in answer.headers
    assert _ask(limited[1], "ASK {}").json()["boolean"] is True


def test_problem_json(limited: tuple["Popen[str]", httpx.Client]) -> None:
    """Who asks for it gets an error as application/problem+json, with line and column."""
    headers = {"accept": "application/problem+json"}
    answer = limited[1].get("/sparql", params={"query": "SELECT * {"}, headers=headers)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    assert answer.json()["line"] == 1


def test_a_client_that_leaves_a_long_answer(serving: Serving, small_data: Path) -> None:
    """When a client leaves while its answer streams, the query ends long before its time is over."""
    with serving("--data", str(small_data), "--workers", "1", RUHRGRAPH_QUERY_TIMEOUT="60") as (_, client):
        address = (client.base_url.host, client.base_url.port or 80)
        with socket.create_connection(address) as gone:
            gone.sendall(f"GET /sparql?query={quote(CROSS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert gone.recv(1000).startswith(b"HTTP/1.1 200 ")
        end = time.monotonic() + 10
        while (figures := client.get("/metrics").text) and 'outcome="client gone"' not in figures:
            assert time.monotonic() < end, figures
            time.sleep(0.2)


OTHER_BASE = "https://daten.example/"
EXEMPT = (
    "/sparql?query=ASK%7B%7D",
    "/health",
    "/ready",
    "/metrics",
    "/openapi.json",
    "/robots.txt",
    "/store?graph=urn:g",
)
TOLD = (
    "/queries/forums",
    "/queries/forums.csv",
    "/doc/themenforum/13",
    "/id/themenforum/13",
    "/ontology",
    "/reconcile",
    "/catalog",
    "/.well-known/void",
    "/sitemap.xml",
    "/source/themenforen",
)


def test_another_base_iri(serving: Serving, tmp_path: Path) -> None:
    """Where a version with another base IRI comes into use, canned queries and pages say so; its data are served."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", REPORT)
    with serving("--data", str(tmp_path), "--workers", "1") as (_, client):
        assert client.get("/queries/forums.csv").status_code == 200
        publish(tmp_path, b"<urn:a> <urn:b> <urn:d> <urn:g> .\n", REPORT, base=OTHER_BASE)
        for path in TOLD:
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert f"RUHRGRAPH_BASE_IRI={OTHER_BASE}" in answer.text
            assert answer.headers["access-control-allow-origin"] == "*"
        for path in EXEMPT:
            assert client.get(path).status_code == 200, path
        rollback(tmp_path, None)
        assert client.get("/queries/forums.csv").status_code == 200


def test_nothing_in_use(serving: Serving, tmp_path: Path) -> None:
    """Where no version is in use any more, the last one goes on; a server that has none says so where one is needed."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", REPORT)
    with serving("--data", str(tmp_path), "--workers", "1") as (_, client):
        assert client.get("/ready").status_code == 200
        (tmp_path / "current").unlink()
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    with serving("--data", str(tmp_path), "--workers", "1") as (_, client):
        answer = client.get("/sparql", params={"query": "ASK {}"})
        assert (answer.status_code, "`ruhrgraph rollback DIGEST` puts" in answer.text) == (503, True)
        assert [client.get(path).status_code for path in ("/", "/queries", "/nothing")] == [200, 200, 404]
