"""Binding: values become RDF terms, and no value can change what a query does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from rdflib import Literal as RdflibLiteral
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery

from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries import CannedQuery, bind, parse, read


def _echo(type_: str, *, required: bool = False) -> CannedQuery:
    """Return a query that gives its parameter back."""
    header = f"#+ params:\n#+   - name: x\n#+     type: {type_}\n#+     required: {str(required).lower()}\n"
    return parse("echo", header + "SELECT ?param_x WHERE {\n  VALUES ?param_x { UNDEF }\n}")


def _value(query: CannedQuery, value: str) -> object:
    """Return what the query gives back for a value: exactly one row with one term."""
    solutions = Store().query(bind(query, {"x": value}))
    assert isinstance(solutions, QuerySolutions)
    (row,) = solutions
    return row["param_x"]


@pytest.mark.parametrize(
    ("type_", "value", "term"),
    [
        ("string", "ÖPNV", Literal("ÖPNV")),
        ("string", "O\u0308PNV", Literal("ÖPNV")),
        ("term", "Mu\u0308lheim an der Ruhr", Literal("Mülheim an der Ruhr")),
        ("term", "urn:x:Mu\u0308lheim", NamedNode("urn:x:Mu\u0308lheim")),
        ("string", "https://example.org/", Literal("https://example.org/")),
        ("string", '"} ASK {"', Literal('"} ASK {"')),
        ("string", "\\u0022 } #", Literal("\\u0022 } #")),
        ("string", "two\nlines\r\t\0", Literal("two\nlines\r\t\0")),
        ("term", "13-01", Literal("13-01")),
        (
            "term",
            "https://w3id.org/ruhrgraph/id/projekt/13-01",
            NamedNode("https://w3id.org/ruhrgraph/id/projekt/13-01"),
        ),
        ("term", "urn:isbn:1", NamedNode("urn:isbn:1")),
        ("term", "https://example.org/> } #", Literal("https://example.org/> } #")),
        ("term", "http://a/<b>", Literal("http://a/<b>")),
        ("term", "Thema: Verkehr", Literal("Thema: Verkehr")),
        ("integer", "13", Literal(13)),
        ("integer", " +007 ", Literal(7)),
        ("integer", "-1", Literal(-1)),
    ],
)
def test_values_become_terms_of_their_type(type_: str, value: str, term: object) -> None:
    """A value is bound as the RDF term that its parameter's type says."""
    assert _value(_echo(type_), value) == term


@pytest.mark.parametrize("value", ["abc", "1.5", "1 }", "", "٣", "9" * 30, "0x1"])
def test_what_is_no_whole_number_is_refused(value: str) -> None:
    """A parameter of type integer takes whole numbers only; nothing given leaves it open."""
    if not value:
        assert _value(_echo("integer"), value) is None
        return
    with pytest.raises(ParameterError, match="whole number"):
        bind(_echo("integer"), {"x": value})


def test_unknown_and_missing_parameters_are_refused() -> None:
    """A parameter that a query does not have, and a required one without value, are errors that say what there is."""
    with pytest.raises(ParameterError, match="query forums has no parameter “x”; it has no parameters"):
        bind(read("forums"), {"x": "1"})
    with pytest.raises(ParameterError, match="its parameters are: project"):
        bind(read("measures"), {"x": "1"})
    for values in ({}, {"text": ""}):
        with pytest.raises(ParameterError, match="needs the parameter text, for example text=Wasserstoff"):
            bind(read("search"), values)


def test_half_a_surrogate_pair_is_refused() -> None:
    """A value that is no text in UTF-8 is an error, not a crash."""
    with pytest.raises(ParameterError, match="not valid text"):
        bind(_echo("string"), {"x": "\ud800"})


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["string", "term"]))
def test_any_text_comes_back(value: str, type_: str) -> None:
    """Whatever the text, the bound query gives exactly one row with this text, its letters composed."""
    term = _value(_echo(type_), value)
    if not value:
        assert term is None
    else:
        assert isinstance(term, Literal | NamedNode)
        assert term.value == (value if isinstance(term, NamedNode) else composed(value))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.from_regex(r"\\*[uU]00(22|7D|3E)[ }#]*"))
def test_no_text_changes_the_structure_of_a_query(value: str) -> None:
    """A second parser, which replaces escapes before it reads, sees a VALUES with this literal and nothing else."""
    algebra = prepareQuery(bind(_echo("string"), {"x": value})).algebra
    assert algebra.name == "SelectQuery"
    assert algebra.p.name == "Project"
    assert algebra.p.p.name == "ToMultiSet"
    assert algebra.p.p.p.name == "values"
    assert algebra.p.p.p.res == [{Variable("param_x"): RdflibLiteral(composed(value))}]
