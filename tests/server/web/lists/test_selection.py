"""What the parameters of an address choose, and how many rows each further choice would leave."""

import pytest

from ruhrgraph.queries.things import Things
from ruhrgraph.server.web.lists.entries import ListContent
from ruhrgraph.server.web.lists.list_definition import ListDefinition
from ruhrgraph.server.web.lists.selection import ListQuery, Selection, read_query, select

ALL = ["02-01", "13-01", "13-02"]


def _query(projects: ListDefinition, content: ListContent, things: Things, parameters: str) -> ListQuery:
    pairs = [(name, value) for name, _, value in (part.partition("=") for part in parameters.split("&"))]
    return read_query(projects, content, things, pairs)


def _codes(found: Selection) -> list[str]:
    return [entry.cells["code"][0].text for entry in found.entries]


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ("", ALL),
        ("ressort=vm", ["02-01", "13-01"]),
        ("ressort=Verkehrsministerium", []),
        ("ressort=Ministerium für Verkehr", ["02-01", "13-01"]),
        ("ressort=VM&forum=13", ["13-01"]),
        ("ressort=stk-sport&ressort=-", ["02-01", "13-02"]),
        ("gemeinde=ESSEN", ["13-01"]),
        ("gemeinde=Atlantis", []),
        ("handlungsfeld=1", ["02-01", "13-01"]),
        ("unknown=1", ALL),
        ("q=zug", ["13-01"]),
        ("q=neue mob", []),
        ("q=aehren", ["02-01"]),
        ("q=';--", ALL),
        ("ressort=", ALL),
    ],
)
def test_rows(
    projects: ListDefinition, content: ListContent, things: Things, parameters: str, codes: list[str]
) -> None:
    """Values of a facet are alternatives and may be names; facets and words all hold; others are passed over."""
    query = _query(projects, content, things, parameters)
    assert _codes(select(projects, content, query)) == codes


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("title", ["02-01", "13-02", "13-01"]),
        ("-title", ["13-01", "13-02", "02-01"]),
        ("measures", ["13-01", "02-01", "13-02"]),
        ("-measures", ["02-01", "13-01", "13-02"]),
        ("endYear", ["02-01", "13-02", "13-01"]),
        ("nothing", ALL),
    ],
)
def test_order(projects: ListDefinition, content: ListContent, things: Things, sort: str, codes: list[str]) -> None:
    """Words stand in German order, numbers by size; what has no value stands last in either direction."""
    query = _query(projects, content, things, f"sort={sort}")
    assert _codes(select(projects, content, query)) == codes


def test_counts(projects: ListDefinition, content: ListContent, things: Things) -> None:
    """A value counts what all other facets leave, so that its own facet still offers the others."""
    found = select(projects, content, _query(projects, content, things, "ressort=stk-sport"))
    assert found.counts["ressort"] == {"vm": 2, "stk-sport": 1, "-": 1}
    assert found.counts["forum"] == {"2": 1}


def test_addresses(projects: ListDefinition, content: ListContent, things: Things) -> None:
    """A choice keeps all others and leads to the first page; chosen again, it is given up."""
    query = _query(projects, content, things, "ressort=VM&sort=-title&page=2&q=a")
    assert query.address() == "?ressort=vm&q=a&sort=-title&page=2"
    assert query.toggled("forum", "13").address() == "?ressort=vm&forum=13&q=a&sort=-title"
    assert query.toggled("ressort", "vm").address() == "?q=a&sort=-title"
