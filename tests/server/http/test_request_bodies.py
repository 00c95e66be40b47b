"""Bodies of requests: content codings, limits, and what is refused, by the function and by a server."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from starlette.types import Message

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.errors import RequestTooLargeError, UnsupportedCodingError
from ruhrgraph.server.http.request_bodies import ACCEPTED, read_body

LIMIT = 100_000
MIB = 1024 * 1024


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "identity , GZIP": gzip.compress,
}


def _read(body: bytes, coding: str = "", limit: int = LIMIT, size: int = 1000) -> bytes:
    """Read a body that comes in several messages."""
    parts = [body[start : start + size] for start in range(0, len(body), size)] or [b""]
    messages = iter({"type": "http.request", "body": part, "more_body": part is not parts[-1]} for part in parts)

    async def receive() -> Message:
        return next(messages)

    return asyncio.run(read_body({"content-encoding": coding}, receive, limit, "too large"))


@pytest.mark.parametrize("coding", ENCODERS)
@given(data=st.binary(max_size=300) | st.binary(min_size=1, max_size=20).map(lambda part: part * 4000))
def test_a_body_comes_back(coding: str, data: bytes) -> None:
    """Whatever codings a body is sent in, it is read as it was before; what looks like gzip is another matter."""
    assume(coding not in ("", "identity") or not data.startswith(b"\x1f\x8b"))
    assert _read(ENCODERS[coding](data), coding) == data


@pytest.mark.parametrize("coding", [coding for coding in ENCODERS if coding not in ("", "identity")])
@pytest.mark.parametrize("cut", [1, 0.5, -1])
def test_a_body_that_is_cut_short_is_refused(coding: str, cut: float) -> None:
    """A body that ends before its coding does is a bad request, not a shorter body."""
    body = ENCODERS[coding](bytes(range(256)) * 20)
    end = int(len(body) * cut) if isinstance(cut, float) else cut
    with pytest.raises(BadRequestError, match="content coding"):
        _read(body[:end], coding)


@pytest.mark.parametrize("junk", [b"no such coding", b"\xff" * 100, b"\0", zlib.compress(b"ASK {}")])
def test_a_body_that_is_not_coded_is_refused(junk: bytes) -> None:
    """A body in another coding than it is said to be in is a bad request."""
    with pytest.raises(BadRequestError, match="content coding"):
        _read(junk, "gzip")


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"ab") + gzip.compress(b"cd"),
        gzip.compress(b"ab") + b"\0\0" + gzip.compress(b"cd") + b"\0" * 600,
        gzip.compress(b"ab") + gzip.compress(b"") + gzip.compress(b"cd"),
    ],
    ids=["two", "with zeros", "three"],
)
def test_gzip_may_have_several_members(body: bytes) -> None:
    """Files that were compressed one by one and joined are one body, and zeros behind it are none of it."""
    assert _read(body, "gzip") == b"abcd"


@pytest.mark.parametrize("size", [3, 1000])
def test_gzip_that_is_not_said_is_decoded(size: int) -> None:
    """A body that begins as gzip does is decoded although no coding is named, as Jena sends files; up to the limit."""
    assert _read(gzip.compress(b"<urn:a> <urn:b> 1 ."), size=size) == b"<urn:a> <urn:b> 1 ."
    with pytest.raises(RequestTooLargeError):
        _read(gzip.compress(b"a" * (LIMIT + 1)), size=size)
    with pytest.raises(BadRequestError):
        _read(gzip.compress(b"abc")[:-3], size=size)


def test_an_empty_body_is_empty() -> None:
    """Nothing is nothing in every coding."""
    assert _read(b"", "gzip") == b""


@pytest.mark.parametrize("coding", ["", "gzip"])
@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_is_of_what_is_decoded(coding: str, over: int) -> None:
    """A body may be as long as the limit when it is decoded, and not longer."""
    body = ENCODERS[coding](b"x" * (LIMIT + over))
    if over:
        with pytest.raises(RequestTooLargeError, match="too large"):
            _read(body, coding)
    else:
        assert len(_read(body, coding)) == LIMIT


@pytest.mark.parametrize(
    ("length", "is_read"), [(f"{'0' * 5000}3", True), ("9" * 5000, False), ("", True), ("x", True)]
)
def test_said_lengths(length: str, is_read: bool) -> None:  # noqa: FBT001  # a column of the table
    """A length may have more digits than Python reads: with zeros before it, it is as any other."""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"abc"}

    reading = read_body({"content-length": length}, receive, LIMIT, "too large")
    if is_read:
        assert asyncio.run(reading) == b"abc"
    else:
        with pytest.raises(RequestTooLargeError):
            asyncio.run(reading)


@pytest.mark.parametrize("coding", ["deflate", "br", "zstd", "compress", "gzip, br", "gzip gzip", "gzip, gzip"])
def test_other_codings_are_refused(coding: str) -> None:
    """A coding that is not read, or more than one, is refused before the body is read."""
    with pytest.raises(UnsupportedCodingError):
        _read(b"x" * 2 * LIMIT, coding)


def test_a_client_that_leaves() -> None:
    """A body whose client leaves before its end is no body."""

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(BadRequestError, match="broke off"):
        asyncio.run(read_body({}, receive, LIMIT, ""))


FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
TURTLE, UPDATE = "text/turtle", "application/sparql-update"
ADDRESSES = [
    ("POST", "/sparql", QUERY, b"ASK {}", 200),
    ("POST", "/sparql", FORM, b"query=ASK+%7B%7D", 200),
    ("POST", "/sparql", FORM, b"update=INSERT+DATA+%7B%3Curn:a%3E+%3Curn:b%3E+1%7D", 204),
    ("POST", "/sparql/update", UPDATE, b"INSERT DATA { <urn:a> <urn:b> 2 }", 204),
    ("POST", "/sparql/update", FORM, b"update=INSERT+DATA+%7B%3Curn:a%3E+%3Curn:b%3E+3%7D", 204),
    ("PUT", "/store?graph=urn:g", TURTLE, b"<urn:a> <urn:b> 4 .", 204),
    ("POST", "/store?graph=urn:g", TURTLE, b"<urn:a> <urn:b> 5 .", 204),
    ("POST", "/reconcile", FORM, b"queries=%7B%22q%22%3A+%7B%22query%22%3A+%22Essen%22%7D%7D", 200),
]


@pytest.mark.parametrize("sent", ADDRESSES)
@pytest.mark.parametrize("coding", ENCODERS)
def test_every_address_reads_every_coding(
    writable: tuple[httpx.Client, Path], sent: tuple[str, str, str, bytes, int], coding: str
) -> None:
    """Queries, updates, graphs and reconciliation are read in every coding."""
    method, path, content_type, body, status = sent
    headers = {"content-type": content_type, "content-encoding": coding.strip() or "identity"}
    answer = writable[0].request(method, path, content=ENCODERS[coding](body), headers=headers)
    assert answer.status_code == status, answer.text


@cache
def _bomb() -> bytes:
    """Return a few bytes that are 16 MiB when they are decoded."""
    return gzip.compress(b" " * (16 * MIB))


@pytest.mark.parametrize(("method", "path", "content_type"), [item[:3] for item in ADDRESSES])
def test_a_bomb_is_refused(writable: tuple[httpx.Client, Path], method: str, path: str, content_type: str) -> None:
    """A small body that would fill the memory is too large, wherever it comes."""
    headers = {"content-type": content_type, "content-encoding": "gzip"}
    answer = writable[0].request(method, path, content=_bomb(), headers=headers)
    assert (answer.status_code, answer.text.count("\n")) == (413, 1)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("method", "path", "content_type"), [item[:3] for item in ADDRESSES])
def test_what_cannot_be_decoded(writable: tuple[httpx.Client, Path], method: str, path: str, content_type: str) -> None:
    """Another coding is 415 with the one that is read, a broken one 400; nothing is written."""
    for coding, status in (("br", 415), ("gzip", 400)):
        headers = {"content-type": content_type, "content-encoding": coding}
        answer = writable[0].request(method, path, content=b"ASK {}", headers=headers)
        assert answer.status_code == status
        assert answer.headers.get("accept-encoding") == (ACCEPTED if status == 415 else None)


def test_codings_in_two_lines(writable: tuple[httpx.Client, Path]) -> None:
    """Codings that come in two lines are one list."""
    for other, status in (("identity", 200), ("gzip", 415)):
        headers = [("content-type", QUERY), ("content-encoding", "gzip"), ("content-encoding", other)]
        answer = writable[0].post("/sparql", content=gzip.compress(b"ASK {}"), headers=headers)
        assert answer.status_code == status
