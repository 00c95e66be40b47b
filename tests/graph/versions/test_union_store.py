"""The store on disk with the union of all graphs as default graph."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions import write as write_module
from ruhrgraph.graph.versions.facts import Facts, keep_facts, known_facts
from ruhrgraph.graph.versions.repository import Version, current, publish
from ruhrgraph.graph.versions.union_store import union_store
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.sparql.update.operations import operations


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder whose writes make stores on disk."""
    monkeypatch.setattr(write_module, "SMALL_BYTES", 0)
    monkeypatch.setattr(write_module, "_SMALL_QUADS", 0)
    publish(tmp_path, b"".join(b"<urn:a> <urn:p> <urn:b> <urn:%b> .\n" % name for name in (b"g", b"h")), b"{}")
    return tmp_path


def change(data: Path, text: str) -> Version:
    """Carry out an update, and return the version that it makes."""
    assert write(data, Update(text, "http://base/", operations(text))).changed
    version = current(data)
    assert version is not None
    assert version.store.is_dir()
    return version


def rows(version: Version) -> list[str]:
    """Return what the default graph has, as often as it has it."""
    store = ox.Store.read_only(str(union_store(version)))
    found = store.query("SELECT ?o { ?s <urn:p> ?o }")
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str(row["o"]) for row in found)


@pytest.mark.parametrize("short", [True, False])
def test_a_statement_counts_once(data: Path, monkeypatch: pytest.MonkeyPatch, *, short: bool) -> None:
    """A statement counts once, as long as a graph has it, whether the store is made of the one before or in parts."""
    monkeypatch.setattr("ruhrgraph.graph.versions.union_store._PART", 1)
    versions = [
        change(data, text)
        for text in (
            "INSERT DATA { <urn:a> <urn:p> <urn:c> . GRAPH <urn:k> { <urn:a> <urn:p> <urn:c> } }",
            "CLEAR GRAPH <urn:g>",
            "DROP GRAPH <urn:k> ; DELETE DATA { GRAPH <urn:h> { <urn:a> <urn:p> <urn:b> } }",
        )
    ]
    found = []
    for version in versions:
        found.append(rows(version))
        if not short:
            shutil.rmtree(union_store(version))
    assert found == [["<urn:b>", "<urn:c>"], ["<urn:b>", "<urn:c>"], ["<urn:c>"]]
    assert all(not path.name.startswith(".") for version in versions for path in version.folder.iterdir())


def test_the_store_of_the_version_stays(data: Path) -> None:
    """The version's own store has no union in its default graph."""
    version = change(data, "INSERT DATA { GRAPH <urn:k> { <urn:a> <urn:p> <urn:c> } }")
    assert len(rows(version)) == 2
    store = ox.Store.read_only(str(version.store))
    assert not any(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_a_store_that_cannot_be_read(data: Path) -> None:
    """A damaged store is an error that names its folder, and leaves nothing behind."""
    version = change(data, "INSERT DATA { GRAPH <urn:k> { <urn:a> <urn:p> <urn:c> } }")
    (version.store / "CURRENT").write_text("nonsense\n")
    with pytest.raises(DataFolderError, match=version.digest):
        union_store(version)
    assert not any("union" in path.name for path in version.folder.iterdir())


def test_facts_follow_from_those_of_the_parent(data: Path) -> None:
    """Facts are kept with each store, and those of a small change follow from the ones before without counting."""
    first = change(data, "INSERT DATA { GRAPH <urn:k> { <urn:a> <urn:p> <urn:c> } }")
    union_store(first)
    assert known_facts(first, union=True) == Facts(2, ("urn:g", "urn:h", "urn:k"))
    keep_facts(first, Facts(1002, ("urn:g", "urn:h", "urn:k")), union=True)
    text = "INSERT DATA { GRAPH <urn:l> { <urn:a> <urn:p> <urn:c> , <urn:d> } } ; DROP GRAPH <urn:k>"
    second = change(data, text)
    union_store(second)
    assert known_facts(second, union=True) == Facts(1003, ("urn:g", "urn:h", "urn:l"))
