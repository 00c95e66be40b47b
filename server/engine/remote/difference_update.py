"""Turns the difference that a write made into updates for a remote engine that has the version before.

In: the difference, and where the default graphs of both versions are. Out: the update that makes the default graph of
the next version, and the operations that bring its named graphs into use.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import pyoxigraph as ox

from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.versions.difference import Difference
from ruhrgraph.server.engine.remote.graph_pieces import without_blank_nodes

_ByGraph: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class DifferenceUpdate:
    """What to send: `staging` is an update, `switching` are operations of another one.

    `gained` is how many triples more the default graph has than that before; `graphs` are the named graphs that get
    triples.
    """

    staging: str
    gained: int
    switching: tuple[str, ...]
    graphs: frozenset[str]


def difference_update(
    difference: Difference, before: str, after: str, base: str, *, union: bool
) -> DifferenceUpdate | None:
    """Return the updates for a difference; None if it does not tell how many triples the next version has.

    Args:
        difference: How the version differs from the one that the engine has.
        before: The graph in the engine that is the default graph of the version before.
        after: The graph in the engine that is to be that of the version.
        base: The base IRI, below which blank nodes are named.
        union: Whether the default graph is the union of all graphs.

    """
    removed, added = _by_graph(difference.removed, base), _by_graph(difference.added, base)
    if union:
        gone = _by_graph(difference.gone, base)[""]
        new, count = list(dict.fromkeys(triple for triples in added.values() for triple in triples)), difference.new
    else:
        gone, new = removed[""], added[""]
        count = len(new)
    if count is None:
        return None
    copy = f"COPY SILENT GRAPH <{before}> TO GRAPH <{after}>"
    staging = (copy, *_data("DELETE", {after: gone}), *_data("INSERT", {after: new}))
    switching = (*_data("DELETE", _named(removed)), *_data("INSERT", _named(added)))
    return DifferenceUpdate(" ;\n".join(staging), count - len(gone), switching, frozenset(_named(added)))


def _by_graph(statements: Iterable[ox.Quad] | Iterable[ox.Triple], base: str) -> defaultdict[str, list[str]]:
    """Return statements as N-Triples by graph, "" for the default graph, with an IRI for each blank node."""
    found = defaultdict[str, list[str]](list)
    for statement in statements:
        line = cast("bytes", ox.serialize(cast("list[ox.Quad]", [statement]), format=ox.RdfFormat.N_QUADS))
        triple, graph = split_graph(without_blank_nodes(line, base) if b"_:" in line else line)
        found[graph[1:-1].decode()].append(triple.decode().rstrip("\n"))
    return found


def _named(triples: _ByGraph) -> _ByGraph:
    """Return what is in named graphs."""
    return {graph: lines for graph, lines in triples.items() if graph}


def _data(verb: str, triples: _ByGraph) -> tuple[str, ...]:
    """Return the operation that removes or adds triples, unless there are none."""
    graphs = [f"GRAPH <{graph}> {{ {' '.join(lines)} }}" for graph, lines in triples.items() if lines]
    return (f"{verb} DATA {{ {' '.join(graphs)} }}",) if graphs else ()
