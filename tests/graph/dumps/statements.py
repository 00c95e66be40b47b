"""What the tests of the dumps share: dumps of given statements, and what a file contains."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat

from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, dumps_folder, ensure_dumps
from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.rdf.formats import rdf_format
from ruhrgraph.graph.versions.repository import Version, publish
from ruhrgraph.ontology import DEFAULT_BASE

BASE = DEFAULT_BASE
REPORT = b'{"documents": []}\n'
A, P = NamedNode("https://example.org/a"), NamedNode("https://example.org/p")
GRAPH = NamedNode("https://example.org/graphs/a")


def dumps_of(folder: Path, quads: Iterable[Quad]) -> tuple[Version, Manifest]:
    """Return a version of these statements, and its dumps."""
    version, _ = publish(folder, canonical(quads), REPORT)
    return version, ensure_dumps(version, BASE)


def content(version: Version, file: DumpFile) -> bytes:
    """Return what a file contains, unpacked."""
    stored = dumps_folder(version) / file.name
    if stored.is_file():
        return gzip.decompress(stored.read_bytes()) if file.compression else stored.read_bytes()
    return gzip.decompress(stored.with_name(f"{file.name}.gz").read_bytes())


def read(version: Version, file: DumpFile) -> list[Quad]:
    """Return the statements of a file, triples in the default graph."""
    return list(as_quads(ox.parse(content(version, file), rdf_format(file.format).engine)))


def whole(version: Version) -> list[Quad]:
    """Return all statements of a version."""
    return list(as_quads(ox.parse(path=str(version.dataset), format=RdfFormat.N_QUADS)))


def digest(quads: Iterable[Quad]) -> str:
    """Return the digest of statements."""
    return hashlib.sha256(canonical(quads)).hexdigest()


def expected(dataset: Iterable[Quad], file: DumpFile) -> str:
    """Return the digest of what a file of a dataset should contain."""
    if rdf_format(file.format).named_graphs:
        return digest(dataset)
    return digest(Quad(quad.subject, quad.predicate, quad.object) for quad in dataset)


def as_quads(statements: Iterable[object]) -> Iterator[Quad]:
    """Yield statements as quads, triples in the default graph."""
    for statement in statements:
        if isinstance(statement, ox.Triple):
            yield Quad(statement.subject, statement.predicate, statement.object)
        elif isinstance(statement, Quad):
            yield statement
