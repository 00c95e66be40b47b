"""Parts of a year: which ones a year has, and which words do not tell one."""

import re

import pytest

from ruhrgraph.loaders.grammar.months import HALF, MONTH_LIST, QUARTER, SEASON, WEEK, read_part, read_week


def _match(pattern: str, text: str) -> re.Match[str]:
    match = re.search(rf"(?P<lead>)(?P<core>{pattern})(?P<tail>)", text, re.IGNORECASE)
    assert match is not None
    return match


@pytest.mark.parametrize(
    ("pattern", "text", "edtf"),
    [
        (MONTH_LIST, "Mai bis Juni 2019", "2019-05/2019-06"),
        (QUARTER, "Quartal II/2019", "2019-34"),
        (QUARTER, "2019/Q3", "2019-35"),
        (QUARTER, "1. Quartal des Jahres 2019", "2019-33"),
        (HALF, "erste Jahreshälfte 2019", "2019-40"),
        (HALF, "HJ 2/2019", "2019-41"),
        (SEASON, "Spätherbst 2019", "2019-23~"),
    ],
)
def test_part(pattern: str, text: str, edtf: str) -> None:
    """A part of a year in any form is read as EDTF."""
    assert read_part(_match(pattern, text)).edtf == edtf


@pytest.mark.parametrize(("pattern", "text"), [(MONTH_LIST, "Juni bis Mai 2019"), (HALF, "3. Halbjahr 2019")])
def test_impossible(pattern: str, text: str) -> None:
    """A part that no year has is a mistake."""
    match = _match(pattern, text)
    with pytest.raises(ValueError, match=r"range|halves"):
        read_part(match)


@pytest.mark.parametrize(("pattern", "text"), [(QUARTER, "2. oder 3. Quartal 2019"), (SEASON, "Frühjahr/Sommer 2019")])
def test_two_parts(pattern: str, text: str) -> None:
    """Words that name two parts do not tell one."""
    match = _match(pattern, text)
    with pytest.raises(LookupError, match="two"):
        read_part(match)


def test_week() -> None:
    """A week is its days by ISO 8601: the first one of 2019 began in 2018."""
    assert read_week(_match(WEEK, "KW 1/2019")).edtf == "2018-12-31/2019-01-06"
