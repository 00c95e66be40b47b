"""The canned queries as files: complete, documented, runnable as they are, with the columns of the interface."""

import re

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib.plugins.sparql import prepareQuery

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import QueryNotFoundError, QuerySyntaxError
from ruhrgraph.queries import names, parse, read
from ruhrgraph.queries.header import header
from ruhrgraph.queries.labels import NAMES, TOPICS, VALUES, label
from ruhrgraph.server.engine.inspection import inspect

COLUMNS = {
    "forums": "number, forum, title, question, leadMinistry, otherMinistries, interestedMinistries, "
    "moderators, events, projects",
    "moderators": "forumNumber, forumTitle, person, name, role, organisation, ministry",
    "events": "forumNumber, eventNumber, event, title, date, start, end, venue, municipality, minParticipants, "
    "maxParticipants, earliest, latest, venueIri, municipalityIri, leadMinistry",
    "projects": "code, project, title, field, fieldTitle, ministry, forumNumber, startYear, endYear, measures, "
    "openEnd, regularOperation",
    "measures": "code, position, measure",
    "ministries": "acronym, ministry, name, partOf, leads, participates, projects, interested, leadsWithUnits, "
    "projectsWithUnits",
    "venues": "venue, name, municipality, events, forums",
    "organisations": "organisation, name, kind, mentions, contexts",
    "moderators-by-ministry": "acronym, person, name, forumNumber, relation",
    "moderators-by-venue": "venue, venueName, person, name, events",
    "ministries-by-venue": "venue, venueName, acronym, relation, events",
    "co-moderators": "person, name, otherPerson, otherName, forums",
    "project-chain": "code, title, forumNumber, moderators, venues, ministries",
    "timeline": "date, forumNumber, eventNumber, title, municipality, earliest, latest, venueIri, municipalityIri, "
    "leadMinistry",
    "evidence": "subject, predicate, object, document, start, end, quote",
    "search": "thing, kind, label, match",
    "meetings": "person, name, role, organisation, event, eventTitle, date, earliest, latest, venue, venueName, "
    "municipality, municipalityName, forumNumber, ministry, acronym, ministryRelation, evidence",
    "edges": "source, sourceType, sourceLabel, relation, target, targetType, targetLabel, weight, from, to, evidence",
    "person": "relation, thing, kind, label, detail, date, evidence, place",
    "ministry": "relation, thing, kind, label, detail, date, evidence, place",
    "organisation": "relation, thing, kind, label, detail, date, evidence, place",
    "forum": "relation, thing, kind, label, detail, date, evidence, place",
    "project": "relation, thing, kind, label, detail, date, evidence, place",
    "event": "relation, thing, kind, label, detail, date, evidence, place",
    "venue": "relation, thing, kind, label, detail, date, evidence, place",
    "municipality": "relation, thing, kind, label, detail, date, evidence, place",
    "field": "relation, thing, kind, label, detail, date, evidence, place",
    "projects-by-place": "municipality, municipalityName, code, title, ministry, evidence",
    "ministry-pairs": "acronym, otherAcronym, forums, forumNumbers",
}
PARAMETERS = {
    "forums": "forum ministry person",
    "moderators": "forum person organisation ministry",
    "events": "forum ministry venue municipality from to",
    "projects": "project forum field ministry from to",
    "measures": "project forum",
    "ministries": "ministry",
    "venues": "venue municipality",
    "organisations": "organisation forum project",
    "moderators-by-ministry": "ministry person forum",
    "moderators-by-venue": "venue person",
    "ministries-by-venue": "venue ministry",
    "co-moderators": "person",
    "project-chain": "project forum person venue ministry",
    "timeline": "forum ministry venue municipality from to",
    "evidence": "subject object document",
    "search": "text kind",
    "meetings": "person ministry forum organisation venue municipality from to relation",
    "edges": "thing relation from to",
    "person": "person relation",
    "ministry": "ministry relation",
    "organisation": "organisation relation",
    "forum": "forum relation",
    "project": "project relation",
    "event": "event relation",
    "venue": "venue relation",
    "municipality": "municipality relation",
    "field": "field relation",
    "projects-by-place": "municipality project ministry forum",
    "ministry-pairs": "ministry forum",
}
KINDS = {
    "forum": "themenforum",
    "person": "person",
    "ministry": "ressort",
    "organisation": "organisation",
    "event": "veranstaltung",
    "project": "projekt",
    "field": "handlungsfeld",
    "municipality": "gemeinde",
    "venue": "ort, organisation, ressort",
    "subject": "ding",
    "object": "ding",
    "thing": "ding",
    "document": "quelle",
}
ABOUT_ONE = ("person", "ministry", "organisation", "forum", "project", "event", "venue", "municipality", "field")
REQUIRED = {"search": "text", **{name: name for name in ABOUT_ONE}}


