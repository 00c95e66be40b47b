"""Requests on one connection, byte by byte: each gets its own answer, whatever comes in between."""

import json
import re
import socket
import time
from contextlib import closing
from urllib.parse import quote

import httpx
import pytest
import uvicorn

from ruhrgraph.server.http import request_timeouts
from ruhrgraph.server.http.connection import HttpConnection
from ruhrgraph.server.http.request_parser import RequestParser
from tests.server.http.conftest import Connect
from tests.server.http.raw_connection import UPGRADES, RawConnection, RawResponse, assert_refused

_PLAIN = b"Host: localhost\r\nAccept: text/csv\r\n\r\n"
_COSTLY = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }", safe="").encode()


@pytest.fixture
def line(server: httpx.Client, connect: Connect) -> RawConnection:
    """Return a connection of its own."""
    return connect(server)


def _get(number: int, block: bytes = _PLAIN) -> bytes:
    """Return a request for one number."""
    query = quote(f"SELECT (1000 + {number} AS ?n) {{}}", safe="")
    return f"GET /sparql?query={query} HTTP/1.1\r\n".encode() + block


def _number(answer: RawResponse) -> int:
    """Return the number in an answer."""
    assert answer.status == 200
    return int(answer.body.split()[1]) - 1000


def test_pipelined(line: RawConnection) -> None:
    """Requests that come at once are answered in their order."""
    line.send(b"".join(_get(number) for number in range(1, 30)))
    assert [_number(line.read()) for _ in range(1, 30)] == list(range(1, 30))


def test_sent_before_the_answer(line: RawConnection) -> None:
    """What comes while an answer is at work waits for it."""
    for number in range(1, 30):
        line.send(_get(number))
    assert [_number(line.read()) for _ in range(1, 30)] == list(range(1, 30))


@pytest.mark.parametrize("place", [1, 4, 20, len(_get(5)) - len(_PLAIN), len(_get(5)) - 3, len(_get(5)) - 1])
def test_in_pieces(line: RawConnection, place: int) -> None:
    """A request that comes in two parts is answered as one, and those after it as well."""
    request = _get(5)
    line.send(request[:place])
    line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.send(request[place:] + _get(6))
    assert [_number(line.read()), _number(line.read())] == [5, 6]
    line.send(_get(7))
    assert _number(line.read()) == 7


@pytest.mark.parametrize(
    ("between", "status"),
    [
        (b"HEAD /sparql?query=ASK%7B%7D", 200),
        (b"GET /no-such-page", 404),
        (b"GET /sparql?query=ASK%7B", 400),
        (b"GET /sparql?query=%ff", 400),
        (b"GET /%73parql?query=ASK%7B%7D", 200),
        (b"GET //sparql?query=ASK%7B%7D", 308),
        (b"GET /health", 200),
        (b"GET /queries/forums.csv", 200),
        (b"OPTIONS /sparql", 204),
    ],
)
def test_mixed(line: RawConnection, between: bytes, status: int) -> None:
    """Other requests on the same connection get the answer that they get on one of their own, and disturb nothing."""
    line.send(_get(1) + between + b" HTTP/1.1\r\n" + _PLAIN + _get(2))
    assert _number(line.read()) == 1
    assert line.read(head_only=between.startswith(b"HEAD")).status == status
    assert _number(line.read()) == 2


def test_post_between(line: RawConnection) -> None:
    """A request with a body is read as such, also where its body looks like a request."""
    body = b"ASK { FILTER(STRLEN('''%b''') > 0) }" % _get(9)
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
    line.send(_get(1) + head % len(body) + body + _get(2))
    assert _number(line.read()) == 1
    assert b"true" in line.read().body
    assert _number(line.read()) == 2


@pytest.mark.parametrize("block", [b"Connection: close\r\n", b"Connection: Close, x\r\n"])
def test_close(line: RawConnection, block: bytes) -> None:
    """Who asks for the end of the connection gets it, also after many requests."""
    line.send(_get(1) + _get(2, block + _PLAIN))
    assert _number(line.read()) == 1
    assert _number(line.read()) == 2
    assert line.is_ended()


def test_smuggled_body(line: RawConnection) -> None:
    """A length or a coding of a body is never passed over, so that no body is taken for a request."""
    hidden = _get(9)
    line.send(_get(1, b"Content-Length: %d\r\n" % len(hidden) + _PLAIN) + hidden + _get(2))
    assert [_number(line.read()), _number(line.read())] == [1, 2]
    line.send(_get(3, b"Transfer-Encoding: chunked\r\n" + _PLAIN) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(hidden), hidden))
    line.send(_get(4))
    assert [_number(line.read()), _number(line.read())] == [3, 4]


def test_not_modified_and_cached(line: RawConnection) -> None:
    """The second answer to a question is the first one; who has it already is told so, without a body."""
    line.send(_get(1))
    first = line.read()
    line.send(_get(1))
    assert line.read().body == first.body
    tag = re.search(rb"etag: (\S+)", first.head)
    assert tag is not None
    for _ in range(2):
        line.send(_get(1, b"If-None-Match: %b\r\n" % tag[1] + _PLAIN))
        assert line.read().status == 304
    line.send(_get(2))
    assert _number(line.read()) == 2


