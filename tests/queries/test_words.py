"""The words of a search: which spellings of a word are looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.queries.words import word_forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("clan", ["1/1 clan", "1/1  clän", "1/1  claen"]),
        ("Clan-Kriminalität", ["1/2 clan", "1/2  clän", "1/2  claen", "2/2 kriminalität", "2/2 kriminalitaet"]),
        ("Wuest", ["1/1 wuest", "1/1 wüst"]),
        ("Kinder", ["1/1 kinder", "1/1  kind"]),
        ("Städte", ["1/1 städte", "1/1 staedte", "1/1  städt", "1/1  staedt", "1/1  stadt"]),
        ("essen", ["1/1 essen", "1/1 eßen"]),
        ('"Clan  Kriminalität"', ["1/1 clan kriminalität", "1/1 clan kriminalitaet"]),
        ("„am Fluss“ x", ["1/2 am fluss", "1/2 am fluß", "2/2 x"]),
        ('"offen', ["1/1 offen"]),
        ("x X x", ["1/1 x"]),
        ("2019", ["1/1 2019"]),
        (".*", ["1/1 .*"]),
        ('""', ['1/1 ""']),
    ],
)
def test_spellings(text: str, forms: list[str]) -> None:
    """Umlauts, ß and endings may be written in other ways; a phrase stays whole, punctuation alone as it stands."""
    assert word_forms(text) == forms


def test_too_many_words_are_refused() -> None:
    """A search with more words than are looked for is an error, as the rest would be left out."""
    with pytest.raises(ParameterError, match="at most 9 words, not 10"):
        word_forms("a b c d e f g h i j")


@given(st.text(min_size=1, max_size=60))
def test_every_word_has_its_own_spelling(text: str) -> None:
    """Whatever is typed, each word is there as it is typed, numbered from one."""
    try:
        forms = word_forms(text)
    except ParameterError:
        return
    count = int(forms[0].partition("/")[2].partition(" ")[0])
    assert {form.partition("/")[0] for form in forms} == {str(number + 1) for number in range(count)}
    assert all(form.partition(" ")[2] for form in forms)
