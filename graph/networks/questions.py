"""Questions to a network: how two nodes are connected, what they share, who comes first.

In: a network and the IRIs of nodes. Out: nodes and edges of the network.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ruhrgraph.graph.networks.measures import Measured, NodeMeasures
from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.graph.networks.selection import neighbours

MOST_PATHS = 100
"""How many shortest paths are listed at most; `Paths.more` says that there are others."""
MEASURES = tuple(NodeMeasures.__dataclass_fields__)
"""The names of the measures by which nodes can be ranked."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: from which node to which, and the edges between them."""

    source: Node
    target: Node
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest paths between two nodes, none if they are in different components."""

    paths: tuple[tuple[Step, ...], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class SharedNeighbour:
    """A node that two nodes are tied to, with the edges to the one and to the other."""

    node: Node
    to_one: tuple[Edge, ...]
    to_other: tuple[Edge, ...]


def edges_between(network: Network) -> dict[frozenset[str], tuple[Edge, ...]]:
    """Return the edges between each pair of nodes, whatever their direction."""
    found: defaultdict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        found[frozenset((edge.source, edge.target))].append(edge)
    return {pair: tuple(edges) for pair, edges in found.items()}


def shortest_paths(network: Network, source: str, target: str) -> Paths:
    """Return all shortest paths between two nodes, up to `MOST_PATHS`, whatever the direction of the edges."""
    around = neighbours(network)
    distances = _distances(around, target, source)
    by_iri = {node.iri: node for node in network.nodes}
    ties = edges_between(network)
    found: list[tuple[Step, ...]] = []
    for path in _paths(around, distances, source, target):
        if len(found) == MOST_PATHS:
            return Paths(tuple(found), more=True)
        steps = (Step(by_iri[one], by_iri[other], ties[frozenset((one, other))]) for one, other in pairwise(path))
        found.append(tuple(steps))
    return Paths(tuple(found), more=False)


def _distances(around: dict[str, set[str]], start: str, end: str) -> dict[str, int]:
    """Return how far nodes are from a start, no farther than an end is."""
    distances, frontier = {start: 0}, {start}
    while frontier and end not in distances:
        step = {other for node in frontier for other in around[node]} - distances.keys()
        distances.update(dict.fromkeys(step, max(distances.values()) + 1))
        frontier = step
    return distances


def _paths(
    around: dict[str, set[str]], distances: dict[str, int], source: str, target: str
) -> Iterator[tuple[str, ...]]:
    """Yield the shortest paths in the order of their nodes' IRIs; each step gets nearer to the target."""
    if source not in distances:
        return
    waiting: list[tuple[str, ...]] = [(source,)]
    while waiting:
        path = waiting.pop()
        if path[-1] == target:
            yield path
            continue
        nearer = (node for node in around[path[-1]] if distances.get(node, -1) == distances[path[-1]] - 1)
        waiting += [(*path, node) for node in sorted(nearer, reverse=True)]


def shared_neighbours(network: Network, one: str, other: str) -> tuple[SharedNeighbour, ...]:
    """Return the nodes that two nodes are both tied to, with the edges."""
    around = neighbours(network)
    ties = edges_between(network)
    return tuple(
        SharedNeighbour(node, ties[frozenset((node.iri, one))], ties[frozenset((node.iri, other))])
        for node in network.nodes
        if node.iri in around[one] & around[other] - {one, other}
    )


def ranking(
    network: Network, measured: Measured, measure: str, types: frozenset[str]
) -> list[tuple[Node, NodeMeasures]]:
    """Return nodes with their measures, the highest value of one measure first; equal ones in the order of their IRIs.

    Args:
        network: The network.
        measured: Its measures.
        measure: One of `MEASURES`.
        types: The classes of the nodes to list.

    """
    nodes = [(node, measured.nodes[node.iri]) for node in network.nodes if node.type in types]
    return sorted(nodes, key=lambda item: -(getattr(item[1], measure) or 0))
