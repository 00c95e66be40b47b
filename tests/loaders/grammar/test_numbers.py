"""Numbers as digits and words."""

import pytest

from ruhrgraph.loaders.grammar.numbers import parse_number


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("1.200", 1200), ("5.000.000", 5_000_000), ("zehn", 10), ("Zwölf", 12), ("eine", 1)]
)
def test_number(text: str, number: int) -> None:
    """Digits may have dots for thousands; a word may have a capital."""
    assert parse_number(text) == number
