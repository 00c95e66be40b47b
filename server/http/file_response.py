"""Files on disk as answers: Starlette's `FileResponse`, with preconditions and checksums.

Starlette does ranges, `If-Range` and multipart. Added are the conditions of RFC 9110 §13, `Repr-Digest` (RFC 9530),
files that are unpacked while they are sent, and that a `Range` which cannot be followed is ignored, as §14.2 wants it.
"""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ruhrgraph.server.http.conditional import check_preconditions, http_date
from ruhrgraph.server.http.middleware import IS_HEAD

_CHUNK = 256 * 1024
_RANGE = re.compile(r"(?P<first>\d{1,18})-(?P<last>\d{1,18})?|-(?P<suffix>\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileRepresentation:
    """The bytes that are sent for a file.

    Attributes:
        path: The file on disk.
        media_type: The content type.
        bytes: How many bytes are sent for the whole.
        sha256: The SHA-256 of these bytes in hexadecimal digits. It is also the ETag: the same bytes have the same one.
        coding: The content coding, `` for none. A file with one has no ranges: clients that ask for them would not
            expect parts of the coded bytes.
        is_unpacked: Whether the file is gzip, and sent unpacked; then there are no ranges either.

    """

    path: Path
    media_type: str
    bytes: int
    sha256: str
    coding: str = ""
    is_unpacked: bool = False


def file_response(
    request: Request, name: str, accepted: Sequence[FileRepresentation], modified: datetime, cache_control: str
) -> Response:
    """Return a file as the answer to a request: 200, 206, 304 or 416.

    Args:
        request: The request.
        name: The name to save the file under.
        accepted: What the client accepts for the file, the best first.
        modified: When the file was modified last.
        cache_control: The `Cache-Control` of the answer.

    Raises:
        FileNotFoundError: The file is gone.
        PreconditionFailedError: A condition of the request is not met.

    """
    chosen = accepted[0]
    stat = chosen.path.stat()
    headers = {"last-modified": http_date(modified), "cache-control": cache_control}
    etags = [representation.sha256 for representation in accepted]
    if unmodified := check_preconditions(request.headers, request.method, etags, modified):
        return Response(None, 304, {**headers, "etag": f'"{unmodified.etag or chosen.sha256}"'})
    headers |= {
        "etag": f'"{chosen.sha256}"',
        "repr-digest": f"sha-256=:{b64encode(bytes.fromhex(chosen.sha256)).decode()}:",
        "content-disposition": f'attachment; filename="{name}"',
    }
    if chosen.coding:
        headers |= {"content-encoding": chosen.coding, "accept-ranges": "none"}
    if not chosen.is_unpacked:
        return _FileResponse(chosen.path, headers=headers, media_type=chosen.media_type, stat_result=stat)
    headers |= {"content-length": str(chosen.bytes), "accept-ranges": "none"}
    if request.scope.get(IS_HEAD):
        return Response(None, headers=headers, media_type=chosen.media_type)
    return StreamingResponse(_unpacked(chosen.path), headers=headers, media_type=chosen.media_type)


class _FileResponse(FileResponse):
    """Starlette's response, which answers 400 to a `Range` that is to be ignored, and knows nothing of `IS_HEAD`."""

    chunk_size = _CHUNK

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or the parts of it that the request asks for."""
        has_ranges = self.headers["accept-ranges"] == "bytes" and not scope.get(IS_HEAD)
        headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
        size = int(self.headers["content-length"])
        if has_ranges and (ranges := _ranges(Request(scope).headers.get("range", ""), size)):
            headers.append((b"range", ranges.encode()))
        method = "HEAD" if scope.get(IS_HEAD) else scope["method"]
        await super().__call__({**scope, "headers": headers, "method": method}, receive, send)


def _ranges(value: str, size: int) -> str | None:
    """Return a `Range` header without the ranges that a file does not have, unless it has none of them.

    Args:
        value: The header.
        size: The size of the file in bytes.

    Returns:
        The header; None if it has to be ignored, because it is not well formed or in another unit (RFC 9110 §14.2).

    """
    unit, _, text = value.partition("=")
    items = [item.strip() for item in text.split(",") if item.strip()]
    found = [match for item in items if (match := _RANGE.fullmatch(item))]
    if unit.strip().lower() != "bytes" or not items or len(found) < len(items):
        return None
    if any(match["last"] and int(match["last"]) < int(match["first"]) for match in found):
        return None
    there = [match[0] for match in found if int(match["suffix"] or 0) or int(match["first"] or size) < size]
    return f"bytes={','.join(there or items)}"


def _unpacked(path: Path) -> Iterator[bytes]:
    """Yield what a gzip file contains."""
    with gzip.open(path) as file:
        while chunk := file.read(_CHUNK):
            yield chunk
