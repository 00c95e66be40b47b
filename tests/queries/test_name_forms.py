"""The forms in which names are looked up: spellings of one name share one, different names none."""

import pytest

from ruhrgraph.queries.name_forms import as_family_name, family_name_forms, name_forms


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("Müller-Straße", "mueller strasse", "Ort"),
        ("E.ON", "EON", "Organisation"),
        ("Wüst, Hendrik", "Dr. Hendrik Wüst", "Person"),
        ("Nordstern, Zeche", "Zeche Nordstern", "Ort"),
        ("07-01", "7/1", "Projekt"),
        ("Themenforum 13", "13", "Themenforum"),
        ("TF13", "Forum 013", "Themenforum"),
    ],
)
def test_spellings_share_a_form(one: str, other: str, type_: str) -> None:
    """Case, umlauts, punctuation, order, titles, zeros and the word for the kind make no other name."""
    assert set(name_forms(one, type_)) & set(name_forms(other, type_))


@pytest.mark.parametrize(
    ("one", "other"), [("13-1", "1-31"), ("1", "-1"), ("13", "131"), ("IM", "JM"), ("", "-"), ("Essen", "Hessen")]
)
def test_other_names_share_none(one: str, other: str) -> None:
    """Other digits and letters are another name."""
    assert not set(name_forms(one, "Projekt")) & set(name_forms(other, "Projekt"))


def test_family_names() -> None:
    """A whole name ends in the family name, of one word or of several; a family name alone is no whole name."""
    assert as_family_name("Prof. von der Heide") in family_name_forms("Anna von der Heide")
    assert as_family_name("Heide") in family_name_forms("Anna von der Heide")
    assert as_family_name("Anna") not in family_name_forms("Anna von der Heide")
    assert not set(name_forms("Heide", "Person")) & set(family_name_forms("Anna von der Heide"))
