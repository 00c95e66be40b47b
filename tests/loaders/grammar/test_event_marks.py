"""What a heading says besides: brackets, remarks, what is not yet known, how the event is held."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.event_marks import (
    read_brackets,
    read_words,
    split_formats,
    without,
    without_quotations,
)


@pytest.mark.parametrize(
    ("text", "remarks", "signs"),
    [
        ("Workshop (intern)", 1, 0),
        ("Workshop [intern]", 1, 0),
        ("Workshop (Essen)", 0, 2),
        ("Workshop (3.5.2019)", 0, 2),
        ("Workshop (14 Uhr)", 0, 2),
        ("Workshop (n.n.b.)", 0, 2),
        ("am 3.5.2019 (verschoben auf den 4.5.2019)", 0, 0),
        ("am 3.5.2019 (tbc)", 0, 0),
        ("am 3.5.2019 (Freitag)", 0, 0),
        ("in Essen (Ruhr)", 0, 0),
        ("im Rathaus (statt im Museum)", 1, 0),
        ("Workshop (Teil 1 am 3.5.2019)", 1, 0),
    ],
)
def test_bracket(text: str, remarks: int, signs: int) -> None:
    """A bracket is a remark, or holds a part of the heading, or belongs to what stands before it."""
    found = read_brackets(Passage(text, 0))
    assert (len(found.remarks), len(found.signs)) == (remarks, signs)


def test_words() -> None:
    """What is not yet known, an aside, and `findet … statt` are told apart."""
    found = read_words(Passage("Workshop findet in Essen statt, Raum folgt, anschließend Empfang", 0))
    assert [part.text for part in found.noch_offen] == ["Raum folgt"]
    assert [part.text for part in found.remarks] == ["anschließend Empfang"]
    assert [part.text for part in found.signs] == ["findet", "statt"]


@pytest.mark.parametrize(
    ("text", "rest", "formats"),
    [
        ("online", "", ["online"]),
        ("digital und im Rathaus", "im Rathaus", ["digital"]),
        ("Rathaus, per Zoom", "Rathaus", ["per Zoom"]),
        ("im Rathaus", "im Rathaus", []),
    ],
)
def test_formats(text: str, rest: str, formats: list[str]) -> None:
    """How an event is held is taken from around a place."""
    part, found = split_formats(Passage(text, 0))
    assert (part.text, [passage.text for passage in found]) == (rest, formats)


def test_without() -> None:
    """What is cut out leaves all positions as they are."""
    text = Passage("Workshop am 3.5.2019 in Essen", 10)
    assert len(without(text, text.cut(9, 20)).text) == len(text.text)


@pytest.mark.parametrize("quotation", ["„Sommer 2020“", '"Sommer 2020"', "»Sommer 2020«"])
def test_quotations(quotation: str) -> None:
    """A quotation is masked, whatever its marks."""
    text = without_quotations(Passage(f"Workshop {quotation} in Essen", 0)).text
    assert "2020" not in text
    assert text.endswith(" in Essen")
