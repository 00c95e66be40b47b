"""The file of the named things of a version on disk."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.record import Version
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine import things_cache
from ruhrgraph.server.engine.things_cache import ThingsCache, things_of
from ruhrgraph.server.engine.things_maker import make_things

_QUADS = f"""<{DEFAULT_BASE}id/person/a> a <{DEFAULT_BASE}ontology#Person> .
<{DEFAULT_BASE}id/person/a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .
<{DEFAULT_BASE}id/massnahme/b> a <{DEFAULT_BASE}ontology#Massnahme> ."""


@pytest.fixture
def version(tmp_path: Path) -> Version:
    """Return a version on disk."""
    made = Version("d", tmp_path / "versions" / "d")
    made.folder.mkdir(parents=True)
    store = ox.Store(str(made.store))
    store.load(_QUADS.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    store.flush()
    del store
    return made


def test_the_file_is_made_once(version: Version) -> None:
    """The file is made once, and nothing else is left beside it but its lock."""
    path = make_things(version, DEFAULT_BASE)
    made = path.stat().st_mtime_ns
    assert make_things(version, DEFAULT_BASE).stat().st_mtime_ns == made
    assert sorted(item.name for item in version.derived.iterdir()) == [".things.sqlite3.lock", "things.sqlite3"]


def test_workers_look_names_up_in_the_file(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    """The things of a large version on disk come from the file that a process makes; no query is asked for them."""
    monkeypatch.setattr(things_cache, "LARGE", 1)

    async def facts(_: float) -> tuple[str, object]:
        return version.digest, SimpleNamespace(triples=2)

    cache = ThingsCache(version.folder.parent.parent)
    found = asyncio.run(cache.get(cast("Any", SimpleNamespace(facts=facts)), DEFAULT_BASE, 1.0))
    expected = things_of(ox.Store.read_only(str(version.store)), DEFAULT_BASE)
    assert dict(found.entities) == dict(expected.entities) != {}
    assert dict(found.nameless) == dict(expected.nameless) == {"massnahme/b": "Massnahme"}
