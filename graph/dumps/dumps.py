"""The dumps of a version: the dataset as files in all formats, made once and kept in the version's folder.

In: a published version. Out: `dumps/` in its folder with the files and a `manifest.json` that lists them with size and
SHA-256. They are written aside and renamed into place, under a lock of their own: two at once make them once, and who
is killed leaves nothing half. Run as `python -m ruhrgraph.graph.dumps.dumps DATA DIGEST BASE` in a process of its own.
"""

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ruhrgraph.graph.dumps.compress import Packed, pack, weigh
from ruhrgraph.graph.dumps.csv_tables import write_tables
from ruhrgraph.graph.dumps.partition import Part, split
from ruhrgraph.graph.dumps.rdf_formats import WITH_GRAPHS, write_all
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.versions.repository import Version, pin
from ruhrgraph.ontology.errors import DataFolderError, RuhrgraphError, VersionNotFoundError

FOLDER = "dumps"
_MANIFEST, _LOCK, _ASIDE, _OLD, _WORK = "manifest.json", ".dumps.lock", ".new-dumps", ".old-dumps", "work"
# To be raised with what is in the files: dumps of another edition are made again.
_EDITION = 1
_ARGUMENTS = 3


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file of the dumps.

    `name` is that below `dumps/`; `content` is `all`, `facts` (without the long texts of the documents), `graph` or
    `tables`; `graph` the last part of the named graph's IRI where it holds one; `format` is `nq`, `trig`, `ttl`, `nt`,
    `jsonld`, `rdfxml`, `jelly` or `csvw`; `compression` is ``, `gz` or `zst`; `bytes` the size, `sha256` the checksum
    in hexadecimal digits, `statements` how many statements it holds.
    """

    name: str
    content: str
    graph: str | None
    format: str
    compression: str
    bytes: int
    sha256: str
    statements: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a version's dumps, by name."""

    digest: str
    files: tuple[DumpFile, ...]

    def find(self, name: str) -> DumpFile | None:
        """Return the file of a name, if there is one."""
        return next((file for file in self.files if file.name == name), None)


def folder_of(version: Version) -> Path:
    """Return where a version's dumps are, once they are made."""
    return version.folder / FOLDER


def manifest(version: Version) -> Manifest | None:
    """Return what dumps a version has; None where they are not made yet, or their list is of no use.

    Raises:
        DataFolderError: The list cannot be read.

    """
    path = folder_of(version) / _MANIFEST
    try:
        content = json.loads(path.read_bytes())
        if content["edition"] != _EDITION:
            return None
        return Manifest(content["digest"], tuple(DumpFile(**entry) for entry in content["files"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
    except OSError as error:
        raise DataFolderError(f"{path}: cannot be read ({error.strerror})") from None


def ensure(version: Version, base: str) -> Manifest:
    """Make a version's dumps where they are missing, and return what there is.

    Args:
        version: The version.
        base: The base IRI of the graph.

    Raises:
        DataFolderError: The version cannot be read, or its folder cannot be written.
        VersionNotFoundError: The version has been pruned.

    """
    if made := manifest(version):
        return made
    try:
        with pin(version), _lock(version), gc_paused():
            return manifest(version) or _make(version, base)
    except (OSError, SyntaxError) as error:
        if not version.folder.is_dir():
            raise VersionNotFoundError(f"version {version.digest[:12]} has been pruned") from None
        reason = getattr(error, "strerror", None) or str(error)
        raise DataFolderError(f"{folder_of(version)}: the dumps cannot be written ({reason})") from None


@contextmanager
def _lock(version: Version) -> Iterator[None]:
    """Hold the lock of a version's dumps; it goes with the process, killed or not."""
    with (version.folder / _LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(version: Version, base: str) -> Manifest:
    """Make the dumps aside and rename them into place; call it under the lock."""
    aside = version.folder / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    try:
        (aside / _WORK).mkdir(parents=True)
        made = Manifest(version.digest, tuple(sorted(_files(version, base, aside), key=lambda file: file.name)))
        shutil.rmtree(aside / _WORK)
        _write_manifest(made, aside)
        _replace(folder_of(version), aside)
        _flush(version.folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return made


def _replace(folder: Path, new: Path) -> None:
    """Rename a folder into place; dumps of an older edition go, though who downloads one of them gets it whole."""
    old = folder.with_name(_OLD)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _files(version: Version, base: str, folder: Path) -> Iterable[DumpFile]:
    """Make all files; while one is written, others are packed."""
    packing: list[tuple[Part, str, int, Future[list[Packed]]]] = []
    with ThreadPoolExecutor() as pool:
        for part in split(version, base, folder, folder / _WORK):
            for name, path in write_all(part, folder, base):
                with_graphs = part.quads is not None and name in WITH_GRAPHS
                count = part.quad_count if with_graphs else part.triple_count
                packing.append((part, name, count, pool.submit(pack, path)))
            if part.quads:
                path, count = write_tables(part, base, folder, folder / _WORK)
                packing.append((part, "csvw", count, pool.submit(weigh, path)))
    return [_entry(part, name, count, packed) for part, name, count, done in packing for packed in done.result()]


def _entry(part: Part, format_name: str, statements: int, packed: Packed) -> DumpFile:
    """Return what the manifest says of a file."""
    return DumpFile(
        name=packed.path.name,
        content="tables" if format_name == "csvw" and part.content == "all" else part.content,
        graph=part.graph,
        format=format_name,
        compression=packed.form,
        bytes=packed.bytes,
        sha256=packed.sha256,
        statements=statements,
    )


def _write_manifest(made: Manifest, folder: Path) -> None:
    """Write the list of the files and flush it to the disk, and with it the folder."""
    path = folder / _MANIFEST
    content = {"edition": _EDITION, **asdict(made)}
    path.write_text(f"{json.dumps(content, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def main(arguments: list[str]) -> int:
    """Make the dumps of the version that the arguments name; return 0, or 1 with a line that says why not."""
    if len(arguments) != _ARGUMENTS:
        sys.stderr.write("usage: python -m ruhrgraph.graph.dumps.dumps DATA DIGEST BASE\n")
        return 2
    data, name, base = arguments
    os.nice(5)  # whoever asks the server comes first
    try:
        ensure(Version(name, Path(data) / "versions" / name), base)
    except RuhrgraphError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
