"""Makes the dumps of a version once and keeps them in its folder.

A version's folder gets a folder `dumps/` with the compressed files and a `manifest.json` that lists them. They are
written to a temporary folder and renamed under a lock, so that only one of several processes makes them, and a process
that is killed leaves nothing incomplete. `python -m ruhrgraph.graph.dumps.dumps DATA DIGEST BASE` makes them in a
process of its own.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from ruhrgraph.graph.dumps.csv_tables import write_tables
from ruhrgraph.graph.dumps.gzip_file import checksum_of
from ruhrgraph.graph.dumps.partition import Dataset, partition
from ruhrgraph.graph.dumps.rdf_formats import write_formats
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.versions.disk_errors import disk_error
from ruhrgraph.graph.versions.file_sync import flush, locked
from ruhrgraph.graph.versions.integrity import file_sha256
from ruhrgraph.graph.versions.repository import Version, pin
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError, VersionNotFoundError

FOLDER = "dumps"
_MANIFEST, _LOCK, _ASIDE, _OLD, _WORK = "manifest.json", ".dumps.lock", ".new-dumps", ".old-dumps", "work"
# Increase it when the files change: dumps of another edition are made again.
_EDITION = 2
_ARGUMENTS = 3


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file that can be downloaded.

    Only the compressed file of a format is stored. The file without `.gz` is what it contains, and is unpacked while it
    is sent.

    Attributes:
        name: Its name below `dumps/`.
        content: `all`, `facts` (without the longer texts of the documents) or `tables`.
        format: `nq`, `trig`, `ttl`, `nt`, `jsonld`, `rdfxml` or `csvw`.
        compression: `gz`, or `` for none.
        bytes: Its size.
        sha256: Its SHA-256 in hexadecimal digits.
        statements: How many statements it contains.

    """

    name: str
    content: str
    format: str
    compression: str
    bytes: int
    sha256: str
    statements: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a version's dumps, sorted by name."""

    digest: str
    files: tuple[DumpFile, ...]

    def stored(self) -> Iterator[DumpFile]:
        """Yield the files that lie in the folder; the others are what the compressed ones contain."""
        return (file for file in self.files if file.compression or file.content == "tables")

    def find(self, name: str) -> DumpFile | None:
        """Return the file with a name, or None."""
        return next((file for file in self.files if file.name == name), None)


def dumps_folder(version: Version) -> Path:
    """Return the folder of a version's dumps, which exists once they are made."""
    return version.folder / FOLDER


def read_manifest(version: Version) -> Manifest | None:
    """Return the manifest of a version's dumps.

    None if they are not made yet, or by an older edition of this code, or if a file of them is missing or cut.

    Raises:
        DataFolderError: The list cannot be read.

    """
    path = dumps_folder(version) / _MANIFEST
    try:
        content = json.loads(path.read_bytes())
        if content["edition"] != _EDITION:
            return None
        made = Manifest(content["digest"], tuple(DumpFile(**entry) for entry in content["files"]))
        sizes = {file.name: (path.parent / file.name).stat().st_size for file in made.stored()}
        return made if made.files and all(sizes[file.name] == file.bytes for file in made.stored()) else None
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError, TypeError, KeyError):
        return None
    except OSError as error:
        raise DataFolderError(f"{path}: cannot be read ({error.strerror})") from None


def are_right(version: Version, made: Manifest) -> bool:
    """Return whether all files of a version's dumps can be read and are as the manifest says."""
    try:
        return made.digest == version.digest and all(
            file_sha256(dumps_folder(version) / file.name) == file.sha256 for file in made.stored()
        )
    except OSError:
        return False


def ensure_dumps(version: Version, base: str) -> Manifest:
    """Make the dumps of a version if they are missing or damaged, and return their manifest.

    Args:
        version: The version.
        base: The base IRI of the graph.

    Raises:
        DataFolderError: The version cannot be read, or its folder cannot be written.
        VersionNotFoundError: The version has been pruned.

    """
    try:
        with pin(version), locked(version.folder.with_name(_LOCK)), gc_paused():
            made = read_manifest(version)
            return made if made and are_right(version, made) else _make(version, base)
    except (OSError, SyntaxError) as error:
        if not version.folder.is_dir():
            raise VersionNotFoundError(f"version {version.digest[:12]} has been pruned") from None
        raise disk_error(dumps_folder(version), error, "the dumps cannot be written") from None


def _make(version: Version, base: str) -> Manifest:
    """Make the dumps in a temporary folder and rename it. The caller holds the lock."""
    aside = version.folder / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    try:
        work = aside / _WORK
        work.mkdir(parents=True)
        files = sorted(_write(version, base, aside, work), key=lambda file: file.name)
        made = Manifest(version.digest, tuple(files))
        shutil.rmtree(work)
        _write_manifest(made, aside)
        _replace(dumps_folder(version), aside)
        flush(version.folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return made


def _write(version: Version, base: str, folder: Path, work: Path) -> Iterator[DumpFile]:
    """Write all files into a folder, and yield what can be downloaded."""
    for dataset in partition(version, base, work):
        with ThreadPoolExecutor(1) as beside:  # the tables, which are made in Python, while others are compressed
            if dataset.content == "all":
                tables = beside.submit(_tables, dataset, base, folder, work)
            yield from _formats(dataset, base, folder)
        if dataset.content == "all":
            yield tables.result()


def _formats(dataset: Dataset, base: str, folder: Path) -> Iterator[DumpFile]:
    """Write the formats of RDF."""
    counts = {True: _lines(dataset.quads), False: sum(1 for _ in dataset.triples())}
    for file in write_formats(dataset, folder, base):
        for compression, name, checksum in (
            ("gz", file.path.name, checksum_of(file.path)),
            ("", file.path.stem, file.unpacked),
        ):
            yield DumpFile(
                name=name,
                content=dataset.content,
                format=file.format.name,
                compression=compression,
                bytes=checksum.bytes,
                sha256=checksum.sha256,
                statements=counts[file.format.named_graphs],
            )


def _tables(dataset: Dataset, base: str, folder: Path, work: Path) -> DumpFile:
    """Write the tables."""
    path = folder / f"{dataset.stem}-tables.zip"
    count = write_tables(dataset, base, path, work)
    flush(path)
    checksum = checksum_of(path)
    return DumpFile(path.name, "tables", "csvw", "", checksum.bytes, checksum.sha256, count)


def _lines(path: Path) -> int:
    """Return how many lines a file has."""
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _replace(folder: Path, new: Path) -> None:
    """Rename a folder into place; dumps of an older edition are removed."""
    old = folder.with_name(_OLD)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_manifest(made: Manifest, folder: Path) -> None:
    """Write the list of the files and flush it to the disk, and with it the folder."""
    path = folder / _MANIFEST
    content = {"edition": _EDITION, **asdict(made)}
    path.write_text(f"{json.dumps(content, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    flush(path)
    flush(folder)


def main(arguments: list[str]) -> int:
    """Make the dumps of the version that the arguments name; if that fails, print one line and return 1."""
    if len(arguments) != _ARGUMENTS:
        sys.stderr.write("usage: python -m ruhrgraph.graph.dumps.dumps DATA DIGEST BASE\n")
        return 2
    data, name, base = arguments
    os.nice(5)  # requests to the server come first
    try:
        ensure_dumps(Version(name, Path(data) / "versions" / name), base)
    except RuhrgraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
