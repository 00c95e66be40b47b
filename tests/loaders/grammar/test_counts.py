"""Numbers of participants: every form of the documents, and any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.counts import find_count

CASES = [
    ("560 aus o.g. Teilnehmerkreis", 560, 560),
    ("ca. 100 Teilnehmende", 100, 100),
    ("ca. 40 – 50 ausgewählte Akteure", 40, 50),
    ("ca. 90-100 aus o.g. Teilnehmerkreis", 90, 100),
    ("ca. 40 bis 50 ausgewählte Expertinnen", 40, 50),
    ("30 – 40 Personen ausgewählte Akteure", 30, 40),
    ("rund 40 ausgewählte Akteure", 40, 40),
    ("rund 1.200 Gäste", 1200, 1200),
    ("Über 100 Einladungen", 100, None),
    ("mehr als 50 Personen", 50, None),
    ("mindestens 30", 30, None),
    ("bis zu 80 Personen", None, 80),
    ("mindestens 20, höchstens 35 Personen", 20, 35),
    ("max. 25 Personen", None, 25),
    ("zwischen 20 und 30 Fachleute", 20, 30),
    ("ca. 100 n.n.b. Akteure", 100, 100),
    ("Ausgewählte Akteure (ca. 50 Personen)", 50, 50),
]


@pytest.mark.parametrize(("text", "least", "greatest"), CASES)
def test_form(text: str, least: int | None, greatest: int | None) -> None:
    """A number of participants in any form of the documents is read as least and greatest."""
    found = find_count(Passage(text, 0))
    assert found is not None
    assert (found.least, found.greatest) == (least, greatest)


@pytest.mark.parametrize(
    "text",
    [
        "x aus o.g. Teilnehmerkreis",
        "n.n.b.",
        "Interdisziplinäre Teams aus o.g. Expertinnen und Experten",
        "Vertreter, die über Horizon 2020 bereits Kontakte aufgebaut haben",
        "Vertreter der über 2020 hinaus geplanten Vorhaben",
        "",
    ],
)
def test_no_count(text: str) -> None:
    """A text that names no number of people gives none, though it may hold numbers."""
    assert find_count(Passage(text, 0)) is None


@given(
    st.integers(1, 999_999),
    st.integers(1, 999_999),
    st.sampled_from([" bis ", "-", " – "]),
    st.sampled_from(["", "ca. "]),
)
def test_any_range(first: int, second: int, dash: str, about: str) -> None:
    """Any two numbers are read back as least and greatest, with or without dots in thousands."""
    text = f"{about}{first:,}{dash}{second:,} Akteure".replace(",", ".")
    found = find_count(Passage(text, 0))
    assert found is not None
    assert (found.least, found.greatest) == (min(first, second), max(first, second))


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of counts fail."""
    found = find_count(Passage(text, 0))
    assert found is None or text[found.passage.start : found.passage.end] == found.passage.text
