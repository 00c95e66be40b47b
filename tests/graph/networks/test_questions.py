"""Paths, shared neighbours and rankings, beside NetworkX."""

from itertools import islice, pairwise

import networkx as nx
import pytest

from ruhrgraph.graph.networks.measures import measure
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.questions import MOST_PATHS, ranking, shared_neighbours, shortest_paths
from tests.graph.networks.samples import iri, network

SQUARE = network(["a-b", "b-d", "a-c", "c-d", "e-f"])


def _paths(made: Network, one: str, other: str) -> list[str]:
    """Return the keys of the nodes of each path."""
    found = shortest_paths(made, iri(one), iri(other)).paths
    return ["".join([*(step.source.iri[-1] for step in path), path[-1].target.iri[-1]]) for path in found]


def test_all_shortest_paths() -> None:
    """Both ways around a square are there, in the order of their nodes, whatever the direction of the edges."""
    assert _paths(SQUARE, "a", "d") == ["abd", "acd"]
    assert _paths(SQUARE, "d", "a") == ["dba", "dca"]
    assert _paths(SQUARE, "a", "b") == ["ab"]


def test_no_path_and_no_step() -> None:
    """Between two components there is none; from a node to itself there is one without steps."""
    assert shortest_paths(SQUARE, iri("a"), iri("e")).paths == ()
    assert shortest_paths(SQUARE, iri("a"), iri("a")).paths == ((),)


def test_the_edges_of_a_step() -> None:
    """A step has all edges between its nodes."""
    made = network(["a-b", "b-a", "b-c"], directed=True)
    (path,) = shortest_paths(made, iri("a"), iri("c")).paths
    assert [len(step.edges) for step in path] == [2, 1]


def test_too_many_paths() -> None:
    """Of very many paths some are listed, and the answer says that there are more."""
    layers = [[f"l{layer}{letter}" for letter in "abcd"] for layer in range(5)]
    edges = [f"s-{name}" for name in layers[0]] + [f"{name}-z" for name in layers[-1]]
    edges += [f"{one}-{other}" for before, after in pairwise(layers) for one in before for other in after]
    found = shortest_paths(network(edges), iri("s"), iri("z"))
    assert (len(found.paths), found.more) == (MOST_PATHS, True)


def test_paths_as_networkx(networks: dict[str, Network]) -> None:
    """Between ministries the paths are NetworkX's."""
    made = networks["actors"]
    graph = nx.Graph((edge.source, edge.target) for edge in made.edges)
    ministries = [node.iri for node in made.nodes if node.type == "Ressort"]
    for other in ministries[1:6]:
        found = shortest_paths(made, ministries[0], other)
        expected = sorted(islice(nx.all_shortest_paths(graph, ministries[0], other), 1000))
        steps = [[path[0].source.iri, *(step.target.iri for step in path)] for path in found.paths]
        assert steps == expected[:MOST_PATHS]


def test_shared_neighbours() -> None:
    """Two nodes share those that both are tied to, with the edges of each, and not themselves."""
    found = shared_neighbours(SQUARE, iri("a"), iri("d"))
    assert [item.node.iri for item in found] == [iri("b"), iri("c")]
    assert [(len(item.to_one), len(item.to_other)) for item in found] == [(1, 1), (1, 1)]
    assert shared_neighbours(SQUARE, iri("a"), iri("e")) == ()


@pytest.mark.parametrize(("measure_", "first"), [("degree", "hub"), ("betweenness", "hub"), ("clustering", "a")])
def test_ranking(measure_: str, first: str) -> None:
    """The highest value comes first, and equal ones in the order of their IRIs."""
    made = network(["hub-a", "hub-b", "hub-c", "a-b"])
    ranked = ranking(made, measure(made), measure_, frozenset({"Person"}))
    assert ranked[0][0].iri == iri(first)
    values = [getattr(values, measure_) for _, values in ranked]
    assert values == sorted(values, reverse=True)
    assert ranking(made, measure(made), measure_, frozenset({"Ort"})) == []
