"""Dates: every form, their doubts, impossible ones, any day there is, and all of it valid EDTF."""

import datetime as dt
import re

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.date_words import MONTHS
from ruhrgraph.loaders.grammar.dates import FoundDate, find_date, find_dates
from ruhrgraph.loaders.records import Datum

CASES = [
    ("am 08.04.2019", "2019-04-08"),
    ("am 10.05 2019", "2019-05-10"),
    ("am 11. Juni 2019", "2019-06-11"),
    ("am 3.5.2019", "2019-05-03"),
    ("am 3. 5. 2019", "2019-05-03"),
    ("22. 03. 2019", "2019-03-22"),
    ("am 08.04.19", "2019-04-08"),
    ("22.3.19 in Essen", "2019-03-22"),
    ("22/03/2019", "2019-03-22"),
    ("2019-03-22", "2019-03-22"),
    ("am Mittwoch, dem 12. Februar 2020", "2020-02-12"),
    ("am Mi., 12.02.2020", "2020-02-12"),
    ("Mittwoch, 12.02.2020", "2020-02-12"),
    ("Mi 12.02.2020", "2020-02-12"),
    ("im Juni 2019", "2019-06"),
    ("Öffentlicher Workshop: Juni 2019", "2019-06"),
    ("05/2019", "2019-05"),
    ("2019-05", "2019-05"),
    ("ggf. im Juni 2019", "2019-06?"),
    ("voraussichtlich am 08.04.2019", "2019-04-08?"),
    ("wohl am 08.04.2019", "2019-04-08?"),
    ("angedacht im Juni 2019", "2019-06?"),
    ("im Mai 2020 (geplant)", "2020-05?"),
    ("am 3. Mai 2019 (tbc)", "2019-05-03?"),
    ("im Juni 2019?", "2019-06?"),
    ("ca. Mai 2019", "2019-05~"),
    ("Mitte März 2020", "2020-03~"),
    ("Ende 2019", "2019~"),
    ("voraussichtlich Ende Mai 2019", "2019-05%"),
    ("im II. Quartal 2019", "2019-34"),
    ("Q2 2019", "2019-34"),
    ("im 4. Quartal 2020", "2020-36"),
    ("im dritten Quartal 2020", "2020-35"),
    ("im 3./4. Quartal 2019", "2019-07/2019-12"),
    ("im 2. Halbjahr 2019", "2019-41"),
    ("1. HJ 2019", "2019-40"),
    ("im Herbst 2020", "2020-23"),
    ("Sommer 2019", "2019-22"),
    ("im Frühsommer 2019", "2019-22~"),
    ("Winter 2019/20", "2019-24"),
    ("im Jahr 2021", "2021"),
    ("im Laufe des Jahres 2019", "2019"),
    ("KW 23/2019", "2019-06-03/2019-06-09"),
    ("in der 23. Kalenderwoche 2019", "2019-06-03/2019-06-09"),
    ("KW 23-25/2019", "2019-06-03/2019-06-23"),
    ("vom 20. bis 23.06.2019", "2019-06-20/2019-06-23"),
    ("am 12./13. März 2020", "2020-03-12/2020-03-13"),
    ("10./11.04.2019", "2019-04-10/2019-04-11"),
    ("10.-12. April 2019", "2019-04-10/2019-04-12"),
    ("am 10. + 11. April 2019", "2019-04-10/2019-04-11"),
    ("vom 30.05. bis 01.06.2019", "2019-05-30/2019-06-01"),
    ("vom 30. Mai bis 2. Juni 2019", "2019-05-30/2019-06-02"),
    ("30.12.2018 – 02.01.2019", "2018-12-30/2019-01-02"),
    ("zwischen dem 3. und 5. Mai 2019", "2019-05-03/2019-05-05"),
    ("Sa/So 4./5. Mai 2019", "2019-05-04/2019-05-05"),
    ("10., 12. und 14. April 2019", "{2019-04-10,2019-04-12,2019-04-14}"),
    ("am 3.4. und am 5.6.2019", "{2019-04-03,2019-06-05}"),
    ("3.4., 8.5. und 12.6.2019", "{2019-04-03,2019-05-08,2019-06-12}"),
    ("am 3.5.2019 und am 5. Juni", "{2019-05-03,2019-06-05}"),
    ("am 3.5. und ggf. am 5.6.2019", "{2019-05-03,2019-06-05?}"),
    ("10.-12. und 14. April 2019", "{2019-04-10..2019-04-12,2019-04-14}"),
    ("am 3. oder 5. April 2019", "[2019-04-03,2019-04-05]"),
    ("am 3. bzw. 10. Mai 2019", "[2019-05-03,2019-05-10]"),
    ("am 3.5.2019, voraussichtlich", "2019-05-03?"),
    ("am 3.5.2019, voraussichtlich in Essen", "2019-05-03"),
    ("Mai/Juni 2019", "2019-05/2019-06"),
    ("von Mai bis Juli 2019", "2019-05/2019-07"),
    ("November 2019 bis Januar 2020", "2019-11/2020-01"),
    ("im Mai und September 2019", "{2019-05,2019-09}"),
    ("im Mai oder September 2019", "[2019-05,2019-09]"),
    *((f"4. {name} 2019", f"2019-{month:02}-04") for name, month in (
        ("Jan.", 1), ("Jän.", 1), ("Febr.", 2), ("Feb", 2), ("Mrz", 3), ("Mär.", 3), ("MÄRZ", 3), ("Apr.", 4),
        ("MAI", 5), ("Jun.", 6), ("Jul", 7), ("Aug.", 8), ("Sept.", 9), ("Sep", 9), ("Okt", 10), ("Nov.", 11),
        ("DEZ.", 12),
    )),
]  # fmt: skip
SEASON = re.compile(r"-(?:2[1-4]|3[3-6]|4[01])[?~%]")


