"""The diagram of the ontology: its classes as boxes, the properties between them as arrows.

Left out are the properties of many classes, such as those of what a text names: their arrows would hide all others.

In: the ontology. Out: a `Diagram`, which the template draws as SVG. The positions of the boxes are set by hand, so that
related classes stand together; all others are computed.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from ruhrgraph.graph.rdf.namespaces import ORG
from ruhrgraph.graph.schema.ontology import Property, Vocabulary

WIDTH, HEIGHT = 1280, 770
BOX_WIDTH, BOX_HEIGHT = 152, 40
LINE_HEIGHT = 15
"""Pixels: the size of the drawing, of a box, and the height of a line of a label."""
MOST_DOMAINS = 3
"""A property of more classes is left out."""

POSITIONS: Mapping[str, tuple[int, int]] = {
    "Person": (90, 50),
    "Moderation": (400, 50),
    "Organisation": (800, 50),
    "Beteiligung": (1180, 50),
    "Moderationsteam": (640, 225),
    "Teilnehmergruppe": (560, 115),
    "Ort": (980, 170),
    "Ressort": (90, 290),
    "Themenforum": (400, 290),
    "Veranstaltung": (800, 290),
    "Gemeinde": (980, 410),
    "Handlungsfeld": (90, 530),
    "Projekt": (400, 530),
    "Zusatzangabe": (600, 430),
    "Menge": (600, 640),
    "Phase": (140, 640),
    "Massnahme": (800, 530),
    "Laufzeit": (400, 640),
    "Beleg": (800, 640),
    "Quelle": (980, 640),
    "Netzwerkknoten": (400, 720),
    "Netzwerk": (800, 720),
}
"""The centre of each class's box."""

# Where on an arrow its label stands, as a fraction of its length; else in the middle, which may be taken.
_LABELS = {
    ("Themenforum", "Veranstaltung"): 0.72,
    ("Veranstaltung", "Themenforum"): 0.28,
    ("Themenforum", "Teilnehmergruppe"): 0.62,
}
_APART = 11.0


@dataclass(frozen=True, slots=True)
class Box:
    """A class: its name and the upper left corner of its box."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a property on its arrow; `x` and `y` are the centre of the text."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from the edge of one box to the edge of another, and the properties that it stands for."""

    source: str
    target: str
    start: tuple[float, float]
    end: tuple[float, float]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The whole drawing."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def diagram(vocabulary: Vocabulary) -> Diagram:
    """Return the diagram of an ontology."""
    names = {class_.iri: class_.name for class_ in vocabulary.classes}
    targets = {**names, f"{ORG}Organization": "Organisation"}
    ties: dict[tuple[str, str], list[Property]] = defaultdict(list)
    for item in vocabulary.properties:
        for domain in item.domains if len(item.domains) <= MOST_DOMAINS else ():
            if item.range in targets and item.range != domain:
                ties[names[domain], targets[item.range]].append(item)
    boxes = tuple(
        Box(name, POSITIONS[name][0] - BOX_WIDTH / 2, POSITIONS[name][1] - BOX_HEIGHT / 2) for name in names.values()
    )
    return Diagram(boxes, tuple(_arrow(pair, held, both=pair[::-1] in ties) for pair, held in ties.items()))


def _arrow(pair: tuple[str, str], held: list[Property], *, both: bool) -> Arrow:
    """Return the arrow of the properties from one class to another; with `both` there is one back, too."""
    (x1, y1), (x2, y2) = POSITIONS[pair[0]], POSITIONS[pair[1]]
    length = hypot(x2 - x1, y2 - y1)
    # Arrows in both directions run side by side.
    aside = _APART if both else 0.0
    right, down = -(y2 - y1) / length * aside, (x2 - x1) / length * aside
    start = _edge(x1 + right, y1 + down, x2 + right, y2 + down, (x1, y1))
    end = _edge(x2 + right, y2 + down, x1 + right, y1 + down, (x2, y2))
    along = _LABELS.get(pair, 0.3 if both and x1 == x2 else 0.5)
    x, y = start[0] + (end[0] - start[0]) * along, start[1] + (end[1] - start[1]) * along
    top = y - LINE_HEIGHT * (len(held) - 1) / 2
    labels = tuple(Label(item.name, round(x, 1), round(top + LINE_HEIGHT * n, 1)) for n, item in enumerate(held))
    return Arrow(*pair, start, end, labels)


def _edge(x1: float, y1: float, x2: float, y2: float, middle: tuple[int, int]) -> tuple[float, float]:
    """Return where the line from one point to another leaves the box around a centre."""
    reach = []
    for distance, position, centre, half in (
        (x2 - x1, x1, middle[0], BOX_WIDTH / 2),
        (y2 - y1, y1, middle[1], BOX_HEIGHT / 2),
    ):
        if distance:
            border = centre + half if distance > 0 else centre - half
            reach.append((border - position) / distance)
    part = min(reach)
    return round(x1 + (x2 - x1) * part, 1), round(y1 + (y2 - y1) * part, 1)
