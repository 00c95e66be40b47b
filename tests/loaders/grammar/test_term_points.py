"""Points of time in terms."""

import re

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.term_points import doubted, is_doubt, point, read_point

_POINT = re.compile(point("it"), re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "year", "edtf", "is_end"),
    [
        ("2020", 2020, "2020", False),
        ("Mitte 2024", 2024, "2024", True),
        ("voraussichtlich 2023", 2023, "2023?", True),
        ("ca. 2023", 2023, "2023~", True),
        ("2020?", 2020, "2020?", False),
        ("Schuljahr 2020/21", 2020, "2020", False),
        ("Schuljahr 2020/21", 2021, "2021", True),
        ("Juli 2020", 2020, "2020-07", False),
        ("Mrz. 2020", 2020, "2020-03", False),
        ("07/2020", 2020, "2020-07", False),
        ("01.08.2020", 2020, "2020-08-01", False),
        ("1. August 2020", 2020, "2020-08-01", False),
        ("Q3 2020", 2020, "2020-07", False),
        ("Q3 2020", 2020, "2020-09", True),
        ("zweiten Halbjahr 2020", 2020, "2020-07", False),
        ("45.13.2020", 2020, "2020", False),
    ],
)
def test_point(text: str, year: int, edtf: str, *, is_end: bool) -> None:
    """A point has its year, and in EDTF its month or day and its doubt."""
    match = _POINT.fullmatch(text)
    assert match is not None
    found = read_point(Passage(text, 0), is_end=is_end)
    assert (found.year.value, found.edtf) == (year, edtf)


def test_doubt() -> None:
    """A doubt that stands elsewhere is added to what the point has."""
    sure, about = (read_point(Passage(text, 0), is_end=False) for text in ("2020", "ca. 2020"))
    assert [doubted(each).edtf for each in (sure, about, doubted(sure))] == ["2020?", "2020%", "2020?"]
    assert is_doubt("geplant")
    assert not is_doubt("geplant für 2020")
