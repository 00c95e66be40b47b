"""A network of one class of nodes out of a network of two: two nodes are tied if they share a neighbour."""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from ruhrgraph.graph.networks.network import Edge, Network
from ruhrgraph.ontology.errors import InvalidParameterError

SHARE = "share"
"""The relation of the edges: both are tied to the same node of the other class, which the edge names as `via`."""

_EDGE = {
    "de": "share: beide haben einen Nachbarn der anderen Klasse gemeinsam (via)",
    "en": "share: both have a neighbour of the other class in common (via)",
}
_WEIGHT = {"de": "Zahl der gemeinsamen Nachbarn", "en": "number of shared neighbours"}


def project(network: Network, kept: str) -> Network:
    """Return the projection of a network on one class of its nodes.

    The weight of an edge counts the shared neighbours, and its Belege are those of the ties to them. `newman` is the
    weight of M. E. J. Newman (2001): a neighbour that k nodes share counts 1/(k-1) for each pair.

    Args:
        network: A network whose edges all lead from one class to another.
        kept: The class of the nodes that stay.

    Raises:
        InvalidParameterError: The network has no two classes, or no nodes of this one.

    """
    types = {node.iri: node.type for node in network.nodes}
    classes = network.definition.node_types
    kept = next((name for name in classes if name.casefold() == kept.casefold()), kept)
    name = f"network {network.definition.name}"
    if len(classes) != len(("one", "other")):
        how_many = "one class" if len(classes) == 1 else f"{len(classes)} classes"
        raise InvalidParameterError(f"{name} has no projection, because its nodes are of {how_many} and not of two")
    if kept not in classes:
        raise InvalidParameterError(f"{name} has a projection on {' or '.join(classes)}, not on “{kept}”")
    ties: defaultdict[str, defaultdict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in network.edges:
        node, other = (edge.source, edge.target) if types[edge.source] == kept else (edge.target, edge.source)
        ties[other][node].append(edge)
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for other, by_node in ties.items():
        for pair in combinations(sorted(by_node), 2):
            shared[pair].append(other)
    edges = tuple(_edge(pair, sorted(others), ties) for pair, others in sorted(shared.items()))
    definition = replace(network.definition, directed=False, node_types=(kept,), edge=_EDGE, weight=_WEIGHT)
    nodes = tuple(node for node in network.nodes if node.type == kept)
    return replace(network, definition=definition, nodes=nodes, edges=edges)


def _edge(pair: tuple[str, str], others: list[str], ties: "defaultdict[str, defaultdict[str, list[Edge]]]") -> Edge:
    """Return the edge of two nodes that share some neighbours."""
    under = [edge for other in others for node in pair for edge in ties[other][node]]
    first = [edge.first for edge in under if edge.first]
    last = [edge.last for edge in under if edge.last]
    return Edge(
        source=pair[0],
        target=pair[1],
        relation=SHARE,
        weight=float(len(others)),
        newman=sum(1 / (len(ties[other]) - 1) for other in others),
        first=min(first, default=None),
        last=max(last, default=None),
        evidence=tuple(sorted({iri for edge in under for iri in edge.evidence})),
        via=tuple(others),
    )
