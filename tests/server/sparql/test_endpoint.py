"""The endpoint as clients see it: caching, compression, limits, streams, several workers, figures."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import httpx
import pytest

Serving = Callable[..., AbstractContextManager[tuple["Popen[str]", httpx.Client]]]
LIST = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = f"{CROSS} ORDER BY ?a ?d ?g"
COUNT = f"SELECT (COUNT(*) AS ?n) {CROSS[8:]}"


@pytest.fixture(scope="module")
def limited(serving: Serving, small_data: Path) -> Iterator[tuple["Popen[str]", httpx.Client]]:
    """Return a server with two workers, in which a query may take a second and 200 MiB."""
    settings = {
        "RUHRGRAPH_QUERY_TIMEOUT": "1",
        "RUHRGRAPH_QUERY_MEMORY": "200",
        "RUHRGRAPH_WORKERS": "2",
        "RUHRGRAPH_TOKEN": "secret",
    }
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


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_preflight(server: httpx.Client, path: str) -> None:
    """A browser's preflight is answered, and every answer may be read by other sites."""
    answer = server.options(path, headers={"origin": "https://example.org", "access-control-request-method": "POST"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    for response in (answer, _ask(server, LIST), _ask(server, "nonsense")):
        assert response.headers["access-control-allow-origin"] == "*"


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


def test_a_killed_worker_is_replaced(limited: tuple["Popen[str]", httpx.Client]) -> None:
    """When an HTTP worker is killed, the server goes on and starts another."""
    process, client = limited
    children = _children(process.pid)
    os.kill(children[0], signal.SIGKILL)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        now = _children(process.pid)
        if len(now) == len(children) and children[0] not in now:
            break
        time.sleep(0.1)
    assert len(_children(process.pid)) == len(children)
    assert [_ask(client, "ASK {}").status_code for _ in range(10)] == [200] * 10


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def test_root_path(serving: Serving, small_data: Path) -> None:
    """Behind a proxy that shows it below a path and strips that path, addresses in answers have it."""
    with serving("--data", str(small_data), "--workers", "1", "--root-path", "/ruhr") as (_, client):
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert client.get("/queries/forums.csv").status_code == 200
        assert "/ruhr/sparql>" in client.get("/sparql", headers={"accept": "text/turtle"}).text


def test_page_policy(server: httpx.Client) -> None:
    """A page may load nothing but its own style, an answer nothing at all."""
    page = server.get("/", headers={"accept": "text/html"})
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
    assert "default-src 'none'" in _ask(server, LIST).headers["content-security-policy"]


@pytest.mark.parametrize("wait", [0.0, 0.2, 1.5])
def test_workers_end_with_their_supervisor(serving: Serving, small_data: Path, wait: float) -> None:
    """When the first process is killed, at whatever time, its workers and their processes end."""
    with serving("--data", str(small_data), "--workers", "2") as (process, _):
        time.sleep(wait)
        family = _family(process.pid)
        process.kill()
        process.wait()
        end = time.monotonic() + 20
        while time.monotonic() < end and any(_alive(pid) for pid in family):
            time.sleep(0.1)
        assert [pid for pid in family if _alive(pid)] == []


def _family(pid: int) -> list[int]:
    return [one for child in _children(pid) for one in (child, *_family(child))]


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_another_endpoint_fails(serving: Serving, small_data: Path) -> None:
    """When an endpoint that a query may call does not answer, that is no fault of the query."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        called = f"http://127.0.0.1:{nobody.getsockname()[1]}/sparql"
        with serving("--data", str(small_data), "--workers", "1", RUHRGRAPH_SERVICE_ALLOW=called) as (_, client):
            answer = _ask(client, f"SELECT * {{ SERVICE <{called}> {{ ?s ?p ?o }} }}")
            assert answer.status_code == 502
            assert "gives no answer" in answer.text
            assert _ask(client, f"SELECT * {{ SERVICE SILENT <{called}> {{ ?s ?p ?o }} }}").status_code == 200
            assert _ask(client, f"SELECT * {{ SERVICE <{called}> {{ ?s ?p ?o }}").status_code == 400
