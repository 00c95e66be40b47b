"""SPARQL of one's own, with the limits of the endpoint."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import QueryRefusedError, QuerySyntaxError, ResultTooLargeError, RuhrgraphError
from ruhrgraph.server.http.errors import RequestTooLargeError
from tests.server.mcp.conftest import Call

RK = f"PREFIX rk: <{DEFAULT_BASE}ontology#> "


def test_rows_with_quotes(call: Call) -> None:
    """Rows that name things come with the quotes that tie these, whatever the columns are called."""
    query = f"{RK} SELECT ?evidence ?quotes {{ ?evidence a rk:Themenforum ; rk:federfuehrendesRessort ?quotes }}"
    answer = call("sparql", query=query)
    assert answer.structured["total"] == 20
    assert {*answer.structured["rows"][0]["values"]} == {"evidence", "quotes"}
    proven = [each for quote in answer.structured["quotes"] for each in quote["proves"]]
    assert "themenforum/13 rk:federfuehrendesRessort ressort/vm" in proven


def test_prefixes_need_no_declaration(call: Call) -> None:
    """Our prefixes may stand in a query as they are, and places in errors are those of the query as it was sent."""
    assert call("sparql", query="ASK { ?forum a rk:Themenforum ; rdfs:label ?label }").structured["boolean"] is True
    with pytest.raises(QuerySyntaxError, match="line 2, column "):
        call("sparql", query="SELECT * {\n  ?s a rk:Themenforum ; }}")


def test_rows_of_belege(call: Call) -> None:
    """A row that names a Beleg is proven by that."""
    query = f"{RK} SELECT ?b {{ ?b a rk:Beleg ; rk:zitat ?zitat FILTER(STR(?zitat) = 'Hendrik Wüst') }} LIMIT 1"
    assert [quote["quote"] for quote in call("sparql", query=query).structured["quotes"]] == ["Hendrik Wüst"]


def test_other_forms(call: Call) -> None:
    """Yes or no, and statements in Turtle; of very many the first, which is said."""
    assert call("sparql", query="ASK {}").structured["boolean"] is True
    few = call("sparql", query=f"{RK} CONSTRUCT {{ ?a a rk:Themenforum }} {{ ?a a rk:Themenforum }}")
    assert few.structured["turtle"].count("a rk:Themenforum") == 20
    many = call("sparql", query="CONSTRUCT WHERE { ?s ?p ?o }  LIMIT 2000")
    assert len(many.structured["turtle"]) <= 40_000
    assert "ask for less to see all" in many.text


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("SELECT * {\n  ?s ?p }", QuerySyntaxError, "line 2, column "),
        ("SELECT * { ?s foo:bar ?o }", QuerySyntaxError, "the prefix foo: is not declared"),
        ("DELETE WHERE { ?s ?p ?o }", QueryRefusedError, "DELETE is an update"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QueryRefusedError, "SERVICE"),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c }", ResultTooLargeError, "longer than 4 MiB"),
        (f"SELECT * {{}} # {'x' * 5000}", RequestTooLargeError, "longer than the 4 KiB"),
        ("ASK " + "{" * 3000, QuerySyntaxError, "nest"),
        ("", RuhrgraphError, "sparql needs the parameter query"),
    ],
)
def test_errors_in_words(call: Call, query: str, error: type[RuhrgraphError], message: str) -> None:
    """What cannot be answered says why, with line and column where it is the syntax."""
    with pytest.raises(error, match=message):
        call("sparql", query=query)
