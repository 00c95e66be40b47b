"""Short names: dates in words, and the beginnings of long texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.mapping.labels import date_words, shorten


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2019-02-07", "7.2.2019"),
        ("2019-06", "Juni 2019"),
        ("2019-34", "2. Quartal 2019"),
        ("2019-41", "2. Halbjahr 2019"),
        ("2019", "2019"),
        ("2019-06?", "Juni 2019 (ungewiss)"),
        ("2019-02-07~", "7.2.2019 (etwa)"),
        ("2019-34%", "2. Quartal 2019 (etwa, ungewiss)"),
        ("2019-05-30/2019-06-02", "30.5.2019–2.6.2019"),
        ("2020/..", "2020–.."),
        ("{2019-04-10,2019-04-12}", "10.4.2019, 12.4.2019"),
        ("[2019-04,2019-05]", "April 2019, Mai 2019"),
        ("", ""),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    """A date is written as German readers write it, with its doubt."""
    assert date_words(edtf) == words


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Fahren", "Fahren"),
        ("a" * 80, "a" * 80),
        ("a" * 90, f"{'a' * 79} …"),
        (f"{'Wort ' * 20}", f"{('Wort ' * 15).strip()} …"),
        (f"{'Wort ' * 14}Wort, und noch viele", f"{('Wort ' * 15).strip()} …"),
    ],
)
def test_long_texts_are_cut(text: str, label: str) -> None:
    """A long text is cut after a word, without the comma behind it."""
    assert shorten(text) == label


@given(st.text(alphabet="abc ,;ä", max_size=300))
def test_a_label_is_the_beginning_of_its_text(text: str) -> None:
    """Whatever the text, its label is not long, and begins as the text does."""
    label = shorten(text)
    assert len(label) <= 81
    assert text.startswith(label.removesuffix(" …"))
