"""The lists of a large version, of which only single pages are read: they say the same as those of a small one."""

import csv
import io
import re

import httpx
import pytest

from ruhrgraph.queries.things import Things
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.large_list import large_list
from ruhrgraph.server.web.lists.list_definition import ListDefinition

_HTML = {"accept": "text/html"}
_COUNTED_OTHERWISE = {"Veranstaltungsort", "Veranstaltungsort (IRI)", "Art", "Genannt in", "Genannt in (IRI)"}
"""Columns that the canned query fills from several properties; a page of a large list reads the first of them."""


def _table(client: httpx.Client, path: str) -> dict[str, dict[str, str]]:
    """Return the rows of a list by the first IRI in them."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/{path}.csv").content.decode("utf-8-sig"))))
    own = next((name for name in rows[0] if name.endswith("(IRI)") and name.startswith(("Titel", "Name", "K"))), "")
    return {row[own]: row for row in rows}


@pytest.mark.parametrize("definition", LISTS, ids=lambda definition: definition.path)
def test_a_large_list_says_what_a_small_one_says(
    server: httpx.Client, large_server: httpx.Client, definition: ListDefinition
) -> None:
    """The file of a large list has the same values as that of a small one, in the columns that it has."""
    small, large = _table(server, definition.path), _table(large_server, definition.path)
    assert small.keys() & large.keys()
    for iri in small.keys() & large.keys():
        for name in large[iri].keys() - _COUNTED_OTHERWISE:
            assert _values(small[iri][name]) == _values(large[iri][name]), name


def _values(cell: str) -> set[str]:
    return set(cell.split("; "))


@pytest.mark.parametrize("definition", LISTS, ids=lambda definition: definition.path)
def test_a_page_says_what_is_left_out(large_server: httpx.Client, definition: ListDefinition) -> None:
    """A page has no filters and no orders, whatever is asked for; it says so, and where all rows are."""
    for language, said in (("", "ohne Filter"), ("/en", "without filters")):
        page = large_server.get(f"{language}/{definition.path}?sort=title&q=x", headers=_HTML)
        assert page.status_code == 200
        assert said in page.text
        assert "<table" in page.text
        assert "?sort=" not in page.text
        assert f'href="{language}/{definition.path}.csv"' in page.text


def test_pages_that_are_none(large_server: httpx.Client) -> None:
    """A page that the list does not have is an error of the request, as in a small list."""
    assert large_server.get("/projekte?page=99", headers=_HTML).status_code == 400


def test_columns_without_a_path_are_left_out() -> None:
    """A column that only the whole query can fill is not there; each list keeps some."""
    for definition in LISTS:
        found = large_list(definition, Things(""), "", {}).definition.columns
        assert [column.name for column in found] == [column.name for column in definition.columns if column.path]
        assert found


def test_the_first_page(large_server: httpx.Client, server: httpx.Client) -> None:
    """The first page of a large version counts things as that of a small one, and says what it leaves out."""
    numbers = re.compile(r'</strong> <span class="number">([0-9.]+)')
    page = large_server.get("/", headers=_HTML).text
    assert numbers.findall(page) == numbers.findall(server.get("/", headers=_HTML).text)
    assert "Diese Version ist groß" in page
    assert "This version is large" in large_server.get("/en/", headers=_HTML).text
