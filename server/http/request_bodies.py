"""Reads request bodies: up to a limit, and decoded from gzip and other content codings (RFC 9110 §8.4).

In: the headers of a request and its ASGI `receive`. Out: the bytes as they were before they were coded. A body is
decoded in small steps and no further than the limit, so that one that would fill the memory is refused instead.
"""

import asyncio
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import brotli
import zstandard
from starlette.types import Receive

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.errors import RequestTooLargeError, UnsupportedCodingError
from ruhrgraph.server.http.header_fields import split_list

_CHUNK = 64 * 1024
_ZSTD_CHUNK = 256
"""Bytes of zstd that are decoded at once: its library has no limit for the output, and this few give at most 8 MiB."""
_ZSTD_WINDOW = 8 * 1024 * 1024
_MAX_CODINGS = 3
_GZIP_MAGIC = b"\x1f\x8b"
"""How gzip begins (RFC 1952 §2.3.1) and no text does: Apache Jena sends a `.ttl.gz` without its content coding."""
_GZIP, _DEFLATED, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_ERRORS = (zlib.error, brotli.error, zstandard.ZstdError, EOFError)

Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]
"""Decodes the pieces of a body as they are asked for."""


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
    decoders = _decoders(headers.get("content-encoding", ""))
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
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
    if not decoders and body.startswith(_GZIP_MAGIC):
        decoders = [_gunzip]
    if not decoders or not body:
        return bytes(body)
    # In a thread: it may take a while, and other requests should not wait for it.
    return await asyncio.to_thread(_decode, bytes(body), decoders, limit, too_large)


def _decoders(content_encoding: str) -> list[Decoder]:
    """Return the decoders of a body in the order of decoding: the coding that was applied last comes first."""
    codings = [coding for item in split_list(content_encoding, ",") if (coding := item.lower()) != "identity"]
    unknown = next((coding for coding in codings if coding not in _DECODERS), None)
    if unknown is not None:
        raise UnsupportedCodingError(f"the body's content coding is {unknown}; send it in {ACCEPTED}, or as it is")
    if len(codings) > _MAX_CODINGS:
        raise UnsupportedCodingError(f"the body has {len(codings)} content codings; send it in no more than one")
    return [_DECODERS[coding] for coding in reversed(codings)]


def _decode(body: bytes, decoders: list[Decoder], limit: int, too_large: str) -> bytes:
    """Return a body decoded."""
    pieces: Iterator[bytes] = (body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK))
    for decoder in decoders:
        pieces = decoder(pieces)
    decoded = bytearray()
    try:
        for piece in pieces:
            decoded += piece
            if len(decoded) > limit:
                raise RequestTooLargeError(too_large)
    except _ERRORS as error:
        raise BadRequestError(f"the body is not in the content coding that it is said to be in: {error}") from None
    return bytes(decoded)


def _gunzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Decode gzip: one member after the other (RFC 1952 §2.2), which zeros may follow."""
    member = None
    for piece in pieces:
        rest = piece
        while rest:
            if member is None or member.eof:
                rest = rest.lstrip(b"\0") if member else rest
                if not rest:
                    break
                member = zlib.decompressobj(_GZIP)
            yield member.decompress(rest, _CHUNK)
            rest = member.unconsumed_tail or member.unused_data
    yield from _rest(member)


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Decode deflate: in the zlib format (RFC 1950), or as some clients send it, without."""
    stream = None
    for piece in pieces:
        rest = piece
        while rest:
            if stream is None:
                is_zlib = rest[0] & 0x0F == zlib.DEFLATED and int.from_bytes(rest[:2]) % 31 == 0
                stream = zlib.decompressobj(_DEFLATED if is_zlib else _RAW)
            if stream.eof:
                raise EOFError("something follows its end")
            yield stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail or stream.unused_data
    yield from _rest(stream)


def _rest(stream: Any) -> Iterator[bytes]:  # noqa: ANN401 - the type of zlib's objects has no public name
    """Yield what a zlib stream still holds, if it is whole."""
    if stream is not None:
        yield stream.flush()
    if stream is None or not stream.eof:
        raise EOFError("it ends too early")


def _unbrotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Decode Brotli (RFC 7932)."""
    stream = brotli.Decompressor()
    for piece in pieces:
        yield stream.process(piece, output_buffer_limit=_CHUNK)
        while not stream.can_accept_more_data():
            yield stream.process(b"", output_buffer_limit=_CHUNK)
    while not stream.is_finished():
        rest = stream.process(b"", output_buffer_limit=_CHUNK)
        if not rest:
            raise EOFError("it ends too early")
        yield rest


def _unzstd(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Decode Zstandard, one frame after the other, with the windows that are meant for the web (RFC 9659)."""
    frame = None
    for piece in pieces:
        for start in range(0, len(piece), _ZSTD_CHUNK):
            rest = piece[start : start + _ZSTD_CHUNK]
            while rest:
                if frame is None or frame.eof:
                    frame = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
                yield frame.decompress(rest)
                rest = frame.unused_data
    if frame is None or not frame.eof:
        raise EOFError("it ends too early")


_DECODERS: Mapping[str, Decoder] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
ACCEPTED: Final = "gzip, deflate, br, zstd"
"""The content codings that are read, as `Accept-Encoding` lists them."""
