"""The measures, computed again by NetworkX, python-igraph and rustworkx."""

import os
import subprocess
import sys
from math import isclose
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pytest
import rustworkx as rx

from ruhrgraph.graph.networks.measures import NodeMeasures, measure, simple_graph
from ruhrgraph.graph.networks.network import Edge, Network
from ruhrgraph.queries.networks import network_names
from tests.graph.networks.samples import iri, network

EXACT = 1e-9
# The eigenvector is no single one where components are alike, so the shapes here leave no doubt.
SHAPES = {
    "star": network(["a-b", "a-c", "a-d"]),
    "two components": network(["a-b", "b-c", "c-a", "d-e"], alone=["f"]),
    "parallel and both ways": network(
        ["a-b", Edge(iri("b"), iri("a"), "knows", 2.5), Edge(iri("a"), iri("b"), "sees", 3.0), "b-c"], directed=True
    ),
    "a loop": network(["a-a", "a-b", "b-c"]),
}


def _cases() -> list[str]:
    return [*network_names(), *SHAPES]


@pytest.fixture
def case(request: pytest.FixtureRequest, networks: dict[str, Network]) -> Network:
    """Return a network by name."""
    name: str = request.param
    return SHAPES[name] if name in SHAPES else networks[name]


def _plain(made: Network) -> "nx.Graph[str]":
    """Return a network as a graph of NetworkX, made here."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((node.iri, {"type": node.type}) for node in made.nodes)
    for edge in made.edges:
        if edge.source != edge.target:
            before = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
            graph.add_edge(edge.source, edge.target, weight=before + edge.weight)
    return graph


def _same(one: float | None, other: float) -> bool:
    return one is not None and isclose(one, other, rel_tol=EXACT, abs_tol=EXACT)


def _eigenvector(graph: "nx.Graph[str]") -> dict[str, float]:
    """Return the eigenvector centralities by way of the whole matrix."""
    values, vectors = np.linalg.eigh(nx.to_numpy_array(graph, weight=None))  # type: ignore[call-overload]  # the stubs forget None
    leading = vectors[:, values > values[-1] - EXACT]
    found = np.abs(leading @ leading.sum(axis=0))
    return dict(zip(graph, found / np.linalg.norm(found), strict=True))


@pytest.mark.parametrize("case", _cases(), indirect=True)
def test_nodes_as_networkx(case: Network) -> None:
    """Every measure of every node is NetworkX's."""
    graph, measured = _plain(case), measure(case).nodes
    if not graph:
        assert measured == {}
        return
    expected: dict[str, Any] = {
        "degree": dict(graph.degree()),
        "weighted_degree": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph),
        "closeness": nx.closeness_centrality(graph),
        "eigenvector": _eigenvector(graph),
        "clustering": nx.clustering(graph),
        "core": nx.core_number(graph),
    }
    for name, values in expected.items():
        for node, value in values.items():
            assert _same(getattr(measured[node], name), value), (name, node)


@pytest.mark.parametrize("case", _cases(), indirect=True)
def test_nodes_as_igraph(case: Network) -> None:
    """Degree, betweenness, closeness, eigenvector, PageRank, clustering and core number are igraph's."""
    graph, measured = igraph.Graph.from_networkx(_plain(case)), measure(case).nodes
    names = [node["_nx_name"] for node in graph.vs]
    pairs = (len(names) - 1) * (len(names) - 2) / 2
    reached = [len(graph.subcomponent(node)) - 1 for node in graph.vs]
    # igraph has closeness without the share of nodes within reach, and the largest eigenvector value as 1.
    close = (
        [
            (own or 0) * (others / (len(names) - 1) if len(names) > 1 else 0)
            for own, others in zip(graph.closeness(), reached, strict=True)
        ]
        if names
        else []
    )
    close = [0.0 if np.isnan(value) else value for value in close]
    expected: dict[str, list[float]] = {
        "degree": graph.degree(),
        "betweenness": [value / pairs if pairs > 0 else 0.0 for value in graph.betweenness()],
        "closeness": close,
        "pagerank": graph.pagerank() if names else [],
        "clustering": graph.transitivity_local_undirected(mode="zero") if names else [],
        "core": graph.coreness(),
    }
    for name, values in expected.items():
        for node, value in zip(names, values, strict=True):
            assert _same(getattr(measured[node], name), value), (name, node)


@pytest.mark.parametrize("case", _cases(), indirect=True)
def test_nodes_as_rustworkx(case: Network) -> None:
    """Closeness, which is not computed by rustworkx here, is that of rustworkx, and so is betweenness."""
    graph, measured = rx.networkx_converter(_plain(case)), measure(case).nodes
    assert isinstance(graph, rx.PyGraph)
    names = [node.iri for node in case.nodes]
    close, between = rx.graph_closeness_centrality(graph), rx.graph_betweenness_centrality(graph)
    for index, node in enumerate(names):
        assert _same(measured[node].closeness, close[index])
        assert _same(measured[node].betweenness, between[index])


@pytest.mark.parametrize("case", _cases(), indirect=True)
def test_the_whole_as_networkx_and_igraph(case: Network) -> None:
    """Density, components, diameter, mean path, transitivity, assortativity and modularity are those of both."""
    graph, measured = _plain(case), measure(case).network
    other = igraph.Graph.from_networkx(graph)
    assert (measured.nodes, measured.edges) == (len(graph), graph.number_of_edges())
    assert measured.components == nx.number_connected_components(graph) == len(other.connected_components())
    assert _same(measured.density, nx.density(graph))
    assert _same(measured.transitivity, nx.transitivity(graph))
    if not graph:
        assert (measured.diameter, measured.mean_path, measured.modularity) == (None, None, None)
        return
    largest = max(nx.connected_components(graph), key=len)
    assert measured.largest_component == len(largest)
    inner = graph.subgraph(largest)
    inner_other = other.connected_components().giant()
    assert measured.diameter == nx.diameter(inner) == inner_other.diameter()
    assert _same(measured.mean_path, nx.average_shortest_path_length(inner))
    assert _same(measured.mean_path, inner_other.average_path_length())
    if measured.assortativity is not None:
        assert _same(measured.assortativity, nx.degree_assortativity_coefficient(graph))
        assert _same(measured.assortativity, other.assortativity_degree(directed=False))
    if measured.type_assortativity is not None:
        assert _same(measured.type_assortativity, nx.attribute_assortativity_coefficient(graph, "type"))


