"""Nouns for what somebody is."""

import pytest

from ruhrgraph.loaders.grammar.role_nouns import is_certain_role_noun, is_plural, is_role_noun


@pytest.mark.parametrize(
    "word",
    [
        "Vorstandsvorsitzender",
        "Geschäftsführerin",
        "CEO",
        "Dezernentin",
        "Oberbürgermeister",
        "Ko-Vorsitzende",
        "Sprecher:in",
        "Ministerialdirigent",
        "Expertin",
        "Ärztin",
        "Facharzt",
        "Hebamme",
        "Dramaturg",
        "Psychotherapeutin",
        "Sozialpädagoge",
    ],
)
def test_certain(word: str) -> None:
    """A noun for what somebody is, and no surname."""
    assert is_role_noun(word)
    assert is_certain_role_noun(word)


@pytest.mark.parametrize("word", ["Richter", "Meister", "Bischof", "Valentin", "Kanzler"])
def test_surname(word: str) -> None:
    """A noun that can be a surname is not certain."""
    assert is_role_noun(word)
    assert not is_certain_role_noun(word)


@pytest.mark.parametrize("word", ["Landesvertretung", "Generalkonsulat", "Staatskanzlei", "Lehrerverband", "Essen"])
def test_none(word: str) -> None:
    """An organisation that is named after a role is none."""
    assert not is_role_noun(word)


def test_plural() -> None:
    """A plural says that several persons have the role."""
    assert is_plural("Geschäftsführerinnen")
    assert is_plural("Präsidenten")
    assert not is_plural("Geschäftsführer")
