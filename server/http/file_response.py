"""Answers that are files on disk: with ranges, conditions and checksum, and no more memory than one chunk.

In: a file and what there is to say of it. Out: a response. The file is opened before the answer begins, so that it is
sent whole even if the version that it belongs to is pruned meanwhile.
"""

import asyncio
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ruhrgraph.server.http.middleware import IS_HEAD
from ruhrgraph.server.http.ranges import Part, parts_of

_CHUNK = 256 * 1024
_TAG = re.compile(r'(?P<weak>W/)?"(?P<name>[^"]*)"')

Piece = bytes | Part
"""What a body is made of: bytes, or a part of the file."""


@dataclass(frozen=True, slots=True)
class Served:
    """A file to serve: where it is, its media type, its SHA-256 in hexadecimal digits, its time, how it is kept.

    The checksum is its ETag, too: the same bytes have the same, in whatever version they are.
    """

    path: Path
    media_type: str
    sha256: str
    modified: datetime
    cache_control: str

    @property
    def etag(self) -> str:
        """The ETag as it stands in the header."""
        return f'"{self.sha256}"'

    @property
    def last_modified(self) -> str:
        """The time as it stands in the header."""
        return http_date(self.modified)


def http_date(when: datetime) -> str:
    """Return a time as HTTP has it."""
    return format_datetime(when.astimezone(UTC), usegmt=True)


class FileAnswer(Response):
    """A file as an answer to a request.

    Raises:
        FileNotFoundError: It is gone.

    """

    def __init__(self, served: Served, request_headers: Headers) -> None:
        self._file = os.open(served.path, os.O_RDONLY | os.O_CLOEXEC)
        size = os.fstat(self._file).st_size
        checksum = b64encode(bytes.fromhex(served.sha256)).decode()
        headers = {
            "etag": served.etag,
            "last-modified": served.last_modified,
            "cache-control": served.cache_control,
            "accept-ranges": "bytes",
        }
        status, more, self._pieces = _decide(served, request_headers, size)
        if status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            headers |= {
                "content-type": served.media_type,
                "content-disposition": f'attachment; filename="{served.path.name}"',
                "content-length": str(sum(map(_length, self._pieces))),
                "repr-digest": f"sha-256=:{checksum}:",
            }
        super().__init__(None, status, headers | more)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer chunk by chunk, as fast as the client takes it; stop when the client leaves."""
        left = asyncio.ensure_future(_leaving(receive))
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if not scope.get(IS_HEAD):
                for chunk in _chunks(self._pieces):
                    if left.done():
                        return
                    body = chunk if isinstance(chunk, bytes) else await asyncio.to_thread(self._read, chunk)
                    await send({"type": "http.response.body", "body": body, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            os.close(self._file)
            left.cancel()
            with suppress(asyncio.CancelledError):
                await left

    def _read(self, part: Part) -> bytes:
        """Return a part of the file; in a thread, as the disk may be slow."""
        return os.pread(self._file, part[1] - part[0], part[0])


def _decide(served: Served, headers: Headers, size: int) -> tuple[int, dict[str, str], list[Piece]]:
    """Return the status of the answer, the headers that come with it, and its body (RFC 9110, 13.2.2)."""
    status = _precondition(served, headers)
    if status is not None:
        return status, {}, []
    wanted = headers.get("range")
    parts = parts_of(wanted, size) if wanted and _may_be_a_part(served, headers.get("if-range")) else None
    if parts is None:
        return HTTPStatus.OK, {}, [(0, size)]
    if not parts:
        return HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"content-range": f"bytes */{size}"}, []
    if len(parts) == 1:
        return HTTPStatus.PARTIAL_CONTENT, {"content-range": _content_range(parts[0], size)}, list(parts)
    # Made of the checksum, so that it stands nowhere in the file: no one can write a file that holds its own.
    boundary = served.sha256[:32]
    more = {"content-type": f"multipart/byteranges; boundary={boundary}"}
    return HTTPStatus.PARTIAL_CONTENT, more, list(_multipart(parts, size, boundary, served.media_type))


def _precondition(served: Served, headers: Headers) -> int | None:
    """Return the status if a condition of the request keeps the file from being sent."""
    if (match := headers.get("if-match")) is not None:
        if not _names(match, served, weak=False):
            return HTTPStatus.PRECONDITION_FAILED
    elif (since := _time(headers.get("if-unmodified-since"))) and served.modified.replace(microsecond=0) > since:
        return HTTPStatus.PRECONDITION_FAILED
    if (match := headers.get("if-none-match")) is not None:
        return HTTPStatus.NOT_MODIFIED if _names(match, served, weak=True) else None
    # The very time, and not a later one: after a way back to an earlier version the file is older and yet another one.
    since = _time(headers.get("if-modified-since"))
    return HTTPStatus.NOT_MODIFIED if since == served.modified.replace(microsecond=0) else None


def _names(match: str, served: Served, *, weak: bool) -> bool:
    """Tell whether a list of ETags names a file; `weak` says whether a weak one counts."""
    if match.strip() == "*":
        return True
    return any(tag["name"] == served.sha256 and (weak or not tag["weak"]) for tag in _TAG.finditer(match))


def _may_be_a_part(served: Served, if_range: str | None) -> bool:
    """Tell whether the client has parts of this very file, so that another part is of use."""
    return if_range is None or if_range.strip() in (served.etag, served.last_modified)


def _time(value: str | None) -> datetime | None:
    """Return the time of a header, if it is one."""
    try:
        time = parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time


def _multipart(parts: list[Part], size: int, boundary: str, media_type: str) -> Iterator[Piece]:
    """Yield the pieces of a body that holds several parts."""
    for part in parts:
        head = f"--{boundary}\r\nContent-Type: {media_type}\r\nContent-Range: {_content_range(part, size)}\r\n\r\n"
        yield head.encode()
        yield part
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _content_range(part: Part, size: int) -> str:
    """Return which part of how much it is."""
    return f"bytes {part[0]}-{part[1] - 1}/{size}"


def _length(piece: Piece) -> int:
    """Return how many bytes a piece is."""
    return len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]


def _chunks(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces, the large ones cut."""
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
        else:
            for begin in range(piece[0], piece[1], _CHUNK):
                yield begin, min(begin + _CHUNK, piece[1])


async def _leaving(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
