"""Dates as a reader writes them."""

import pytest

from ruhrgraph.server.language.dates import date_text


@pytest.mark.parametrize(
    ("edtf", "german", "english"),
    [
        ("2019-04-08", "8. April 2019", "8 April 2019"),
        ("2026-11-25T14:05:00Z", "25. November 2026", "25 November 2026"),
        ("2019-06?", "Juni 2019 (ungewiss)", "June 2019 (uncertain)"),
        ("2019-34", "2. Quartal 2019", "second quarter of 2019"),
        ("2019-04-10/2019-04-12", "10. April 2019 bis 12. April 2019", "10 April 2019 to 12 April 2019"),
        ("2020/..", "ab 2020, Ende offen", "from 2020, no end set"),
        ("bald", "bald", "bald"),
    ],
)
def test_date(edtf: str, german: str, english: str) -> None:
    """A date is written in full; what is none stays as it is."""
    assert date_text(edtf, "de") == german
    assert date_text(edtf, "en") == english