def _found(text: str) -> tuple[FoundDate, Datum]:
    found = find_date(Passage(text, 0))
    assert found is not None
    assert found.datum is not None
    return found, found.datum


@pytest.mark.parametrize(("text", "edtf"), CASES)
def test_form(text: str, edtf: str) -> None:
    """A date in any form is read as EDTF, in order, and within its bounds."""
    datum = _found(text)[1]
    assert datum.edtf == edtf
    assert datum.fruehestens <= datum.spaetestens


@pytest.mark.parametrize("edtf", sorted({edtf for _, edtf in CASES}))
def test_valid_edtf(edtf: str) -> None:
    """What is read is EDTF to another parser; that one knows no doubts of seasons and quarters, which level 2 has."""
    assert parse_edtf(SEASON.sub(lambda match: match[0][:-1], edtf))


@pytest.mark.parametrize(
    "text",
    ["Veranstaltung n.n.b.", "Innovation Ruhr 2030", "von 12:00 bis 18:00 Uhr", "Phase 1", "", "Straße des 17. Juni",
     "Kapitel 3.5. des Berichts", "Raum 3.14", "10 bis 14 Uhr"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    """A text without a date gives none, though it may hold numbers."""
    assert find_date(Passage(text, 0)) is None


@pytest.mark.parametrize(
    "text",
    ["am 31.02.2019", "am 30. Februar 2020", "am 12.13.2019", "am 00.01.2019", "vom 12. bis 10. April 2019",
     "KW 60/2019", "am 3. und 31. April 2019", "3. Halbjahr 2019"],
)  # fmt: skip
def test_impossible(text: str) -> None:
    """A date that no calendar has is found, and comes with the problem instead of a value."""
    found = find_date(Passage(text, 0))
    assert found is not None
    assert found.datum is None
    assert found.problem


@pytest.mark.parametrize(
    "text",
    ["am 3. Mai", "am 3.5. 14 Uhr", "im Mai", "Ende Juni", "im Sommer", "ab Mai 2019", "bis zum 3. Mai 2019",
     "nach dem 3.5.2019", "Sommer/Herbst 2019", "Winter 2019/22", "in den Herbstferien 2019",
     "zum Jahreswechsel 2019/20"],
)  # fmt: skip
def test_doubtful(text: str) -> None:
    """Words that do not tell the date, such as one without a year, are found with the doubt instead of a value."""
    found = find_date(Passage(text, 0))
    assert found is not None
    assert found.datum is None
    assert found.doubt


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("am 08.04.2019", False),
        ("am 10.05 2019", True),
        ("am 8.4.19", True),
        ("3. Mai 2019", False),
        ("10./11.04.19", False),
    ],
)
def test_repaired(text: str, *, repaired: bool) -> None:
    """A date that lacks a dot or its century is marked as repaired."""
    assert _found(text)[0].repaired is repaired


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("am Freitag, dem 22.03.2019", None),
        ("am Montag, dem 22.03.2019", "Freitag"),
        ("Di 22.3.2019", "Freitag"),
        ("am 22.03.2019 (Freitag)", None),
        ("am 22.03.2019 (Mo)", "Freitag"),
        ("von Freitag, 3. Mai, bis Sonntag, 5. Mai 2019", None),
        ("von Freitag, 3. Mai bis Montag, 5. Mai 2019", "Sonntag"),
        ("am Sonnabend, 4. Mai 2019", None),
    ],
)
def test_weekday(text: str, weekday: str | None) -> None:
    """A weekday that contradicts the day is told."""
    assert _found(text)[0].weekday == weekday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("im II. Quartal 2019", (4, 1), (6, 30)),
        ("im Juni 2019", (6, 1), (6, 30)),
        ("10., 12. und 14. April 2019", (4, 10), (4, 14)),
        ("Ende 2019", (1, 1), (12, 31)),
        ("im Frühsommer 2019", (5, 1), (9, 30)),
        ("3. oder 5. Mai 2019", (5, 3), (5, 5)),
    ],
)
def test_bounds(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """A date has the first and the last day that it can mean."""
    datum = _found(text)[1]
    assert (datum.fruehestens, datum.spaetestens) == (dt.date(2019, *first), dt.date(2019, *last))


def test_all_dates() -> None:
    """All dates of a passage are found in order, each with its words."""
    found = find_dates(Passage("am 3.5.2019 in Essen, dann im Juni 2019 und 2020-01-02", 0))
    assert [date.passage.text for date in found] == ["am 3.5.2019", "im Juni 2019", "2020-01-02"]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(
    DAYS,
    st.sampled_from(["{d:02}.{m:02}.{y}", "{d}.{m}.{y}", "{d}. {name} {y}", "{d:02}.{m:02} {y}", "{y}-{m:02}-{d:02}"]),
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


@given(st.lists(DAYS, min_size=2, max_size=6, unique=True))
def test_any_list(days: list[dt.date]) -> None:
    """Any list of days keeps them all."""
    text = "am " + ", ".join(f"{day.day}.{day.month}.{day.year}" for day in days[:-1]) + f" und am {days[-1]:%d.%m.%Y}"
    datum = _found(text)[1]
    assert (datum.fruehestens, datum.spaetestens) == (min(days), max(days))
    if datum.edtf.startswith("{"):
        assert datum.edtf == "{" + ",".join(day.isoformat() for day in sorted(days)) + "}"


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of dates fail."""
    found = find_date(Passage(text, 0))
    assert found is None or text[found.passage.start : found.passage.end] == found.passage.text
