"""Splits a version's statements into the parts that there are dumps of: the whole, the facts, each named graph.

In: a version. Out: for each part sorted N-Triples; for the whole and the facts sorted N-Quads too, and the same by
graph. All goes through once, line by line, so that a large dataset needs no memory.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from ruhrgraph.graph.dumps.facts_filter import Facts
from ruhrgraph.graph.rdf.external_sort import sorted_lines
from ruhrgraph.graph.versions.repository import Version

WHOLE, FACTS = "ruhrgraph", "ruhrgraph-facts"
MOST_GRAPHS = 64
"""Up to so many named graphs each has files of its own; more would be too many for a folder and for a catalogue."""

SMALL = 100_000
"""Up to so many statements a part is read once and held in memory; a larger one is read again for each format."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")
_END, _MARK = b" .\n", b"\x00"


@dataclass(slots=True)
class Part:
    """A part of the dataset: how its files are called, what it is, and where its statements are.

    `triples` is a file of sorted N-Triples, each once; `quads` one of sorted N-Quads and `by_graph` the same by graph,
    both only for the whole and the facts.
    """

    stem: str
    content: str
    graph: str | None
    triples: Path
    quads: Path | None = None
    by_graph: Path | None = None
    triple_count: int = 0
    quad_count: int = 0


class _Writing:
    """A part while it is written."""

    def __init__(self, part: Part, stack: ExitStack, *, with_quads: bool = True) -> None:
        self.part = part
        self._triples = stack.enter_context(part.triples.open("wb"))
        self._quads: IO[bytes] | None = None
        self._marked: IO[bytes] | None = None
        if part.quads and with_quads:
            self._quads = stack.enter_context(part.quads.open("wb"))
        if part.by_graph:
            self._marked = stack.enter_context(_marked(part.by_graph).open("wb"))
        self._last = b""

    def add(self, line: bytes, triple: bytes, graph: bytes) -> None:
        """Add a statement, as N-Quads and as N-Triples; the same triple in several graphs comes in a row."""
        if triple != self._last:
            self._triples.write(triple)
            self.part.triple_count += 1
            self._last = triple
        self.part.quad_count += 1
        if self._quads:
            self._quads.write(line)
        if self._marked:
            self._marked.write(graph + _MARK + line)


class _Graphs:
    """The parts of the named graphs while they are written; none where there are too many."""

    def __init__(self, base: str, folder: Path, stack: ExitStack) -> None:
        self._base, self._folder, self._stack = base, folder, stack
        self._found: dict[bytes, _Writing] = {}
        self._too_many = False

    def add(self, line: bytes, triple: bytes, graph: bytes, name: object) -> None:
        """Add a statement to the part of its graph."""
        if writing := self._found.get(graph):
            writing.add(line, triple, graph)
        elif isinstance(name, NamedNode) and not self._too_many:
            if len(self._found) >= MOST_GRAPHS:
                self._give_up()
                return
            short = _short_name(name.value, self._base)
            part = Part(f"graph-{short}", "graph", short, self._folder / f"graph-{short}.nt")
            self._found[graph] = _Writing(part, self._stack)
            self._found[graph].add(line, triple, graph)

    def _give_up(self) -> None:
        """Write no files of single graphs."""
        self._too_many = True
        for writing in self._found.values():
            writing.part.triples.unlink()
        self._found.clear()

    def parts(self) -> list[Part]:
        """Return the parts by name."""
        return sorted((writing.part for writing in self._found.values()), key=lambda part: part.stem)


def split(version: Version, base: str, folder: Path, work: Path) -> list[Part]:
    """Write the statements of each part.

    Args:
        version: The version.
        base: The base IRI of the graph.
        folder: Where the files go that are dumps themselves.
        work: Where the others go.

    Returns:
        The parts: the whole, the facts, and the graphs by name.

    """
    quads = canonical_quads(version, folder / f"{WHOLE}.nq", work)
    facts = Facts(base)
    with ExitStack() as stack:
        whole = _Writing(_large(WHOLE, "all", folder, work), stack, with_quads=False)
        some = _Writing(_large(FACTS, "facts", folder, work), stack)
        single = _Graphs(base, folder, stack)
        for things in _things(quads):
            of_thing = list(things)
            for (line, quad), fact in zip(of_thing, facts.of([quad for _, quad in of_thing]), strict=True):
                graph, triple = _cut(line, quad)
                whole.add(line, triple, graph)
                if fact:
                    some.add(line, triple, graph)
                single.add(line, triple, graph, quad.graph_name)
    for part in (whole.part, some.part):
        _order_by_graph(part, work)
    return [whole.part, some.part, *single.parts()]


def _large(stem: str, content: str, folder: Path, work: Path) -> Part:
    """Return the whole or the facts, with no statement yet."""
    return Part(stem, content, None, folder / f"{stem}.nt", folder / f"{stem}.nq", work / f"{stem}.by-graph.nq")


def canonical_quads(version: Version, path: Path, work: Path) -> Path:
    """Put a version's canonical N-Quads at a path: those of the version itself, or what its store holds, sorted.

    Args:
        version: The version.
        path: Where to; nothing may be there.
        work: A folder for what is needed meanwhile.

    Returns:
        The path.

    Raises:
        OSError: The version cannot be read, or the folders cannot be written.

    """
    if version.dataset.is_file():
        path.hardlink_to(version.dataset)
        return path
    unsorted = work / "unsorted.nq"
    Store.read_only(str(version.store)).dump(str(unsorted), format=RdfFormat.N_QUADS)
    with unsorted.open("rb") as lines, path.open("wb") as file:
        file.writelines(sorted_lines(lines, work))
    unsorted.unlink()
    return path


def _things(path: Path) -> Iterator[Iterator[tuple[bytes, Quad]]]:
    """Yield the statements about one thing after the other, each with its line."""
    with path.open("rb") as lines:
        quads = (quad for quad in ox.parse(path=str(path), format=RdfFormat.N_QUADS) if isinstance(quad, Quad))
        for _, group in groupby(zip(lines, quads, strict=True), lambda pair: pair[1].subject):
            yield group


def _cut(line: bytes, quad: Quad) -> tuple[bytes, bytes]:
    """Return a line's graph as N-Quads has it, empty for the default graph, and the line without it."""
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return b"", line
    graph = str(quad.graph_name).encode()
    return graph, line[: -len(graph) - len(_END) - 1] + _END


def _short_name(iri: str, base: str) -> str:
    """Return the last part of a graph's IRI; one that is not below the base, or odd, gets a name that no other has."""
    name = iri.removeprefix(f"{base}graph/")
    if name != iri and _NAME.fullmatch(name):
        return name
    last = re.sub(r"[^A-Za-z0-9]+", "-", re.split(r"[/#:]", iri.rstrip("/#:"))[-1])[:40].strip("-")
    return f"{last or 'other'}.{sha256(iri.encode()).hexdigest()[:8]}"


def _marked(path: Path) -> Path:
    """Return where the lines are that carry their graph in front."""
    return path.with_suffix(".marked")


def _order_by_graph(part: Part, work: Path) -> None:
    """Write a part's statements by graph."""
    if part.by_graph is None:
        return
    with _marked(part.by_graph).open("rb") as lines, part.by_graph.open("wb") as file:
        file.writelines(_unmarked(sorted_lines(lines, work)))
    _marked(part.by_graph).unlink()


def _unmarked(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines without the graph in front."""
    return map(itemgetter(2), (line.partition(_MARK) for line in lines))
