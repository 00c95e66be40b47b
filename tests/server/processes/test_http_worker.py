"""A worker as clients of other makes see it: what they send arrives, and what it answers reaches them."""

import http.client
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from SPARQLWrapper import CSV, POST, SPARQLWrapper

from tests.server.http.raw_connection import RawConnection

Writable = tuple[httpx.Client, Path]
Put = Callable[[str, str, bytes], tuple[int, bytes]]

_JAVA = Path(__file__).parent / "HttpClientRequests.java"
_TYPE = "text/turtle"
_LONG = b"# a comment \n" * 2_000_000


def _urllib(url: str, authorization: str, body: bytes) -> tuple[int, bytes]:
    headers = {"authorization": authorization, "content-type": _TYPE}
    request = urllib.request.Request(url, body, headers, method="PUT")  # noqa: S310 - the server of the test
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def _http_client(url: str, authorization: str, body: bytes, *, is_chunked: bool = False) -> tuple[int, bytes]:
    parsed = httpx.URL(url)
    connection = http.client.HTTPConnection(parsed.host, parsed.port, timeout=20)
    headers = {"authorization": authorization, "content-type": _TYPE}
    content = iter((body[:100_000], body[100_000:])) if is_chunked else body
    connection.request("PUT", parsed.raw_path.decode(), content, headers, encode_chunked=is_chunked)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def _http_client_in_chunks(url: str, authorization: str, body: bytes) -> tuple[int, bytes]:
    return _http_client(url, authorization, body, is_chunked=True)


def _httpx(url: str, authorization: str, body: bytes) -> tuple[int, bytes]:
    headers = {"authorization": authorization, "content-type": _TYPE}
    answer = httpx.put(url, content=body, headers=headers, timeout=20)
    return answer.status_code, answer.content


def _curl(url: str, authorization: str, body: bytes, *more: str) -> tuple[int, bytes]:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    headers = ("-H", f"Authorization: {authorization}", "-H", f"Content-Type: {_TYPE}")
    called = ["curl", "-sS", "-m", "20", "-w", "%{http_code}", "-X", "PUT", "--data-binary", "@-", *headers, *more, url]
    ended = subprocess.run(called, input=body, capture_output=True, check=False, timeout=30)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout[-3:]), ended.stdout[:-3]


def _curl_without_expect(url: str, authorization: str, body: bytes) -> tuple[int, bytes]:
    return _curl(url, authorization, body, "-H", "Expect:")


def _curl_in_chunks(url: str, authorization: str, body: bytes) -> tuple[int, bytes]:
    return _curl(url, authorization, body, "-H", "Transfer-Encoding: chunked")


def _curl_of_http_1_0(url: str, authorization: str, body: bytes) -> tuple[int, bytes]:
    return _curl(url, authorization, body, "-0")


@pytest.mark.parametrize(
    "put",
    [
        _urllib,
        _http_client,
        _http_client_in_chunks,
        _httpx,
        _curl,
        _curl_without_expect,
        _curl_in_chunks,
        _curl_of_http_1_0,
    ],
)
def test_long_bodies(writable: Writable, put: Put) -> None:
    """A client that sends far too much reads why it is refused, and one that sends enough is served."""
    client, _ = writable
    url, bearer = str(client.base_url.join("/store?graph=urn:long")), client.headers["authorization"]
    status, body = put(url, bearer, _LONG)
    assert (status, body.count(b"\n")) == (413, 1)
    assert put(url, "Bearer wrong", _LONG)[0] == 401
    assert put(str(client.base_url.join("/nothing")), bearer, _LONG)[0] in (404, 405)
    assert put(url, bearer, _LONG[:500_000] + b"\n<urn:a> <urn:b> 1 .")[0] in (201, 204)


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("PUT", "/store?graph=urn:x", "Content-Type: text/turtle", 401),
        ("PUT", "/store?graph=urn:x", "Content-Type: text/turtle\r\nAuthorization: Bearer {token}", 413),
        ("PUT", "/store?graph=urn:x", "Content-Type: image/png\r\nAuthorization: Bearer {token}", 415),
        ("POST", "/sparql/update", "Content-Type: application/sparql-update\r\nAuthorization: Bearer {token}", 413),
        ("POST", "/sparql", "Content-Type: application/sparql-query", 413),
        ("POST", "/sparql", "Content-Type: application/x-www-form-urlencoded", 413),
        ("POST", "/reconcile", "Content-Type: application/x-www-form-urlencoded", 413),
        ("POST", "/nothing", "Content-Type: text/plain", 404),
        ("PATCH", "/health", "Content-Type: text/plain", 405),
    ],
)
@pytest.mark.parametrize("expect", ["", "Expect: 100-continue\r\n"])
def test_answers_before_the_body(
    writable: Writable, method: str, path: str, more: str, status: int, expect: str
) -> None:
    """What can be said before a body comes is said, without asking for it, and is the last on the connection."""
    client, _ = writable
    token = client.headers["authorization"].removeprefix("Bearer ")
    lines = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n{expect}{more}\r\n\r\n"
    with closing(RawConnection(client.base_url.host, client.base_url.port or 80)) as connection:
        connection.socket.settimeout(3)
        connection.send(lines.format(token=token).encode())
        answer = connection.read()
        assert (answer.status, answer.header("connection")) == (status, "close")
        assert answer.header("access-control-allow-origin") == "*"
        assert connection.is_ended()


def test_long_queries_of_sparqlwrapper(writable: Writable) -> None:
    """SPARQLWrapper, which ends its connections, learns that a query is too long."""
    asked = SPARQLWrapper(str(writable[0].base_url.join("/sparql")), returnFormat=CSV)
    asked.setMethod(POST)
    asked.setQuery("ASK {}" + _LONG[:10_000_000].decode())
    with pytest.raises(urllib.error.HTTPError) as caught:
        asked.query()
    assert caught.value.code == 413
    caught.value.close()


def test_http_client_of_java(writable: Writable) -> None:
    """Java's client, and so Apache Jena, asks for HTTP/2 with each request; its bodies arrive whole."""
    if shutil.which("java") is None:
        pytest.skip("java is not installed")
    client, _ = writable
    token = client.headers["authorization"].removeprefix("Bearer ")
    called = ["java", str(_JAVA), str(client.base_url), token]
    ended = subprocess.run(called, capture_output=True, check=True, text=True, timeout=100)
    assert ended.stdout.splitlines() == [
        "PUT /store?graph=urn:a 201 0",
        "GET /store?graph=urn:a 200 5000",
        "PUT /store?graph=urn:b 201 0",
        "POST /store?graph=urn:b 204 0",
        "GET /store?graph=urn:b 200 5001",
        "POST /sparql 200 5001",
        "POST /sparql 200 5001",
        "POST /sparql/update 204 0",
        "DELETE /store?graph=urn:a 204 0",
        "GET /store?graph=urn:a 404 1",
        "GET /store?graph=urn:b 200 5002",
        "PUT /store?graph=urn:c 401 1",
    ]
