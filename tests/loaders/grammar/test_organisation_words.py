"""Words that names of organisations are made of."""

import re

import pytest

from ruhrgraph.loaders.grammar.organisation_words import ELSEWHERE, is_place, is_town_adjective, nominative


@pytest.mark.parametrize("words", ["Essen", "Duisburg-Essen", "Mülheim an der Ruhr", "NRW", "Ruhr West"])
def test_places(words: str) -> None:
    """Municipalities, two of them, regions and Länder are places."""
    assert is_place(words)


@pytest.mark.parametrize("words", ["Studierende", "Essen-Projekt", "Mercator", ""])
def test_no_places(words: str) -> None:
    """Other words are none."""
    assert not is_place(words)


def test_town_adjectives() -> None:
    """An adjective of a curated municipality is known by its town."""
    assert [word for word in ("Kölner", "Essener", "Partner", "Vorsitzender", "er") if is_town_adjective(word)] == [
        "Kölner",
        "Essener",
    ]


def test_elsewhere() -> None:
    """Nordrhein-Westfalen is not elsewhere, and a longer word is none of the places."""
    assert [
        word for word in ("Niedersachsen", "Austria", "Nordrhein-Westfalen", "Schweizer") if re.match(ELSEWHERE, word)
    ] == [
        "Niedersachsen",
        "Austria",
    ]


def test_nominative() -> None:
    """A genitive with `s` becomes a nominative."""
    assert nominative("Kunstmuseums Bochum") == "Kunstmuseum Bochum"
