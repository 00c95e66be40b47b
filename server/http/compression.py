"""Content codings: which one a client takes, and bytes in it (RFC 9110 §8.4 and §12.5.3).

In: an `Accept-Encoding` header. Out: "zstd", "br", "gzip" or "" for none; and functions that compress, whole or not.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Protocol

import brotli
import zstandard

MIN_BYTES = 600
"""Bytes below which compressing costs more than it saves."""
_ZSTD_LEVEL, _BROTLI_QUALITY, _GZIP_LEVEL = 3, 4, 4
_PREFERRED = ("zstd", "br", "gzip")
_PART = re.compile(r"\s*(?P<coding>[\w*-]+)\s*(?:;\s*q\s*=\s*(?P<q>[01](?:\.\d{0,3})?))?\s*(?:,|$)")


class Compressor(Protocol):
    """Compresses a stream, chunk by chunk."""

    def compress(self, data: bytes, /) -> bytes:
        """Return what is ready of the stream so far."""

    def flush(self) -> bytes:
        """Return the rest."""


class _Brotli:
    """Brotli under the names of the others."""

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


def choose_coding(accept_encoding: str | None) -> str:
    """Return the best content coding that a client takes, "" for none.

    Args:
        accept_encoding: The header, or None.

    """
    if not accept_encoding:
        return ""
    wanted = {part["coding"].lower(): float(part["q"] or 1) for part in _PART.finditer(accept_encoding)}
    qualities = [(wanted.get(coding, wanted.get("*", 0.0)), coding) for coding in _PREFERRED]
    best = max(quality for quality, _ in qualities)
    return next(coding for quality, coding in qualities if quality == best) if best > 0 else ""


def compress(coding: str, data: bytes) -> bytes:
    """Return bytes in a content coding."""
    return _WHOLE[coding](data)


def new_compressor(coding: str) -> Compressor:
    """Return a compressor for a stream in a content coding."""
    return _STREAMED[coding]()
