"""The answer to a query as a page shows it, whoever asked it: at `/sparql` or on the page of a canned query.

In: an answer, how its terms read, and the address that it stands at. Out: a `ResultView` for the macro of
`templates/macros/results.html`, as a table or as the drawing that the address asks for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import cast
from urllib.parse import urlencode

from ruhrgraph.server.http.tables import Cell, Column, Table, table
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.columns import NOTHING, CellMaker, table_columns
from ruhrgraph.server.result_pages.drawings import Drawing
from ruhrgraph.server.result_pages.terms import ResultCell, TermText
from ruhrgraph.server.result_pages.views import OfferedView, draw_current, offered_views

_BUDGET = 36_000
"""Bytes of cells on a page, which is to stay below 60 KB; long texts are cut until they fit."""
_CUTS = (2000, 1000, 500, 250, 120, 60)
_LONG_HREF = 200
_MARKUP = 30
"""Bytes around a cell."""
_STATEMENT = (Column("subject", ""), Column("predicate", ""), Column("object", ""))
_RESERVED = ("sort", "page", "format", "view")
_LONG_LINK, _LONG_ADDRESS = 2_000, 16_000
"""Characters of parameters up to which a page has links, and up to which a form may send them in the address."""
_FORMATS = {
    "solutions": (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XML", "xml")),
    "boolean": (("JSON", "json"), ("XML", "xml")),
    "graph": (("Turtle", "ttl"), ("N-Triples", "nt"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdfxml")),
}

Values = Mapping[str, str | Sequence[str]]
"""The parameters of an address; one that is given several times has a list."""
Fields = tuple[tuple[str, str], ...]
"""The same, with a pair for each value."""


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """Where an answer stands.

    `at` is the address of its page and `values` are its parameters. `download` is the address of the same answer as
    data: with `{suffix}` in it a suffix names the format, else the parameter `format`. The columns of a canned query
    have labels.
    """

    at: str
    values: Values
    download: str
    download_values: Values
    is_canned: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A download: its title, the name of the format, and its address, "" where that would be too long for a link."""

    text: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The statements about one subject: its link, and the property and the value of each."""

    subject: ResultCell
    statements: tuple[tuple[ResultCell, ResultCell], ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """What a page shows of an answer; `cut` says that texts were shortened.

    `form` has the fields of a form with buttons that sort and turn pages: with a query in each link a page would grow
    too large. It is None where links do, `method` is that of the form; `download_form` is the same for downloads.
    `views` are the ways to show these rows, `drawing` is the one that is shown in place of the table.
    """

    at: str
    home: str
    data: AnswerData
    table: Table | None
    groups: tuple[Group, ...]
    cut: bool
    digest: str
    form: Fields | None
    method: str
    downloads: tuple[Download, ...]
    download_at: str
    download_form: Fields
    views: tuple[OfferedView, ...] = ()
    drawing: Drawing | None = None


def result_view(data: AnswerData, texts: TermText, place: AnswerPlace, digest: str) -> ResultView:
    """Return what a page shows of an answer.

    Args:
        data: The answer.
        texts: How its terms read.
        place: Where it stands.
        digest: The version that gave it.

    Raises:
        BadRequestError: The address asks for a page of the table that there is not, or for an unknown view.

    """
    views = offered_views(data, texts, place.at, place.values)
    shown, cut = (None, False) if data.truth is not None else _fitted(_table(data, texts, place))
    form, downloads = _fields(place.values), _downloads(data, place)
    return ResultView(
        at=place.at,
        home=texts.home,
        data=data,
        table=shown,
        groups=_groups(shown) if shown and data.is_graph else (),
        cut=cut,
        digest=digest,
        form=None if place.is_canned else form,
        method="get" if len(urlencode(form)) <= _LONG_ADDRESS else "post",
        downloads=downloads,
        download_at=place.download,
        download_form=() if downloads[0].href else _fields(place.download_values),
        views=views,
        drawing=draw_current(views, data, texts),
    )


def _table(data: AnswerData, texts: TermText, place: AnswerPlace) -> Table:
    """Return the page of the table that is asked for; statements stay in their order."""
    if data.is_graph:
        values = {name: value for name, value in place.values.items() if name != "sort"}
        makers = [_term_maker(texts, number) for number in range(len(_STATEMENT))]
        return _page(_STATEMENT, makers, data, values)
    return _page(*table_columns(data, texts, is_canned=place.is_canned), data, place.values)


def _term_maker(texts: TermText, number: int) -> CellMaker:
    """Return what makes the cell of a term of a statement."""
    return lambda row: texts.cell(term) if (term := row[number]) else NOTHING


def _page(columns: Sequence[Column], makers: Sequence[CellMaker], data: AnswerData, values: Values) -> Table:
    """Return a page of a table; cells are made of the rows on it, and of the column that sorts them."""
    name = str(values.get("sort") or "").removeprefix("-")
    sorting = next((place for place, column in enumerate(columns) if column.name == name), None)

    def sketch(number: int) -> tuple[Cell, ...]:
        cells = [NOTHING] * len(columns)
        if sorting is not None:
            cells[sorting] = makers[sorting](data.rows[number])
        return (*cells, Cell("", order=number))

    found = table(columns, [sketch(number) for number in range(len(data.rows))], values)
    numbers = [int(row[-1].order or 0) for row in found.rows]
    return replace(found, rows=tuple(tuple(make(data.rows[number]) for make in makers) for number in numbers))


def _fitted(whole: Table) -> tuple[Table, bool]:
    """Return a table whose texts are short enough for a page, and whether one was cut."""
    given = cast("tuple[tuple[ResultCell, ...], ...]", whole.rows)
    rows = given
    for most in _CUTS:
        if sum(map(_size, (cell for row in rows for cell in row))) <= _BUDGET:
            break
        rows = tuple(tuple(_cut(cell, most) for cell in row) for row in rows)
    return replace(whole, rows=rows), rows is not given


def _size(cell: ResultCell) -> int:
    """Return about how many bytes a cell takes."""
    links = sum(len(link.text) + len(link.href) + _MARKUP for link in cell.links)
    return len(cell.text.encode("utf-8", "replace")) + len(cell.href) + len(cell.note) + links + _MARKUP


def _cut(cell: ResultCell, most: int) -> ResultCell:
    """Return a cell whose text has so many characters at most; a link that is far longer is none."""
    text = cell.text if len(cell.text) <= most else f"{cell.text[:most].rstrip()} …"
    return replace(cell, text=text, href=cell.href if len(cell.href) <= max(most, _LONG_HREF) else "")


def _groups(shown: Table) -> tuple[Group, ...]:
    """Return the statements of a page by subject."""
    rows = cast("tuple[tuple[ResultCell, ...], ...]", shown.rows)
    return tuple(
        Group(subject, tuple((predicate, value) for _, predicate, value in statements))
        for subject, statements in groupby(rows, key=lambda row: row[0])
    )


def _downloads(data: AnswerData, place: AnswerPlace) -> tuple[Download, ...]:
    """Return the links to the whole answer as data."""
    kind = "boolean" if data.truth is not None else "graph" if data.is_graph else "solutions"
    values = _fields(place.download_values)

    def address(name: str) -> str:
        has_suffix = "{suffix}" in place.download
        encoded = urlencode(values if has_suffix else (*values, ("format", name)))
        path = place.download.replace("{suffix}", name)
        return ("" if len(encoded) > _LONG_LINK else f"{path}?{encoded}") if encoded else path

    return tuple(Download(title, name, address(name)) for title, name in _FORMATS[kind])


def _fields(values: Values) -> Fields:
    """Return the parameters that a form or a download keeps, each value as a field of its own."""
    kept = {name: value for name, value in values.items() if name not in _RESERVED and value}
    pairs = ((name, [value] if isinstance(value, str) else value) for name, value in kept.items())
    return tuple((name, value) for name, each in pairs for value in each)
