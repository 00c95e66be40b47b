"""Days: one, several, intervals and sets."""

import re

import pytest

from ruhrgraph.loaders.grammar.days import DAYS, read_days

_DAYS = re.compile(rf"(?P<lead>)(?P<core>{DAYS})", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("3.5.2019", "2019-05-03"),
        ("3.5.2019 und 4.5.2019", "2019-05-03/2019-05-04"),
        ("3.5.2019 und 5.5.2019", "{2019-05-03,2019-05-05}"),
        ("3. u. 4. Mai 2019", "2019-05-03/2019-05-04"),
        ("3.5. u. 7.5.2019", "{2019-05-03,2019-05-07}"),
        ("5.5.2019, 3.5.2019", "{2019-05-03,2019-05-05}"),
        ("2019-03-22/2019-03-24", "2019-03-22/2019-03-24"),
        ("3.-5. und 7.-9. Mai 2019", "{2019-05-03..2019-05-05,2019-05-07..2019-05-09}"),
        ("31.12.2018 und 1.1.2019", "2018-12-31/2019-01-01"),
    ],
)
def test_days(text: str, edtf: str) -> None:
    """Days without a gap are an interval, others a set in order."""
    match = _DAYS.search(text)
    assert match is not None
    assert read_days(match).edtf == edtf


@pytest.mark.parametrize("text", ["3.5.2019, 10 bis 14 Uhr", "3.5.2019, 5. Sitzung", "Raum 3, 3.5.2019"])
def test_other_numbers(text: str) -> None:
    """A number beside a day that is no day is none of its list."""
    match = _DAYS.search(text)
    assert match is not None
    assert match["core"] == "3.5.2019"
