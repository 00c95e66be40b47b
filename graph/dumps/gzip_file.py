"""A gzip file whose bytes depend only on its content, and checksums of the file and of the content.

The bytes are the same on every machine with the same release of zlib: the header has no name, no time and no
operating system.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from hashlib import file_digest, sha256
from pathlib import Path

_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Checksum:
    """The size in bytes and the SHA-256 in hexadecimal digits."""

    bytes: int
    sha256: str


class GzipWriter:
    """A gzip file that is open for writing, and the checksum of its content so far."""

    def __init__(self, file: GzipFile) -> None:
        self._file = file
        self._bytes = 0
        self._sha256 = sha256()

    def write(self, data: bytes) -> int:
        """Write data and return its length."""
        self._file.write(data)
        self._sha256.update(data)
        self._bytes += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: a flush in the middle of a stream would make it larger."""

    @property
    def checksum(self) -> Checksum:
        """The checksum of what has been written, before compression."""
        return Checksum(self._bytes, self._sha256.hexdigest())


@contextmanager
def gzip_writer(path: Path) -> Iterator[GzipWriter]:
    """Create a gzip file, and flush it to the disk at the end.

    Raises:
        OSError: The disk is full or fails.

    """
    with path.open("wb") as raw:
        with GzipFile("", "wb", _LEVEL, raw, mtime=0) as file:
            yield GzipWriter(file)
        raw.flush()
        os.fsync(raw.fileno())


def checksum_of(path: Path) -> Checksum:
    """Return the checksum of a file.

    Raises:
        OSError: The file cannot be read.

    """
    with path.open("rb") as file:
        return Checksum(path.stat().st_size, file_digest(file, "sha256").hexdigest())
