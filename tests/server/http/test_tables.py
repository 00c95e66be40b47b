"""Tables of pages: order, pages, links."""

import pytest

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.tables import Cell, Column, table
from ruhrgraph.server.http.templates import _ENVIRONMENTS

_COLUMNS = (Column("name", "Name"), Column("count", "Anzahl", is_number=True))
_ROWS = tuple((Cell(name), Cell(str(count), order=count)) for name, count in (("Öl", 10), ("Ofen", 9), ("Zeche", 100)))


def _names(**values: str) -> list[str]:
    return [row[0].text for row in table(_COLUMNS, _ROWS, values).rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["Öl", "Ofen", "Zeche"]),
        ("name", ["Ofen", "Öl", "Zeche"]),
        ("-name", ["Zeche", "Öl", "Ofen"]),
        ("count", ["Ofen", "Öl", "Zeche"]),
        ("-count", ["Zeche", "Öl", "Ofen"]),
        ("unknown", ["Öl", "Ofen", "Zeche"]),
    ],
)
def test_order(asked: str, expected: list[str]) -> None:
    """Words are sorted by German rules, numbers by their size; a column that there is not leaves the order alone."""
    assert _names(sort=asked) == expected


@pytest.mark.parametrize("asked", ["name", "-name"])
def test_empty_cells_stand_last(asked: str) -> None:
    """Cells without text are behind the others in both directions."""
    rows = [(Cell(""), Cell("1")), (Cell("a"), Cell("2"))]
    assert [row[0].text for row in table(_COLUMNS, rows, {"sort": asked}).rows] == ["a", ""]


def test_pages() -> None:
    """A long table has pages, each row on one of them, and links that keep the other parameters."""
    rows = [(Cell(f"n{number}"), Cell("1")) for number in range(250)]
    pages = [table(_COLUMNS, rows, {"page": str(page), "q": "a b"}) for page in (1, 2, 3)]
    assert [row[0].text for page in pages for row in page.rows] == [f"n{number}" for number in range(250)]
    assert (pages[0].total, pages[0].pages) == (250, 3)
    assert pages[1].page_query(3) == "page=3&q=a+b"
    assert pages[1].page_query(1) == "q=a+b"
    assert pages[1].sort_query(_COLUMNS[0]) == "q=a+b&sort=name"


def test_a_second_click_turns_the_order() -> None:
    """The heading of the column that a table is sorted by leads to the other direction."""
    assert table(_COLUMNS, _ROWS, {"sort": "name"}).sort_query(_COLUMNS[0]) == "sort=-name"
    assert table(_COLUMNS, _ROWS, {"sort": "-name"}).sort_query(_COLUMNS[0]) == "sort=name"


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1.5", "٣", "9" * 5000])
def test_no_such_page(page: str) -> None:
    """A page that there is not is an error."""
    with pytest.raises(BadRequestError, match="from 1 to 1"):
        table(_COLUMNS, _ROWS, {"page": page})


def test_a_cell_shows_some_of_many_values() -> None:
    """A cell of hundreds of values shows the first and how many more there are."""
    cell = Cell("", parts=tuple(Cell(f"n{number}") for number in range(1234)))
    template = '{% from "macros/tables.html" import data_table %}{{ data_table(shown, "", "") }}'
    shown = table(_COLUMNS, [(cell, Cell("1"))], {})
    text = _ENVIRONMENTS["de"].from_string(template).render(shown=shown)
    assert "n11 " in text
    assert "und 1.222 weitere" in text
    assert "n12" not in text
