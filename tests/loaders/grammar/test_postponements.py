"""The date in force among several: postponed, cancelled, unclear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.dates import FoundDate
from ruhrgraph.loaders.grammar.postponements import read_dates

MOVED = [
    "verschoben vom 20.03.2020 auf den 20.09.2020",
    "vom 20.03.2020 auf den 20.09.2020 verschoben",
    "Der Workshop vom 20.03.2020 wurde auf den 20.09.2020 verlegt",
    "am 20.03.2020 (verschoben auf den 20.09.2020)",
    "am 20. März 2020, verschoben auf 20. September 2020",
    "am 20.03.2020 wird auf den 20.09.2020 verlegt",
    "am 20.03.2020 – verlegt auf den 20.09.2020 – in Essen",
    "ursprünglich am 20.03.2020, neuer Termin 20.09.2020",
    "ursprünglich geplant für den 20.03.2020, neuer Termin: 20.09.2020",
    "ursprünglich 20.03.2020, jetzt am 20.09.2020",
    "bisher 20.03.2020, neu 20.09.2020",
    "am 20.03.2020, Ersatztermin: 20.09.2020",
    "am 20.03.2020 abgesagt, Ersatztermin am 20.09.2020",
    "am 20.03.2020 entfällt, neuer Termin 20.09.2020",
    "am 20.03.2020 ist abgesagt und wird am 20.09.2020 nachgeholt",
    "am 20.09.2020 (ursprünglich 20.03.2020)",
    "am 20.09.2020 (verschoben vom 20.03.2020)",
    "am 20.09.2020 (Ersatztermin für den 20.03.2020)",
    "am 20.09.2020 statt am 20.03.2020",
    "am 20.09.2020 anstelle des 20.03.2020",
    "statt am 20.03.2020 am 20.09.2020",
    "am 20.03.2020 auf den 20.09.2020 vertagt",
    "statt am 20.03.2020 nun am 20.09.2020",
]
ONLY_NEW = [
    "verschoben auf den 20.09.2020",
    "(verlegt auf den 20.09.2020)",
    "Ersatztermin 20.09.2020",
    "neuer Termin: 20.09.2020",
]
NO_NEW = [
    "am 20.03.2020, verschoben auf unbestimmte Zeit",
    "am 20.03.2020 (auf unbestimmte Zeit verschoben)",
    "am 20.03.2020 bis auf Weiteres verschoben",
    "verschoben vom 20.03.2020",
]
CANCELLED = [
    "am 20.03.2020 abgesagt",
    "am 20.03.2020 (abgesagt)",
    "am 20.03.2020 – entfällt",
    "am 20.03.2020 fällt aus",
    "am 20.03.2020 (fällt leider aus)",
    "am 20.03.2020 muss leider entfallen",
    "am 20.03.2020 – Veranstaltung abgesagt",
    "am 20.03.2020 gestrichen",
]
UNCLEAR = [
    "vom Mai in den Oktober 2019 verschoben",
    "auf 2021 verschoben",
    "am 20.03.2020 und Empfang am 20.09.2020",
    "20.03.2020 -> 20.09.2020",
    "verschoben wegen Krankheit vom 20.03.2020 auf den 20.09.2020",
    "am 20.03.2020, 14 Uhr, verschoben auf den 20.09.2020",
    "statt am 20.3., am 20.9.2020",
    "am 1.1.2020 in Essen, am 2.2.2020 in Bochum, am 3.3.2020 in Herne",
]


def _edtf(date: FoundDate | None) -> str | None:
    return date.datum.edtf if date and date.datum else None


@pytest.mark.parametrize("text", MOVED)
def test_moved(text: str) -> None:
    """The new date is in force, the old one is the original, and the words that say so are one with them."""
    found = read_dates(Passage(text, 0))
    assert (_edtf(found.date), _edtf(found.original)) == ("2020-09-20", "2020-03-20")
    assert not found.unclear
    assert not any(word in found.words[0].text for word in ("Essen", "Workshop"))


@pytest.mark.parametrize(
    "text",
    ["am 20.03.2020 in Essen, verschoben auf den 20.09.2020", "am 20.03.2020 in Essen; neuer Termin: 20.09.2020"],
)
def test_moved_behind_place(text: str) -> None:
    """What stands between the old date and the new one is no part of them."""
    found = read_dates(Passage(text, 0))
    assert (_edtf(found.date), _edtf(found.original)) == ("2020-09-20", "2020-03-20")
    assert all("Essen" not in words.text for words in found.words)


@pytest.mark.parametrize("text", ONLY_NEW)
def test_only_new(text: str) -> None:
    """A new date alone is in force."""
    found = read_dates(Passage(f"Workshop, {text}", 0))
    assert (_edtf(found.date), found.original, found.unclear) == ("2020-09-20", None, ())


@pytest.mark.parametrize("text", NO_NEW)
def test_without_new(text: str) -> None:
    """Where no new date is known, the old one does not hold, and what is said of it is not yet known."""
    found = read_dates(Passage(f"Workshop, {text}", 0))
    assert (_edtf(found.date), _edtf(found.original)) == (None, "2020-03-20")
    assert found.noch_offen is not None


@pytest.mark.parametrize("text", CANCELLED)
def test_cancelled(text: str) -> None:
    """A cancelled event has no date in force."""
    found = read_dates(Passage(f"Workshop {text}", 0))
    assert (_edtf(found.date), _edtf(found.original)) == (None, "2020-03-20")
    assert found.hinweis is not None


@pytest.mark.parametrize("text", ["Workshop abgesagt", "Workshop verschoben auf unbestimmte Zeit"])
def test_without_date(text: str) -> None:
    """An event without a date can be cancelled or postponed as well."""
    found = read_dates(Passage(text, 0))
    assert found.date is None
    assert found.hinweis or found.noch_offen


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear(text: str) -> None:
    """Dates that no rule connects are all unclear, and none is in force."""
    found = read_dates(Passage(f"Workshop {text}", 0))
    assert (found.date, found.original) == (None, None)
    assert found.unclear


def test_year_beside_day() -> None:
    """A year in a title does not compete with the day."""
    found = read_dates(Passage("Zukunft im Jahr 2030 am 3.5.2019", 0))
    assert _edtf(found.date) == "2019-05-03"
    assert not found.unclear


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading fail."""
    read_dates(Passage(text, 0))
