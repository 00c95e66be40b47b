"""Short names: the beginnings of long texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.mapping.labels import shorten


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Fahren", "Fahren"),
        ("a" * 80, "a" * 80),
        ("a" * 90, f"{'a' * 79} …"),
        (f"{'Wort ' * 20}", f"{('Wort ' * 15).strip()} …"),
        (f"{'Wort ' * 14}Wort, und noch viele", f"{('Wort ' * 15).strip()} …"),
        (f"{'Wort ' * 14}Anlauf- und Beratungsstellen", f"{'Wort ' * 14}Anlauf- …"),
        (f"{'Wort ' * 14}– Anlaufstellen", f"{('Wort ' * 14).strip()} …"),
        (f"{'Wort ' * 14}ca. fünfhundert Personen", f"{('Wort ' * 14).strip()} …"),
        (f"{'Wort ' * 14}(z. B. Anlaufstellen)", f"{('Wort ' * 14).strip()} …"),
        (f"Netz ({'Wort ' * 14}Anlaufstellen.)", f"Netz ({('Wort ' * 14).strip()} …)"),
    ],
)
def test_long_texts_are_cut(text: str, label: str) -> None:
    """A long text is cut after a word, without a comma or an abbreviation at the end, and with its bracket closed."""
    assert shorten(text) == label


@given(st.text(alphabet="abc ,;ä", max_size=300))
def test_a_label_is_the_beginning_of_its_text(text: str) -> None:
    """Whatever the text, its label is not long, and begins as the text does."""
    label = shorten(text)
    assert len(label) <= 81
    assert text.startswith(label.removesuffix(" …"))
