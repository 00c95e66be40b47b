"""Binding: values become RDF terms, and no value can change what a query does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from rdflib import Literal as RdflibLiteral
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NameNotFoundError, ParameterError
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries import CannedQuery, bind, parse, read
from ruhrgraph.queries.things import read_things


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
    with pytest.raises(ParameterError, match="query none has no parameter “x”; it has no parameters"):
        bind(parse("none", "ASK {}"), {"x": "1"})
    with pytest.raises(ParameterError, match="its parameters are: project, forum"):
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


THINGS = read_things(
    DEFAULT_BASE,
    [
        {
            "c": f"{DEFAULT_BASE}ontology#Person",
            "s": f"{DEFAULT_BASE}id/person/{key}",
            "p": "http://www.w3.org/2000/01/rdf-schema#label",
            "o": name,
        }
        for key, name in (("a-muster", "A. Muster"), ("b-muster", "B. Muster"))
    ],
    [],
)


def _named(*, required: bool) -> CannedQuery:
    """Return a query with a parameter that stands for a person."""
    header = "#+ params:\n#+   - name: x\n#+     type: term\n#+     kind: person\n#+     required: "
    return parse("named", header + str(required).lower() + "\nSELECT ?param_x WHERE {\n  VALUES ?param_x { UNDEF }\n}")


def _values(query: CannedQuery, value: str) -> list[str]:
    solutions = Store().query(bind(query, {"x": value}, THINGS))
    assert isinstance(solutions, QuerySolutions)
    return [str(row["param_x"]) for row in solutions]


def test_a_name_becomes_the_iris_of_all_that_have_it() -> None:
    """A value that names several things is bound to all of them; where a query is about one, the choices are told."""
    iris = [f"<{DEFAULT_BASE}id/person/{key}>" for key in ("a-muster", "b-muster")]
    assert _values(_named(required=False), "muster") == iris
    assert _values(_named(required=True), "B. MUSTER") == iris[1:]
    with pytest.raises(
        ParameterError, match=r"names several things.*A. Muster \(person/a-muster\); B. Muster"
    ) as caught:
        _values(_named(required=True), "Muster")
    assert (caught.value.parameter, caught.value.choices) == ("x", ("person/a-muster", "person/b-muster"))


def test_a_name_that_nothing_has_is_an_error_with_the_nearest() -> None:
    """What names nothing is no empty table."""
    with pytest.raises(NameNotFoundError, match="x: there is no Person “Mustar”; did you mean A") as caught:
        _values(_named(required=False), "Mustar")
    assert (caught.value.parameter, caught.value.choices[0]) == ("x", "A. Muster")
    with pytest.raises(ParameterError, match="not valid text"):
        _values(_named(required=False), "\ud800")


def test_without_a_version_a_name_is_an_iri() -> None:
    """Where there are no names to look in, only an IRI says which thing is meant."""
    assert "<urn:a:b>" in bind(_named(required=False), {"x": "urn:a:b"})
    with pytest.raises(ParameterError, match="has to be an IRI"):
        bind(_named(required=False), {"x": "Muster"})


@pytest.mark.parametrize("value", ["2019", "2019-04", "2019-04-08", " 2020-02-29 "])
def test_dates(value: str) -> None:
    """A year, a month or a day is bound as it is written."""
    assert _value(_echo("date"), value) == Literal(value.strip())


@pytest.mark.parametrize(
    "value", ["8.4.2019", "2019-13", "2019-02-29", "19", "2019-4-8", "0000", "٢٠١٩", "2019-04-08T12"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    """A date that is none, or written in another way, is an error that shows how."""
    with pytest.raises(ParameterError, match="as 2019, 2019-04 or 2019-04-08"):
        bind(_echo("date"), {"x": value})


def test_choices() -> None:
    """A choice is taken whatever its case and punctuation; another value is told what there is."""
    header = "#+ params:\n#+   - name: x\n#+     choices: speaks for, leads\n"
    query = parse("choice", header + "SELECT ?param_x WHERE {\n  VALUES ?param_x { UNDEF }\n}")
    assert _value(query, "Speaks-For") == Literal("speaks for")
    with pytest.raises(NameNotFoundError, match="there is: speaks for, leads"):
        bind(query, {"x": "meets"})


def test_a_query_about_one_thing_names_it_where_it_is_used() -> None:
    """An engine begins where a thing is named; as an object of Belege it stays a variable, as many may name it."""
    text = bind(read("municipality"), {"municipality": f"{DEFAULT_BASE}id/gemeinde/essen"})
    named = f"<{DEFAULT_BASE}id/gemeinde/essen>"
    assert f"VALUES ?param_municipality {{ {named} }}" in text
    assert f"?thing rk:gemeinde {named} ." in text
    assert set(re.findall(r"(\S+) \?param_municipality", text)) == {"VALUES", "rdf:object"}
    assert named not in bind(read("venues"), {})
