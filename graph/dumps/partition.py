"""Splits a version into the two datasets that are dumped: all statements, and the facts without texts.

The statements are written as sorted lines to files, so that memory does not grow with the dataset.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, TypeVar

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from ruhrgraph.graph.dumps.facts_filter import FactsFilter
from ruhrgraph.graph.rdf.external_sort import sorted_lines
from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import canonical_file

SMALL = 32 * 1024 * 1024
"""Bytes up to which a file is read once and kept in memory; a larger one is read again for each format."""

_MARK = b"\x00"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset to dump: the name of its files without suffix, what it contains, and its statements as sorted lines.

    `content` is `all` or `facts`; `quads` are N-Quads by subject, `by_graph` the same by graph, and `triples` are
    N-Triples, each once.
    """

    stem: str
    content: str
    quads: Path
    by_graph: Path
    triples: Path


def partition(version: Version, base: str, work: Path) -> tuple[Dataset, Dataset]:
    """Return all statements of a version, and its facts.

    Args:
        version: The version.
        base: The base IRI of the graph.
        work: An empty folder for the files of statements.

    Raises:
        OSError: The version cannot be read, or the disk is full.
        SyntaxError: The version is damaged.

    """
    quads, facts = canonical_file(version, work), work / "facts.nq"
    with facts.open("wb") as file:
        file.writelines(_facts(quads, base))
    return _dataset("ruhrgraph", "all", quads, work), _dataset("ruhrgraph-facts", "facts", facts, work)


def repeatable(path: Path, read: Callable[[], Iterator[_T]]) -> Callable[[], Iterator[_T]]:
    """Return a function that yields again and again what is read from a file, once if the file is small.

    Args:
        path: The file.
        read: Reads it.

    """
    if path.stat().st_size > SMALL:
        return read
    held = list(read())
    return lambda: iter(held)


def parse_again(path: Path, format_: RdfFormat) -> Iterator[ox.Triple | Quad]:
    """Parse statements that the engine has written. Not to check their IRIs again takes half the time."""
    return ox.parse(path=str(path), format=format_, lenient=True)


def read_subjects(quads: Path) -> Iterator[list[Quad]]:
    """Yield the statements of each subject of a sorted file of N-Quads.

    Raises:
        OSError: The file cannot be read.
        SyntaxError: It is damaged.

    """
    found = (statement for statement in parse_again(quads, RdfFormat.N_QUADS) if isinstance(statement, Quad))
    return (list(group) for _, group in groupby(found, lambda quad: quad.subject))


def _facts(path: Path, base: str) -> Iterator[bytes]:
    """Yield the lines of a sorted file of N-Quads that are facts."""
    filter_ = FactsFilter(base)
    with path.open("rb") as lines:
        for quads in read_subjects(path):
            for is_fact in filter_.are_facts(quads):
                line = next(lines)
                if is_fact:
                    yield line


def _dataset(stem: str, content: str, quads: Path, work: Path) -> Dataset:
    """Write the statements of a dataset in the other two orders."""
    by_graph, triples = work / f"{content}.by-graph.nq", work / f"{content}.nt"
    with quads.open("rb") as lines, triples.open("wb") as file, by_graph.open("wb") as sorted_file:
        marked = sorted_lines(_marked(lines, file), work)
        sorted_file.writelines(line[line.index(_MARK) + 1 :] for line in marked)
    return Dataset(stem, content, quads, by_graph, triples)


def _marked(lines: Iterable[bytes], triples: IO[bytes]) -> Iterator[bytes]:
    """Yield lines of N-Quads preceded by their graph, and write their triples, each once, to a file."""
    last = b""
    for line in lines:
        triple, graph = split_graph(line)
        if triple != last:  # a triple that stands in several graphs comes in a row
            triples.write(triple)
            last = triple
        yield graph + _MARK + line
