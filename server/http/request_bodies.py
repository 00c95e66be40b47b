"""Reads request bodies: up to a limit, and decoded from gzip (RFC 9110 §8.4).

In: the headers of a request and its ASGI `receive`. Out: the bytes as they were before they were coded. A body is
decoded in small steps and no further than the limit, so that one that would fill the memory is refused instead.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.types import Receive

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.errors import RequestTooLargeError, UnsupportedCodingError
from ruhrgraph.server.http.header_fields import split_list
from ruhrgraph.server.http.threads import in_thread

_CHUNK = 64 * 1024
_DIGITS = 18
"""Digits of a length that are read; Python refuses numbers of thousands of digits, and a client may send zeros."""
_GZIP_MAGIC = b"\x1f\x8b"
"""How gzip begins (RFC 1952 §2.3.1) and no text does: Apache Jena sends a `.ttl.gz` without its content coding."""
_GZIP = 16 + zlib.MAX_WBITS
_CODINGS = frozenset({"gzip", "x-gzip"})
ACCEPTED: Final = "gzip"
"""The content coding that is read, as `Accept-Encoding` has it."""


async def read_body(headers: Mapping[str, str], receive: Receive, limit: int, too_large: str) -> bytes:
    """Return the body of a request, decoded.

    Args:
        headers: The request's headers, their names in lower case.
        receive: The request's ASGI function.
        limit: How many bytes it may have, as it comes and decoded.
        too_large: What to say of one that has more.

    Raises:
        UnsupportedCodingError: It is in a content coding that is not read.
        RequestTooLargeError: It is longer than the limit.
        BadRequestError: It is not in the coding that it is said to be in, or the client left before its end.

    """
    is_coded = _is_coded(headers.get("content-encoding", ""))
    length = headers.get("content-length", "").lstrip("0")
    if length.isdecimal() and int(length[:_DIGITS]) > limit:
        raise RequestTooLargeError(too_large)
    body = bytearray()
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequestError("the request broke off before its end")
        body += message.get("body", b"")
        if len(body) > limit:
            raise RequestTooLargeError(too_large)
        if not message.get("more_body", False):
            break
    if not body or not (is_coded or body.startswith(_GZIP_MAGIC)):
        return bytes(body)
    # In a thread: it may take a while, and other requests should not wait for it.
    return await in_thread(_decode, bytes(body), limit, too_large)


def _is_coded(content_encoding: str) -> bool:
    """Return whether a body is in gzip.

    Raises:
        UnsupportedCodingError: It is in another coding, or in more than one.

    """
    codings = [coding for item in split_list(content_encoding, ",") if (coding := item.lower()) != "identity"]
    if len(codings) > 1 or not _CODINGS.issuperset(codings):
        message = f"the body's content coding is {', '.join(codings)}; send it in {ACCEPTED}, or as it is"
        raise UnsupportedCodingError(message)
    return bool(codings)


def _decode(body: bytes, limit: int, too_large: str) -> bytes:
    """Return a body decoded."""
    decoded = bytearray()
    try:
        for piece in _gunzip(body):
            decoded += piece
            if len(decoded) > limit:
                raise RequestTooLargeError(too_large)
    except (zlib.error, EOFError) as error:
        raise BadRequestError(f"the body is not in the content coding that it is said to be in: {error}") from None
    return bytes(decoded)


def _gunzip(body: bytes) -> Iterator[bytes]:
    """Decode gzip in small steps: one member after the other (RFC 1952 §2.2), which zeros may follow."""
    member, rest = zlib.decompressobj(_GZIP), body
    while rest:
        if member.eof:
            rest = rest.lstrip(b"\0")
            if not rest:
                break
            member = zlib.decompressobj(_GZIP)
        yield member.decompress(rest, _CHUNK)
        rest = member.unconsumed_tail or member.unused_data
    yield member.flush()
    if not member.eof:
        raise EOFError("it ends too early")
