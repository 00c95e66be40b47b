"""The words of dates: months and weekdays in every form."""

import re

import pytest

from ruhrgraph.loaders.grammar.date_words import MONTH, MONTH_NUMBERS, MONTHS, WEEKDAYS, month_number, weekday_number


@pytest.mark.parametrize(("number", "name"), list(enumerate(MONTHS, 1)))
def test_month(number: int, name: str) -> None:
    """A month is known by its name, its first letters, in any case, with a dot, and by its number."""
    forms = (name, name.upper(), name[:3], f"{name[:3]}.", str(number), f"{number:02}")
    assert {month_number(form) for form in forms} == {number}


@pytest.mark.parametrize("word", MONTH_NUMBERS)
def test_pattern_of_months(word: str) -> None:
    """The pattern has each word that means a month, with and without a dot, and no longer one."""
    assert all(re.fullmatch(MONTH, form, re.IGNORECASE) for form in (word, word.title(), f"{word}."))
    assert re.match(MONTH, f"{word}x", re.IGNORECASE) is None


@pytest.mark.parametrize(("number", "name"), list(enumerate(WEEKDAYS)))
def test_weekday(number: int, name: str) -> None:
    """A weekday is known by its name and by its first two letters."""
    assert {weekday_number(form) for form in (name, name.upper(), name[:2], f"{name[:2]}.")} == {number}


def test_sonnabend() -> None:
    """`Sonnabend` is Saturday, not Sunday."""
    assert weekday_number("Sonnabend") == weekday_number("Samstag")
