"""Requests on one connection, byte by byte: each gets its own answer, whatever comes in between."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import httpx
import pytest

_PLAIN = b"Host: localhost\r\nAccept: text/csv\r\n\r\n"
_COSTLY = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }", safe="").encode()
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class _Line:
    """A connection on which bytes are sent as they are, and answers read one at a time."""

    def __init__(self, client: httpx.Client) -> None:
        url = client.base_url
        self.socket = socket.create_connection((url.host, url.port or 80), timeout=20)
        self._file = self.socket.makefile("rb")

    def send(self, data: bytes) -> None:
        """Send bytes at once."""
        self.socket.sendall(data)

    def answer(self, *, head_only: bool = False) -> tuple[int, bytes, bytes]:
        """Return status, head and body of the next answer; one to HEAD has a length and no body."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self._file.readline()
            assert line, f"the connection ended after {head!r}"
            head += line
        found = None if head_only else _LENGTH.search(head)
        return int(head.split()[1]), head, self._file.read(int(found[1])) if found else b""

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self.socket.close()

    def ended(self) -> bool:
        """Tell whether the server has closed the connection."""
        return self._file.read(1) == b""


@pytest.fixture
def line(server: httpx.Client) -> Iterator[_Line]:
    """Return a connection of its own."""
    opened = _Line(server)
    opened.send(_get(0))
    opened.answer()
    yield opened
    opened.close()


def _get(number: int, block: bytes = _PLAIN) -> bytes:
    """Return a request for one number."""
    query = quote(f"SELECT (1000 + {number} AS ?n) {{}}", safe="")
    return f"GET /sparql?query={query} HTTP/1.1\r\n".encode() + block


def _number(answer: tuple[int, bytes, bytes]) -> int:
    """Return the number in an answer."""
    status, _, body = answer
    assert status == 200
    return int(body.split()[1]) - 1000


def test_pipelined(line: _Line) -> None:
    """Requests that come at once are answered in their order."""
    line.send(b"".join(_get(number) for number in range(1, 30)))
    assert [_number(line.answer()) for _ in range(1, 30)] == list(range(1, 30))


def test_sent_before_the_answer(line: _Line) -> None:
    """What comes while an answer is at work waits for it."""
    for number in range(1, 30):
        line.send(_get(number))
    assert [_number(line.answer()) for _ in range(1, 30)] == list(range(1, 30))


@pytest.mark.parametrize("place", [1, 4, 20, len(_get(5)) - len(_PLAIN), len(_get(5)) - 3, len(_get(5)) - 1])
def test_in_pieces(line: _Line, place: int) -> None:
    """A request that comes in two parts is answered as one, and those after it as well."""
    request = _get(5)
    line.send(request[:place])
    line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.send(request[place:] + _get(6))
    assert [_number(line.answer()), _number(line.answer())] == [5, 6]
    line.send(_get(7))
    assert _number(line.answer()) == 7


@pytest.mark.parametrize(
    ("between", "status"),
    [
        (b"HEAD /sparql?query=ASK%7B%7D", 200),
        (b"GET /no-such-page", 404),
        (b"GET /sparql?query=ASK%7B", 400),
        (b"GET /sparql?query=%ff", 400),
        (b"GET /%73parql?query=ASK%7B%7D", 200),
        (b"GET //sparql?query=ASK%7B%7D", 404),
        (b"GET /health", 200),
        (b"GET /queries/forums.csv", 200),
        (b"OPTIONS /sparql", 204),
    ],
)
def test_mixed(line: _Line, between: bytes, status: int) -> None:
    """Other requests on the same connection get the answer that they get on one of their own, and disturb nothing."""
    line.send(_get(1) + between + b" HTTP/1.1\r\n" + _PLAIN + _get(2))
    assert _number(line.answer()) == 1
    assert line.answer(head_only=between.startswith(b"HEAD"))[0] == status
    assert _number(line.answer()) == 2


