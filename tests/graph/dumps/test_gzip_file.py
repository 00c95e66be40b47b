"""A gzip file has the same bytes everywhere, and knows the checksum of what it contains."""

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.dumps.gzip_file import Checksum, checksum_of, gzip_writer


def _write(path: Path, chunks: list[bytes]) -> Checksum:
    with gzip_writer(path) as file:
        for chunk in chunks:
            assert file.write(chunk) == len(chunk)
    return file.checksum


@given(chunks=st.lists(st.binary(max_size=200)))
def test_checksums(tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes]) -> None:
    """What is written comes back, and both checksums are right, however it is cut into chunks."""
    path = tmp_path_factory.mktemp("gzip") / "a.gz"
    unpacked = _write(path, chunks)
    content = path.read_bytes()
    assert gzip.decompress(content) == b"".join(chunks)
    assert unpacked == Checksum(len(b"".join(chunks)), hashlib.sha256(b"".join(chunks)).hexdigest())
    assert checksum_of(path) == Checksum(len(content), hashlib.sha256(content).hexdigest())


def test_nothing_of_the_machine(tmp_path: Path) -> None:
    """The header has no name, no time and no operating system."""
    for name in ("a.gz", "b.gz"):
        _write(tmp_path / name, [b"text"])
    content = (tmp_path / "a.gz").read_bytes()
    assert content == (tmp_path / "b.gz").read_bytes()
    assert (content[3], content[4:8], content[9]) == (0, bytes(4), 255)
