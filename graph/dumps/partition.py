"""Splits a version into the two datasets that are dumped: all statements, and the facts without texts.

The statements of a large version are read from files each time, so that memory does not grow with the dataset.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, compress, groupby
from pathlib import Path
from typing import TypeVar, cast

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple

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
    """A dataset to dump: the name of its files without suffix, what it contains, and its statements.

    `content` is `all` or `facts`; `quads` are sorted N-Quads. The others can be read again and again: the same quads in
    that order (`by_subject`), by graph, and the triples, each once.
    """

    stem: str
    content: str
    quads: Path
    by_subject: Callable[[], Iterator[Quad]]
    by_graph: Callable[[], Iterator[Quad]]
    triples: Callable[[], Iterator[Triple]]


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
    all_ = _dataset("ruhrgraph", "all", canonical_file(version, work), work)
    facts = work / "facts.nq"
    with facts.open("wb") as file:
        file.writelines(_facts(all_, base))
    return all_, _dataset("ruhrgraph-facts", "facts", facts, work)


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


def subjects(dataset: Dataset) -> Iterator[list[Quad]]:
    """Yield the statements of each subject.

    Raises:
        OSError: The file cannot be read.
        SyntaxError: It is damaged.

    """
    return (list(group) for _, group in groupby(dataset.by_subject(), lambda quad: quad.subject))


def _facts(dataset: Dataset, base: str) -> Iterator[bytes]:
    """Yield the lines of a dataset that are facts."""
    filter_ = FactsFilter(base)
    with dataset.quads.open("rb") as lines:
        yield from compress(lines, chain.from_iterable(map(filter_.are_facts, subjects(dataset))))


def _dataset(stem: str, content: str, quads: Path, work: Path) -> Dataset:
    """Return the dataset of a file of sorted N-Quads."""
    by_subject = repeatable(quads, lambda: _parse_again(quads))
    return Dataset(
        stem,
        content,
        quads,
        by_subject,
        by_graph=_by_graph(quads, by_subject, work / f"{content}.by-graph.nq"),
        triples=repeatable(quads, lambda: _triples(by_subject())),
    )


def _parse_again(path: Path) -> Iterator[Quad]:
    """Parse N-Quads that the engine has written. Not to check their IRIs again takes half the time."""
    return cast("Iterator[Quad]", ox.parse(path=str(path), format=RdfFormat.N_QUADS, lenient=True))


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of sorted quads; one that stands in several graphs comes in a row."""
    last = None
    for quad in quads:
        triple = quad.triple
        if triple != last:
            yield triple
            last = triple


def _by_graph(quads: Path, by_subject: Callable[[], Iterator[Quad]], target: Path) -> Callable[[], Iterator[Quad]]:
    """Return a function that yields sorted quads by graph; those of a large file are sorted on the disk."""
    if quads.stat().st_size <= SMALL:
        return repeatable(quads, lambda: iter(sorted(by_subject(), key=_graph)))
    with quads.open("rb") as lines, target.open("wb") as file:
        marked = sorted_lines((split_graph(line)[1] + _MARK + line for line in lines), target.parent)
        file.writelines(line[line.index(_MARK) + 1 :] for line in marked)
    return lambda: _parse_again(target)


def _graph(quad: Quad) -> str:
    """Return the graph of a quad as N-Quads have it."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
