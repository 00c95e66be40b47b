"""The days that dates in EDTF allow."""

import datetime as dt

import pytest

from ruhrgraph.server.result_pages.edtf_bounds import edtf_bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2019-12?", "2019-12-01", "2019-12-31"),
        ("2020-02-29~", "2020-02-29", "2020-02-29"),
        ("2019-04-08T10:00:00Z", "2019-04-08", "2019-04-08"),
        ("2019-34", "2019-04-01", "2019-06-30"),
        ("2019-36", "2019-10-01", "2019-12-31"),
        ("2019-41", "2019-07-01", "2019-12-31"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("2019-01/2020", "2019-01-01", "2020-12-31"),
        ("{2019-04-10,2019-04-12}", "2019-04-10", "2019-04-12"),
        ("2019/..", "2019-01-01", None),
        ("2019/", "2019-01-01", None),
    ],
)
def test_bounds(edtf: str, first: str, last: str | None) -> None:
    """A date that is not a day goes from its first to its last day; an open interval has no last one."""
    assert edtf_bounds(edtf) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    "text", ["", "..", "2019-13", "2019-02-30", "2019-77", "Essen", "13", "2019/x", "20190408", "{}", "2019/2018"]
)
def test_no_date(text: str) -> None:
    """What is no date has no bounds."""
    assert edtf_bounds(text) is None
