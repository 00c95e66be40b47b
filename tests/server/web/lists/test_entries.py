"""The rows of a list: values with what they name, joined queries, and what the documents do not say."""

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.entries import ListContent, Tables, Value, list_content, queries_of
from ruhrgraph.server.web.lists.list_definition import ListDefinition


def _list(path: str) -> ListDefinition:
    return next(definition for definition in LISTS if definition.path == path)


def _facets(path: str, tables: Tables, things: Things, facet: str) -> list[tuple[str, ...]]:
    content = list_content(_list(path), tables, things, "1")
    return [entry.facets[facet] for entry in content.entries]


def test_values_name_things(content: ListContent) -> None:
    """Acronyms and numbers are linked to what they name, several each; a field is shown by its title."""
    cells = content.entries[0].cells
    assert cells["ministry"] == (
        Value("VM", f"{DEFAULT_BASE}id/ressort/vm"),
        Value("Stk/Sport", f"{DEFAULT_BASE}id/ressort/stk-sport"),
    )
    assert cells["field"] == (Value("Vernetzte Mobilität", f"{DEFAULT_BASE}id/handlungsfeld/mobilitaet"),)
    assert cells["title"] == (Value("Ähren", f"{DEFAULT_BASE}id/projekt/02-01"),)
    assert cells["startYear"] == ()


def test_facets_of_other_queries(content: ListContent) -> None:
    """A facet can come from another query that shares a column; what has no value is “not stated”."""
    assert [entry.facets["gemeinde"] for entry in content.entries] == [("-",), ("essen",), ("-",)]
    assert content.facets["gemeinde"]["essen"].label == "Essen"
    assert content.facets["ressort"]["vm"].label == "Ministerium für Verkehr (VM)"


def test_months(tables: Tables, things: Things) -> None:
    """A date that may be in several months has all of them."""
    assert _facets("veranstaltungen", tables, things, "monat") == [("2019-04", "2019-05", "2019-06"), ("-",)]


def test_iris_beside_several_labels(tables: Tables, things: Things) -> None:
    """Labels and the IRIs beside them belong together in their order."""
    content = list_content(_list("veranstaltungen"), tables, things, "1")
    assert content.entries[1].cells["venue"] == (Value("Turm", "urn:t"), Value("Halle", "urn:h"))


def test_rows_of_one_thing(tables: Tables, things: Things) -> None:
    """Several rows of a thing are one entry with all their values, and their number where that is asked for."""
    content = list_content(_list("handlungsfelder"), tables, things, "1")
    first = content.entries[0]
    assert first.iri == f"{DEFAULT_BASE}id/handlungsfeld/mobilitaet"
    assert first.cells["project"] == (Value("2"),)
    assert [value.text for value in first.cells["forumNumber"]] == ["2", "13"]


def test_persons_are_sorted_by_family_name(things: Things) -> None:
    """A list of persons is in the order of their family names, which stand last."""
    empty = dict.fromkeys(("role", "ministry", "organisation", "forumNumber"), "")
    rows = [{"person": f"urn:{name}", "name": name, **empty} for name in ("Zoe Ähre", "Anna Berg", "Uta", "Eva Zorn")]
    content = list_content(_list("personen"), {"moderators": rows}, things, "1")
    assert [entry.cells["name"][0].text for entry in content.entries] == ["Zoe Ähre", "Anna Berg", "Uta", "Eva Zorn"]


def test_a_number_is_a_forum_and_a_field_is_none(things: Things) -> None:
    """A context of an organisation is a forum, a project or a field: `field 1` is no forum 1."""
    rows = [{"organisation": "urn:o", "name": "O", "kind": "Verein", "mentions": "1", "contexts": "13, 13-01, field 2"}]
    assert _facets("organisationen", {"organisations": rows}, things, "forum") == [("13",)]


def test_every_list_names_its_queries() -> None:
    """The queries of a list are its own and those of its facets, each once."""
    assert queries_of(_list("projekte")) == ("projects", "projects-by-place")
    assert queries_of(_list("personen")) == ("moderators",)
