"""Maps: places where their coordinates are, with what is not on the map said in words."""

from dataclasses import replace

import pytest

from ruhrgraph.server.graphics.base_map import NARROW, WIDE, Frame
from ruhrgraph.server.graphics.town_map import Place, coordinates, town_map
from tests.server.graphics.pictures import elements, text

ESSEN = Place("Essen", coordinates("essen"), 7, "/doc/gemeinde/essen", ("Ruhrturm", "Haus der Technik"))
HERNE = Place("Herne", coordinates("herne"), 1)
TEL_AVIV = Place("Tel Aviv", coordinates("tel-aviv"), 1, "/doc/gemeinde/tel-aviv")


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_the_projection(frame: Frame) -> None:
    """West is left, north is up, and a kilometre is as long in both directions."""
    west, south = frame.point(51.4, 7.0), frame.point(51.3, 7.1)
    across, down = south[0] - west[0], south[1] - west[1]
    assert down > across > 0
    assert across / down == pytest.approx(0.623, abs=0.01)  # the cosine of 51.45 degrees


def test_circles_and_links() -> None:
    """Each place has a circle that grows with its count, is large enough for a finger, and leads to its page."""
    drawing = town_map([HERNE, ESSEN], "de", "Veranstaltungen nach Gemeinde")
    radii = [float(mark.get("r", "0")) for mark in elements(drawing, "circle") if mark.get("class") == "mark"]
    assert len(radii) == 4  # two places in two frames
    assert radii[0] > radii[1] >= 12
    assert [link.get("aria-label") for link in elements(drawing, "a")][:2] == ["Essen: 7", "Essen: 7"]


@pytest.mark.parametrize("counts", [(0, 0), (-3, 2), (-1, -2)])
def test_counts_that_are_none(counts: tuple[int, int]) -> None:
    """Whatever an answer counts, its circle is there."""
    drawing = town_map([replace(ESSEN, count=counts[0]), replace(HERNE, count=counts[1])], "de", "x")
    assert len([mark for mark in elements(drawing, "circle") if mark.get("class") == "mark"]) == 4


def test_the_list_says_the_same() -> None:
    """The places stand below the map, the largest first, with what is there."""
    said = text(town_map([HERNE, ESSEN], "de", "Veranstaltungen"))
    assert "Essen: 7Ruhrturm · Haus der Technik Herne: 1" in said
    assert "GeoNames (CC BY 4.0)" in said


def test_towns_of_the_base_are_there_once() -> None:
    """A town that has a circle is not drawn a second time; all names are different."""
    drawing = town_map([ESSEN], "de", "x")
    names = [element.text for element in elements(drawing, "text")]
    wide = names[: names.index("7")]
    assert wide.count("Essen") == 1
    assert {"Dortmund", "Rhein", "Lippe"} <= set(wide)
    assert len(set(wide)) == len(wide)


def test_what_is_not_on_the_map() -> None:
    """A place far away is named, and what has no place is counted."""
    lost = Place("Irgendwo", None, 2)
    said = text(town_map([ESSEN, TEL_AVIV, lost], "de", "x", without_place=12))
    assert "Außerhalb der Karte: Tel Aviv: 1" in said
    assert "Ohne Ort, daher nicht auf der Karte: 14" in said
    assert "ohne Ort" not in text(town_map([], "de", "x"))
    said = text(town_map([ESSEN], "en", "x"))
    assert "Beyond the map" not in said
    assert "Without a place" not in said


def test_an_unknown_municipality_has_no_coordinates() -> None:
    """The gazetteer answers with nothing for what it lacks."""
    assert coordinates("atlantis") is None
