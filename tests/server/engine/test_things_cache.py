"""The named things of a version: read from the pool and from a store alike."""

from pyoxigraph import Store

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.things_cache import things_of
from tests.server.conftest import SMALL


def test_things_of_a_store() -> None:
    """A store gives its things with all names, and those that have none."""
    store = Store()
    store.load(path=str(SMALL))
    things = things_of(fill_default_graph(store), DEFAULT_BASE)
    venue = things.entities["ort/zeche-nordstern"]
    assert venue.names == ("Zeche Nordstern", "Nordstern, Zeche")
    assert things.entities["source/themenforen"].label == "Unsere Themen"
    assert things.nameless["laufzeit/13-01"] == "Laufzeit"
    assert "beleg/a" not in things.nameless
