"""Versions as they are opened for queries: on disk or in memory, with the union of their graphs or without."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store

from ruhrgraph.graph.versions.disk_stores import add_file, finish_stores
from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.store import open_version
from ruhrgraph.server.engine.pool.wire import Asked
from tests.graph.versions.examples import record_files
from tests.server.engine.conftest import Numbered, Play
from tests.server.engine.pool.pools import text
from tests.server.engine.pool.test_generations import NUMBER, version_of


@pytest.mark.parametrize("in_memory", [0, 1_000_000])
@pytest.mark.parametrize("has_dataset", [True, False])
def test_versions_with_a_store(play: Play[None], numbered: Numbered, in_memory: int, *, has_dataset: bool) -> None:
    """A version with a store is asked on disk or in memory, by its size; datasets that a query names hold in both."""
    data = numbered(1)
    version = version_of(data)
    store = Store(str(version.store))
    store.load(b'<http://x/s> <http://x/p> "1" <http://x/h> .', format=RdfFormat.N_QUADS)
    store.load(path=str(version.dataset), format=RdfFormat.N_QUADS)
    store.flush()
    del store
    version.dataset.write_text(version.dataset.read_text() + '<http://x/s> <http://x/p> "1" <http://x/h> .')
    if not has_dataset:
        version.dataset.unlink()
    record_files(version)

    async def work(pool: Pool) -> None:
        for dataset, rows in (("", 1), ("FROM <http://x/g>", 1), ("FROM <http://x/none>", 0)):
            found = await text(pool, NUMBER.replace("{", f"{dataset} {{"))
            assert found.count("1") == rows
        async with pool.answer(Asked(NUMBER, default_graphs=("http://x/none",), accept="text/csv"), 5) as answer:
            assert await answer.buffered(100) == b"n\r\n"
        assert (
            await text(pool, "SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == "g\r\nhttp://x/g\r\nhttp://x/h\r\n"
        )
        assert (await pool.facts())[1] == Facts(1, ("http://x/g", "http://x/h"))

    play(work, data=data, in_memory=in_memory)


def test_a_plain_default_graph(play: Play[None], numbered: Numbered) -> None:
    """Without the union, what stands in named graphs is only there."""

    async def work(pool: Pool) -> None:
        assert await text(pool, NUMBER) == "n\r\n"
        assert await text(pool, "SELECT ?n { GRAPH ?g { ?s ?p ?n } }") == "n\r\n1\r\n"

    play(work, data=numbered(1), union=False)


@pytest.mark.parametrize("in_memory", [0, 1_000_000])
@pytest.mark.parametrize("union", [True, False])
def test_a_version_in_this_process(tmp_path: Path, in_memory: int, *, union: bool) -> None:
    """A command asks a large version where it lies, and says how many files of it may be opened."""
    folder = tmp_path / "new"
    folder.mkdir()
    new = Version("", folder)
    new.dataset.write_bytes(b"<urn:a> <urn:p> <urn:b> <urn:g> .\n")
    store = Store(str(new.store))
    add_file(store, new.dataset)
    finish_stores(store, folder)
    version, _ = publish(tmp_path / "data", folder, b"{}")
    opened = open_version(version, union=union, in_memory=in_memory)
    assert (opened.files > 0) is (in_memory == 0)
    default = list(opened.store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert len(default) == (1 if union else 0)
    version.dataset.write_bytes(b"")
    with pytest.raises(DataFolderError, match=r"dataset\.nq has 0 bytes"):
        open_version(version, union=union, in_memory=in_memory)
