"""Dates: every form of the documents, impossible ones, and any day there is."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.dates import MONTHS, find_date

CASES = [
    ("am 08.04.2019", "2019-04-08"),
    ("am 10.05 2019", "2019-05-10"),
    ("am 11. Juni 2019", "2019-06-11"),
    ("am 3.5.2019", "2019-05-03"),
    ("am 3. 5. 2019", "2019-05-03"),
    ("am 08.04.19", "2019-04-08"),
    ("am Mittwoch, dem 12. Februar 2020", "2020-02-12"),
    ("am Mi., 12.02.2020", "2020-02-12"),
    ("im Juni 2019", "2019-06"),
    ("Öffentlicher Workshop: Juni 2019", "2019-06"),
    ("ggf. im Juni 2019", "2019-06?"),
    ("voraussichtlich am 08.04.2019", "2019-04-08?"),
    ("im Mai 2020 (geplant)", "2020-05?"),
    ("Mitte März 2020", "2020-03~"),
    ("im II. Quartal 2019", "2019-34"),
    ("im 4. Quartal 2020", "2020-36"),
    ("im dritten Quartal 2020", "2020-35"),
    ("im 2. Halbjahr 2019", "2019-41"),
    ("im Herbst 2020", "2020-23"),
    ("im Jahr 2021", "2021"),
    ("vom 20. bis 23.06.2019", "2019-06-20/2019-06-23"),
    ("am 12./13. März 2020", "2020-03-12/2020-03-13"),
    ("vom 30.05. bis 01.06.2019", "2019-05-30/2019-06-01"),
]


@pytest.mark.parametrize(("text", "edtf"), CASES)
def test_form(text: str, edtf: str) -> None:
    """A date in any form of the documents is read as EDTF."""
    found = find_date(Passage(text, 0))
    assert found is not None
    assert found.datum is not None
    assert found.datum.edtf == edtf


@pytest.mark.parametrize(
    "text", ["Veranstaltung n.n.b.", "Innovation Ruhr 2030", "von 12:00 bis 18:00 Uhr", "Phase 1", ""]
)
def test_no_date(text: str) -> None:
    """A text without a date gives none, though it may hold numbers."""
    assert find_date(Passage(text, 0)) is None


@pytest.mark.parametrize("text", ["am 31.02.2019", "am 30. Februar 2020", "am 12.13.2019", "am 00.01.2019"])
def test_impossible(text: str) -> None:
    """A date that no calendar has is found, and comes with the problem instead of a value."""
    found = find_date(Passage(text, 0))
    assert found is not None
    assert found.datum is None
    assert found.problem


@pytest.mark.parametrize(("text", "repaired"), [("am 08.04.2019", False), ("am 10.05 2019", True), ("am 8.4.19", True)])
def test_repaired(text: str, *, repaired: bool) -> None:
    """A date that lacks a dot or its century is marked as repaired."""
    found = find_date(Passage(text, 0))
    assert found is not None
    assert found.repaired is repaired


def test_bounds() -> None:
    """A quarter spans its three months."""
    found = find_date(Passage("im II. Quartal 2019", 0))
    assert found is not None
    assert found.datum is not None
    assert (found.datum.fruehestens, found.datum.spaetestens) == (dt.date(2019, 4, 1), dt.date(2019, 6, 30))


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(
    DAYS,
    st.sampled_from(["{d:02}.{m:02}.{y}", "{d}.{m}.{y}", "{d}. {name} {y}", "{d:02}.{m:02} {y}"]),
    st.text(max_size=9),
)
def test_any_day(day: dt.date, form: str, before: str) -> None:
    """Any day in any form is read back, wherever it stands, and its span holds it."""
    written = form.format(d=day.day, m=day.month, y=day.year, name=MONTHS[day.month - 1])
    before = "".join(char for char in before if not char.isdigit() and char not in "./-–")
    text = f"{before} am {written} in Essen"
    found = find_date(Passage(text, 100))
    assert found is not None
    assert found.datum is not None
    assert found.datum.edtf == day.isoformat()
    assert written in found.passage.text
    assert text[found.passage.start - 100 : found.passage.end - 100] == found.passage.text


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of dates fail."""
    found = find_date(Passage(text, 0))
    assert found is None or text[found.passage.start : found.passage.end] == found.passage.text
