"""Files as answers: ranges, conditions and checksums, as RFC 9110 and RFC 9530 want them."""

import asyncio
import gzip
import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ruhrgraph.server.http.errors import PreconditionFailedError
from ruhrgraph.server.http.file_response import FileRepresentation, file_response

CONTENT = b"".join(b"line %d\n" % number for number in range(20_000))
SIZE = len(CONTENT)
MODIFIED = datetime(2026, 3, 1, 12, 0, 0, 600_000, tzinfo=UTC)
OLD, NOW, NEW = "Sat, 01 Jan 2000 00:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 GMT", "Mon, 02 Mar 2026 00:00:00 GMT"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


PACKED = gzip.compress(CONTENT, mtime=0)
ETAG, CODED_ETAG = f'"{_sha256(CONTENT)}"', f'"{_sha256(PACKED)}"'


Get = Callable[..., tuple[httpx.Response, bytes]]


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    """Return a function that gets a file as it is, as content coding, or unpacked: the answer and its raw content.

    In the names of headers, `_` is a `-`.
    """
    folder = tmp_path_factory.mktemp("files")
    (folder / "a.txt").write_bytes(CONTENT)
    (folder / "a.txt.gz").write_bytes(PACKED)
    plain = FileRepresentation(folder / "a.txt", "text/plain", SIZE, _sha256(CONTENT))
    unpacked = FileRepresentation(folder / "a.txt.gz", "text/plain", SIZE, _sha256(CONTENT), is_unpacked=True)
    coded = FileRepresentation(folder / "a.txt.gz", "text/plain", len(PACKED), _sha256(PACKED), coding="gzip")
    accepted = {"plain": [plain], "unpacked": [unpacked], "coded": [coded, unpacked]}

    async def answer(request: Request) -> Response:
        try:
            return file_response(request, "a.txt", accepted[request.path_params["name"]], MODIFIED, "no-cache")
        except PreconditionFailedError:
            return Response(None, 412)

    transport = httpx.ASGITransport(Starlette(routes=[Route("/{name}", answer)]))

    async def fetch(name: str, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        fields = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://test") as client,
            client.stream("GET", f"/{name}", headers=fields) as found,
        ):
            return found, b"".join([chunk async for chunk in found.aiter_raw()])

    return lambda name, **headers: asyncio.run(fetch(name, headers))


@pytest.mark.parametrize(
    ("name", "content", "etag", "coding"),
    [
        ("plain", CONTENT, ETAG, None),
        ("unpacked", CONTENT, ETAG, None),
        ("coded", PACKED, CODED_ETAG, "gzip"),
    ],
)
def test_whole(get: Get, name: str, content: bytes, etag: str, coding: str | None) -> None:
    """Length, checksum and ETag are those of the bytes that are sent, and each coding has its own."""
    answer, body = get(name)
    assert (answer.status_code, body) == (200, content)
    assert answer.headers["content-length"] == str(len(content))
    assert answer.headers["etag"] == etag
    checksum = b64encode(hashlib.sha256(content).digest()).decode()
    assert answer.headers["repr-digest"] == f"sha-256=:{checksum}:"
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-disposition"] == 'attachment; filename="a.txt"'
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["accept-ranges"] == ("bytes" if name == "plain" else "none")
    assert answer.headers["last-modified"] == NOW


@pytest.mark.parametrize(
    ("wanted", "begin", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=10-99999999999", 10, None),
        ("bytes=-99999999999", 0, None),
        ("BYTES = 3-4", 3, 5),
        ("bytes=5-9,999999999-", 5, 10),
        ("bytes=,5-9, ,", 5, 10),
        ("bytes=-0,5-9", 5, 10),
        ("bytes=0-10,5-20", 0, 21),
    ],
)
def test_range(get: Get, wanted: str, begin: int, end: int | None) -> None:
    """A range is what stands there, and says which part it is; ranges that the file does not have do not count."""
    answer, body = get("plain", range=wanted)
    part = CONTENT[begin:end]
    first = begin if begin >= 0 else SIZE + begin
    assert (answer.status_code, body) == (206, part)
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{SIZE}"