@pytest.mark.parametrize("case", _cases(), indirect=True)
def test_communities(case: Network) -> None:
    """Each node is in one community, numbered by size from 1, and NetworkX and igraph find the same modularity."""
    measured, graph = measure(case), _plain(case)
    groups: dict[int, set[str]] = {}
    for node, values in measured.nodes.items():
        groups.setdefault(values.community, set()).add(node)
    assert sorted(groups) == list(range(1, measured.network.communities + 1))
    sizes = [len(groups[number]) for number in sorted(groups)]
    assert sizes == sorted(sizes, reverse=True)
    if graph.number_of_edges():
        assert _same(measured.network.modularity, nx.community.modularity(graph, groups.values(), weight="weight"))
        other = igraph.Graph.from_networkx(graph)
        membership = [measured.nodes[node["_nx_name"]].community - 1 for node in other.vs]
        assert _same(measured.network.modularity, other.modularity(membership, weights="weight"))


@pytest.mark.parametrize("case", _cases(), indirect=True)
def test_in_and_out_degree(case: Network) -> None:
    """They count the neighbours in each direction; without directions both are the degree."""
    measured = measure(case).nodes
    graph = nx.DiGraph((edge.source, edge.target) for edge in case.edges if edge.source != edge.target)
    for node, values in measured.items():
        if case.definition.directed:
            assert (values.in_degree, values.out_degree) == (
                (graph.in_degree(node), graph.out_degree(node)) if node in graph else (0, 0)
            )
        else:
            assert values.in_degree == values.out_degree == values.degree


def test_the_last_digit_is_the_same_each_time(networks: dict[str, Network]) -> None:
    """A network measured again has the very same values, so that files and versions are the same, too."""
    first = measure(networks["actors"])
    assert all(measure(networks["actors"]) == first for _ in range(5))


def test_one_node() -> None:
    """A network of a single node has values where there can be some."""
    found = measure(network([], alone=["a"]))
    whole = found.network
    assert (whole.nodes, whole.edges, whole.components, whole.largest_component) == (1, 0, 1, 1)
    assert (whole.diameter, whole.mean_path, whole.assortativity, whole.modularity) == (None, None, None, None)
    values = found.nodes[iri("a")]
    assert (values.degree, values.betweenness, values.closeness, values.pagerank, values.community) == (0, 0, 0, 1, 1)


def test_nodes_alone() -> None:
    """Without any edge all nodes are equal, and each is a community of its own."""
    found = measure(network([], alone=["a", "b", "c"]))
    assert [values.eigenvector for values in found.nodes.values()] == [pytest.approx(3**-0.5)] * 3
    assert [values.community for values in found.nodes.values()] == [1, 2, 3]


def test_types_do_not_depend_on_values() -> None:
    """Counts are whole numbers and all other measures are fractions, however small the network is."""
    for made in (network([]), network([], alone=["a"]), network(["a-b"]), network(["a-b", "b-c", "c-a"])):
        found = measure(made)
        assert isinstance(found.network.density, float)
        assert isinstance(found.network.transitivity, float)
        for values in found.nodes.values():
            kinds = {name: type(getattr(values, name)) for name in NodeMeasures.__slots__}
            whole = {"degree", "in_degree", "out_degree", "core", "community"}
            assert kinds == {name: int if name in whole else float for name in kinds}


def test_the_eigenvector_of_components_that_are_nearly_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the iteration has no end, a small network has its values from the matrix, a large one has none."""

    def endless(*_: object, **__: object) -> None:
        raise rx.FailedToConverge

    made = network(["a-b", "b-c", "d-e", "e-f"])
    expected = {node: values.eigenvector for node, values in measure(made).nodes.items()}
    monkeypatch.setattr(rx, "graph_eigenvector_centrality", endless)
    assert {node: values.eigenvector for node, values in measure(made).nodes.items()} == pytest.approx(expected)
    monkeypatch.setattr("ruhrgraph.graph.networks.measures._MOST_NODES", 5)
    assert {values.eigenvector for values in measure(made).nodes.values()} == {None}


def test_the_same_in_every_process(networks: dict[str, Network]) -> None:
    """Communities and places are the same whatever the seed of Python's hashes is."""
    del networks
    code = (
        "from tests.graph.networks.samples import network\n"
        "from ruhrgraph.graph.networks.files.drawing import draw\n"
        "import random; random.seed(1)\n"
        "names = [f'n{i}' for i in range(60)]\n"
        "edges = sorted({'-'.join(sorted(random.sample(names, 2))) for _ in range(150)})\n"
        "made = draw(network(edges))\n"
        "print([value.community for value in made.measured.nodes.values()], made.places)"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_loops_and_parallel_edges_are_one_or_none() -> None:
    """The simple graph has the sum of the weights between two nodes, and no edge from a node to itself."""
    graph = simple_graph(SHAPES["parallel and both ways"])
    assert sorted(graph.edges(data="weight")) == [(0, 1, 6.5), (1, 2, 1.0)]
    assert list(simple_graph(SHAPES["a loop"]).edges) == [(0, 1), (1, 2)]
