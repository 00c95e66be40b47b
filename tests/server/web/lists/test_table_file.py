"""A list as CSV."""

import csv
import io

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.web.lists.entries import ListContent
from ruhrgraph.server.web.lists.list_definition import ListDefinition
from ruhrgraph.server.web.lists.table_file import table_file


def test_a_file(projects: ListDefinition, content: ListContent) -> None:
    """Excel sees that it is UTF-8; labels have IRIs beside them, numbers none; columns are named in either language."""
    body = table_file(projects, content.entries, "de")
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows[0]["Titel"] == "Ähren"
    assert rows[0]["Titel (IRI)"] == f"{DEFAULT_BASE}id/projekt/02-01"
    assert rows[0]["Ressort"] == "VM; Stk/Sport"
    assert rows[0]["Ressort (IRI)"] == f"{DEFAULT_BASE}id/ressort/vm; {DEFAULT_BASE}id/ressort/stk-sport"
    assert "Maßnahmen (IRI)" not in rows[0]
    assert b"Measures" in table_file(projects, content.entries, "en")
