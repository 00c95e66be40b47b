"""Writes a dataset in the formats of RDF, as gzip files.

Whoever writes to the dataset may write what a format cannot say: a character that XML forbids, a property whose IRI
does not end in an XML name, a triple as a term in JSON-LD. Then there is no file in that format. N-Quads and N-Triples
can say everything.
"""

import mmap
import re
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from ruhrgraph.graph.dumps.gzip_file import Checksum, GzipWriter, gzip_writer
from ruhrgraph.graph.dumps.partition import Dataset, repeatable
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, GraphFormat
from ruhrgraph.graph.rdf.namespaces import PREFIXES

_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\[uU]")
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
# Turtle writes these without their IRIs: `a`, and numbers and truth values as they are.
_IMPLIED = {
    "rdf": rb"(?!type>|langString>)",
    "xsd": rb"(?!string>|integer>|decimal>|double>|boolean>)",
}


class UnsayableError(Exception):
    """Raised if a format cannot say what a dataset says; it never leaves this module."""


@dataclass(frozen=True, slots=True)
class FormatFile:
    """A gzip file, the format of what it contains, and the checksum of that."""

    path: Path
    format: GraphFormat
    unpacked: Checksum


def write_formats(dataset: Dataset, folder: Path, base: str) -> Iterator[FormatFile]:
    """Write a dataset in all formats that can say it.

    Args:
        dataset: What to write.
        folder: Where to.
        base: The base IRI of the graph.

    Raises:
        OSError: The disk is full or fails.

    """
    prefixes = _used_prefixes(dataset.triples, base)
    quads = repeatable(dataset.by_graph, lambda: ox.parse(path=str(dataset.by_graph), format=RdfFormat.N_QUADS))
    triples = repeatable(dataset.triples, lambda: ox.parse(path=str(dataset.triples), format=RdfFormat.N_TRIPLES))

    def written(format_: GraphFormat) -> FormatFile | None:
        path = folder / f"{dataset.stem}.{format_.suffix}.gz"
        try:
            with gzip_writer(path) as file:
                if format_.name == "nq":
                    _copy(dataset.quads, file)
                elif format_.name == "nt":
                    _copy(dataset.triples, file)
                elif format_.name == "rdfxml":
                    _serialize_xml(triples(), dataset.triples, file, prefixes)
                else:
                    statements = quads() if format_.named_graphs else triples()
                    _serialize(statements, format_.engine, file, prefixes if format_.prefixes else None)
        except UnsayableError:
            path.unlink()
            return None
        return FormatFile(path, format_, file.checksum)

    with ThreadPoolExecutor() as pool:  # while one file is compressed, another one can be serialized
        yield from filter(None, pool.map(written, RDF_FORMATS))


def _copy(path: Path, file: GzipWriter) -> None:
    """Write lines that are in the right format already."""
    with path.open("rb") as lines:
        shutil.copyfileobj(lines, file, 1024 * 1024)


def _serialize(
    statements: Iterable[Any],
    format_: RdfFormat,
    output: Any,  # noqa: ANN401  # whatever has a method `write`
    prefixes: dict[str, str] | None,
) -> None:
    """Write statements with pyoxigraph.

    Raises:
        UnsayableError: The format cannot say one of them.

    """
    try:
        ox.serialize(statements, output, format_, prefixes=prefixes)
    except OSError as error:
        if error.errno is not None:
            raise
        raise UnsayableError(str(error)) from None  # an error of the format, not of the disk


def _serialize_xml(statements: Iterable[Quad], source: Path, file: GzipWriter, prefixes: dict[str, str]) -> None:
    """Write statements as RDF/XML.

    Raises:
        UnsayableError: XML cannot say one of them.

    """
    if _has_escapes(source):
        raise UnsayableError("XML forbids most characters that are written by number")
    _serialize(_with_xml_names(statements), RdfFormat.RDF_XML, _XmlWriter(file), prefixes)


class _XmlWriter:
    """Writes a carriage return so that an XML parser does not read it as a line feed."""

    def __init__(self, file: GzipWriter) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def _with_xml_names(statements: Iterable[Quad]) -> Iterator[Quad]:
    """Yield statements as long as the IRI of each property ends in an XML name."""
    known: set[NamedNode] = set()
    for statement in statements:
        if statement.predicate not in known:
            if not _XML_NAME.search(statement.predicate.value):
                raise UnsayableError(f"{statement.predicate} does not end in an XML name")
            known.add(statement.predicate)
        yield statement


def _has_escapes(path: Path) -> bool:
    """Return whether a file of N-Triples has characters that are written by number."""
    text = _mapped(path)
    return text.find(rb"\u") >= 0 and _ESCAPED.search(text) is not None


def _used_prefixes(path: Path, base: str) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of a file of N-Triples, always in the same order."""
    text = _mapped(path)
    known = {"rk": f"{base}ontology#", **PREFIXES}
    return {name: iri for name, iri in sorted(known.items()) if _occurs(text, name, iri)}


def _occurs(text: mmap.mmap | bytes, name: str, iri: str) -> bool:
    """Return whether a text has an IRI that is written with a prefix."""
    begin = f"<{iri}".encode()
    if name in _IMPLIED:
        return re.search(re.escape(begin) + _IMPLIED[name], text) is not None
    return text.find(begin) >= 0


def _mapped(path: Path) -> mmap.mmap | bytes:
    """Return the content of a file, mapped into memory by the kernel as it is needed."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
