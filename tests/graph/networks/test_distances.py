"""Distances without a table, beside NetworkX."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.networks.distances import distances


@given(st.integers(0, 12), st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_as_networkx(count: int, edges: set[tuple[int, int]]) -> None:
    """How many nodes are reached, how far, how close: as searched from each node."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((one, other) for one, other in edges if one < count and other < count)
    found = distances([list(graph[node]) for node in range(count)])
    closeness = nx.closeness_centrality(graph)
    for node, lengths in nx.all_pairs_shortest_path_length(graph):
        assert found[node].reached == len(lengths)
        assert found[node].total == sum(lengths.values())
        assert found[node].farthest == max(lengths.values())
        assert found[node].closeness(count) == pytest.approx(closeness[node], abs=1e-12)


def test_a_long_path() -> None:
    """The ends of a path of a thousand nodes are 999 steps apart."""
    around = [[other for other in (node - 1, node + 1) if 0 <= other < 1000] for node in range(1000)]
    found = distances(around)
    assert (found[0].farthest, found[500].farthest, found[0].total) == (999, 500, 999 * 500)
