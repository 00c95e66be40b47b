"""Words that names of organisations are made of."""

import pytest

from ruhrgraph.loaders.grammar.organisation_words import (
    is_adjective_elsewhere,
    is_elsewhere,
    is_place,
    is_town_adjective,
    nominative,
)


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
    """Nordrhein-Westfalen is not elsewhere; genitives and two Länder are."""
    words = ("Niedersachsen", "Hessens", "Hessen-Thüringen", "Austria", "Nordrhein-Westfalen", "Nordstern", "Schweizer")
    assert [word for word in words if is_elsewhere(word)] == ["Niedersachsen", "Hessens", "Hessen-Thüringen", "Austria"]


def test_adjectives_elsewhere() -> None:
    """Adjectives are known with their endings."""
    words = ("hessische", "Bayerischen", "Berliner", "rheinisch", "Kölner", "Partner", "")
    assert [word for word in words if is_adjective_elsewhere(word)] == ["hessische", "Bayerischen", "Berliner"]


def test_nominative() -> None:
    """A genitive with `s` becomes a nominative."""
    assert nominative("Kunstmuseums Bochum") == "Kunstmuseum Bochum"
    for written in ("Deutsche Rote Kreuz", "Deutschen Roten Kreuzes", "Deutsches Rotes Kreuz"):
        assert nominative(written) == "Deutsches Rotes Kreuz"
    assert nominative("Deutsche Bahn AG") == "Deutsche Bahn AG"
