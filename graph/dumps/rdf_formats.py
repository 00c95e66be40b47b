"""Writes a dataset in the formats of RDF, as gzip files.

Writes may bring statements that a format cannot express: a character that XML forbids, a property whose IRI
does not end in an XML name, a triple as a term in JSON-LD. Then there is no file in that format. N-Quads and N-Triples
can say everything.
"""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ruhrgraph.graph.dumps.gzip_file import Checksum, GzipWriter, gzip_writer
from ruhrgraph.graph.dumps.partition import Dataset
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, GraphFormat
from ruhrgraph.graph.rdf.namespaces import PREFIXES
from ruhrgraph.graph.rdf.serialization import serialize
from ruhrgraph.ontology.errors import NotAcceptableError

# Turtle writes these without their IRIs: `a`, and numbers and truth values as they are.
_IMPLIED = {
    "rdf": rb"(?!type>|langString>)",
    "xsd": rb"(?!string>|integer>|decimal>|double>|boolean>)",
}
_BLOCK = 4 * 1024 * 1024
"""Bytes that are searched at once."""


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
    prefixes = _used_prefixes(dataset.quads, base)

    def written(format_: GraphFormat) -> FormatFile | None:
        path = folder / f"{dataset.stem}.{format_.suffix}.gz"
        try:
            with gzip_writer(path) as file:
                if format_.name == "nq":
                    _copy(dataset.quads, file)
                else:
                    statements = dataset.by_graph() if format_.named_graphs else dataset.triples()
                    serialize(statements, format_, cast("IO[bytes]", file), prefixes)
        except NotAcceptableError:
            path.unlink()
            return None
        return FormatFile(path, format_, file.checksum)

    with ThreadPoolExecutor() as pool:  # while one file is compressed, another one can be serialized
        yield from filter(None, pool.map(written, RDF_FORMATS))


def _copy(path: Path, file: GzipWriter) -> None:
    """Write lines that are in the right format already."""
    with path.open("rb") as lines:
        shutil.copyfileobj(lines, file, 1024 * 1024)


def _used_prefixes(path: Path, base: str) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of a file of N-Quads, always in the same order."""
    known = {"rk": f"{base}ontology#", **PREFIXES}
    used = set[str]()
    with path.open("rb") as file:
        # Whole lines. The file is not mapped into memory, where all of it would count as memory of this process.
        while len(used) < len(known) and (text := file.read(_BLOCK) + file.readline()):
            used.update(name for name, iri in known.items() if name not in used and _occurs(text, name, iri))
    return {name: known[name] for name in sorted(used)}


def _occurs(text: bytes, name: str, iri: str) -> bool:
    """Return whether a text has an IRI that is written with a prefix."""
    begin = f"<{iri}".encode()
    if name in _IMPLIED:
        return re.search(re.escape(begin) + _IMPLIED[name], text) is not None
    return text.find(begin) >= 0
