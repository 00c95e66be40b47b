"""Packs a file as gzip and zstd beside it, with sizes and checksums of all three, in one reading.

In: a file. Out: what there is to say of it and of its packed forms. The bytes depend on nothing but the file and the
releases of zlib and zstd.
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import zstandard

_CHUNK = 1024 * 1024
_GZIP_LEVEL, _ZSTD_LEVEL = 4, 3
# No name, no time, no operating system: nothing in the head of the file tells where it was made.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file: its form (`` as it is, `gz`, `zst`), its size in bytes, and its SHA-256 in hexadecimal digits."""

    form: str
    path: Path
    bytes: int
    sha256: str


class _Output:
    """A file that is written, with its size and its checksum."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._checksum = sha256()

    def write(self, data: bytes) -> None:
        """Write on."""
        self._file.write(data)
        self._checksum.update(data)

    def close(self, form: str) -> Packed:
        """Flush the file to the disk, close it, and return what there is to say of it."""
        size = self._file.tell()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Packed(form, self.path, size, self._checksum.hexdigest())


def pack(path: Path) -> list[Packed]:
    """Write the packed forms of a file and return all its forms, itself first.

    Raises:
        OSError: The disk is full, or fails.

    """
    size, checksum, check = path.stat().st_size, sha256(), 0
    gz, zst = _Output(path.with_name(f"{path.name}.gz")), _Output(path.with_name(f"{path.name}.zst"))
    deflate = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    squeeze = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj(size=size)
    gz.write(_GZIP_HEAD)
    for chunk in _chunks(path):
        checksum.update(chunk)
        check = zlib.crc32(chunk, check)
        gz.write(deflate.compress(chunk))
        zst.write(squeeze.compress(chunk))
    gz.write(deflate.flush())
    gz.write(check.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little"))
    zst.write(squeeze.flush())
    return [Packed("", path, size, checksum.hexdigest()), gz.close("gz"), zst.close("zst")]


def weigh(path: Path) -> list[Packed]:
    """Return what there is to say of a file that is packed already."""
    checksum = sha256()
    for chunk in _chunks(path):
        checksum.update(chunk)
    return [Packed("", path, path.stat().st_size, checksum.hexdigest())]


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield a file in chunks; at the end of it, it is flushed to the disk."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
        os.fsync(file.fileno())
