"""Charts: bars as long as their numbers, and the numbers as text."""

import pytest

from ruhrgraph.server.graphics.charts import Amount, bar_chart, column_chart
from tests.server.graphics.pictures import elements, text


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ((4, 1, 0), [("0%", "100%"), ("0%", "25%"), ("0%", "0%")]),
        ((3, -1), [("25%", "75%"), ("0%", "25%")]),
        ((-4, -2), [("0%", "100%"), ("50%", "50%")]),
        ((0, 0), [("0%", "0%"), ("0%", "0%")]),
        ((0.5,), [("0%", "100%")]),
        ((), []),
        ((2, float("inf"), float("nan")), [("0%", "100%"), ("0%", "0%"), ("0%", "0%")]),
        ((1e308, -1e308), [("0%", "0%"), ("0%", "0%")]),
    ],
)
def test_bars(values: tuple[float, ...], bars: list[tuple[str, str]]) -> None:
    """Bars begin at zero, to the left of it where numbers are negative."""
    drawing = bar_chart([Amount("Essen", value) for value in values], "de")
    assert [(bar.get("x"), bar.get("width")) for bar in elements(drawing, "rect")] == bars


def test_labels_and_numbers() -> None:
    """A bar has its label with a link, and its number in the reader's form; text is no markup."""
    drawing = bar_chart([Amount("A & B", 1234.5, "/doc/x?a=1&b=2")], "de")
    assert text(drawing) == "A & B 1.234,50"
    assert elements(drawing, "a")[0].get("href") == "/doc/x?a=1&b=2"
    assert text(bar_chart([Amount("A", 1234.5)], "en")) == "A 1,234.50"


def test_columns() -> None:
    """Columns stand on the line and reach up as far as their numbers."""
    drawing = column_chart([Amount("2019-01", 4), Amount("2019-02", 1)], "de", "Veranstaltungen nach Monat")
    columns = [(column.get("y"), column.get("height")) for column in elements(drawing, "rect")]
    assert columns == [("0%", "100%"), ("75%", "25%")]
    assert "2019-01: 4; 2019-02: 1" in text(drawing)
    assert text(column_chart([], "de", "Nichts")) == "Nichts"


def test_labels_of_many_columns_fit_a_phone() -> None:
    """Of many columns, six at most are labelled; who cannot see them gets all numbers."""
    drawing = column_chart([Amount(str(year), 1) for year in range(1990, 2020)], "de", "x")
    assert [label.text for label in elements(drawing, "text")] == ["1990", "1995", "2000", "2005", "2010", "2015"]
    assert "2019: 1" in text(drawing)
