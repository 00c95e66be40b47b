"""The file of the named things of a version on disk."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.things_maker import make_things
from ruhrgraph.ontology import DEFAULT_BASE

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
