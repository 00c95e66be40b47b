"""Requests that are broken, oversized or slow: what arrives before any query does.

In: nothing. Out: `Case`s as raw bytes. A server may close the connection instead of answering these.
"""

import gzip
import io
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from tests.benchmarks.wire import FORM, get, post
from tests.hostility.case import COSTLY, ENDPOINT, QUERY, TOO_MUCH, Case, asked

_MEBIBYTE = 1 << 20
_BAD = frozenset({400, 413, 414, 415, 431})
_HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_MANY_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
_GOOD = quote("ASK {}")


def _encodings() -> Iterator[Case]:
    """Yield bytes that are no UTF-8, or hide what they are."""
    bodies: Mapping[str, bytes] = {
        "no UTF-8": b"SELECT * { ?s ?p '\xff\xfe' }",
        "Latin-1": "SELECT * { ?s ?p 'Köln' }".encode("latin-1"),
        "overlong UTF-8": b"SELECT * { ?s ?p '\xc0\xaf\xe0\x80\xaf' }",
        "a surrogate": b"SELECT * { ?s ?p '\xed\xa0\x80' }",
        "half a character": b"SELECT * { ?s ?p 'x' } #\xe2\x82",
        "UTF-16": "SELECT * { ?s ?p ?o }".encode("utf-16"),
        "nothing but nulls": b"\x00" * 1000,
        "all bytes": bytes(range(256)) * 16,
    }
    for name, body in bodies.items():
        yield Case(f"{name} in a body", post(ENDPOINT, body, QUERY), _BAD)
    yield Case("no UTF-8 in a form", post(ENDPOINT, b"query=SELECT%20%2A%20%7B%FF%7D", FORM), _BAD)
    yield Case("no UTF-8 in the address", get(f"{ENDPOINT}?query=ASK%7B%7D%23%C0%80%FF"), _BAD)
    yield asked("an escaped surrogate", "SELECT ('\\uD800' AS ?x) {}", _BAD)
    yield asked("an escape beyond Unicode", "SELECT ('\\UFFFFFFFF' AS ?x) {}", _BAD)
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb", mtime=0) as file:
        file.write(b"SELECT * {" + b" " * 50 * _MEBIBYTE + b"}")
    headers = {"Content-Encoding": "gzip"}
    yield Case("50 MB in a small gzip", post(ENDPOINT, bomb.getvalue(), QUERY, headers), _BAD)
    yield Case("another charset", post(ENDPOINT, b"ASK {}", f"{QUERY}; charset=utf-7"), _BAD)
    yield Case("another content type", post(ENDPOINT, b"<x/>", "application/xml"), _BAD)


def _sizes() -> Iterator[Case]:
    """Yield what is too large."""
    ten = b"#" * (10 * _MEBIBYTE)
    yield Case("10 MB of query", post(ENDPOINT, b"ASK {}" + ten, QUERY), TOO_MUCH)
    yield Case("10 MB of form", post(ENDPOINT, b"query=ASK%7B%7D&x=" + ten, FORM), TOO_MUCH)
    yield Case("10 MB of braces", post(ENDPOINT, b"ASK " + b"{" * (10 * _MEBIBYTE), QUERY), TOO_MUCH)
    chunk = b"100000\r\n" + b"{" * _MEBIBYTE + b"\r\n"
    head = (
        f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    )
    yield Case("10 MB in chunks", head + chunk * 10 + b"0\r\n\r\n", TOO_MUCH)
    yield Case("chunks without end", head + chunk * 10, TOO_MUCH, "stall")
    yield Case("100,000 parameters", post(ENDPOINT, b"a=b&" * 100_000 + b"query=ASK%7B%7D", FORM), TOO_MUCH)
    for size in (70_000, 200_000, 2_000_000):
        yield Case(f"{size} bytes of address", get(f"{ENDPOINT}?query={_GOOD}{'%20' * (size // 3)}"), TOO_MUCH)
        yield Case(f"{size} bytes of header", _get(f"X-Long: {'x' * size}\r\n"), TOO_MUCH | {200})
    yield Case("5,000 headers", _get("".join(f"X-{number}: y\r\n" for number in range(5000))), TOO_MUCH | {200})
    accept = ",".join(f"text/x{number};q=0.{number % 9}" for number in range(2000))
    yield Case("2,000 types to accept", _get(f"Accept: {accept}\r\n"), TOO_MUCH | {406, 200})
    many = "&".join(["default-graph-uri=x:y"] * 5000)
    yield Case("5,000 graphs", post(ENDPOINT, f"query={_GOOD}&{many}".encode(), FORM), TOO_MUCH)


def _get(headers: str) -> bytes:
    return f"GET {ENDPOINT}?query={_GOOD} HTTP/1.1\r\nHost: x\r\n{headers}\r\n".encode()


def _protocol() -> Iterator[Case]:
    """Yield what is no proper HTTP."""
    heads: Mapping[str, str] = {
        "no HTTP at all": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        "no such version": f"GET {ENDPOINT} HTTP/9.9\r\nHost: x\r\n\r\n",
        "a negative length": f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "a length of letters": f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n",
        "two lengths": f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {{}}",
        "a chunk of letters": f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
        "a null in a header": _get("X-Null: a\x00b\r\n").decode(),
        "two queries": f"GET {ENDPOINT}?query={_GOOD}&query={_GOOD} HTTP/1.1\r\nHost: x\r\n\r\n",
    }
    for name, text in heads.items():
        yield Case(name, text.encode("latin-1"), _BAD | {200, 405} if "version" in name else _BAD)
    smuggled = (
        f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    yield Case("a smuggled request", (smuggled + "GET /x HTTP/1.1\r\nX: ").encode(), _BAD)


def _clients() -> Iterator[Case]:
    """Yield clients that are slow, or go away."""
    slow = post(ENDPOINT, b"ASK {}", QUERY)
    for number in range(3):
        yield Case(f"a slow client’s head, {number}", slow[: 20 + 40 * number], frozenset({400, 408}), "drip")
        yield Case(f"a slow client’s body, {number}", slow[: -1 - number], frozenset({400, 408}), "stall")
    for place, text in enumerate((_HEAVY, _MANY_ROWS, f"{_MANY_ROWS} ORDER BY ?f", "ASK {}")):
        yield asked(f"leaves, {place}", text, frozenset(), way=place % 3, manner="leave")
        yield asked(f"closes its half, {place}", text, COSTLY, way=place % 3, manner="half-close")
    yield asked("reads slowly", _MANY_ROWS, COSTLY, manner="sip")
    for place, size in enumerate((10, 60, 1000)):
        yield Case(f"leaves after {size} bytes", post(ENDPOINT, b"#" * 5000, QUERY)[:size], frozenset(), "leave")
        yield Case(f"asks {place + 2} at once and leaves", get(f"{ENDPOINT}?query={quote(_HEAVY)}") * (place + 2),
                   frozenset(), "leave")  # fmt: skip


def malformed() -> Iterator[Case]:
    """Yield all of them."""
    yield from _encodings()
    yield from _sizes()
    yield from _protocol()
    yield from _clients()
