"""A list of projects made by hand: rows of canned queries, and the names that they hold."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things, read_things
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.entries import ListContent, Tables, list_content
from ruhrgraph.server.web.lists.list_definition import ListDefinition

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TERMS = f"{DEFAULT_BASE}ontology#"
NAMES = [
    ("Ressort", "ressort/vm", LABEL, "Ministerium für Verkehr"),
    ("Ressort", "ressort/vm", f"{TERMS}kuerzel", "VM"),
    ("Ressort", "ressort/stk-sport", LABEL, "Staatskanzlei, Sport"),
    ("Ressort", "ressort/stk-sport", f"{TERMS}kuerzel", "Stk/Sport"),
    ("Themenforum", "themenforum/2", LABEL, "Innovationen"),
    ("Themenforum", "themenforum/2", f"{TERMS}nummer", "2"),
    ("Themenforum", "themenforum/13", LABEL, "Neue Mobilität"),
    ("Themenforum", "themenforum/13", f"{TERMS}nummer", "13"),
    ("Handlungsfeld", "handlungsfeld/mobilitaet", LABEL, "Chancenregion Ruhr: Vernetzte Mobilität"),
    ("Handlungsfeld", "handlungsfeld/mobilitaet", f"{TERMS}nummer", "1"),
    ("Gemeinde", "gemeinde/essen", LABEL, "Essen"),
]
_PROJECT = ("code", "title", "field", "fieldTitle", "ministry", "forumNumber", "startYear", "endYear", "measures")
_PROJECTS = [
    ("02-01", "Ähren", "1", "Vernetzte Mobilität", "VM, Stk/Sport", "2", "", "2020", "10"),
    ("13-01", "Zug", "1", "Vernetzte Mobilität", "VM", "13", "2019", "", "9"),
    ("13-02", "Auto", "", "", "", "13", "2021", "2024", ""),
]
_EVENT = ("event", "date", "earliest", "latest", "title", "forumNumber", "venue", "venueIri", "municipality",
          "municipalityIri", "maxParticipants", "leadMinistry")  # fmt: skip
_EVENTS = [
    ("urn:e1", "2019-34", "2019-04-01", "2019-06-30", "Workshop", "13", "", "", "", "", "20", "VM"),
    ("urn:e2", "", "", "", "Klausur", "2", "Turm; Halle", "urn:t urn:h", "Essen", f"{DEFAULT_BASE}id/gemeinde/essen",
     "", ""),
]  # fmt: skip


@pytest.fixture(scope="session")
def things() -> Things:
    """Return the named things."""
    rows = ({"c": TERMS + c, "s": f"{DEFAULT_BASE}id/{s}", "p": p, "o": o, "l": ""} for c, s, p, o in NAMES)
    return read_things(DEFAULT_BASE, rows, ())


@pytest.fixture(scope="session")
def tables() -> Tables:
    """Return the rows of the queries."""
    return {
        "projects": [
            {**dict(zip(_PROJECT, row, strict=True)), "project": f"{DEFAULT_BASE}id/projekt/{row[0]}"}
            for row in _PROJECTS
        ],
        "projects-by-place": [{"code": "13-01", "municipality": f"{DEFAULT_BASE}id/gemeinde/essen"}],
        "events": [dict(zip(_EVENT, row, strict=True)) for row in _EVENTS],
    }


@pytest.fixture(scope="session")
def projects() -> ListDefinition:
    """Return the definition of the list of projects."""
    return next(definition for definition in LISTS if definition.path == "projekte")


@pytest.fixture(scope="session")
def content(projects: ListDefinition, tables: Tables, things: Things) -> ListContent:
    """Return the content of the list of projects."""
    return list_content(projects, tables, things, "1")
