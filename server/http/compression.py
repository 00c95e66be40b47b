"""Compression of answers: the content coding that a client prefers, and compressors (RFC 9110 §8.4 and §12.5.3).

In: an `Accept-Encoding` header, bytes. Out: "zstd", "br", "gzip" or "" for none; compressed bytes.
"""

import gzip
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

import brotli
import zstandard

from ruhrgraph.server.http.header_fields import parse_qualities

MIN_BYTES = 600
"""Bytes below which compressing costs more than it saves."""
_ZSTD_LEVEL, _BROTLI_QUALITY, _GZIP_LEVEL = 3, 4, 4
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
        self._inner = brotli.Compressor(quality=_BROTLI_QUALITY)

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
    "zstd": lambda: zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj(),
    "br": _Brotli,
    "gzip": lambda: zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS),
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


def new_compressor(coding: str) -> Compressor:
    """Return a compressor for a stream."""
    return _STREAMED[coding]()
