"""Names as keys: slugs and folded spellings."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology import authorities
from ruhrgraph.ontology.names import find_authority, fold, slug
from ruhrgraph.ontology.text import composed


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mülheim/Ruhr", "muelheim-ruhr"),
        ("Karl-Josef Laumann", "karl-josef-laumann"),
        ("  Große  Straße 3 ", "grosse-strasse-3"),
        ("Łódź & Ærø", "lodz-aeroe"),
        ("Café „Émile“", "cafe-emile"),
        ("?!", ""),
    ],
)
def test_slugs(name: str, key: str) -> None:
    """A slug is lower case ASCII, with German letters written out and one hyphen between words."""
    assert slug(name) == key


@given(st.text())
def test_spellings_in_unicode_are_one(name: str) -> None:
    """Composed and decomposed spellings of a name have one slug and one folded form."""
    for form in ("NFC", "NFD"):
        again = unicodedata.normalize(form, name)
        assert (slug(again), fold(again)) == (slug(name), fold(name))


@given(st.text())
def test_a_slug_is_its_own_slug(name: str) -> None:
    """A slug is safe in an IRI and does not change if a slug is made of it again."""
    key = slug(name)
    assert slug(key) == key
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not key.startswith("-")
    assert not key.endswith("-")


@pytest.mark.parametrize(
    ("one", "other"), [("NRW.BANK", "nrw bank"), ("Straße", "STRASSE"), ("Stk/Sport", "Stk Sport")]
)
def test_folded_names(one: str, other: str) -> None:
    """Case, white space and punctuation do not matter."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize("spelling", [composed, lambda name: unicodedata.normalize("NFD", name)])
def test_every_spelling_of_a_record_is_found(spelling: Callable[[str], str]) -> None:
    """Labels, acronyms and all other spellings lead to their record, however their letters are composed."""
    for record in authorities():
        for name in (record.label, *record.alternatives, *([record.acronym] if record.acronym else [])):
            found = find_authority(record.kind, spelling(name).upper())
            assert found == record, name
    assert find_authority("gemeinde", "Atlantis") is None
