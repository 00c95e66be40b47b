"""The diagram of the ontology: it shows all of it, and nothing in it covers anything else."""

from itertools import combinations

import pytest

from ruhrgraph.graph.schema.ontology import Vocabulary, vocabulary
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.vocabulary.diagram import (
    BOX_HEIGHT,
    BOX_WIDTH,
    HEIGHT,
    LINE_HEIGHT,
    POSITIONS,
    WIDTH,
    Box,
    Diagram,
    Label,
    diagram,
)

Area = tuple[float, float, float, float]

CHARACTER_WIDTH = 6.7
"""Pixels that a character of a label takes in a browser, on average."""


@pytest.fixture(scope="module")
def ontology() -> Vocabulary:
    """Return the ontology."""
    return vocabulary(DEFAULT_BASE)


@pytest.fixture(scope="module")
def drawn(ontology: Vocabulary) -> Diagram:
    """Return its diagram."""
    return diagram(ontology)


def _box(box: Box) -> Area:
    return box.x, box.y, box.x + BOX_WIDTH, box.y + BOX_HEIGHT


def _label(label: Label) -> Area:
    half = len(label.name) * CHARACTER_WIDTH / 2
    return label.x - half, label.y - LINE_HEIGHT / 2, label.x + half, label.y + LINE_HEIGHT / 2


def _overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _points(start: tuple[float, float], end: tuple[float, float]) -> list[Area]:
    steps = [(n / 100) for n in range(1, 100)]
    return [(x, y, x, y) for n in steps for x, y in [_between(start, end, n)]]


def _between(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def test_every_class_has_its_place(ontology: Vocabulary, drawn: Diagram) -> None:
    """Each class of the ontology has one box, and no place is set for what is no class."""
    assert {class_.name for class_ in ontology.classes} == set(POSITIONS)
    assert sorted(box.name for box in drawn.boxes) == sorted(POSITIONS)


def test_every_tie_has_its_arrow(ontology: Vocabulary, drawn: Diagram) -> None:
    """Each property between classes stands on one arrow for each of its domains, and nothing else does."""
    names = {class_.iri: class_.name for class_ in ontology.classes}
    expected = {
        (names[domain], names[item.range], item.name)
        for item in ontology.properties
        if item.range in names
        for domain in item.domains
    }
    shown = [(arrow.source, arrow.target, label.name) for arrow in drawn.arrows for label in arrow.labels]
    assert set(shown) == expected
    assert len(shown) == len(expected)


def test_nothing_covers_anything(drawn: Diagram) -> None:
    """Boxes and labels lie apart and inside of the drawing."""
    areas = {box.name: _box(box) for box in drawn.boxes}
    for arrow in drawn.arrows:
        areas |= {f"{label.name} {arrow.source} {arrow.target}": _label(label) for label in arrow.labels}
    assert [pair for pair in combinations(areas, 2) if _overlap(areas[pair[0]], areas[pair[1]])] == []
    for name, (left, top, right, bottom) in areas.items():
        assert 0 <= left < right <= WIDTH, name
        assert 0 <= top < bottom <= HEIGHT, name


def test_arrows_run_from_edge_to_edge(drawn: Diagram) -> None:
    """An arrow begins and ends at the edges of its own boxes, and crosses no box."""
    boxes = {box.name: _box(box) for box in drawn.boxes}
    for arrow in drawn.arrows:
        for name, (x, y) in ((arrow.source, arrow.start), (arrow.target, arrow.end)):
            left, top, right, bottom = boxes[name]
            assert min(abs(x - left), abs(x - right), abs(y - top), abs(y - bottom)) < 0.2, arrow
            assert left - 0.2 <= x <= right + 0.2, arrow
            assert top - 0.2 <= y <= bottom + 0.2, arrow
        for point in _points(arrow.start, arrow.end):
            assert not any(_overlap(point, box) for box in boxes.values()), arrow