def test_several_ranges(get: Get) -> None:
    """Several ranges come in one answer, each with its place."""
    answer, body = get("plain", range="bytes=20-29, 0-4,-3")
    assert answer.status_code == 206
    assert int(answer.headers["content-length"]) == len(body)
    head = f"content-type: {answer.headers['content-type']}\r\n\r\n".encode()
    parts = [part for part in message_from_bytes(head + body).walk() if not part.is_multipart()]
    assert {part["content-range"]: part.get_payload() for part in parts} == {
        f"bytes 20-29/{SIZE}": CONTENT[20:30].decode(),
        f"bytes 0-4/{SIZE}": CONTENT[:5].decode(),
        f"bytes {SIZE - 3}-{SIZE - 1}/{SIZE}": CONTENT[-3:].decode(),
    }


@pytest.mark.parametrize("wanted", ["bytes=999999999-", "bytes=-0", "bytes=999999999-,-0"])
def test_nothing_there(get: Get, wanted: str) -> None:
    """Ranges that the file does not have are 416, with the size of the file."""
    answer, _ = get("plain", range=wanted)
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize(
    "wanted",
    [
        "lines=1-2",
        "bytes=",
        "bytes=a-b",
        "bytes=9-5",
        "bytes=1-2,x",
        "bytes=+1-2",
        "bytes=1_0-20",
        "bytes=٣-٤",
        "bytes 1-2",
        "bytes=" + "0-0," * 5000,
        "bytes=" + ",".join(f"{number * 2}-{number * 2}" for number in range(101)),
        "bytes=1" + "0" * 400 + "-",
    ],
)
def test_ranges_that_are_ignored(get: Get, wanted: str) -> None:
    """What is no range, or asks for very many, gets the whole."""
    answer, body = get("plain", range=wanted)
    assert (answer.status_code, body) == (200, CONTENT)


@pytest.mark.parametrize("name", ["unpacked", "coded"])
def test_no_ranges(get: Get, name: str) -> None:
    """What is unpacked or coded on the way is sent whole, whatever range is asked for."""
    answer, body = get(name, range="bytes=0-4")
    assert (answer.status_code, body) == (200, PACKED if name == "coded" else CONTENT)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if_none_match": ETAG}, 304),
        ({"if_none_match": f'W/{ETAG}, "0123"'}, 304),
        ({"if_none_match": "*"}, 304),
        ({"if_none_match": '"0123"'}, 200),
        ({"if_none_match": '"0123"', "if_modified_since": NOW}, 200),
        ({"if_none_match": ETAG, "range": "bytes=0-1"}, 304),
        ({"if_modified_since": NOW}, 304),
        ({"if_modified_since": OLD}, 200),
        ({"if_modified_since": NEW}, 200),
        ({"if_modified_since": "yesterday"}, 200),
        ({"if_match": ETAG}, 200),
        ({"if_match": "*"}, 200),
        ({"if_match": f"W/{ETAG}"}, 412),
        ({"if_match": '"0123"'}, 412),
        ({"if_unmodified_since": OLD}, 412),
        ({"if_unmodified_since": NOW}, 200),
        ({"range": "bytes=0-1", "if_range": ETAG}, 206),
        ({"range": "bytes=0-1", "if_range": NOW}, 206),
        ({"range": "bytes=0-1", "if_range": '"0123"'}, 200),
        ({"range": "bytes=0-1", "if_range": f"W/{ETAG}"}, 200),
        ({"range": "bytes=0-1", "if_range": OLD}, 200),
    ],
)
def test_conditions(get: Get, headers: dict[str, str], status: int) -> None:
    """A client that has the file gets 304, one that wants another gets 412, and a range continues only the same file.

    A later `If-Modified-Since` does not count: after a rollback the file is older, and yet not the one that it has.
    """
    expected = {200: CONTENT, 206: CONTENT[:2]}.get(status, b"")
    answer, body = get("plain", **headers)
    assert (answer.status_code, body) == (status, expected)


@pytest.mark.parametrize("etag", [ETAG, CODED_ETAG])
def test_either_coding_is_known(get: Get, etag: str) -> None:
    """A client that has the file in one of the codings that it takes gets 304 with the ETag of that one."""
    answer, _ = get("coded", if_none_match=etag)
    assert (answer.status_code, answer.headers["etag"]) == (304, etag)
    answer, body = get("unpacked", if_none_match=CODED_ETAG)
    assert (answer.status_code, body) == (200, CONTENT)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is gone is told before the answer begins."""
    request = Request({"type": "http", "method": "GET", "headers": []})
    with pytest.raises(FileNotFoundError):
        file_response(request, "a", [FileRepresentation(tmp_path / "a", "text/plain", 1, "00")], MODIFIED, "no-cache")
