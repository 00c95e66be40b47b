"""What can be measured of a network and of its nodes.

In: a network. Out: frozen records. All measures but in- and out-degree look at the network without directions, with the
edges between two nodes as one whose weight is their sum. Weights count in the weighted degree, the communities and the
modularity alone; an edge from a node to itself counts nowhere. The definitions are NetworkX's; rustworkx computes those
that take long in Python.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruhrgraph.graph.networks.distances import Distances, distances
from ruhrgraph.graph.networks.network import Network

if TYPE_CHECKING:
    import networkx as nx
    import rustworkx as rx

SEED = 20190408
"""The seed of the communities and of the layout: the day of the first Themenforum's first event."""
_MOST_NODES = 1000
"""How many nodes a matrix may have whose eigenvectors are computed at once."""
_MOST_IN_ORDER = 2000
"""Up to how many nodes betweenness is added up in one order. Several threads are faster, but the last digits vary."""


@dataclass(frozen=True, slots=True)
class NodeMeasures:
    """The measures of a node; `community` is a number from 1, the largest community first.

    `eigenvector` is None in a large network in which the iteration does not come to an end.
    """

    degree: int
    in_degree: int
    out_degree: int
    weighted_degree: float
    betweenness: float
    closeness: float
    eigenvector: float | None
    pagerank: float
    clustering: float
    core: int
    community: int


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """The measures of a network; None where there are too few nodes or edges for one.

    Diameter and mean path are those of the largest component; `assortativity` is that of degrees, `type_assortativity`
    that of the classes of the nodes.
    """

    nodes: int
    edges: int
    density: float
    components: int
    largest_component: int
    diameter: int | None
    mean_path: float | None
    transitivity: float
    assortativity: float | None
    type_assortativity: float | None
    modularity: float | None
    communities: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A network's measures, and those of its nodes by their IRIs."""

    network: NetworkMeasures
    nodes: Mapping[str, NodeMeasures]


