"""Tables of pages: columns and cells, sorted and in pages by parameters of the address.

In: all rows, and the parameters `sort` and `page`. Out: the part that one page shows, with the links to the others; the
macro of `templates/macros/tables.html` draws it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.language.collation import din_5007

CELLS_PER_PAGE = 400
"""How many cells a page shows at most, so that it stays below 60 KB."""
_FEWEST_ROWS, _MOST_ROWS = 10, 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, its link ("" for none), and the language of its text where it is not that of the page.

    `order` sorts the cell where its text does not (a date in EDTF, a number). A cell with several values has `parts`.
    """

    text: str
    href: str = ""
    language: str = ""
    order: str | float | None = None
    parts: tuple["Cell", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the address, its heading, and whether its cells are numbers."""

    name: str
    label: str
    is_number: bool = False


TableRow = tuple[Cell, ...]
"""The cells of a row, one for each column."""


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a table that a page shows.

    `sorted_by` is the name of a column, "" for the order that the rows come in; `link` gives the query string of the
    address with other values of `sort` and `page`.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    total: int
    page: int
    pages: int
    sorted_by: str
    descending: bool
    values: Mapping[str, str | Sequence[str]]
    is_sortable: bool = True

    def sort_query(self, column: Column) -> str:
        """Return the query string that sorts by a column, the other way round if it is sorted by it already."""
        turned = column.name == self.sorted_by and not self.descending
        return self._query(sort=f"-{column.name}" if turned else column.name, page="")

    def page_query(self, page: int) -> str:
        """Return the query string of a page."""
        return self._query(page="" if page == 1 else str(page))

    def _query(self, **changed: str) -> str:
        pairs = {**self.values, **changed}
        return urlencode({name: value for name, value in pairs.items() if value}, doseq=True)


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Which rows a page has: those from `start`, before `stop`."""

    page: int
    pages: int
    start: int
    stop: int


def page_place(total: int, columns: int, asked: str) -> PagePlace:
    """Return the rows of a page.

    Args:
        total: How many rows there are.
        columns: How many columns a row has.
        asked: The parameter `page`, "" for the first.

    Raises:
        BadRequestError: There is no such page.

    """
    size = max(_FEWEST_ROWS, min(_MOST_ROWS, CELLS_PER_PAGE // max(1, columns)))
    pages = max(1, -(-total // size))
    page = _page(asked or "1", pages)
    return PagePlace(page, pages, (page - 1) * size, page * size)


def table(
    columns: Sequence[Column],
    rows: Sequence[TableRow],
    values: Mapping[str, str | Sequence[str]],
    order: Callable[[Cell], object] | None = None,
) -> Table:
    """Return the page of a table that the parameters of an address ask for.

    Args:
        columns: The columns.
        rows: All rows, in the order that they have if none is asked for.
        values: The parameters of the address; `sort` and `page` are read here, the links keep all of them.
        order: The sort key of a cell, if not its number or its text by German rules.

    Raises:
        BadRequestError: There is no such page.

    """
    asked = str(values.get("sort") or "")
    name, descending = asked.removeprefix("-"), asked.startswith("-")
    place = next((place for place, column in enumerate(columns) if column.name == name), None)
    found = list(rows)
    if place is not None:
        filled = [row for row in found if row[place].text]
        filled.sort(key=lambda row: (order or _order)(row[place]), reverse=descending)  # type: ignore[arg-type, return-value]
        found = filled + [row for row in found if not row[place].text]
    shown = page_place(len(found), len(columns), str(values.get("page") or ""))
    return Table(
        columns=tuple(columns),
        rows=tuple(found[shown.start : shown.stop]),
        total=len(found),
        page=shown.page,
        pages=shown.pages,
        sorted_by=name if place is not None else "",
        descending=descending,
        values=values,
    )


def _order(cell: Cell) -> tuple[bool, float, object]:
    """Return the sort key of a cell: numbers before texts."""
    if isinstance(cell.order, int | float):
        return False, float(cell.order), ()
    return True, 0.0, din_5007(cell.order if cell.order is not None else cell.text)


def _page(asked: object, pages: int) -> int:
    """Return the number of the page that is asked for.

    Raises:
        BadRequestError: There is no such page.

    """
    text = str(asked)
    page = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(pages)) else 0
    if not 1 <= page <= pages:
        raise BadRequestError(f"page: “{text[:20]}” has to be a whole number from 1 to {pages}")
    return page
