"""Whatever a client writes into a header or an address is read in time that grows as its length does, not faster.

A new reader is a line in `READERS`, a new kind of text one in `TEXTS`.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import quote

import httpx
import pytest
from starlette.datastructures import Headers

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.request import from_address, parameters
from ruhrgraph.server.http import file_response, header_fields, middleware, negotiation, request_bodies, urls
from ruhrgraph.server.http.compression import accepted_codings
from ruhrgraph.server.http.conditional import check_preconditions, lists_etag, parse_http_date
from ruhrgraph.server.http.redirects import _SLASHES
from ruhrgraph.server.http.request_head import check_head, origin_form
from tests.server.http.conftest import Connect

Reader = Callable[[str], object]

SHORT, LONG = 2_000, 16_000
"""Characters of the two texts that are compared: one is eight times as long as the other."""
FASTER_THAN = 32
"""How many times as long the longer one may take: 8 if time grows as length does, 64 if as its square."""
UNMEASURABLE = 0.02
"""Seconds of work below which other things decide more than the text."""


def _head(text: str) -> object:
    """Check a head whose target and host are a text."""
    target = b"http://" + text.encode("latin-1")
    check_head(b"GET", target, "1.1", [(b"host", text.encode("latin-1"))])
    return origin_form(target, [])


def _preconditions(text: str) -> object:
    """Check all conditions with a text as the value of each."""
    names = ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range")
    return [check_preconditions({name: text}, "GET", ["a"]) for name in names]


READERS: dict[str, Reader] = {
    "qualities": header_fields.parse_qualities.__wrapped__,
    "content type": header_fields.parse_content_type.__wrapped__,
    "list": lambda text: header_fields.split_list(text, ","),
    "lines of a list": lambda text: header_fields.combine_lines([(b"accept", b"a") for _ in text]),
    "preferences": lambda text: header_fields.drop_unread([(b"accept", b"a") for _ in text]),
    "format": lambda text: negotiation.choose(text, (negotiation.HTML, negotiation.JSON), None),
    "named format": lambda text: negotiation.choose(None, (negotiation.HTML,), text),
    "codings": accepted_codings.__wrapped__,
    "coding of a body": request_bodies._is_coded,
    "entity tags": lambda text: lists_etag({"if-none-match": text}, ["a"]),
    "date": parse_http_date,
    "conditions": _preconditions,
    "ranges": lambda text: file_response._ranges(f"bytes={text}", 1000),
    "preflight": lambda text: middleware._options(Headers({"access-control-request-headers": text}).raw),
    "head": _head,
    "host": urls._is_host,
    "path": urls.iri_path,
    "slashes": lambda text: _SLASHES.sub("/", text),
    "parameters": lambda text: from_address(parameters(text.encode())),
}
"""What reads headers and addresses."""

TEXTS: dict[str, tuple[str, str, str]] = {
    **{repr(mark): ("", mark, "") for mark in " \t,;=\"'\\/.:%*-()[]0aä\x00"},
    "blanks before an end": ("gzip", " ", "x"),
    "tabs before an end": ("a", "\t", "!"),
    "blanks in a list": ("", "a , ", ""),
    "a long quality": ("a/b;q=", "1", "x"),
    "a long fraction": ("a/b;q=0.", "1", "x"),
    "many qualities": ("", "a/b;q=.1,", ""),
    "parameters": ("a/b", ";a=b", ""),
    "empty parameters": ("a/b", ";", "x"),
    "an open quote": ('"', "a", ""),
    "quotes in quotes": ('"', '\\"', ""),
    "an open quote of backslashes": ('a="', "\\\\", "\\"),
    "quotes and letters": ("", '"a', ""),
    "entity tags": ("", 'W/"a",', ""),
    "open entity tags": ("", 'W/"a ', ""),
    "ranges": ("", "0-1,", ""),
    "a long range": ("0-", "1", "x"),
    "day": ("Sun, ", "0", "6 Nov 1994 08:49:37 GMT"),
    "blanks in a date": ("Sun, 06 Nov", " ", "1994 08:49:37 GMT"),
    "comments in a date": ("", "(", " 06 Nov 1994 08:49:37 GMT"),
    "field names": ("", "a,", "?"),
    "percent signs": ("", "%C3%A4", "%"),
    "names and ports": ("", "a:0.", "?"),
    "fields": ("", "a=b&", ""),
}
"""Texts as a beginning, what is repeated, and an end."""


def _text(kind: str, length: int) -> str:
    """Return a text of a kind."""
    begin, repeated, end = TEXTS[kind]
    return f"{begin}{repeated * (length // len(repeated))}{end}"


def _seconds(do: Callable[[], object], enough: float, clock: Callable[[], float]) -> float:
    """Return how long something takes, at best; once it is quick enough, it is not tried again."""
    best = float("inf")
    for _ in range(3):
        begin = clock()
        with suppress(RuhrgraphError):
            do()
        best = min(best, clock() - begin)
        if best < enough:
            break
    return best


@pytest.mark.parametrize("name", READERS)
def test_readers_are_linear(name: str) -> None:
    """Eight times the text takes about eight times as long, of whatever kind it is."""
    for kind in TEXTS:
        long, short = (
            # Time of this thread alone: the machine may have other work.
            _seconds(partial(READERS[name], _text(kind, length)), UNMEASURABLE, time.thread_time)
            for length in (LONG, SHORT)
        )
        bound = FASTER_THAN * max(short, UNMEASURABLE / FASTER_THAN)
        assert long < bound, f"{kind}: {short} s, and {long} s for eight times as much"


CONDITIONS = ("If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Range")
HEADERS = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Accept-Datetime", "Accept-Charset", "Authorization", "Cookie"),
    *("Content-Type", "Content-Encoding", "Content-Language", "Expect", "Forwarded", "From", *CONDITIONS),
    *("Link", "Origin", "Prefer", "Access-Control-Request-Headers", "TE", "Upgrade", "User-Agent", "Via"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Connection", "Keep-Alive", "Pragma", "Slug"),
)
SECONDS = 1
"""What an answer takes at most, at best of three; the known patterns took three times as long, and longer."""


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/catalog", HEADERS),
        ("/dumps/ruhrgraph.nt.gz", ("Accept-Encoding", *CONDITIONS)),
        ("/dataset", ("Accept-Datetime",)),
    ],
)
def test_whole_answers(server: httpx.Client, connect: Connect, path: str, headers: tuple[str, ...]) -> None:
    """No header of 60,000 bytes keeps the server from answering, whatever is asked for."""

    def ask(line: bytes) -> None:
        connection = connect(server)
        connection.send(b"GET %b HTTP/1.1\r\nHost: x\r\n%b\r\n\r\n" % (path.encode(), line))
        connection.read()
        connection.close()

    ask(b"X: y")  # the first answer takes longer
    for header in headers:
        for kind in TEXTS:
            value = _text(kind, 60_000).replace("\x00", "x").encode()[:65_000]
            line = b"%b: %b" % (header.encode(), value)
            assert _seconds(partial(ask, line), SECONDS, time.perf_counter) < SECONDS, (header, kind)


@pytest.mark.parametrize(
    "path", ["/doc/{}", "/sparql?query=ASK%7B%7D&format={}", "/catalog?format={}", "/versions?page={}", "/{}"]
)
def test_whole_addresses(server: httpx.Client, connect: Connect, path: str) -> None:
    """Nor does an address of 60,000 bytes."""

    def ask(target: bytes) -> None:
        connection = connect(server)
        connection.send(b"GET %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % target)
        connection.read()

    for kind in TEXTS:
        target = path.format(quote(_text(kind, 60_000), safe="/:%&=+,;")[:60_000]).encode()
        assert _seconds(partial(ask, target), SECONDS, time.perf_counter) < SECONDS, kind
