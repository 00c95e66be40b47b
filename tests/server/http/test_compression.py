"""Content codings: which one is chosen, and that what is compressed comes back whole."""

import gzip
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.http.compression import choose_coding, compress, new_compressor

CODINGS = ("zstd", "br", "gzip")
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, ""),
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("gzip;q=0", ""),
        ("*", "zstd"),
        ("*;q=0", ""),
        ("zstd;q=0, *", "br"),
        ("identity", ""),
        ("nonsense;;;", ""),
    ],
)
def test_choice(header: str | None, coding: str) -> None:
    """The best coding that the client takes is chosen; what it refuses is not."""
    assert choose_coding(header) == coding


@pytest.mark.parametrize("coding", CODINGS)
@given(chunks=st.lists(st.binary(max_size=500), max_size=8))
def test_comes_back(coding: str, chunks: list[bytes]) -> None:
    """Whole and streamed, the bytes come back as they were."""
    whole = b"".join(chunks)
    compressor = new_compressor(coding)
    streamed = b"".join(map(compressor.compress, chunks)) + compressor.flush()
    assert DECODERS[coding](streamed) == whole
    assert DECODERS[coding](compress(coding, whole)) == whole
