"""A list as CSV (RFC 4180): all rows that were asked for, in their order, with IRIs beside labels.

In: a definition and rows. Out: bytes, for a large list in parts. The byte order mark tells Excel that it is UTF-8.
"""

import csv
import io
from collections.abc import Iterable

from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.web.lists.entries import Entry
from ruhrgraph.server.web.lists.list_definition import ListColumn, ListDefinition


def table_file(definition: ListDefinition, entries: Iterable[Entry], language: Language) -> bytes:
    """Return the file: dates in EDTF, numbers as digits, several values of a cell with `; ` between.

    Args:
        definition: The list.
        entries: The rows.
        language: That of the column names.

    """
    return table_head(definition, language) + table_lines(definition, entries)


def table_head(definition: ListDefinition, language: Language) -> bytes:
    """Return the first line of the file, with the names of the columns."""
    return _lines([[name for column in definition.columns for name in _names(column, language)]], "utf-8-sig")


def table_lines(definition: ListDefinition, entries: Iterable[Entry]) -> bytes:
    """Return the lines of some entries."""
    return _lines([value for column in definition.columns for value in _values(column, entry)] for entry in entries)


def _lines(lines: Iterable[list[str]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


def _names(column: ListColumn, language: Language) -> tuple[str, ...]:
    label = in_language(language, column.label.de, column.label.en)
    return (label, f"{label} (IRI)") if column.kind or column.iris else (label,)


def _values(column: ListColumn, entry: Entry) -> tuple[str, ...]:
    found = entry.cells[column.name]
    texts = "; ".join(value.text for value in found)
    iris = "; ".join(value.iri for value in found if value.iri)
    return (texts, iris) if column.kind or column.iris else (texts,)
