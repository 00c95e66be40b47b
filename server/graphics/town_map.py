"""A map of the region: what is where, as circles with numbers, on a ground without any tile server.

Below the map, the same as a list: what the circles are, what lies beyond the map, and how many have no place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from ruhrgraph.ontology.places import places
from ruhrgraph.server.graphics.base_map import NARROW, RIVERS, WIDE, Frame
from ruhrgraph.server.graphics.labels import Label, Point, place_labels
from ruhrgraph.server.graphics.markup import draw
from ruhrgraph.server.language import Language

_FONT = 13.0
_SMALLEST = 12.0
"""The radius of the smallest circle, which is a target of 24 pixels and has room for a number."""
_TOWN = 2.5


@dataclass(frozen=True, slots=True)
class Place:
    """A place with how many are there.

    Attributes:
        label: Its name.
        at: Latitude and longitude in degrees; None where they are not known.
        count: How many events, or what else is counted, are there.
        href: Its page.
        details: What is there, for the list, such as the venues of a town.

    """

    label: str
    at: tuple[float, float] | None
    count: int
    href: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Circle:
    place: Place
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class _Picture:
    """The map in one frame."""

    frame: Frame
    circles: list[_Circle]
    towns: list[tuple[float, float]]
    rivers: list[str]
    labels: list[Label]


def coordinates(municipality: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a Gemeinde by its key, the end of its IRI; None if the gazetteer lacks it."""
    found = (place for place in places() if place.gemeinde == municipality)
    return next(((float(place.latitude), float(place.longitude)) for place in found), None)


def town_map(
    located: Sequence[Place], language: Language, title: str, *, name: str = "map", without_place: int = 0
) -> Markup:
    """Return a map of places, and their list.

    Args:
        located: The places, each on coordinates of its own; venues that have none are counted at their Gemeinde.
        language: The reader's language.
        title: What is counted where (`Veranstaltungen nach Gemeinde`).
        name: The id of the map, which no other element of the page may have.
        without_place: How many have no place at all; the map says so.

    """
    by_count = sorted(located, key=lambda place: (-place.count, place.label))
    shown = [place for place in by_count if _is_in(WIDE, place)]
    return draw(
        "town_map.html",
        language,
        pictures=[("wide", _picture(WIDE, shown)), ("narrow", _picture(NARROW, shown))],
        shown=shown,
        beyond=[place for place in by_count if place.at and not _is_in(WIDE, place)],
        without_place=without_place + sum(place.count for place in by_count if not place.at),
        title=title,
        name=name,
        font=_FONT,
    )


def _is_in(frame: Frame, place: Place) -> bool:
    return place.at is not None and frame.has(*place.at)


def _picture(frame: Frame, shown: Sequence[Place]) -> _Picture:
    """Return the map of a frame; where there is no room for all labels, the largest places keep theirs."""
    most = max([1, *(place.count for place in shown)])
    largest = _SMALLEST + frame.width / 80
    circles = [
        _Circle(
            place,
            *frame.point(*place.at),
            round(max(_SMALLEST, largest * sqrt(max(place.count, 0) / most)), 1),
        )
        for place in shown
        if place.at
    ]
    taken = {(circle.x, circle.y) for circle in circles}
    towns = [
        (town.label, *frame.point(float(town.latitude), float(town.longitude)))
        for town in places()
        if frame.has(float(town.latitude), float(town.longitude))
    ]
    free = [(label, x, y) for label, x, y in towns if (x, y) not in taken]
    points = [
        *(Point(circle.x, circle.y, circle.radius, circle.place.label) for circle in circles),
        *(Point(x, y, _TOWN, label) for label, x, y in free),
        *(Point(*frame.point(*river.at), 0, river.name) for river in RIVERS),
    ]
    return _Picture(
        frame,
        circles,
        [(x, y) for _, x, y in free],
        [" ".join(f"{x},{y}" for x, y in (frame.point(*spot) for spot in river.course)) for river in RIVERS],
        place_labels(points, _FONT, frame.width, frame.height),
    )
