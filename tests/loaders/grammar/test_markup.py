"""Mark-up in cells: tags, bold heads, bullets, entities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.markup import plain, plain_with_head, trim, without_marker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Pflege &amp; Zukunft</p>", "Pflege & Zukunft"),
        ("<b>Phase 1:</b> Die <i>erste</i>", "Phase 1: Die erste"),
        ("CO <sub>2</sub>-neutral", "CO2-neutral"),
        ("**fett**  und\nmager", "fett und mager"),
        ("a < b", "a < b"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    """Tags, bold marks and entities are gone, words stay whole, white space is folded."""
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>1. Netzwerk Ruhr</b> Das Netzwerk dient …", "1. Netzwerk Ruhr: Das Netzwerk dient …"),
        ("Netzwerk Ruhr</b> Das Netzwerk dient …", "Netzwerk Ruhr: Das Netzwerk dient …"),
        ("**2) Fonds** Kleine Häuser arbeiten zusammen.", "2) Fonds: Kleine Häuser arbeiten zusammen."),
        ("<b>Phase 1:</b> Die Schulung", "Phase 1: Die Schulung"),
        ("<b>Fertig.</b> Die Schulung", "Fertig. Die Schulung"),
        ("<b>Neue</b> Wege gehen", "Neue Wege gehen"),
        ("Aufbau <b>des</b> Netzes", "Aufbau des Netzes"),
    ],
)
def test_plain_with_head(text: str, expected: str) -> None:
    """A bold head that runs into a sentence is parted from it by a colon; other bold letters change nothing."""
    assert plain_with_head(text) == expected


@pytest.mark.parametrize(
    ("item", "text"),
    [("1. Eins", "Eins"), ("• Eins", "Eins"), ("- Eins", "Eins"), ("a) Eins", "Eins"), ("2) Eins", "Eins"),
     ("2020 Gründung", "2020 Gründung"), ("7-tägiges Seminar", "7-tägiges Seminar"), ("- • 1. Eins", "Eins")],
)  # fmt: skip
def test_marker(item: str, text: str) -> None:
    """A bullet, number or letter is taken off; a year or a number in a word is none."""
    assert without_marker(Passage(item, 0)).text == text


@given(st.text(alphabet="<>/bpliul &;ab1.•-\n"))
def test_any_text(text: str) -> None:
    """No mark-up makes the reading fail, and what is left is a part of the text."""
    inner = trim(Passage(text, 0))
    assert text[inner.start : inner.end] == inner.text
    plain_with_head(text)
