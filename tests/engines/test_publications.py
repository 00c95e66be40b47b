"""Versions are published to each engine whole: by both protocols, as a whole and as a difference, under readers."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.server.settings import Settings, from_environment
from ruhrgraph.server.sparql.update.operations import operations
from tests.engines.local_engines import LocalEngine
from tests.server.engine.remote.publications import (
    BASE,
    FIRST,
    SECOND,
    Seen,
    expected,
    found,
    publish_lines,
    put,
    read_until,
    unused,
)

_WITHOUT_TRANSACTIONS = ("rdf4j",)
"""Engines that may show a moment of the switch to who asks for named graphs."""
_SWITCHES = 4


@pytest.fixture
def settings(empty_engine: LocalEngine, tmp_path: Path) -> Settings:
    """Return settings with an engine, and a data folder."""
    return from_environment({"RUHRGRAPH_DATA": str(tmp_path), "RUHRGRAPH_BASE_IRI": BASE, **empty_engine.settings})


@pytest.mark.parametrize("store", [True, False])
def test_publications(settings: Settings, store: bool) -> None:  # noqa: FBT001  # a case
    """What the engine has after each of several versions and small changes is what the data folder has."""
    assert settings.engine
    if not store:
        settings = replace(settings, engine=replace(settings.engine, store=""))
    for lines in (FIRST, SECOND, FIRST):
        publish_lines(settings.data, lines)
        assert put(settings)
        assert found(settings) == expected(settings)
    assert not put(settings)
    for text in (
        "INSERT DATA { GRAPH <urn:new> { <urn:s> <urn:p> 1 , 'Ä \"\\n\\\\'@de } }",
        f"DELETE DATA {{ GRAPH <{BASE}graph/one> {{ <{BASE}id/a> <urn:p> '1' }} }}; DROP GRAPH <urn:new>",
        "INSERT DATA { GRAPH <urn:new> { <urn:s> <urn:p> _:a . _:a <urn:p> 2 } }",
    ):
        write(settings.data, Update(text, BASE, operations(text)))
        assert put(settings)
        there = found(settings)
        assert {graph: len(triples) for graph, triples in there.items()} == {
            graph: len(triples) for graph, triples in expected(settings).items()
        }
        assert "_:" in text or there == expected(settings)
    assert len(unused(settings)) == 1


def test_readers_see_one_version(settings: Settings, empty_engine: LocalEngine) -> None:
    """Who asks while versions switch sees one of them as a whole: in the default graph always, else by transactions."""
    sizes = {(publish_lines(settings.data, SECOND), 7, 7), (publish_lines(settings.data, FIRST), 4, 4)}
    put(settings)
    seen, ended = list[Seen](), threading.Event()
    reader = threading.Thread(target=read_until, args=(settings, ended, seen))
    reader.start()
    for turn, lines in enumerate((SECOND, FIRST) * 20):
        publish_lines(settings.data, lines)
        put(settings)
        if turn > _SWITCHES and len({digest for digest, _, _ in seen}) == len(sizes):
            break
    ended.set()
    reader.join()
    assert {item[:2] for item in seen} == {item[:2] for item in sizes}
    assert set(seen) == sizes or empty_engine.name in _WITHOUT_TRANSACTIONS
