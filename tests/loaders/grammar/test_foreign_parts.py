"""Tests of what has no place in a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.foreign_parts import find_foreign_part

FOREIGN = [
    ("Haus der Technik am 20.09.2020", "date", "am 20.09.2020"),
    ("Haus der Technik 14 Uhr", "time", "14 Uhr"),
    ("Haus der Technik 2019", "year", "2019"),
    ("Haus der Technik 2019/20", "year", "2019/20"),
    ("Haus der Technik Treffpunkt: Tor 3", "label", "Treffpunkt:"),
    ("Haus der Technik am 3. Mai", "date", "am 3. Mai"),
    ("12.09.2O19 im Haus der Technik", "date", "12.09.2O19"),
    ("2O19 im Haus der Technik", "date", "2O19"),
    ("Haus der Technik\nZiel Austausch", "label", "Ziel"),
    ("Haus der Technik, Freitag", "weekday", "Freitag"),
    ("verschoben ins Haus der Technik", "postponement", "verschoben"),
    ("Haus der Technik Ziel: Austausch", "label", "Ziel:"),
    ("Haus der Technik angefragt", "hedge", "angefragt"),
    ("Haus der Technik (ggf. Essen)", "hedge", "ggf."),
    ("Haus der Technik (Essen", "bracket", "("),
    ("Haus der Technik Essen)", "bracket", ")"),
    ("Haus „der Technik", "bracket", "„"),
]
PLAIN = [
    "Haus der Technik",
    "Software 1.2.3 im Ziel",
    "Haus\nZielgerade",
    "Haus „Technik“ (Essen)",
    "Straße 2030-1",
    "Offene Universität",
    "Innovation Ruhr GmbH",
]


@pytest.mark.parametrize(("text", "kind", "part"), FOREIGN)
def test_foreign_part(text: str, kind: str, part: str) -> None:
    """A part that belongs elsewhere is found with its kind and its place."""
    found = find_foreign_part(Passage(text, 7))
    assert found is not None
    assert (found.kind, found.passage.text.strip()) == (kind, part)
    assert text[found.passage.start - 7 : found.passage.end - 7] == found.passage.text
    assert find_foreign_part(Passage(text, 0), frozenset({found.kind})) is None


@pytest.mark.parametrize("text", PLAIN)
def test_plain_value(text: str) -> None:
    """A value without such a part has none."""
    assert find_foreign_part(Passage(text, 0)) is None


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the search fail."""
    find_foreign_part(Passage(text, 0))
