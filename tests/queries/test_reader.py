"""The canned queries as files: complete, documented, runnable as they are, with the columns of the interface."""

import re

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib.plugins.sparql import prepareQuery

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import QueryNotFoundError, QuerySyntaxError
from ruhrgraph.queries import names, parse, read
from ruhrgraph.server.engine.inspection import inspect

COLUMNS = {
    "forums": "number, forum, title, question, leadMinistry, otherMinistries, interestedMinistries, "
    "moderators, events, projects",
    "moderators": "forumNumber, forumTitle, person, name, role, organisation, ministry",
    "events": "forumNumber, eventNumber, event, title, date, start, end, venue, municipality, minParticipants, "
    "maxParticipants",
    "projects": "code, project, title, field, fieldTitle, ministry, forumNumber, startYear, endYear, measures",
    "measures": "code, position, measure",
    "ministries": "acronym, ministry, name, partOf, leads, participates, projects",
    "venues": "venue, name, municipality, events, forums",
    "organisations": "organisation, name, kind, mentions, contexts",
    "moderators-by-ministry": "acronym, person, name, forumNumber, relation",
    "moderators-by-venue": "venue, venueName, person, name, events",
    "ministries-by-venue": "venue, venueName, acronym, relation, events",
    "co-moderators": "person, name, otherPerson, otherName, forums",
    "project-chain": "code, title, forumNumber, moderators, venues, ministries",
    "timeline": "date, forumNumber, eventNumber, title, municipality",
    "evidence": "subject, predicate, object, document, start, end, quote",
    "search": "thing, kind, label, match",
}
PARAMETERS = {
    "measures": {"project": "term"},
    "moderators-by-ministry": {"ministry": "term"},
    "moderators-by-venue": {"venue": "term"},
    "evidence": {"subject": "term", "document": "term"},
    "search": {"text": "string"},
    "moderators": {"forum": "integer"},
    "events": {"forum": "integer"},
    "projects": {"forum": "integer"},
}


def test_all_queries_are_there() -> None:
    """There is a file for each query of the interface, and no other."""
    assert set(names()) == set(COLUMNS)


@pytest.mark.parametrize("name", names())
def test_columns_and_parameters(name: str) -> None:
    """A query has the columns of the interface in their order, and its typed parameters."""
    query = read(name)
    assert ", ".join(query.columns) == COLUMNS[name]
    assert {parameter.name: parameter.type for parameter in query.parameters} == PARAMETERS.get(name, {})


@pytest.mark.parametrize("name", names())
def test_documentation(name: str) -> None:
    """A query says what it is for, and so does each parameter, with an example."""
    query = read(name)
    assert query.summary
    assert query.description.endswith(".")
    for parameter in query.parameters:
        assert parameter.description
        assert parameter.example


@pytest.mark.parametrize("name", names())
def test_one_place_for_each_parameter(name: str) -> None:
    """Each parameter has exactly one placeholder, and there is no placeholder without parameter."""
    query = read(name)
    places = re.findall(r"VALUES \?param_(\w+) \{", query.text)
    assert sorted(places) == sorted(parameter.name for parameter in query.parameters)
    assert query.text.count("VALUES ?param_") == len(places)


@pytest.mark.parametrize("name", names())
def test_queries_run_as_they_are(name: str) -> None:
    """A query is read by two independent SPARQL parsers without change, and passes the guard."""
    text = read(name).text
    assert inspect(text) == (text, False)
    prepareQuery(text)
    assert isinstance(Store().query(text), QuerySolutions)


@pytest.mark.parametrize("name", names())
def test_lines_are_readable(name: str) -> None:
    """Lines of a query are at most 120 characters long, those of its header aside."""
    assert all(len(line) <= 120 for line in read(name).text.splitlines() if not line.startswith("#+"))


def test_another_base_takes_the_place_of_the_default_one() -> None:
    """A query read for another base names that one only."""
    text = read("forums", "https://example.org/rk/").text
    assert "https://example.org/rk/ontology#" in text
    assert DEFAULT_BASE not in text


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("forum", "did you mean forums"),
        ("moderator", "did you mean moderators"),
        ("../reader", "there is: co-moderators, events"),
        ("", "there is: "),
        ("forums.rq", "did you mean forums"),
    ],
)
def test_an_unknown_name_is_told_with_similar_ones(name: str, hint: str) -> None:
    """A name that is not there is answered with those that are most like it, or with all."""
    with pytest.raises(QueryNotFoundError, match=f"no query “{re.escape(name)}”; {hint}"):
        read(name)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("#+ params:\n#+   - name: x", "needs one line"),
        ("#+ params:\n#+   - name: x y", "needs a name"),
        ("#+ params:\n#+   - name: x\n#+     type: date", "a type"),
        ("#+ params:\n#+   - name: x\n#+     required: perhaps", "required true or false"),
    ],
)
def test_a_parameter_that_cannot_work_is_refused(header: str, reason: str) -> None:
    """A parameter without place in the text, or of an unknown type, is an error with its line."""
    with pytest.raises(QuerySyntaxError, match=reason) as caught:
        parse("test", f"{header}\nASK {{}}")
    assert caught.value.line == 2


def test_queries_that_are_no_table_have_no_columns() -> None:
    """Only a SELECT has columns."""
    assert parse("test", "ASK {}").columns == ()
    assert parse("test", "SELECT").columns == ()
