"""Tables for people: columns side by side, cut to a terminal."""

import sys

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, Store

from ruhrgraph.server.commands.table import table


def _table(query: str) -> str:
    """Return the table of a query on nothing."""
    result = Store().query(query)
    assert isinstance(result, QuerySolutions | QueryBoolean)
    return table(result)


def test_columns_stand_side_by_side() -> None:
    """Cells show plain values in columns as wide as they need, and the rows are counted."""
    text = _table('SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("x"@de 1 UNDEF) ("long\\ntext" 22 <a:b>) } }')
    assert text.splitlines() == [
        "a          b   c",
        "─────────  ──  ───",
        "x          1",
        "long text  22  a:b",
        "(2 rows)",
    ]


def test_an_empty_table_has_its_columns() -> None:
    """No rows are told as such."""
    assert _table("SELECT ?a { FILTER(false) }") == "a\n─\n(0 rows)\n"


def test_yes_and_no() -> None:
    """ASK gives a word."""
    assert _table("ASK {}") == "true\n"


def test_a_terminal_cuts_the_widest_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a table is no wider than it, and the short columns keep their width."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    lines = _table(f'SELECT ?a ?b {{ VALUES (?a ?b) {{ ("short" "{"x" * 100}") }} }}').splitlines()
    assert max(len(line) for line in lines) == 40
    assert lines[2].startswith("short  xxx")
    assert lines[2].endswith("…")
