"""Writes a part of the dataset in the formats of RDF.

In: a part whose N-Triples and N-Quads are there. Out: a file for each format that can hold it. Whoever writes to the
dataset may write what a format cannot say: a character that XML forbids, a property whose IRI is no XML name, a triple
as a term in JSON-LD. That file is left out then; N-Triples and N-Quads hold everything.
"""

import mmap
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, Triple

from ruhrgraph.graph.dumps.jelly import write_jelly
from ruhrgraph.graph.dumps.partition import SMALL, Part
from ruhrgraph.graph.dumps.prefixes import used
from ruhrgraph.graph.dumps.unsayable import UnsayableError

SUFFIXES = {
    "nq": "nq",
    "trig": "trig",
    "ttl": "ttl",
    "nt": "nt",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
    "jelly": "jelly",
}
"""The formats of RDF, and how their files end."""

WITH_GRAPHS = ("nq", "trig", "jsonld", "jelly")
"""Those that say of each statement of the whole in which graph it stands."""

_WRITERS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\[uU]")
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")


def write_all(part: Part, folder: Path, base: str) -> Iterator[tuple[str, Path]]:
    """Write a part in all formats that can hold it, and yield each with its file as soon as it is there.

    N-Triples and N-Quads are there already.

    Args:
        part: What to write.
        folder: Where to.
        base: The base IRI of the graph.

    """
    if part.quads:
        yield "nq", part.quads
    yield "nt", part.triples
    prefixes = used(part.triples, base)
    held: dict[Path, list[Any]] = {}
    for source, format_name in _sources(part):
        if part.quad_count <= SMALL and source not in held:
            held = {source: list(_read(source))}
        path = folder / f"{part.stem}.{SUFFIXES[format_name]}"
        try:
            _write(format_name, iter(held.get(source) or _read(source)), source, path, prefixes)
        except UnsayableError:
            path.unlink(missing_ok=True)
            continue
        yield format_name, path


def _sources(part: Part) -> Iterator[tuple[Path, str]]:
    """Yield the formats to write with the file that each is written from, those from the same file in a row."""
    for format_name in ("ttl", "rdfxml"):
        yield part.triples, format_name
    for format_name in ("trig", "jsonld", "jelly"):
        if part.by_graph:
            yield part.by_graph, format_name
        elif format_name == "jsonld":
            yield part.triples, format_name


def _write(format_name: str, statements: Iterator[Any], source: Path, path: Path, prefixes: dict[str, str]) -> None:
    """Write statements in a format.

    Raises:
        UnsayableError: The format cannot hold one of them.

    """
    if format_name == "jelly":
        write_jelly(statements, path)
    elif format_name == "rdfxml":
        if _has_escapes(source):
            raise UnsayableError("XML forbids some characters of it")
        with path.open("wb") as file:
            _serialize(_named_for_xml(statements), format_name, _Xml(file), prefixes)
    else:
        _serialize(statements, format_name, str(path), None if format_name == "jsonld" else prefixes)


def _serialize(statements: Iterable[Any], format_name: str, output: Any, prefixes: dict[str, str] | None) -> None:  # noqa: ANN401  # pyoxigraph's own words are wider than what can be said here
    """Write statements with pyoxigraph."""
    try:
        ox.serialize(statements, output, _WRITERS[format_name], prefixes=prefixes)
    except OSError as error:
        if error.errno is not None:
            raise
        raise UnsayableError(str(error)) from None  # an error of the format, not of the disk


def _read(path: Path) -> Iterator[Any]:
    """Yield the statements of a file."""
    return ox.parse(path=str(path), format=RdfFormat.N_QUADS if path.suffix == ".nq" else RdfFormat.N_TRIPLES)


class _Xml:
    """A file of XML in which a carriage return is written so that it stays one when it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        self._file.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def _named_for_xml(statements: Iterable[Triple | Quad]) -> Iterator[Triple | Quad]:
    """Pass on statements as long as each property's IRI ends in an XML name."""
    known: set[ox.NamedNode] = set()
    for statement in statements:
        if statement.predicate not in known:
            if not _XML_NAME.search(statement.predicate.value):
                raise UnsayableError(f"{statement.predicate} is no name of XML")
            known.add(statement.predicate)
        yield statement


def _has_escapes(path: Path) -> bool:
    """Return whether a file of N-Triples holds characters that it escapes by number; XML forbids most of them."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return text.find(rb"\u") >= 0 and _ESCAPED.search(text) is not None
