"""Pictures of networks: nodes told apart by shape, lines by thickness, names of the most central ones."""

from dataclasses import replace

import pytest

from ruhrgraph.server.graphics.network_picture import SHAPES, NetworkNode, NetworkTie, network_picture
from tests.server.graphics.pictures import elements, text


def _node(label: str, type_: str, x: float, y: float = 0.0, degree: int = 1) -> NetworkNode:
    return NetworkNode(label, f"/doc/{label}", type_, type_, degree, x, y)


TWO = [_node("wuest", "Person", 0, 0, 2), _node("vm", "Ressort", 3, 1)]


def test_nodes_and_ties() -> None:
    """Each node is a link with a name, a class and a shape; the ties between two are one line."""
    drawing = network_picture(TWO, [NetworkTie(0, 1), NetworkTie(1, 0)], "de", "Netzwerk")
    assert [link.get("href") for link in elements(drawing, "a")] == ["/doc/wuest", "/doc/vm"]
    assert "wuest (Person)" in text(drawing)
    assert [use.get("href") for use in elements(drawing, "use")] == ["#network-Person", "#network-Ressort"]
    assert "Netzwerk aus 2 Knoten und 1 Verbindungen" in text(drawing)
    (line,) = [path for path in elements(drawing, "path") if path.get("class") == "tie"]
    assert line.get("d", "").count("M") == 1


def test_a_node_without_a_page() -> None:
    """What has no page is drawn with its name, and is no link."""
    drawing = network_picture([replace(TWO[0], href="")], [], "de", "x")
    assert elements(drawing, "a") == []
    assert "wuest (Person)" in text(drawing)


def test_every_class_has_a_shape_of_its_own() -> None:
    """No two classes look alike without colour; a class that nobody drew yet is a circle."""
    assert len(set(SHAPES.values())) == len(SHAPES) == 8
    drawing = network_picture([_node("x", "Gemeinde", 0)], [], "de", "x")
    assert [use.get("href") for use in elements(drawing, "use")] == ["#network-Other"]


def test_the_legend() -> None:
    """It explains the classes of the nodes, and others that are asked for; two without a shape share one symbol."""
    drawing = network_picture([_node("x", "Gemeinde", 0)], [], "de", "x", classes={"Ort": "Venue", "Land": "Land"})
    assert [symbol.get("id") for symbol in elements(drawing, "symbol")] == ["network-Other", "network-Ort"]
    assert "Gemeinde Land Venue" in text(drawing)


@pytest.mark.parametrize(("weights", "widths"), [((1, 1), ["1.0"]), ((4, 4), ["1.0"]), ((1, 9), ["1.0", "5.0"])])
def test_thickness_is_weight(weights: tuple[float, float], widths: list[str]) -> None:
    """Heavier ties are thicker; where all are alike, they are thin."""
    nodes = [_node(str(index), "Person", index) for index in range(3)]
    drawing = network_picture(nodes, [NetworkTie(0, 1, weights[0]), NetworkTie(1, 2, weights[1])], "de", "x")
    assert [path.get("stroke-width") for path in elements(drawing, "path") if path.get("class") == "tie"] == widths


def test_names_of_the_most_central_nodes() -> None:
    """In a crowd, the nodes with the most neighbours are named, with long names cut."""
    crowd = [_node(f"n{index}", "Person", index % 20, index // 20) for index in range(200)]
    centre = _node("Ministerium für sehr viele verschiedene Angelegenheiten", "Ressort", 10, 11, 50)
    names = [element.text for element in elements(network_picture([*crowd, centre], [], "de", "x"), "text")]
    assert names[0] == "Ministerium für sehr viele vers…"
    assert len(names) <= 40


def test_no_nodes() -> None:
    """A network without nodes has no picture."""
    assert network_picture([], [], "de", "x") == ""
