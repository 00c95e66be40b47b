"""Durations: every form, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.durations import find_duration


@pytest.mark.parametrize(
    ("text", "where", "value", "about"),
    [
        ("3 Jahre: Bis zum Ende", "3 Jahre", "P3Y", False),
        ("18 Monate", "18 Monate", "P18M", False),
        ("zunächst drei Jahre", "drei Jahre", "P3Y", False),
        ("Dauer 36 Monate", "36 Monate", "P36M", False),
        ("ca. 2 Jahre", "ca. 2 Jahre", "P2Y", True),
        ("anderthalb Jahre", "anderthalb Jahre", "P18M", False),
        ("ein halbes Jahr", "ein halbes Jahr", "P6M", False),
        ("2,5 Jahre", "2,5 Jahre", "P2Y6M", False),
        ("eine dreijährige Laufzeit", "dreijährige", "P3Y", False),
        ("3-jähriges Projekt", "3-jähriges", "P3Y", False),
        ("zwölf Wochen", "zwölf Wochen", "P84D", False),
        ("mindestens 6 Jahre", "mindestens 6 Jahre", None, False),
        ("zwei bis drei Jahre", "zwei bis drei Jahre", None, False),
        ("bis zu 3 Jahre", "bis zu 3 Jahre", None, False),
    ],
)
def test_duration(text: str, where: str, value: str | None, *, about: bool) -> None:
    """A duration is an xsd:duration with its place; a bound or a range has no value, `ca.` is said beside it."""
    found = find_duration(Passage(text, 0))
    assert found is not None
    assert (found.passage.text, found.value and found.value.value, found.about) == (where, value, about)


@pytest.mark.parametrize("text", ["2020", "im Jahr 2020", "2020 bis 2022", "Jahrestagung", "Monatsbericht 3"])
def test_none(text: str) -> None:
    """A year is no duration."""
    assert find_duration(Passage(text, 0)) is None


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of durations fail."""
    find_duration(Passage(text, 0))
