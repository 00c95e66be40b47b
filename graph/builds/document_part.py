"""The first pass: one document is read, and what it says is kept in files.

In: a document's file. Out: a folder, named by what was read and by whom, with the reading, the statements as the
document alone would make them, its text, and a summary of what other documents and the report need. A folder that is
there is whole, as it gets its name at the end.
"""

import hashlib
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import zstandard
from pyoxigraph import NamedNode

from ruhrgraph import graph, loaders, ontology
from ruhrgraph.graph.builds.work_folder import unfinished_path
from ruhrgraph.graph.mapping.dataset import canonical, document_quads
from ruhrgraph.graph.mapping.document_facts import DocumentFacts, facts_of
from ruhrgraph.graph.mapping.reading_report import DocumentReport, report_on
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.rdf.terms import SHARED_GRAPHS
from ruhrgraph.graph.versions.file_sync import put_in_place
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import read
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import shipped_document
from ruhrgraph.ontology.errors import DocumentError

READING, STATEMENTS, TEXT, SUMMARY = "reading", "statements.nq.zst", "text.txt", "summary"


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document to read.

    Attributes:
        file: The path of its file as the caller gave it, or the name of a file that ships with the package.
        base: The base IRI, ending in `/`.
        release: Which code reads it, from `release`.
        folder: The folder of the build.
        path: The path from the root, as a process on another machine may be in another folder; None if it is shipped.

    """

    file: str
    base: str
    release: str
    folder: Path
    path: Path | None = None

    def __str__(self) -> str:
        """Return the document as errors name it."""
        return self.file


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """What was read: the document's name and its folder; or why it cannot be read."""

    name: str
    folder: Path
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What is needed of a document later on, without its reading.

    Attributes:
        facts: What other documents need to know.
        labels: The names that it gives to things without a curated record, by their IRIs.
        report: How it was read.
        statement_bytes: The bytes of its statements, which are compressed in the folder.
        sizes: The bytes of the other files in its folder.

    """

    facts: DocumentFacts
    labels: dict[str, str]
    report: DocumentReport
    statement_bytes: int
    sizes: dict[str, int]


@cache
def release() -> str:
    """Return what tells this code from any other: the version of the package, and which files it consists of."""
    files = [
        (str(path), status.st_size, status.st_mtime_ns)
        for module in (graph, loaders, ontology)
        for path in sorted(Path(module.__path__[0]).rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
        for status in (path.stat(),)
    ]
    return hashlib.sha256(repr((version("ruhrgraph"), files)).encode()).hexdigest()


@gc_paused()
def read_document(task: DocumentTask) -> DocumentPart:
    """Read a document and keep what it says, unless that is done already.

    Raises:
        OSError: The folder cannot be written.

    """
    try:
        document = read(task.path, task.file) if task.path else shipped_document(task.file)
        _check_name(document.name, task.file)
        made_from = repr((task.release, task.base, document.name, document.sha256, document.metadata))
        folder = task.folder / hashlib.sha256(made_from.encode()).hexdigest()
        if not _is_whole(folder):
            _write(load(document), task.base, folder)
    except DocumentError as error:
        return DocumentPart(task.file, task.folder, error)
    return DocumentPart(document.name, folder)


def _check_name(name: str, file: str) -> None:
    if name in SHARED_GRAPHS:
        raise DocumentError(f"{file}: has the name of a graph that is no document's (`{name}`); rename the file")


def _write(reading: Reading, base: str, folder: Path) -> None:
    """Write the files of a document, and give their folder its name when all of them are there."""
    labels: dict[NamedNode, str] = {}
    statements = canonical(document_quads(reading, labels, base))
    contents = {
        # They are most of what is kept, and a tenth of it when compressed.
        STATEMENTS: zstandard.ZstdCompressor(level=1).compress(statements),
        READING: pickle.dumps(reading, protocol=pickle.HIGHEST_PROTOCOL),
        TEXT: reading.document.text.encode(),
    }
    summary = DocumentSummary(
        facts=facts_of(reading),
        labels={thing.value: label for thing, label in labels.items()},
        report=report_on(reading),
        statement_bytes=len(statements),
        sizes={name: len(content) for name, content in contents.items()},
    )
    contents[SUMMARY] = pickle.dumps(summary, protocol=pickle.HIGHEST_PROTOCOL)
    unfinished = unfinished_path(folder.parent)
    unfinished.mkdir()
    for name, content in contents.items():
        (unfinished / name).write_bytes(content)
    put_in_place(unfinished, folder)


def _is_whole(folder: Path) -> bool:
    """Return whether all files of a document are there; if the machine lost its power, the last ones may be short."""
    try:
        sizes = read_summary(folder).sizes
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        return False


def read_summary(folder: Path) -> DocumentSummary:
    """Return the summary in the folder of a document."""
    summary: DocumentSummary = pickle.loads((folder / SUMMARY).read_bytes())  # noqa: S301  # written by ourselves
    return summary


def read_reading(folder: Path) -> Reading:
    """Return the reading in the folder of a document."""
    reading: Reading = pickle.loads((folder / READING).read_bytes())  # noqa: S301  # written by ourselves
    return reading


def read_statements(folder: Path) -> bytes:
    """Return the statements in the folder of a document, as canonical N-Quads."""
    return zstandard.ZstdDecompressor().decompress((folder / STATEMENTS).read_bytes())


def read_text(folder: Path) -> str:
    """Return the text of a document from its folder."""
    return (folder / TEXT).read_bytes().decode()


class DocumentTexts(Mapping[str, str]):
    """The texts of documents by name, each read from its folder when it is asked for."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = folders

    def __getitem__(self, name: str) -> str:
        """Return the text of a document."""
        return read_text(self._folders[name])

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the documents."""
        return iter(self._folders)

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self._folders)
