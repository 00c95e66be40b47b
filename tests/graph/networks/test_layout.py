"""The layout: every node has a place of its own, the same each time."""

from itertools import combinations
from math import dist

import pytest

from ruhrgraph.graph.networks.files.drawing import draw
from ruhrgraph.graph.networks.layout import positions
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.queries.networks import network_names
from tests.graph.networks.samples import iri, network


@pytest.mark.parametrize("name", network_names())
def test_nothing_overlaps(networks: dict[str, Network], name: str) -> None:
    """No two circles touch, in any network."""
    drawing = draw(networks[name])
    sizes = drawing.sizes()
    for one, other in combinations(drawing.places, 2):
        assert dist(drawing.places[one], drawing.places[other]) > (sizes[one] + sizes[other]) / 2
    assert set(drawing.places) == {node.iri for node in networks[name].nodes}


def test_no_grid_shows(networks: dict[str, Network]) -> None:
    """Few nodes of a small network stand in one line, so edges do not run through others."""
    places = positions(networks["ministries"])
    for axis in (0, 1):
        assert len({place[axis] for place in places.values()}) > len(places) * 0.7


@pytest.mark.parametrize("name", ["actors", "persons"])
def test_the_same_again(networks: dict[str, Network], name: str) -> None:
    """The same network has the same places."""
    assert positions(networks[name]) == positions(networks[name])


@pytest.mark.parametrize("made", [network([]), network([], alone=["a"]), network(["a-a"]), network([], alone="abc")])
def test_small_ones(made: Network) -> None:
    """Networks of no, one, and unconnected nodes have places, too."""
    assert len(set(positions(made).values())) == len(made.nodes)


def test_components_stand_apart() -> None:
    """Each component has a rectangle of its own, the largest one at the top left."""
    groups = [[f"hub-n{number}" for number in range(30)], *([f"a{number}-b{number}"] for number in range(20))]
    places = positions(network([edge for group in groups for edge in group]))
    boxes = []
    for group in groups:
        found = [places[iri(key)] for key in {key for edge in group for key in edge.split("-")}]
        boxes.append([(min(axis), max(axis)) for axis in zip(*found, strict=True)])
    for one, other in combinations(boxes, 2):
        assert any(a[1] < b[0] or b[1] < a[0] for a, b in zip(one, other, strict=True))
    assert [low for low, _ in boxes[0]] == [0, 0]


def test_a_crowd() -> None:
    """Nodes that the springs pull to one spot go side by side."""
    made = network([f"hub-n{number}" for number in range(300)])
    assert len(set(positions(made).values())) == 301