def test_post_between(line: _Line) -> None:
    """A request with a body is read as such, also where its body looks like a request."""
    body = b"ASK { FILTER(STRLEN('''%b''') > 0) }" % _get(9)
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
    line.send(_get(1) + head % len(body) + body + _get(2))
    assert _number(line.answer()) == 1
    assert b"true" in line.answer()[2]
    assert _number(line.answer()) == 2


@pytest.mark.parametrize("block", [b"Connection: close\r\n", b"Connection: Close, x\r\n"])
def test_close(line: _Line, block: bytes) -> None:
    """Who asks for the end of the connection gets it, also after many requests."""
    line.send(_get(1) + _get(2, block + _PLAIN))
    assert _number(line.answer()) == 1
    assert _number(line.answer()) == 2
    assert line.ended()


def test_smuggled_body(line: _Line) -> None:
    """A length or a coding of a body is never passed over, so that no body is taken for a request."""
    hidden = _get(9)
    line.send(_get(1, b"Content-Length: %d\r\n" % len(hidden) + _PLAIN) + hidden + _get(2))
    assert [_number(line.answer()), _number(line.answer())] == [1, 2]
    line.send(_get(3, b"Transfer-Encoding: chunked\r\n" + _PLAIN) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(hidden), hidden))
    line.send(_get(4))
    assert [_number(line.answer()), _number(line.answer())] == [3, 4]


def test_nonsense(line: _Line) -> None:
    """What is no HTTP is refused, and the connection ends."""
    line.send(b"GET /sparql?query=a b HTTP/1.1\r\n" + _PLAIN)
    assert line.answer()[0] == 400
    assert line.ended()


def test_not_modified_and_cached(line: _Line) -> None:
    """The second answer to a question is the first one; who has it already is told so, without a body."""
    line.send(_get(1))
    first = line.answer()
    line.send(_get(1))
    assert line.answer()[2] == first[2]
    tag = re.search(rb"etag: (\S+)", first[1])
    assert tag is not None
    for _ in range(2):
        line.send(_get(1, b"If-None-Match: %b\r\n" % tag[1] + _PLAIN))
        assert line.answer()[::2] == (304, b"")
    line.send(_get(2))
    assert _number(line.answer()) == 2


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


def test_limits(line: _Line) -> None:
    """A query that takes too long is ended with a plain sentence, and the connection goes on."""
    line.send(b"GET /sparql?query=" + _COSTLY + b"&timeout=0.2 HTTP/1.1\r\n" + _PLAIN)
    status, head, body = line.answer()
    assert status == 503
    assert b"retry-after: 10" in head
    assert b"0.2 seconds" in body
    line.send(_get(4))
    assert _number(line.answer()) == 4


def test_client_leaves(server: httpx.Client, line: _Line) -> None:
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


@pytest.mark.parametrize(
    "poison",
    [
        b"GET /health\nAccept: application/sparql-results+xml\r\n",
        b"GET /health\nIf-None-Match: x\nAccept: text/html\r\n",
        b"GET /health HTTP/1.1\r\n\r\nGET /health HTTP/1.1\r\nAccept: application/sparql-results+xml\r\n",
    ],
)
def test_headers_of_others_are_not_taken_over(server: httpx.Client, poison: bytes) -> None:
    """Lines that stand before known ones are never taken for a part of them, whoever sent them."""
    for number in range(3):
        block = b"Host: localhost\r\nX-Case: %d-%d\r\nAccept: text/csv\r\n\r\n" % (hash(poison) % 10**9, number)
        with closing(_Line(server)) as bad, closing(_Line(server)) as good:
            bad.send(poison + block)
            bad.answer()
            good.send(_get(number, block))
            assert _number(good.answer()) == number


def test_head_without_lines(line: _Line) -> None:
    """Two requests of which the first has no header lines are two, also when they come again."""
    both = b"GET /health HTTP/1.1\r\n\r\n" + _get(3)
    for _ in range(3):
        line.send(both)
        assert line.answer()[0] == 200
        assert _number(line.answer()) == 3
        line.send(_get(4))
        assert _number(line.answer()) == 4
