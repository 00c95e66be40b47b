"""What the page of a list shows."""

import pytest

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things
from ruhrgraph.server.language import LANGUAGES, Language
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.entries import ListContent, Tables, list_content
from ruhrgraph.server.web.lists.list_definition import ListDefinition
from ruhrgraph.server.web.lists.page import ListPage, Reader, introduction, list_page
from ruhrgraph.server.web.lists.selection import read_query, select

Parameters = list[tuple[str, str]]


def _page(
    projects: ListDefinition, content: ListContent, things: Things, parameters: Parameters, language: Language = "de"
) -> ListPage:
    query = read_query(projects, content, things, parameters)
    reader = Reader(language, DEFAULT_BASE, "/en/" if language == "en" else "/")
    return list_page(projects, content, query, select(projects, content, query), reader)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("definition", LISTS, ids=lambda definition: definition.path)
def test_introductions(definition: ListDefinition, language: Language) -> None:
    """What a class means is said without the terms of RDF that its comment has."""
    class_ = next(each for each in vocabulary(DEFAULT_BASE).classes if each.name == definition.class_name)
    said = introduction(class_, language)
    assert len(said) > 30
    assert not any(term in said for term in ("foaf:", "org:", "schema:", "rk:"))


def test_cells(projects: ListDefinition, content: ListContent, things: Things) -> None:
    """Cells lead to pages in the reader's language, and say so where their text is German on an English page."""
    row = _page(projects, content, things, [], "en").table.rows[0]
    assert (row[1].text, row[1].href, row[1].language) == ("Ähren", "/en/doc/projekt/02-01", "de")
    assert [part.href for part in row[3].parts] == ["/en/doc/ressort/vm", "/en/doc/ressort/stk-sport"]
    assert row[5].text == ""


def test_facets(projects: ListDefinition, content: ListContent, things: Things) -> None:
    """The values with the most rows stand first, forums by number; “not stated” is last; chosen values stay."""
    page = _page(projects, content, things, [("ressort", "VM"), ("ressort", "Atlantis")])
    ministries, _, forums, towns = page.facets
    assert [(link.label, link.count, link.is_chosen) for link in ministries.links] == [
        ("Ministerium für Verkehr (VM)", 2, True),
        ("Staatskanzlei, Sport (Stk/Sport)", 1, False),
        ("ohne Angabe", 1, False),
    ]
    assert [link.label for link in forums.links] == ["2 Innovationen", "13 Neue Mobilität"]
    assert [link.label for link in towns.links] == ["Essen", "ohne Angabe"]
    assert [(value.label, value.is_known) for value in page.chosen] == [
        ("Ministerium für Verkehr (VM)", True),
        ("Atlantis", False),
    ]


def test_english_names(projects: ListDefinition, tables: Tables, things: Things) -> None:
    """A ministry has its English name on English pages; what has none is German, and says so."""
    english = {f"{DEFAULT_BASE}id/ressort/vm": "Ministry of Transport"}
    content = list_content(projects, tables, things, "1", english)
    links = _page(projects, content, things, [], "en").facets[0].links
    assert [(link.label, link.language) for link in links] == [
        ("Ministry of Transport (VM)", ""),
        ("Staatskanzlei, Sport (Stk/Sport)", "de"),
        ("not stated", ""),
    ]


def test_the_form_keeps_the_filters(projects: ListDefinition, content: ListContent, things: Things) -> None:
    """The form of the text filter passes on all other filters, but not the page; the file has all of them."""
    page = _page(projects, content, things, [("ressort", "VM"), ("q", "a"), ("sort", "title"), ("page", "1")])
    assert page.hidden == (("ressort", "vm"), ("sort", "title"))
    assert page.download == "?ressort=vm&q=a&sort=title"
