"""Numbers and sizes as a reader writes them."""

import pytest

from ruhrgraph.server.language.numbers import number_text, size_text


@pytest.mark.parametrize(
    ("number", "places", "german", "english"),
    [
        (57060, 0, "57.060", "57,060"),
        (0.1234, 2, "0,12", "0.12"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
        (7, 0, "7", "7"),
        (12345678901234567890, 0, "12.345.678.901.234.567.890", "12,345,678,901,234,567,890"),
        (10**309, 0, "1" + ".000" * 103, "1" + ",000" * 103),
    ],
)
def test_number(number: float, places: int, german: str, english: str) -> None:
    """A number has the separators of its language."""
    assert number_text(number, "de", places) == german
    assert number_text(number, "en", places) == english


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [(999, "999\xa0Byte", "999\xa0bytes"), (1500, "1,5\xa0kB", "1.5\xa0kB"), (2_000_000_000, "2,0\xa0GB", "2.0\xa0GB")],
)
def test_size(count: int, german: str, english: str) -> None:
    """A size is in the largest unit of which there is one."""
    assert size_text(count, "de") == german
    assert size_text(count, "en") == english
