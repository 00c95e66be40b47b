"""Lists in cells: HTML, Markdown, bullets, nested ones, and enumerations in prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.lists import blocks, inline_items
from ruhrgraph.loaders.grammar.markup import plain, trim, without_marker

P, I = "paragraph", "item"  # noqa: E741


def _found(cell: str) -> list[tuple[str, list[str]]]:
    return [
        (block.kind, [plain(without_marker(part).text) for part in block.passages])
        for block in blocks(Passage(cell, 0))
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "<p>Ziele:</p> <ul> <li>• Eins</li> <li>• Zwei</li> </ul> <p>Schluss</p>",
            [(P, ["Ziele:"]), (I, ["Eins"]), (I, ["Zwei"]), (P, ["Schluss"])],
        ),
        ("Ziele: <ul><li>Eins<li>Zwei</ul> Schluss", [(P, ["Ziele:"]), (I, ["Eins"]), (I, ["Zwei"]), (P, ["Schluss"])]),
        (
            "<ul><li>Eins <ul><li>innen</li><li>auch</li></ul></li><li>Zwei</li></ul>",
            [(I, ["Eins", "innen", "auch"]), (I, ["Zwei"])],
        ),
        ("<ul><li>Eins</li><ul><li>innen</li></ul><li>Zwei</li></ul>", [(I, ["Eins", "innen"]), (I, ["Zwei"])]),
        ("<ul><li><p>Eins</p><p>mehr</p></li></ul>", [(I, ["Eins", "mehr"])]),
        ("Erst:\n\n- Eins\n- Zwei", [(P, ["Erst:"]), (I, ["Eins"]), (I, ["Zwei"])]),
        ("Erst:\n- Eins\n  geht weiter\n- Zwei", [(P, ["Erst:"]), (I, ["Eins geht weiter"]), (I, ["Zwei"])]),
        ("- Eins\n  - innen\n  - auch\n- Zwei", [(I, ["Eins", "innen", "auch"]), (I, ["Zwei"])]),
        ("1. Eins\n2. Zwei\n\nSchluss", [(I, ["Eins"]), (I, ["Zwei"]), (P, ["Schluss"])]),
        ("Lead:<br>• Eins<br>• Zwei", [(P, ["Lead:"]), (I, ["Eins"]), (I, ["Zwei"])]),
        ("a) Eins<br>b) Zwei", [(I, ["Eins"]), (I, ["Zwei"])]),
        ("Eins<br>Zwei", [(P, ["Eins"]), (P, ["Zwei"])]),
        ("<p>- Eins</p><p>- Zwei</p>", [(I, ["Eins"]), (I, ["Zwei"])]),
        ("", []),
    ],
)
def test_blocks(cell: str, expected: list[tuple[str, list[str]]]) -> None:
    """A cell falls into paragraphs and list items, in order; what is nested in an item is a part of it."""
    assert _found(cell) == expected


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("A) Fachtag B) Fonds", ["Fachtag", "Fonds"]),
        ("Geplant sind: 1. Öffnung der Wege 2. Bau von Stegen", ["Öffnung der Wege", "Bau von Stegen"]),
        ("(1) Öffnung (2) Bau", ["Öffnung", "Bau"]),
        (
            "Geplant sind erstens die Öffnung, zweitens der Bau und drittens Pflege.",
            ["die Öffnung", "der Bau", "Pflege."],
        ),
        ("a) Bus, b) Orte (siehe Anlage a) und c) Kurse", ["Bus", "Orte (siehe Anlage a)", "Kurse"]),
        ("(a) Bus (klein), (b) Orte", ["Bus (klein)", "Orte"]),
        ("i) Ausleihe; ii) Kurse; iii) Feste", ["Ausleihe", "Kurse", "Feste"]),
        ("Geplant sind (I) Ausleihe und (II) Kurse", ["Ausleihe", "Kurse"]),
        ("Ausleihe (siehe i) und Kurse (siehe ii)", []),
        ("1.) Ausleihe 2.) Kurse", ["Ausleihe", "Kurse"]),
        ("Plan B) ist keiner", []),
        ("der 1. bis 2. Liga", []),
        ("Am 1. Januar und 2. Februar", []),
        ("Vereine der 1. Liga und 2. Liga", []),
        ("1. Eins", []),
    ],
)
def test_inline_items(text: str, items: list[str]) -> None:
    """An enumeration inside a paragraph is taken apart if it counts from its first; ordinals are none."""
    assert [part.text for part in inline_items(Passage(text, 0))] == items


@given(st.text(alphabet="<>/bpliulor &;ab1.•-\n"))
def test_any_text(text: str) -> None:
    """No mark-up makes the reading fail, and each block is a part of the text."""
    for block in blocks(Passage(text, 0)):
        for part in block.passages:
            inner = trim(part)
            assert text[inner.start : inner.end] == inner.text
    inline_items(Passage(text, 0))
