"""A part of a network: by type, relation, time, ministry, weight, surroundings of a node, or the largest component.

In: a network and a `Selection`. Out: a network. Edges are chosen first, by relation, time and ministry; then come the
projection, the classes of nodes, the weight, the surroundings and the component.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ruhrgraph.graph.networks.network import Edge, Network
from ruhrgraph.graph.networks.projection import project
from ruhrgraph.ontology.errors import NodeNotFoundError

MOST_STEPS = 10
"""The largest radius of the surroundings of a node."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to take of a network; an empty field takes all.

    Attributes:
        projection: The class of nodes to project a network of two classes on.
        types: The classes of nodes.
        relations: The relations of edges.
        first: The first day; edges that end before it are left out, and so are edges without a date.
        last: The last day.
        ministry: The IRI of a Ressort: edges at it, or through what belongs to it.
        min_weight: The smallest weight of an edge.
        ego: The IRI of a node.
        radius: How many steps from it.
        largest_component: Whether only the largest component is wanted.

    """

    projection: str | None = None
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    first: dt.date | None = None
    last: dt.date | None = None
    ministry: str | None = None
    min_weight: float | None = None
    ego: str | None = None
    radius: int = 1
    largest_component: bool = False


def select(network: Network, wanted: Selection, ministries: Mapping[str, frozenset[str]]) -> Network:
    """Return a part of a network.

    Args:
        network: The network.
        wanted: What to take of it.
        ministries: The IRIs of the ministries to which the things belong that ties come through.

    Raises:
        InvalidParameterError: The network has no such projection.
        NodeNotFoundError: What is taken before the surroundings of a node does not have that node.

    """
    edges = [edge for edge in network.edges if _is_wanted(edge, wanted, ministries)]
    part = network if len(edges) == len(network.edges) else network.with_edges(tuple(edges))
    if wanted.projection:
        part = project(part, wanted.projection)
    if wanted.types:
        part = part.with_nodes({node.iri for node in part.nodes if node.type in wanted.types})
    if wanted.min_weight is not None:
        part = part.with_edges(tuple(edge for edge in part.edges if edge.weight >= wanted.min_weight))
    if wanted.ego:
        part = part.with_nodes(_reached(neighbours(require_node(part, wanted.ego)), wanted.ego, wanted.radius))
    return part.with_nodes(_largest_component(part)) if wanted.largest_component else part


def require_node(part: Network, iri: str) -> Network:
    """Return a part of a network if it has a node.

    Raises:
        NodeNotFoundError: The network may have the node, but this part of it does not.

    """
    if any(node.iri == iri for node in part.nodes):
        return part
    name = iri.rpartition("/id/")[2]
    raise NodeNotFoundError(
        f"the part of network {part.definition.name} that the parameters choose does not have {name}; take some away"
    )


def _is_wanted(edge: Edge, wanted: Selection, ministries: Mapping[str, frozenset[str]]) -> bool:
    """Return whether an edge is of a wanted relation, time and ministry."""
    if wanted.relations and edge.relation not in wanted.relations:
        return False
    if wanted.first and (edge.last is None or edge.last < wanted.first):
        return False
    if wanted.last and (edge.first is None or edge.first > wanted.last):
        return False
    through = (edge.source, edge.target, *edge.via)
    return not wanted.ministry or any(
        thing == wanted.ministry or wanted.ministry in ministries.get(thing, frozenset()) for thing in through
    )


def neighbours(network: Network) -> dict[str, set[str]]:
    """Return the neighbours of each node, whatever the direction of the edges."""
    found: dict[str, set[str]] = {node.iri: set() for node in network.nodes}
    for edge in network.edges:
        found[edge.source].add(edge.target)
        found[edge.target].add(edge.source)
    return found


def _reached(around: Mapping[str, set[str]], iri: str, radius: int) -> set[str]:
    """Return the nodes that are at most some steps away from a node, with the node itself."""
    found, frontier = {iri}, {iri}
    for _ in range(radius):
        frontier = set[str]().union(*(around[node] for node in frontier)) - found
        if not frontier:
            break
        found |= frontier
    return found


def _largest_component(network: Network) -> set[str]:
    """Return the nodes of the largest component; of equal ones that with the first node."""
    around = neighbours(network)
    left, largest = set(around), set[str]()
    for iri in around:
        if iri in left:
            component = _reached(around, iri, len(around))
            left -= component
            largest = component if len(component) > len(largest) else largest
    return largest
