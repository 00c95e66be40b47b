"""The tools of the canned queries."""

import pytest

from ruhrgraph.ontology.errors import NameNotFoundError, ParameterError
from ruhrgraph.queries import names, read
from ruhrgraph.server.mcp.answers import PAGE_SIZE
from ruhrgraph.server.mcp.canned_query_tools import parameter_schema
from tests.server.mcp.conftest import Call


@pytest.mark.parametrize("name", names())
def test_each_query(call: Call, name: str) -> None:
    """Each has rows with its columns, and each row has a quote; the rows of `evidence` are quotes."""
    query = read(name)
    answer = call(name, **{item.name: item.example for item in query.parameters if item.required})
    rows = answer.structured["rows"]
    assert 0 < len(rows) <= PAGE_SIZE
    assert all(set(row["values"]) <= {*query.columns} - {"evidence"} for row in rows)
    unproven = [row["values"] for row in rows if not row["quotes"]]
    # A record of ours names this venue as a whole; the documents name its parts.
    assert len(unproven) == len(rows) if name == "evidence" else {row.get("name") for row in unproven} <= {"Zollverein"}
    for quote in answer.structured["quotes"]:
        assert quote["address"].endswith(f"source/{quote['document']}#char={quote['start']},{quote['end']}")


def test_values_are_typed(call: Call) -> None:
    """Numbers are numbers, and names may be written as people do."""
    (row,) = call("forums", forum=13).structured["rows"]
    assert (row["values"]["number"], row["values"]["title"]) == (13, "Neue Mobilität")


def test_choices() -> None:
    """The schema of a parameter has its choices, its form and an example."""
    by_name = {item.name: parameter_schema(item) for item in read("meetings").parameters}
    assert by_name["relation"]["enum"] == ["lead", "participating", "interested"]
    assert by_name["from"]["pattern"]
    assert by_name["person"]["examples"] == ["Hendrik Wüst"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"person": "Hendrik Wuest-Meyer"}, NameNotFoundError, "did you mean Hendrik Wüst"),
        ({"person": "x" * 10_000}, NameNotFoundError, "there is no Person"),
        ({"person": '" } DELETE WHERE { ?s ?p ?o } #'}, NameNotFoundError, "there is no Person"),
        ({"from": "yesterday"}, ParameterError, "parameter from has to be a year"),
        ({"page": 999}, ParameterError, "there is no page 999; the answer has"),
    ],
)
def test_wrong_values(call: Call, arguments: dict[str, object], error: type[Exception], message: str) -> None:
    """A wrong value is an error in words, with what is near."""
    with pytest.raises(error, match=message):
        call("meetings", **arguments)
