"""The definitions of the lists fit the queries, the ontology and the pages that search engines are told of."""

from typing import Any

import pytest
from jinja2 import Environment, PackageLoader

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import read
from ruhrgraph.queries.lookup import KINDS
from ruhrgraph.server.catalog.sitemap import PAGES, robots
from ruhrgraph.server.resources.pages.kinds import KINDS as PAGE_KINDS
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.list_definition import ListDefinition


@pytest.mark.parametrize("definition", LISTS, ids=lambda definition: definition.path)
def test_definitions(definition: ListDefinition) -> None:
    """All columns that a list reads are those of its queries; its class has a comment; its first order is a column."""
    columns = set(read(definition.query).columns)
    assert {definition.key, *(column.name for column in definition.columns)} <= columns
    assert {name for column in definition.columns for name in (column.iris, column.order) if name} <= columns
    assert definition.column(definition.sort)
    assert definition.class_name in {class_.name for class_ in vocabulary(DEFAULT_BASE).classes}
    for facet in definition.facets:
        assert facet.kind in ("", *KINDS)
        for source in facet.sources:
            read_from = set(read(source.query).columns) if source.query else columns
            assert {source.column, source.other or source.column} <= read_from
            assert source.own in ("", *columns)


def test_search_engines_know_the_lists_and_not_their_views() -> None:
    """Each list is in the sitemap, and its views by parameters are kept from crawlers, in both languages."""
    for definition in LISTS:
        assert definition.path in PAGES
        assert f"Disallow: /{definition.path}?\n" in robots("https://daten.example/")
        assert f"Disallow: /en/{definition.path}?\n" in robots("https://daten.example/")


def test_breadcrumbs_of_things_name_the_lists() -> None:
    """The way to a thing leads through the list of its class, by the name of that list."""
    macros: Any = Environment(loader=PackageLoader("ruhrgraph.server"), autoescape=True).get_template(
        "macros/breadcrumbs.html"
    )
    named = {PAGE_KINDS[each.class_name].query: (each.path, each.title.de, each.title.en) for each in LISTS}
    assert macros.module.lists == named