def simple_graph(network: Network) -> "nx.Graph[int]":
    """Return a network without directions, loops and parallel edges; nodes are numbers in the network's order."""
    import networkx as nx

    number = {node.iri: index for index, node in enumerate(network.nodes)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from((index, {"type": node.type}) for index, node in enumerate(network.nodes))
    for edge in network.edges:
        source, target = number[edge.source], number[edge.target]
        if source != target:
            before = graph.get_edge_data(source, target, {"weight": 0.0})["weight"]
            graph.add_edge(source, target, weight=before + edge.weight)
    return graph


def measure(network: Network) -> Measured:
    """Return all measures of a network."""
    graph = simple_graph(network)
    far = distances([list(graph[index]) for index in graph])
    communities = _communities(graph)
    in_degrees, out_degrees = _directed_degrees(network)
    measures = _of_nodes(graph)
    community = {index: number for number, group in enumerate(communities, 1) for index in group}
    nodes = {
        node.iri: NodeMeasures(
            degree=int(graph.degree(index)),
            in_degree=in_degrees[node.iri],
            out_degree=out_degrees[node.iri],
            weighted_degree=float(graph.degree(index, weight="weight")),
            betweenness=float(measures["betweenness"][index]),
            closeness=far[index].closeness(len(graph)),
            eigenvector=measures["eigenvector"].get(index),
            pagerank=float(measures["pagerank"][index]),
            clustering=float(measures["clustering"][index]),
            core=int(measures["core"][index]),
            community=community[index],
        )
        for index, node in enumerate(network.nodes)
    }
    return Measured(_of_network(graph, far, communities), nodes)


def fast_graph(graph: "nx.Graph[int]") -> "rx.PyGraph[int, float]":
    """Return the same graph for rustworkx."""
    import rustworkx as rx

    fast: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    fast.add_nodes_from(list(graph))
    fast.add_edges_from([(source, target, float(data["weight"])) for source, target, data in graph.edges(data=True)])
    return fast


def _directed_degrees(network: Network) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many nodes each node has an edge from, and an edge to."""
    ties = {(edge.source, edge.target) for edge in network.edges if edge.source != edge.target}
    if not network.definition.directed:
        ties |= {(target, source) for source, target in ties}
    into, out = {node.iri: 0 for node in network.nodes}, {node.iri: 0 for node in network.nodes}
    for source, target in ties:
        out[source] += 1
        into[target] += 1
    return into, out


def _of_nodes(graph: "nx.Graph[int]") -> dict[str, Any]:
    """Return the measures that libraries compute, by name and number of the node."""
    import networkx as nx
    import rustworkx as rx

    if not graph:
        return {}
    fast = fast_graph(graph)
    return {
        "betweenness": rx.graph_betweenness_centrality(fast, parallel_threshold=_MOST_IN_ORDER),
        "eigenvector": _eigenvector(graph, fast),
        "pagerank": rx.pagerank(fast.to_directed(), weight_fn=lambda _: 1.0, tol=1e-13, max_iter=1_000),
        "clustering": nx.clustering(graph),
        "core": rx.core_number(fast),
    }


def _eigenvector(graph: "nx.Graph[int]", fast: "rx.PyGraph[int, float]") -> dict[int, float]:
    """Return the eigenvector centralities, those that the power iteration from equal values leads to.

    Where several components are nearly alike, the iteration comes to no end. Then a small graph has them from the
    eigenvectors of its matrix, and a large one has none.
    """
    import rustworkx as rx

    try:
        return dict(rx.graph_eigenvector_centrality(fast, max_iter=10_000, tol=1e-15))
    except rx.FailedToConverge:
        if len(graph) > _MOST_NODES:
            return {}
    import numpy as np  # it takes a tenth of a second, and is hardly ever needed

    values, vectors = np.linalg.eigh(rx.graph_adjacency_matrix(fast, weight_fn=lambda _: 1.0))
    leading = vectors[:, values > values[-1] - 1e-9]
    sums = np.abs(leading @ leading.sum(axis=0))
    return {index: float(value) for index, value in enumerate(sums / np.linalg.norm(sums))}


def _communities(graph: "nx.Graph[int]") -> list[set[int]]:
    """Return the communities by Louvain's method, largest first; of equal ones that with the first node comes first."""
    import networkx as nx

    if not graph:
        return []
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    return sorted(found, key=lambda group: (-len(group), min(group)))


def _of_network(graph: "nx.Graph[int]", far: list[Distances], communities: list[set[int]]) -> NetworkMeasures:
    import networkx as nx

    components = sorted(nx.connected_components(graph), key=lambda group: (-len(group), min(group)))
    largest = [far[index] for index in components[0]] if components else []
    pairs = len(largest) * (len(largest) - 1)
    return NetworkMeasures(
        nodes=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
        density=float(nx.density(graph)),
        components=len(components),
        largest_component=len(largest),
        diameter=max(node.farthest for node in largest) if pairs else None,
        mean_path=sum(node.total for node in largest) / pairs if pairs else None,
        transitivity=float(nx.transitivity(graph)),
        assortativity=_assortativity(graph),
        type_assortativity=_type_assortativity(graph),
        modularity=float(nx.community.modularity(graph, communities, weight="weight")) if graph.edges else None,
        communities=len(communities),
    )


def _assortativity(graph: "nx.Graph[int]") -> float | None:
    """Return the assortativity of degrees, the correlation over the ends of edges (Newman 2002, eq. 4).

    It is None where all nodes with an edge have the same degree. NetworkX loads NumPy for it, which takes longer.
    """
    ends = [(graph.degree(one), graph.degree(other)) for one, other in graph.edges]
    sums: int = sum(one + other for one, other in ends) ** 2
    spread: int = 2 * len(ends) * sum(one**2 + other**2 for one, other in ends) - sums
    shared: int = 4 * len(ends) * sum(one * other for one, other in ends) - sums
    return shared / spread if spread else None


def _type_assortativity(graph: "nx.Graph[int]") -> float | None:
    """Return the assortativity of the classes of nodes (Newman 2003, eq. 2), None where only one has edges."""
    types = [(graph.nodes[one]["type"], graph.nodes[other]["type"]) for one, other in graph.edges]
    counts = Counter(type_ for ends in types for type_ in ends)
    if len(counts) < len(("one", "other")):
        return None
    expected = sum(count**2 for count in counts.values()) / (2 * len(types)) ** 2
    return float((sum(one == other for one, other in types) / len(types) - expected) / (1 - expected))
