"""A list as CSV (RFC 4180): all rows that were asked for, in their order, with IRIs beside labels.

In: a definition and rows. Out: bytes. The byte order mark tells Excel that it is UTF-8.
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
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name for column in definition.columns for name in _names(column, language)])
    for entry in entries:
        writer.writerow([value for column in definition.columns for value in _values(column, entry)])
    return text.getvalue().encode("utf-8-sig")


def _names(column: ListColumn, language: Language) -> tuple[str, ...]:
    label = in_language(language, column.label.de, column.label.en)
    return (label, f"{label} (IRI)") if column.kind or column.iris else (label,)


def _values(column: ListColumn, entry: Entry) -> tuple[str, ...]:
    found = entry.cells[column.name]
    texts = "; ".join(value.text for value in found)
    iris = "; ".join(value.iri for value in found if value.iri)
    return (texts, iris) if column.kind or column.iris else (texts,)
