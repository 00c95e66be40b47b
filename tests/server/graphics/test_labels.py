"""Labels beside points: inside of the drawing, clear of points and of each other."""

import pytest

from ruhrgraph.server.graphics.labels import Label, Point, place_labels


def test_a_label_stands_to_the_right() -> None:
    """A point with room on all sides has its label to the right."""
    (label,) = place_labels([Point(50, 50, 5, "Essen")], 10, 200, 100)
    assert label == Label(58, 53.5, "start", "Essen")


@pytest.mark.parametrize(
    ("point", "anchor"),
    [(Point(190, 50, 5, "Essen"), "end"), (Point(20, 50, 5, "Essen"), "start"), (Point(20, 50, 5, "E" * 100), None)],
)
def test_a_label_stays_inside(point: Point, anchor: str | None) -> None:
    """At the edge, a label goes to the other side; one that has no room at all is left out."""
    labels = place_labels([point], 10, 200, 100)
    assert [label.anchor for label in labels] == ([anchor] if anchor else [])


def test_labels_do_not_collide() -> None:
    """Points close together have labels on different lines, and the first ones are served first."""
    points = [Point(100, 50 + 2 * index, 3, f"Punkt {index}") for index in range(12)]
    labels = place_labels(points, 10, 220, 200)
    assert labels[0].text == "Punkt 0"
    assert 2 <= len(labels) < len(points)
    for one in labels:
        for other in labels:
            assert one == other or one.anchor != other.anchor or abs(one.y - other.y) >= 12


def test_a_point_without_a_text_is_kept_clear() -> None:
    """No label covers a point that has none itself."""
    (label,) = place_labels([Point(50, 50, 5, "Essen"), Point(70, 50, 5)], 10, 200, 100)
    assert label.anchor == "end"
