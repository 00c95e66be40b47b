"""What a tool answers: values for programs, and the same as text for people and models; both bounded.

In: rows of a table with what the graph says of them, or text. Out: a `ToolAnswer`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final, TypeAlias

from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.server.engine.rows import ResultTerm, Row
from ruhrgraph.server.mcp.evidence import Evidence, Quote, read_evidence
from ruhrgraph.server.mcp.graph_access import GraphAccess, page_address
from ruhrgraph.server.mcp.row_evidence import belege_of_rows, things_of_row

PAGE_SIZE: Final = 40
"""How many rows an answer brings."""
LONGEST_CELL: Final = 1000
"""Characters of a value; of a longer one the beginning is shown."""
_MOST_PAGES = 200
"""How many addresses of things an answer brings."""
BELEGE: Final = "evidence"
"""The column of canned queries and networks with the IRIs of Belege."""
_WHOLE = ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
_FRACTIONS = ("decimal", "double", "float")
_LONGEST_NUMBER = 15

Value: TypeAlias = str | int | float | bool
TableRow: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """The answer of a tool."""

    structured: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their columns, the page of them that is wanted, and what is to be said besides."""

    columns: Sequence[str]
    rows: Sequence[TableRow]
    page: int = 1
    belege: str | None = ""
    """The column with the IRIs of Belege; "" where they are to be looked up, None where no passage proves a row."""
    notes: Sequence[str] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What the structured answer has besides."""


async def table_answer(access: GraphAccess, root: str, table: Table) -> ToolAnswer:
    """Return a page of a table with the quotes that prove its rows.

    Raises:
        ParameterError: There is no such page.
        RuhrgraphError: A query could not be answered.

    """
    pages = max(1, -(-len(table.rows) // PAGE_SIZE))
    if table.page > pages:
        raise ParameterError(f"page: there is no page {table.page}; the answer has {pages}")
    part = table.rows[(table.page - 1) * PAGE_SIZE : table.page * PAGE_SIZE]
    about, evidence = await _proven(access, root, table, part)
    columns = [name for name in table.columns if name != table.belege]
    shown = [{name: _cut(row[name]) for name in columns if row.get(name, "") != ""} for row in part]
    things = list(dict.fromkeys(iri for each in about for iri in each))
    notes = [*table.notes, *_notes(len(table.rows), table.page, pages), *_shortened(part), *_left_out(evidence)]
    if len(things) > _MOST_PAGES:
        notes.append(f"The addresses of {len(things) - _MOST_PAGES} more things are left out.")
    numbers = evidence.by_row or ((),) * len(part)
    structured = {
        **table.fields,
        "total": len(table.rows),
        "page": table.page,
        "pages": pages,
        "rows": [{"values": row, "quotes": list(each)} for row, each in zip(shown, numbers, strict=True)],
        "quotes": [quote.as_json() for quote in evidence.quotes],
        "things": [{"iri": iri, "address": page_address(iri, access.base, root)} for iri in things[:_MOST_PAGES]],
        "notes": notes,
    }
    lines = [*notes, "", *_grid(access, columns, shown, numbers), *quote_lines(evidence.quotes), *_links(root, things)]
    return ToolAnswer(structured, "\n".join(lines).strip())


async def _proven(
    access: GraphAccess, root: str, table: Table, rows: Sequence[TableRow]
) -> tuple[list[tuple[str, ...]], Evidence]:
    """Return the things of each row, and the evidence for the rows."""
    things = await access.things()
    told = [{name: row[name] for name in table.columns if name in row and name != table.belege} for row in rows]
    about = [things_of_row(row, things) for row in told]
    if table.belege is None:
        return about, Evidence()
    if table.belege:
        belege = [tuple(str(row.get(table.belege, "")).split()) for row in rows]
    else:
        belege = await belege_of_rows(access, told, about)
    return about, await read_evidence(access, root, belege)


def plain_row(row: Row) -> dict[str, Value]:
    """Return a solution as values for JSON: numbers and truths as such, all else as text."""
    return {name: _plain(term) for name, term in row.items()}


def _plain(term: ResultTerm) -> Value:
    type_ = term.datatype.rpartition("#")[2]
    if type_ == "boolean":
        return term.value in ("true", "1")
    if len(term.value) <= _LONGEST_NUMBER:
        try:
            if type_ in _WHOLE:
                return int(term.value)
            if type_ in _FRACTIONS and isfinite(number := float(term.value)):
                return number
        except ValueError:
            return term.value
    return term.value


def _cut(value: Value) -> Value:
    return f"{value[:LONGEST_CELL]} …" if isinstance(value, str) and len(value) > LONGEST_CELL else value


def _shortened(rows: Sequence[TableRow]) -> list[str]:
    """Return the note that long values are shortened, if there are any."""
    long = any(isinstance(value, str) and len(value) > LONGEST_CELL for row in rows for value in row.values())
    return [f"Values of more than {LONGEST_CELL:,} characters are shortened (…)."] if long else []


def _notes(total: int, page: int, pages: int) -> list[str]:
    """Return how many rows there are, and how to see the others."""
    if not total:
        return ["No rows: nothing in the graph fits."]
    if pages == 1:
        return [f"{total} {'row' if total == 1 else 'rows'}."]
    first, last = (page - 1) * PAGE_SIZE + 1, min(page * PAGE_SIZE, total)
    after = f"; page={page + 1} has the next ones" if page < pages else ""
    return [f"Rows {first} to {last} of {total}, page {page} of {pages}{after}."]


def _left_out(evidence: Evidence) -> list[str]:
    """Return the note that there is more evidence, if there is."""
    if not evidence.left_out:
        return []
    return [f"{evidence.left_out} more pieces of evidence are left out; ask for less at once, or use `evidence`."]


def _grid(
    access: GraphAccess, columns: Sequence[str], rows: Sequence[TableRow], numbers: Sequence[Sequence[int]]
) -> list[str]:
    """Return the rows as a table in Markdown, with the numbers of their quotes last."""
    if not rows:
        return []
    lines = [f"| {' | '.join(columns)} | quotes |", "|---" * (len(columns) + 1) + "|"]
    for row, each in zip(rows, numbers, strict=True):
        cells = [_cell(access, row.get(name, "")) for name in columns]
        lines.append(f"| {' | '.join(cells)} | {' '.join(f'[{number}]' for number in each)} |")
    return lines


def _cell(access: GraphAccess, value: Value) -> str:
    """Return a value as a cell: IRIs in short, no line ends, and no sign that ends a cell."""
    text = " ".join(access.identifier(part) for part in str(value).split())
    return text.replace("|", "\\|")


def quote_lines(quotes: Sequence[Quote]) -> list[str]:
    """Return the quotes as lines of text."""
    if not quotes:
        return []
    lines = ["", "What the documents say:"]
    for quote in quotes:
        words = " ".join(quote.text.split())
        place = f"{quote.document}, characters {quote.start}–{quote.end}, {quote.address}"
        around = f" in “{' '.join(quote.context.split())}”" if quote.context else ""
        lines.append(f"[{quote.number}] “{words}”{around} ({place}); proves: {'; '.join(quote.proves)}")
    return lines


def _links(root: str, things: Sequence[str]) -> list[str]:
    """Return the line that says where the pages of things are, if there are things."""
    return ["", f"The page of a thing is {root}doc/ and its identifier."] if things else []