def test_long_answers_come_whole(server: httpx.Client) -> None:
    """An answer that streams has its proper end, on a connection that goes on."""
    triples = " ".join(f"({number})" for number in range(1500))
    query = f"SELECT * {{ VALUES (?a) {{ {triples} }} VALUES (?b) {{ {triples} }} }}"
    with httpx.Client(base_url=server.base_url, timeout=60) as client:
        for _ in range(2):
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        for _ in range(2):
            answer = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
            assert answer.text.count("\n") == 1500 * 1500 + 1
            assert answer.headers["transfer-encoding"] == "chunked"
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_limits(line: RawConnection) -> None:
    """A query that takes too long is ended with a plain sentence, and the connection goes on."""
    line.send(b"GET /sparql?query=" + _COSTLY + b"&timeout=0.2 HTTP/1.1\r\n" + _PLAIN)
    answer = line.read()
    assert answer.status == 503
    assert answer.header("retry-after") == "10"
    assert b"0.2 seconds" in answer.body
    line.send(_get(4))
    assert _number(line.read()) == 4


def test_client_leaves(server: httpx.Client, line: RawConnection) -> None:
    """A query whose client leaves is ended, so that others have its process."""

    def ended() -> float:
        found = re.findall(r'ruhrgraph_kills_total\{cause="left"\} (\S+)', server.get("/metrics").text)
        return sum(map(float, found))

    before = ended()
    line.send(b"GET /sparql?query=" + _COSTLY + b" HTTP/1.1\r\n" + _PLAIN)
    time.sleep(0.3)
    line.close()
    end = time.monotonic() + 20
    while ended() == before and time.monotonic() < end:
        time.sleep(0.1)
    assert ended() > before


def test_shutdown_during_a_body(echo_server: tuple[uvicorn.Server, tuple[str, int]]) -> None:
    """A server that stops while a request comes in answers it, and then ends the connection."""
    server, address = echo_server
    before = set(server.server_state.connections)
    with closing(RawConnection(*address)) as connection:
        connection.send(b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
        time.sleep(0.1)
        (protocol,) = set(server.server_state.connections) - before
        assert isinstance(protocol, HttpConnection)
        protocol.loop.call_soon_threadsafe(protocol.shutdown)
        time.sleep(0.1)
        connection.send(b"abc")
        assert connection.read().header("connection") == "close"
        assert connection.is_ended()


@pytest.mark.parametrize("lines", [b"", b"Host: x\r\n", b"Connection: keep-alive\r\n", UPGRADES[0]])
def test_http_1_0(echo: RawConnection, lines: bytes) -> None:
    """HTTP/1.0 needs no Host, and the answer ends with the connection."""
    echo.send(b"GET /a HTTP/1.0\r\n" + lines + b"\r\n")
    answer = echo.read()
    assert json.loads(answer.body)["http_version"] == "1.0"
    assert answer.header("content-length") == str(len(answer.body))
    assert answer.header("connection") == "close"
    assert echo.is_ended()


@pytest.mark.parametrize("method", [b"GET", b"POST", b"HEAD"])
def test_http_1_0_without_length(echo: RawConnection, method: bytes) -> None:
    """An answer of unknown length to HTTP/1.0 is not chunked."""
    echo.send(method + b" /stream HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc")
    answer = echo.read(head_only=method == b"HEAD")
    assert answer.header("transfer-encoding") is None
    assert answer.header("connection") == "close"
    assert answer.body == (b"" if method == b"HEAD" else b"a" * 10 + b"b" * 20_000 + b"c")
    assert echo.is_ended()


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_answers_that_fail(echo: RawConnection, version: bytes) -> None:
    """An answer that is cut short does not look whole, in any version."""
    echo.send(b"GET /broken HTTP/%b\r\nHost: x\r\n\r\n" % version)
    with pytest.raises((ConnectionResetError, ValueError)):
        echo.read()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /sparql?query=a b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET /health\nHost: x\n\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"NOTHING / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT example.org:80 HTTP/1.1\r\nHost: example.org:80\r\n\r\n",
        b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        *(
            b"POST / HTTP/1.1\r\nHost: x\r\n%b%b\r\n3\r\nabc\r\n0\r\n\r\n" % (upgrade, lengths)
            for upgrade in (b"", *UPGRADES)
            for lengths in (
                b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                b"Transfer-Encoding: chunked, identity\r\n",
                b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
            )
        ),
    ],
)
def test_refused(echo: RawConnection, request_: bytes) -> None:
    """What HTTP does not allow gets a plain sentence with the headers of all answers, and ends the connection."""
    echo.send(request_ + b"GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
    assert_refused(echo, 400)


def test_refused_head(echo: RawConnection) -> None:
    """A refusal to HEAD has no body."""
    echo.send(b"HEAD / HTTP/1.1\r\n\r\n")
    answer = echo.read(head_only=True)
    assert answer.status == 400
    assert answer.header("content-length") != "0"
    assert echo.is_ended()


def test_refused_after_slow_answers(echo: RawConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that takes long is waited for, and what comes behind the refused head is not even parsed."""
    monkeypatch.setattr(request_timeouts, "HEAD_SECONDS", 0.3)
    fed: list[int] = []
    feed = RequestParser.feed_data

    def feed_data(parser: RequestParser, data: bytes) -> None:
        fed.append(len(data))
        feed(parser, data)

    monkeypatch.setattr(RequestParser, "feed_data", feed_data)
    echo.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/3.0\r\n\r\n", *[b"x" * 10_000] * 100)
    assert echo.read().status == 200
    assert echo.is_ended()
    assert sum(fed) < 500_000


def test_refused_after_others(echo: RawConnection) -> None:
    """Requests before one that is refused get their answers first, whole, and then the connection ends."""
    get = b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"
    echo.send(get + get + b"GET / HTTP/3.0\r\n\r\n" + b"x" * 10_000)
    assert [len(echo.read().body), len(echo.read().body)] == [20_011, 20_011]
    assert echo.is_ended()
