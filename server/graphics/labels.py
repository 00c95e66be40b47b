"""Labels beside points, placed so that they cover neither each other nor a point.

The width of a text is estimated from its characters, since only the browser knows the font.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CHARACTER = 0.56
"""How wide a character is on average, in sizes of the font."""
_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a drawing with its radius and the text that it should have; none is only kept clear."""

    x: float
    y: float
    radius: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text begins, in the middle or ends (`anchor`, as SVG names it), on which base line."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        """Return whether two boxes share some area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def place_labels(points: Sequence[Point], size: float, width: float, height: float) -> list[Label]:
    """Return labels for as many points as there is room for, the first ones first.

    Args:
        points: The points, those first whose labels matter most.
        size: The size of the font.
        width: The width of the drawing, beyond which no label goes.
        height: Its height.

    """
    taken = [_Box(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in points]
    frame = _Box(0, 0, width, height)
    labels = []
    for point in points:
        for label, box in _tries(point, size) if point.text else ():
            inside = frame.left <= box.left and box.right <= frame.right and frame.top <= box.top
            if inside and box.bottom <= frame.bottom and not any(box.meets(other) for other in taken):
                labels.append(label)
                taken.append(box)
                break
    return labels


def _tries(point: Point, size: float) -> Iterator[tuple[Label, _Box]]:
    """Yield the places of a label, the best first: right, left, below, above, and between these."""
    length, away = len(point.text) * size * _CHARACTER, point.radius + _GAP
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 0.8), (1, -0.8), (-1, 0.8), (-1, -0.8)):
        anchor = "start" if dx > 0 else "end" if dx < 0 else "middle"
        x, middle = point.x + dx * away, point.y + dy * (away + size / 2)
        left = x - {"start": 0.0, "middle": length / 2, "end": length}[anchor]
        box = _Box(left, middle - size * 0.6, left + length, middle + size * 0.6)
        yield Label(x, middle + size * 0.35, anchor, point.text), box
