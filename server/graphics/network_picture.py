"""A picture of a network: nodes at given places, ties as lines between them, names of the most central nodes.

The class of a node is told by shape and colour, the number of its neighbours by size, the weight of a tie by thickness.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

from markupsafe import Markup

from ruhrgraph.server.graphics.labels import Label, Point, place_labels
from ruhrgraph.server.graphics.markup import draw
from ruhrgraph.server.language import Language

_FONT = 13.0
_WIDEST, _HIGHEST, _LARGEST_UNIT = 900.0, 640.0, 64.0
_MARGIN = (90.0, 30.0)
"""Room around the nodes for the names of those at the edge."""
_LONGEST_NAME = 32
_MOST_NAMES = 40
_MOST_CLEAR = 100
"""How many nodes no name covers."""
_WIDTHS = (1.0, 2.0, 3.5, 5.0)
"""How thick ties are, from the lightest to the heaviest."""


def _polygon(corners: int, turn: float = 0.0, *, inner: float = 0.0) -> str:
    """Return a regular polygon of radius 1 with a corner at the top, turned by parts of a turn; a star if `inner`."""
    count = corners * 2 if inner else corners
    radii = [inner if inner and index % 2 else 1.0 for index in range(count)]
    angles = [2 * pi * (index / count + turn) for index in range(count)]
    spots = (
        f"{radius * sin(angle):.2f} {-radius * cos(angle):.2f}" for radius, angle in zip(radii, angles, strict=True)
    )
    return f"M{'L'.join(spots)}z"


SHAPES = {
    "Person": "M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0-1.8 0z",
    "Ressort": _polygon(4, 1 / 8),
    "Organisation": _polygon(3),
    "Themenforum": _polygon(4),
    "Veranstaltung": _polygon(5),
    "Ort": _polygon(3, 1 / 2),
    "Projekt": _polygon(6),
    "Handlungsfeld": _polygon(5, inner=0.5),
}
"""The outline of each class, of radius 1 about the origin; its colour is that of the same class in `graphics.css`."""
_OTHER = "Other"


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A node: its name, page, class (the local name and its label), number of neighbours, and place in the layout.

    `short` is what stands beside it where the name is too long for that, such as an acronym.
    """

    label: str
    href: str
    type: str
    type_label: str
    degree: int
    x: float
    y: float
    short: str = ""


@dataclass(frozen=True, slots=True)
class NetworkTie:
    """A tie between two nodes, by their numbers in the sequence of nodes."""

    source: int
    target: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Shape:
    """A node as it is drawn: its symbol with the upper left corner and the length of the side."""

    node: NetworkNode
    symbol: str
    left: float
    top: float
    side: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """How places of the layout become places of the picture."""

    unit: float
    left: float
    top: float
    width: float
    height: float

    def point(self, node: NetworkNode) -> tuple[float, float]:
        """Return where a node is drawn."""
        return (
            round((node.x - self.left) * self.unit + _MARGIN[0], 1),
            round((node.y - self.top) * self.unit + _MARGIN[1], 1),
        )


def network_picture(
    nodes: Sequence[NetworkNode],
    ties: Sequence[NetworkTie],
    language: Language,
    title: str,
    *,
    name: str = "network",
    classes: Mapping[str, str] | None = None,
) -> Markup:
    """Return a picture of a network.

    Args:
        nodes: The nodes.
        ties: The ties; several between two nodes are drawn as one.
        language: The reader's language.
        title: What the network is.
        name: The id of the picture, which no other element of the page may have.
        classes: The labels of classes that the legend explains besides those of the nodes.

    """
    if not nodes:
        return Markup()
    types = {**(classes or {}), **{node.type: node.type_label for node in nodes}}
    scale = _scale(nodes)
    most = max(node.degree for node in nodes) or 1
    central = sorted(nodes, key=lambda node: (-node.degree, node.label))
    return draw(
        "network_picture.html",
        language,
        scale=scale,
        font=_FONT,
        shapes=[_shape(node, scale, most) for node in nodes],
        lines=_lines(nodes, ties, scale),
        labels=_labels(central, scale, most),
        legend=sorted((label, _symbol(type_)) for type_, label in types.items()),
        outlines=SHAPES | {_OTHER: SHAPES["Person"]},
        title=title,
        name=name,
        numbers={"nodes": len(nodes), "ties": len({frozenset((tie.source, tie.target)) for tie in ties})},
    )


def _scale(nodes: Sequence[NetworkNode]) -> _Scale:
    left, top = min(node.x for node in nodes), min(node.y for node in nodes)
    across, down = max(node.x for node in nodes) - left, max(node.y for node in nodes) - top
    unit = min(_WIDEST / (across or 1), _HIGHEST / (down or 1), _LARGEST_UNIT)
    return _Scale(unit, left, top, round(across * unit + 2 * _MARGIN[0]), round(down * unit + 2 * _MARGIN[1]))


def _radius(node: NetworkNode, scale: _Scale, most: int) -> float:
    """Return half the size of a node; two neighbours in the layout do not overlap."""
    return min(scale.unit, 30) * (0.25 + 0.25 * node.degree / most)


def _symbol(type_: str) -> str:
    return type_ if type_ in SHAPES else _OTHER


def _shape(node: NetworkNode, scale: _Scale, most: int) -> _Shape:
    x, y = scale.point(node)
    radius = _radius(node, scale, most)
    return _Shape(node, _symbol(node.type), round(x - radius, 1), round(y - radius, 1), round(2 * radius, 1))


def _lines(nodes: Sequence[NetworkNode], ties: Sequence[NetworkTie], scale: _Scale) -> list[tuple[float, str]]:
    """Return the lines of each thickness as one path, the thin ones first."""
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for tie in ties:
        if tie.source != tie.target:
            weights[min(tie.source, tie.target), max(tie.source, tie.target)] += tie.weight
    lightest, heaviest = min(weights.values(), default=0.0), max(weights.values(), default=0.0)
    paths: defaultdict[float, list[str]] = defaultdict(list)
    for (source, target), weight in weights.items():
        x, y = (round(part) for part in scale.point(nodes[source]))
        to_x, to_y = (round(part) for part in scale.point(nodes[target]))
        place = (weight - lightest) / (heaviest - lightest or 1)
        paths[_WIDTHS[round(place * (len(_WIDTHS) - 1))]].append(f"M{x} {y}L{to_x} {to_y}")
    return [(width, "".join(paths[width])) for width in sorted(paths)]


def _labels(central: Sequence[NetworkNode], scale: _Scale, most: int) -> list[Label]:
    """Return the names of the most central nodes for which there is room; in a large network they may cover others."""
    points = [Point(*scale.point(node), _radius(node, scale, most), node.short or _cut(node.label)) for node in central]
    named, others = points[:_MOST_NAMES], points[_MOST_NAMES:_MOST_CLEAR]
    return place_labels([*named, *(replace(point, text="") for point in others)], _FONT, scale.width, scale.height)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1].rstrip() + "…"
