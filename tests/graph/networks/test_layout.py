"""The layout: every node has a place of its own, the same each time."""

from itertools import combinations
from math import dist

import pytest

from ruhrgraph.graph.networks.files.drawing import draw
from ruhrgraph.graph.networks.layout import positions
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.queries.networks import network_names
from tests.graph.networks.samples import network


@pytest.mark.parametrize("name", network_names())
def test_nothing_overlaps(networks: dict[str, Network], name: str) -> None:
    """No two circles touch, in any network."""
    drawing = draw(networks[name])
    sizes = drawing.sizes()
    for one, other in combinations(drawing.places, 2):
        assert dist(drawing.places[one], drawing.places[other]) > (sizes[one] + sizes[other]) / 2
    assert set(drawing.places) == {node.iri for node in networks[name].nodes}


@pytest.mark.parametrize("name", ["actors", "persons"])
def test_the_same_again(networks: dict[str, Network], name: str) -> None:
    """The same network has the same places."""
    assert positions(networks[name]) == positions(networks[name])


@pytest.mark.parametrize("made", [network([]), network([], alone=["a"]), network(["a-a"]), network([], alone="abc")])
def test_small_ones(made: Network) -> None:
    """Networks of no, one, and unconnected nodes have places, too."""
    assert len(set(positions(made).values())) == len(made.nodes)


def test_a_crowd() -> None:
    """Nodes that the springs pull to one spot go side by side."""
    made = network([f"hub-n{number}" for number in range(300)])
    assert len(set(positions(made).values())) == 301
