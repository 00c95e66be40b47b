"""Mark-up in cells: lists, paragraphs, bullets, entities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.markup import blocks, inline_items, plain, trim, without_marker


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


def test_blocks() -> None:
    """A cell falls into paragraphs and list items, in order."""
    cell = "<p>Ziele:</p> <ul> <li>• Eins</li> <li>• Zwei</li> </ul> <p>Schluss</p>"
    found = [(block.kind, plain(without_marker(block.passage).text)) for block in blocks(Passage(cell, 0))]
    assert found == [("paragraph", "Ziele:"), ("item", "Eins"), ("item", "Zwei"), ("paragraph", "Schluss")]


def test_markdown_list() -> None:
    """A list in Markdown is a list as well."""
    found = [
        (block.kind, plain(without_marker(block.passage).text))
        for block in blocks(Passage("Erst:\n\n- Eins\n- Zwei", 0))
    ]
    assert found == [("paragraph", "Erst:"), ("item", "Eins"), ("item", "Zwei")]


@pytest.mark.parametrize(
    ("item", "text"),
    [("1. Eins", "Eins"), ("• Eins", "Eins"), ("- Eins", "Eins"), ("a) Eins", "Eins"), ("2) Eins", "Eins"),
     ("2020 Gründung", "2020 Gründung"), ("7-tägiges Seminar", "7-tägiges Seminar"), ("- • 1. Eins", "Eins")],
)  # fmt: skip
def test_marker(item: str, text: str) -> None:
    """A bullet, number or letter is taken off; a year or a number in a word is none."""
    assert without_marker(Passage(item, 0)).text == text


def test_inline_items() -> None:
    """An enumeration inside a paragraph is taken apart; brackets that are none are not."""
    assert [part.text for part in inline_items(Passage("A) Fachtag B) Fonds", 0))] == ["Fachtag", "Fonds"]
    assert inline_items(Passage("nach § 69 a) und § 16 b) sowie", 0)) != []
    assert inline_items(Passage("Plan B) ist keiner", 0)) == []


@given(st.text(alphabet="<>/bpliul &;ab1.•-\n"))
def test_any_text(text: str) -> None:
    """No mark-up makes the reading fail, and each block is a part of the text."""
    for block in blocks(Passage(text, 0)):
        inner = trim(block.passage)
        assert text[inner.start : inner.end] == inner.text
