"""Answers with rows: pages, bounds, and the text beside the values."""

import pytest

from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.mcp.answers import LONGEST_CELL, PAGE_SIZE, Table, Value, plain_row, table_answer
from ruhrgraph.server.mcp.graph_access import GraphAccess
from tests.server.mcp.conftest import ROOT, Call, Wait

_XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (ResultTerm("13", is_iri=False, datatype=f"{_XSD}integer"), 13),
        (ResultTerm("1.5", is_iri=False, datatype=f"{_XSD}double"), 1.5),
        (ResultTerm("NaN", is_iri=False, datatype=f"{_XSD}double"), "NaN"),
        (ResultTerm("-INF", is_iri=False, datatype=f"{_XSD}double"), "-INF"),
        (ResultTerm("9" * 400, is_iri=False, datatype=f"{_XSD}integer"), "9" * 400),
        (ResultTerm("1e999", is_iri=False, datatype=f"{_XSD}double"), "1e999"),
        (ResultTerm("x", is_iri=False, datatype=f"{_XSD}integer"), "x"),
        (ResultTerm("true", is_iri=False, datatype=f"{_XSD}boolean"), True),
        (ResultTerm("13-01", is_iri=False), "13-01"),
        (ResultTerm("urn:a", is_iri=True), "urn:a"),
    ],
)
def test_plain_values(term: ResultTerm, value: Value) -> None:
    """A number is one where JSON can write it."""
    assert plain_row({"a": term}) == {"a": value}


def test_pages(call: Call) -> None:
    """All pages together have all rows, each once, and each page says which it has."""
    first = call("measures")
    pages = [first, *(call("measures", page=number) for number in range(2, first.structured["pages"] + 1))]
    rows = [row["values"] for page in pages for row in page.structured["rows"]]
    assert len(rows) == first.structured["total"] > PAGE_SIZE
    assert len({(row["code"], row["position"]) for row in rows}) == len(rows)
    assert f"Rows 1 to {PAGE_SIZE} of {len(rows)}, page 1 of {len(pages)}; page=2 has the next ones." in first.text


def test_no_rows(call: Call) -> None:
    """An empty answer says what that means."""
    answer = call("search", text="Xylophon")
    assert answer.text == "No rows: nothing in the graph fits."
    assert (answer.structured["total"], answer.structured["quotes"]) == (0, [])


def test_long_values(access: GraphAccess, wait: Wait) -> None:
    """A long value is shortened, which is said; no value breaks the table."""
    rows = [{"text": "x" * 5000}, {"text": "a|b\nc"}]
    answer = wait(table_answer(access, ROOT, Table(("text",), rows)))
    assert answer.structured["rows"][0]["values"]["text"] == "x" * LONGEST_CELL + " …"
    assert "Values of more than 1,000 characters are shortened (…)." in answer.structured["notes"]
    assert "| a\\|b c |" in answer.text


def test_the_text_has_identifiers_and_pages(call: Call) -> None:
    """Things stand in the text by identifier, with the way to their pages; the values have whole addresses."""
    answer = call("person", person="Hendrik Wüst")
    assert "| themenforum/13 |" in answer.text
    assert f"The page of a thing is {ROOT}doc/ and its identifier." in answer.text
    addresses = {thing["address"] for thing in answer.structured["things"]}
    assert f"{ROOT}doc/themenforum/13" in addresses
    assert "[1] “Hendrik Wüst” in “Minister Hendrik Wüst” (themenforen, characters " in answer.text
