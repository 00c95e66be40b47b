"""The graphs of a version in pieces of a few MB, as they are sent to a remote engine, with bounded memory.

In: canonical N-Quads, line by line. Out: pieces of N-Triples, each of one graph. No piece has a blank node: an engine
reads each piece for itself, and would make two things of a blank node that stands in two. So each becomes an IRI
(RDF 1.1 Concepts §3.5), which follows from its label and so is the same in each piece and in each version.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from ruhrgraph.graph.rdf.nquads import split_graph

HELD = 8 * 1024 * 1024
"""Bytes that are held back; then the graph with the most of them is sent."""

_SKOLEM = ".well-known/genid/"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a graph: the graph's IRI, "" for the default graph, its triples as N-Triples, and how many they are."""

    graph: str
    triples: bytes
    count: int


def pieces(lines: Iterable[bytes], base: str, *, union: bool, held: int = HELD) -> Iterator[Piece]:
    """Yield the graphs of a dataset in pieces.

    Args:
        lines: Canonical N-Quads; all lines of a triple follow each other, as sorting brings it about.
        base: The base IRI, below which blank nodes are named.
        union: Whether the default graph is the union of all graphs, in which each triple counts once.
        held: Bytes that are held back.

    """
    waiting, sizes = defaultdict[bytes, list[bytes]](list), defaultdict[bytes, int](int)
    last, total = b"", 0
    for line in lines:
        triple, graph = split_graph(without_blank_nodes(line, base) if b"_:" in line else line)
        named = [graph] if graph or not union else []
        default = [b""] if union and triple != last else []
        last = triple
        for target in named + default:
            waiting[target].append(triple)
            sizes[target] += len(triple)
            total += len(triple)
        if total > held:
            largest = max(sizes, key=sizes.__getitem__)
            total -= sizes.pop(largest)
            yield _piece(largest, waiting.pop(largest))
    for graph in sorted(waiting):
        yield _piece(graph, waiting[graph])


def without_blank_nodes(line: bytes, base: str) -> bytes:
    """Return a line of N-Quads or N-Triples with an IRI for each blank node."""
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    named = ox.Quad(*(_named(term, base) for term in cast("Iterable[object]", quad)))
    return cast("bytes", ox.serialize([named], format=ox.RdfFormat.N_QUADS))


def _named(term: object, base: str) -> Any:  # noqa: ANN401  # a term of the same place in a statement
    """Return a term with an IRI for each blank node."""
    if isinstance(term, ox.BlankNode):
        return ox.NamedNode(f"{base}{_SKOLEM}{term.value}")
    if isinstance(term, ox.Triple):
        return ox.Triple(*(_named(part, base) for part in cast("Iterable[object]", term)))
    return term


def _piece(graph: bytes, triples: list[bytes]) -> Piece:
    """Return triples of a graph as a piece."""
    return Piece(graph[1:-1].decode(), b"".join(triples), len(triples))
