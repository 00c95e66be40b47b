"""What clients ask: read as the API has it, refused with a word that helps where it is not so."""

import json

import pytest

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.errors import RequestTooLargeError
from ruhrgraph.server.reconciliation.requests import QueryProperty, ReconciliationQuery, parse_extension, parse_queries


def test_all_fields() -> None:
    """Types may be one or several, a value a text, a number, a flag or a thing."""
    values = ["Essen", 7, 7.5, True, {"id": "gemeinde/essen", "name": "Essen"}]
    properties = [{"pid": "gemeinde", "v": values}, {"pid": "seite", "v": 3}]
    given = {"query": " Haus ", "type": ["Ort"], "limit": 3, "type_strict": "any", "properties": properties}
    expected = (
        QueryProperty("gemeinde", ("Essen", "7", "7.5", "true", "gemeinde/essen")),
        QueryProperty("seite", ("3",)),
    )
    assert parse_queries(json.dumps({"q": given})) == {"q": ReconciliationQuery("Haus", ("Ort",), expected, 3)}
    assert parse_queries('{"q": {"query": "x", "type": "Ort"}}')["q"].types == ("Ort",)
    assert parse_queries('{"q": {"query": "x", "type": {"id": "Ort"}}}')["q"].types == ("Ort",)


def test_column_without_a_property() -> None:
    """OpenRefine names no property for a column for which none was chosen; such a column says nothing."""
    given = {"query": "Haus", "properties": [{"pid": None, "v": "Essen"}]}
    assert parse_queries(json.dumps({"q": given})) == {"q": ReconciliationQuery("Haus")}


@pytest.mark.parametrize("limit", [51, 1e300, 5000])
def test_limit_has_a_limit(limit: float) -> None:
    """Who wants more candidates than there may be gets as many as there may be."""
    assert parse_queries(json.dumps({"q": {"query": "x", "limit": limit}}))["q"].limit == 50


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "nests too deep"),
        ("[]", "JSON object"),
        ('{"q0": {"query": "\\ud800"}}', "surrogate"),
        ('{"\\udfff": {"query": "x"}}', "surrogate"),
        ('{"q0": {"query": "x", "properties": [{"pid": "a", "v": ["b", {"id": "\\ud800"}]}]}}', "surrogate"),
        ('{"q0": "Essen"}', "q0: each query has to be an object"),
        ('{"q0": {}}', "q0: there is neither a query nor a property"),
        ('{"q0": {"query": 5}}', "q0: query: this has to be text"),
        ('{"q0": {"query": "x", "limit": 0}}', "q0: limit"),
        ('{"q0": {"query": "x", "limit": true}}', "q0: limit"),
        ('{"q0": {"query": "x", "limit": NaN}}', "q0: limit"),
        ('{"q0": {"query": "x", "type": 5}}', "q0: type"),
        ('{"q0": {"query": "x", "properties": {}}}', "q0: properties: this has to be a list"),
        ('{"q0": {"query": "x", "properties": [{"pid": "a"}]}}', "`pid` and `v`"),
        ('{"q0": {"query": "x", "properties": [{"pid": "a", "v": null}]}}', "q0: v: this has to be text"),
    ],
)
def test_refused(text: str, told: str) -> None:
    """What is no batch of queries is refused with the key of the query and what is wrong with it."""
    with pytest.raises(BadRequestError, match=told):
        parse_queries(text)


def test_extension() -> None:
    """Things and properties are read once each, settings of properties passed over."""
    given = {"ids": ["a/b", "a/b"], "properties": [{"id": "seite", "settings": {"x": 1}}, {"id": "datum"}]}
    asked = parse_extension(json.dumps(given))
    assert (asked.ids, asked.properties) == (("a/b",), ("seite", "datum"))


@pytest.mark.parametrize(
    "text", ['{"ids": ["\\ud800"]}', '{"ids": "a"}', '{"ids": [1]}', '{"ids": [], "properties": [{}]}']
)
def test_extension_refused(text: str) -> None:
    """What is no data extension is refused."""
    with pytest.raises(BadRequestError, match="extend: "):
        parse_extension(text)


def test_too_much() -> None:
    """A batch of too many queries and an extension of too many things are refused with the number that is read."""
    with pytest.raises(RequestTooLargeError, match="101 queries; send at most 100"):
        parse_queries(json.dumps({f"q{number}": {"query": "x"} for number in range(101)}))
    with pytest.raises(RequestTooLargeError, match="send at most 1000"):
        parse_extension(json.dumps({"ids": [f"a/{number}" for number in range(1001)], "properties": []}))
