"""The definitions of the networks: complete in both languages, found by name; an error says what is missing."""

import re

import pytest

from ruhrgraph.ontology.errors import NetworkNotFoundError, QuerySyntaxError
from ruhrgraph.queries.networks import network_names, parse_network, read_network

SHIPPED = (
    *("actors", "fields-ministries", "ministries", "organisations", "participants"),
    *("persons", "persons-ministries", "projects", "venues-ministries"),
)
HEADER = "".join(
    f'#+ {key}: "x"\n'
    for key in (
        *(f"{text}-{language}" for text in ("title", "description", "edge", "weight") for language in ("de", "en")),
        "nodes",
    )
)


def test_these_networks_are_shipped() -> None:
    """The networks are those files, in alphabetical order."""
    assert network_names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_network_is_explained(name: str) -> None:
    """All texts are there in both languages, and each relation of the query is explained in both."""
    found = read_network(name)
    for texts in (found.title, found.description, found.edge, found.weight):
        assert set(texts) == {"de", "en"}
        assert texts["de"] != texts["en"]
    select = re.search(r"^SELECT (.*)$", found.query, re.MULTILINE)
    assert select
    columns = "?source ?sourceType ?target ?targetType ?relation ?weight ?from ?to ?evidence ?via"
    assert select[1] == columns
    relations = set(re.findall(r'BIND\("(\w+)" AS \?relation\)|:\w+ "([a-z]\w+)"\)', found.query))
    for relation in {one or other for one, other in relations}:
        assert all(found.relations(language)[relation] for language in ("de", "en")), relation


def test_the_base_replaces_the_default_one() -> None:
    """A query asks for the terms of the base at hand."""
    assert "https://example.org/r/ontology#" in read_network("actors", "https://example.org/r/").query


@pytest.mark.parametrize(
    ("name", "said"),
    [("actor", "did you mean actors?"), ("person", "did you mean persons"), ("xyz", "there is: actors, fields")],
)
def test_an_unknown_name_leads_to_known_ones(name: str, said: str) -> None:
    """The error names the nearest networks, else all."""
    with pytest.raises(NetworkNotFoundError, match=re.escape(said)):
        read_network(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lacks title-de, title-en"),
        (HEADER, "lacks directed"),
        (f'{HEADER}#+ directed: "maybe"\n', "lacks directed: true or false"),
        (HEADER.replace('title-de: "x"', 'title-de: ""') + '#+ directed: "true"\n', "lacks title-de"),
    ],
)
def test_an_incomplete_header_is_an_error(text: str, said: str) -> None:
    """The error says what the header lacks."""
    with pytest.raises(QuerySyntaxError, match=said):
        parse_network("own", text)


def test_a_complete_header_is_read() -> None:
    """Types of nodes are a list, the direction a truth value."""
    found = parse_network("own", HEADER.replace('nodes: "x"', 'nodes: "Person, Ort"') + '#+ directed: "true"\n')
    assert (found.node_types, found.directed) == (("Person", "Ort"), True)
