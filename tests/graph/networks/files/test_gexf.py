"""GEXF: dates for the time slider, colours, sizes and places."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from ruhrgraph.graph.networks.files.drawing import COLOURS, draw
from ruhrgraph.graph.networks.files.gexf import gexf
from ruhrgraph.graph.networks.network import Edge, Network
from tests.graph.networks.samples import iri, network

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
DATED = Edge(iri("a"), iri("b"), "meets", 1.0, dt.date(2019, 3, 1), dt.date(2019, 3, 31))
BEGUN = Edge(iri("b"), iri("c"), "meets", 1.0, dt.date(2019, 3, 1))
UNDATED = Edge(iri("a"), iri("c"), "meets", 1.0)


def _read(made: Network) -> ET.Element:
    graph = ET.fromstring(gexf(draw(made))).find("g:graph", NS)  # noqa: S314  # our own file
    assert graph is not None
    return graph


def test_dates_are_those_of_the_edge() -> None:
    """The graph is dynamic and says how it writes time; dates are `start` and `end`, and no attributes."""
    graph = _read(network([DATED, BEGUN, UNDATED]))
    assert {key: graph.get(key) for key in ("mode", "timeformat", "timerepresentation")} == {
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
    }
    edges = graph.findall("g:edges/g:edge", NS)
    assert [(edge.get("start"), edge.get("end")) for edge in edges] == [
        ("2019-03-01", "2019-03-31"),
        (None, None),
        ("2019-03-01", None),
    ]
    titles = {element.get("title") for element in graph.findall("g:attributes/g:attribute", NS)}
    assert not titles & {"start", "end", "first", "last", "id"}


def test_without_dates_it_is_static() -> None:
    """A network without a date has no time format."""
    graph = _read(network([UNDATED]))
    assert (graph.get("mode"), graph.get("timeformat")) == ("static", None)


def test_ids_are_unique(networks: dict[str, Network]) -> None:
    """Nodes and edges of a file share no identifier."""
    graph = _read(networks["actors"])
    ids = [element.get("id") for path in ("g:nodes/g:node", "g:edges/g:edge") for element in graph.findall(path, NS)]
    assert len(set(ids)) == len(ids)


def test_pictures(networks: dict[str, Network]) -> None:
    """Each node has the colour of its class, a size by its degree and a place of its own."""
    graph = _read(networks["actors"])
    nodes = dict(zip((node.iri for node in networks["actors"].nodes), graph.findall("g:nodes/g:node", NS), strict=True))
    places, sizes = set(), {}
    for node in networks["actors"].nodes:
        colour, size, place = (nodes[node.iri].find(f"viz:{name}", NS) for name in ("color", "size", "position"))
        assert colour is not None
        assert size is not None
        assert place is not None
        assert tuple(int(colour.attrib[part]) for part in "rgb") == COLOURS[node.type]
        places.add((place.get("x"), place.get("y")))
        sizes[node.iri] = float(size.attrib["value"])
    assert len(places) == len(nodes)
    assert max(sizes, key=lambda key: sizes[key]) == iri("ressort/mwide")


def test_a_class_without_a_colour_is_grey() -> None:
    """A network that somebody adds may have classes of its own."""
    graph = _read(network(["gemeinde/a-gemeinde/b"], types=("Gemeinde",)))
    colour = graph.find("g:nodes/g:node/viz:color", NS)
    assert colour is not None
    assert colour.attrib == {"r": "128", "g": "128", "b": "128"}


@pytest.mark.parametrize("directed", [True, False])
def test_direction(*, directed: bool) -> None:
    """The direction is said once for all edges."""
    assert _read(network([UNDATED], directed=directed)).get("defaultedgetype") == (
        "directed" if directed else "undirected"
    )
