"""The examples of the query editor."""

import pytest
from pyoxigraph import QuerySolutions, Store

from ruhrgraph.queries import names
from ruhrgraph.queries.examples import examples
from ruhrgraph.queries.reader import CannedQuery


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples_find_something(example: CannedQuery, store: Store) -> None:
    """Each has both titles, a topic, no header in its text, and an answer that is not empty."""
    assert example.titles["de"] != example.name
    assert example.titles["de"] != example.titles["en"] != example.name
    assert example.topic
    assert not example.text.startswith(("#", "\n"))
    found = store.query(example.text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions) == ("CONSTRUCT" not in example.text)
    assert next(iter(found), None) is not None  # type: ignore[arg-type]


def test_names_are_new() -> None:
    """No example has the name of a canned query, since the editor opens both by name."""
    assert not {example.name for example in examples()} & set(names())


def test_examples_follow_the_base() -> None:
    """They ask about the base IRI of the settings."""
    assert all("w3id.org/ruhrgraph" not in example.text for example in examples("http://x.example/"))
