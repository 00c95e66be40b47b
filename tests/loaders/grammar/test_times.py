"""Times of day: every form of the documents, impossible ones, and any range there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.times import find_times

CASES = [
    ("von 12:00 bis 18:00 Uhr", "12:00", "18:00"),
    ("von 09:30 bis 12.30 Uhr", "09:30", "12:30"),
    ("13:30 bis 16:30 Uhr", "13:30", "16:30"),
    ("von 17:00 bis 19:00 in Duisburg", "17:00", "19:00"),
    ("17.00 – 19.45 Uhr", "17:00", "19:45"),
    ("10.00-16.00 Uhr", "10:00", "16:00"),
    ("von 9 bis 16 Uhr", "09:00", "16:00"),
    ("10 Uhr bis 16.30 Uhr", "10:00", "16:30"),
    ("ab 10:00 Uhr", "10:00", None),
    ("ab 14 Uhr", "14:00", None),
    ("um 18 Uhr", "18:00", None),
    ("bis 15 Uhr", None, "15:00"),
    ("14-17 Uhr", "14:00", "17:00"),
    ("14.00h", "14:00", None),
    ("ab 14:00", "14:00", None),
    ("14:00", "14:00", None),
    ("14 Uhr s.t.", "14:00", None),
    ("14 Uhr c. t.", "14:15", None),
    ("9 Uhr 30", "09:30", None),
    ("9 Uhr 30 bis 12 Uhr 15", "09:30", "12:15"),
    ("von 9 bis 12 und von 14 bis 17 Uhr", "09:00", "17:00"),
    ("9-12 Uhr und 14-17 Uhr", "09:00", "17:00"),
    ("Beginn: 14 Uhr, Ende: 17 Uhr", "14:00", "17:00"),
    ("Zeit: 14–17 Uhr", "14:00", "17:00"),
    ("14 – ca. 17 Uhr", "14:00", "17:00"),
    ("zwischen 14 und 18 Uhr", "14:00", "18:00"),
    ("3 Uhr nachmittags", "15:00", None),
    ("7 Uhr abends", "19:00", None),
    ("Einlass 13:30, Beginn 14:00 Uhr", "14:00", None),
]


@pytest.mark.parametrize(("text", "start", "end"), CASES)
def test_form(text: str, start: str | None, end: str | None) -> None:
    """A time in any form of the documents is read as HH:MM."""
    found = find_times(Passage(text, 0))
    assert found is not None
    assert (found.beginn and found.beginn.value, found.ende and found.ende.value) == (start, end)


@pytest.mark.parametrize(("text", "repaired"), [("ganztägig", False), ("ganztags", False), ("ganztätig", True)])
def test_all_day(text: str, *, repaired: bool) -> None:
    """A whole day is read as such, misspelt or not."""
    found = find_times(Passage(f"am 15.03.2019 {text} im Rathaus", 0))
    assert found is not None
    assert found.ganztaegig is not None
    assert found.repaired is repaired


@pytest.mark.parametrize(
    "text",
    [
        "ca. 40 bis 50 Personen",
        "am 08.04.2019",
        "2020 bis 2030",
        "von 3 bis 4 Akteuren",
        "",
        "Raum 3.14, Rathaus",
        "Abend der Vereine",
        "von 3.14 Meter",
        "Beginn 2019",
    ],
)
def test_no_time(text: str) -> None:
    """Numbers that are no times are not read as times."""
    assert find_times(Passage(text, 0)) is None


@pytest.mark.parametrize("text", ["von 12:00 bis 25:00 Uhr", "ab 10:75 Uhr"])
def test_impossible(text: str) -> None:
    """A time that no clock shows comes with the problem instead of a value."""
    found = find_times(Passage(text, 0))
    assert found is not None
    assert found.problem


@pytest.mark.parametrize(
    "text",
    ["nachmittags", "am Abend", "halbtägig", "um halb drei", "von 14 bis 17", "um 14 Uhr und um 18 Uhr",
     "14 und 18 Uhr", "ab 10 Uhr, 14 Uhr Rundgang", "von 17 bis 14 Uhr", "bis 24:00 Uhr"],
)  # fmt: skip
def test_doubtful(text: str) -> None:
    """Words that do not tell the time, two times, and an end before the beginning come with the doubt."""
    found = find_times(Passage(text, 0))
    assert found is not None
    assert found.doubt
    assert not found.problem


def test_admission() -> None:
    """When the doors open is not when the event begins."""
    found = find_times(Passage("14 Uhr (Einlass ab 13 Uhr)", 0))
    assert found is not None
    assert found.beginn is not None
    assert found.admission is not None
    assert (found.beginn.value, found.admission.text, found.doubt) == ("14:00", "Einlass ab 13 Uhr", None)


@pytest.mark.parametrize(
    ("text", "approximate"), [("gegen 18 Uhr", True), ("ca. 14 bis 17 Uhr", True), ("um 18 Uhr", False)]
)
def test_approximate(text: str, *, approximate: bool) -> None:
    """A hedged time is marked."""
    found = find_times(Passage(text, 0))
    assert found is not None
    assert found.approximate is approximate


CLOCK = st.tuples(st.integers(0, 23), st.integers(0, 59))


@given(CLOCK, CLOCK, st.sampled_from([":", "."]), st.sampled_from([" bis ", " – ", "-"]))
def test_any_range(start: tuple[int, int], end: tuple[int, int], dot: str, dash: str) -> None:
    """Any two times with any dot and dash are read back."""
    text = f"von {start[0]:02}{dot}{start[1]:02}{dash}{end[0]:02}{dot}{end[1]:02} Uhr"
    found = find_times(Passage(text, 0))
    assert found is not None
    assert found.beginn is not None
    assert found.ende is not None
    assert found.beginn.value == f"{start[0]:02}:{start[1]:02}"
    assert found.ende.value == f"{end[0]:02}:{end[1]:02}"


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of times fail."""
    found = find_times(Passage(text, 0))
    assert found is None or text[found.passage.start : found.passage.end] == found.passage.text
