"""Compression of answers: the content coding that a client prefers, and compressors (RFC 9110 §8.4 and §12.5.3).

In: an `Accept-Encoding` header, bytes. Out: "zstd", "br", "gzip" or "" for none; compressed bytes. What takes longer
than a moment is compressed in a thread: the compressors work without Python's lock, so the event loop goes on.
"""

import gzip
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

import brotli
import zstandard

from ruhrgraph.server.http.header_fields import parse_qualities
from ruhrgraph.server.http.threads import Threads

MIN_BYTES = 600
"""Bytes below which compressing costs more than it saves."""
AT_ONCE = 16 * 1024
"""Bytes up to which compressing takes less time than asking a thread to do it, at most half a millisecond."""
_ZSTD_LEVEL, _BROTLI_QUALITY, _GZIP_LEVEL = 3, 4, 4
_FAST_LEVEL = 1
"""The level of each coding for streams: they are long, are sent once, and the client waits for each part."""
_compressing = Threads("compression")
_PREFERRED = ("zstd", "br", "gzip")


class Compressor(Protocol):
    """Compresses a stream, chunk by chunk."""

    def compress(self, data: bytes, /) -> bytes:
        """Return the compressed bytes that are ready."""

    def flush(self) -> bytes:
        """Return the rest."""


class _Brotli:
    """A Brotli compressor with the methods of the others."""

    def __init__(self) -> None:
        self._inner = brotli.Compressor(quality=_FAST_LEVEL)

    def compress(self, data: bytes, /) -> bytes:
        return bytes(self._inner.process(data))

    def flush(self) -> bytes:
        return bytes(self._inner.finish())


_WHOLE: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda data: zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data),
    "br": lambda data: bytes(brotli.compress(data, quality=_BROTLI_QUALITY)),
    "gzip": lambda data: gzip.compress(data, _GZIP_LEVEL, mtime=0),
}
_STREAMED: Mapping[str, Callable[[], Compressor]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=_FAST_LEVEL).compressobj(),
    "br": _Brotli,
    "gzip": lambda: zlib.compressobj(_FAST_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS),
}


@lru_cache(maxsize=64)
def accepted_codings(accept_encoding: str | None) -> tuple[str, ...]:
    """Return the content codings that a client accepts, the best first; without identity."""
    wanted = dict(parse_qualities(accept_encoding or ""))
    qualities = {coding: wanted.get(coding, wanted.get("*", 0.0)) for coding in _PREFERRED}
    return tuple(sorted((coding for coding in _PREFERRED if qualities[coding]), key=lambda coding: -qualities[coding]))


def choose_coding(accept_encoding: str | None) -> str:
    """Return the content coding that a client accepts best, "" for none."""
    return next(iter(accepted_codings(accept_encoding)), "")


def compress(coding: str, data: bytes) -> bytes:
    """Return compressed bytes."""
    return _WHOLE[coding](data)


async def compress_beside(coding: str, data: bytes) -> bytes:
    """Return compressed bytes, as `compress`, but made in a thread."""
    return await _compressing.run(compress, coding, data)


async def compress_part(compressor: Compressor, part: bytes) -> bytes:
    """Return what a compressor of a stream has ready after a further part, in a thread unless the part is small."""
    return compressor.compress(part) if len(part) <= AT_ONCE else await _compressing.run(compressor.compress, part)


def new_compressor(coding: str) -> Compressor:
    """Return a compressor for a stream."""
    return _STREAMED[coding]()