def test_all_queries_are_there() -> None:
    """There is a file for each query of the interface, and no other."""
    assert set(names()) == set(COLUMNS)


@pytest.mark.parametrize("name", names())
def test_columns_and_parameters(name: str) -> None:
    """A query has the columns of the interface in their order, and its parameters with their kinds."""
    query = read(name)
    assert ", ".join(query.columns) == COLUMNS[name]
    assert [parameter.name for parameter in query.parameters] == PARAMETERS[name].split()
    for parameter in query.parameters:
        # What is known of a venue leaves out hosts, of which other queries tell.
        of_one = "ort" if name == parameter.name == "venue" else ""
        assert ", ".join(parameter.kinds) == (of_one or KINDS.get(parameter.name, ""))
        assert (parameter.type == "term") is bool(parameter.kinds)
        assert (parameter.type == "date") is (parameter.name in ("from", "to"))
        assert parameter.required is (REQUIRED.get(name) == parameter.name)


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
def test_both_languages(name: str) -> None:
    """A query has its own texts in both languages, a topic, and a label for each column and parameter."""
    query = read(name)
    assert query.topic in TOPICS
    assert {"title-de", "title-en", "summary-de", "description-de"} <= header(query.text).texts.keys()
    for texts in (query.titles, query.summaries, query.descriptions, *(item.descriptions for item in query.parameters)):
        assert texts["de"]
        assert texts["de"] != texts["en"]
    used = {*query.columns, *(parameter.name for parameter in query.parameters)}
    assert used <= NAMES.keys()
    relations = {choice for item in query.parameters if item.name == "relation" for choice in item.choices}
    assert relations <= VALUES.keys()


def test_a_query_without_german_texts_has_its_english_ones() -> None:
    """Where a header has English texts alone, they stand for both languages, and the name for the title."""
    query = parse("mine", "#+ summary: What it is\nASK {}")
    assert (query.titles["de"], query.summaries["de"], query.topic) == ("mine", "What it is", "")


def test_a_topic_that_is_not_there_is_refused() -> None:
    """A topic is one of those that the list of queries has."""
    with pytest.raises(QuerySyntaxError, match="there is no topic cats; there is: forums"):
        parse("mine", "#+ topic: cats\nASK {}")


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [("venueName", "de", "Veranstaltungsort"), ("venueName", "en", "Venue"), ("myOwn", "de", "myOwn")],
)
def test_labels(name: str, language: str, expected: str) -> None:
    """A column has a label in each language; one that is not known stands for itself."""
    assert label(NAMES, name, language) == expected


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
        ("formus", "did you mean forums"),
        ("moderator", "did you mean moderators"),
        ("../reader", "there is: co-moderators, edges, event, "),
        ("", "there is: "),
        ("forums.rq", "did you mean forums"),
    ],
)
def test_an_unknown_name_is_told_with_similar_ones(name: str, hint: str) -> None:
    """A name that is not there is answered with those that are most like it, or with all."""
    with pytest.raises(QueryNotFoundError, match=f"no query “{re.escape(name)}”; {hint}"):
        read(name)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("#+ params:\n#+   - name: x", "needs one line"),
        ("#+ params:\n#+   - name: x y", "needs a name"),
        ("#+ params:\n#+   - name: x\n#+     type: time", "a type"),
        (
            "#+ params:\n#+   - name: x\n#+     type: term\n#+     kind: stadt",
            "there is no kind stadt; there is: ressort",
        ),
        ("#+ params:\n#+   - name: x\n#+     type: string\n#+     kind: ort", "a kind needs the type term"),
        ("#+ params:\n#+   - name: x\n#+     type: term\n#+     choices: a, b", "choices the type string"),
        ("#+ params:\n#+   - name: x\n#+     required: perhaps", "required true or false"),
    ],
)
def test_a_parameter_that_cannot_work_is_refused(lines: str, reason: str) -> None:
    """A parameter without place in the text, or of an unknown type, is an error with its line."""
    with pytest.raises(QuerySyntaxError, match=reason) as caught:
        parse("test", f"{lines}\nASK {{}}")
    assert caught.value.line == 2


def test_the_columns_are_read_once() -> None:
    """Whoever asks for the columns of a query in each row does not have it parsed each time."""
    query = read("search", DEFAULT_BASE)
    assert query.columns is query.columns


def test_queries_that_are_no_table_have_no_columns() -> None:
    """Only a SELECT has columns."""
    assert parse("test", "ASK {}").columns == ()
    assert parse("test", "SELECT").columns == ()
