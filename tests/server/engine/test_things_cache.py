"""The named things of a version: read from the pool and from a store alike."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyoxigraph as ox
import pytest
from pyoxigraph import Store

from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine import things_cache
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.things_cache import ThingsCache
from tests.server.conftest import SMALL

_QUADS = f"""<{DEFAULT_BASE}id/person/a> a <{DEFAULT_BASE}ontology#Person> .
<{DEFAULT_BASE}id/person/a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .
<{DEFAULT_BASE}id/massnahme/b> a <{DEFAULT_BASE}ontology#Massnahme> ."""


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


def test_workers_look_names_up_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The things of a large version on disk come from the file that a process makes; no query is asked for them."""
    monkeypatch.setattr(things_cache, "LARGE", 1)
    version = Version("d", tmp_path / "versions" / "d")
    version.folder.mkdir(parents=True)
    store = ox.Store(str(version.store))
    store.load(_QUADS.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    store.flush()
    del store

    async def facts(_: float) -> tuple[str, object]:
        return version.digest, SimpleNamespace(triples=2)

    cache = ThingsCache(version.folder.parent.parent)
    found = asyncio.run(cache.get(cast("Any", SimpleNamespace(facts=facts)), DEFAULT_BASE, 1.0))
    expected = things_of(ox.Store.read_only(str(version.store)), DEFAULT_BASE)
    assert dict(found.entities) == dict(expected.entities) != {}
    assert dict(found.nameless) == dict(expected.nameless) == {"massnahme/b": "Massnahme"}
