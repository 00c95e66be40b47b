"""Numbers in words."""

import re

import pytest

from ruhrgraph.loaders.grammar import number_words
from ruhrgraph.loaders.grammar.number_words import NUMBER_WORD, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("zwei", 2),
        ("Zwölf", 12),
        ("sechzehn", 16),
        ("zwanzig", 20),
        ("einundzwanzig", 21),
        ("fünfunddreißig", 35),
        ("hundert", 100),
        ("zweihundert", 200),
        ("ein Dutzend", 12),
        ("1.200", 1200),
        ("1 200", 1200),
        ("53", 53),
    ],
)
def test_number(text: str, number: int) -> None:
    """A number is the same in words and in digits."""
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["Drei-Städte-Tour", "zweite", "Achtung", "ein"])
def test_no_number(text: str) -> None:
    """A word that only begins like a number is none."""
    assert re.match(NUMBER_WORD, text, re.IGNORECASE) is None


@pytest.mark.parametrize("text", [*number_words._WORDS, "Zwei Dutzend"])
def test_pattern(text: str) -> None:
    """The pattern has each number that is known in words, as a whole."""
    found = re.match(NUMBER_WORD, text, re.IGNORECASE)
    assert found is not None
    assert found[0] == text
