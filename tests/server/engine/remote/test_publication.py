"""Versions in another engine: whole or not at all, whatever fails on the way, and never mixed for those who read."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import lock, publish, published, versions
from ruhrgraph.graph.versions.store import read_quads
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import (
    EngineError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import marker_graph, read_marker, union_graph
from ruhrgraph.server.engine.remote.publication import publish_remotely
from ruhrgraph.server.settings import Settings
from tests.server.engine.remote.oxigraph_server import Proxy, address, oxigraph_server, proxy_before

_BASE = DEFAULT_BASE
_VERSIONS = f"{_BASE}version/"
_FIRST = [
    f'<{_BASE}id/a> <urn:p> "1" <{_BASE}graph/one> .\n',
    f'<{_BASE}id/a> <urn:p> "1" <{_BASE}graph/two> .\n',
    f'<{_BASE}id/a> <urn:p> "Grüße, \\"Ruhr\\""@de <{_BASE}graph/one> .\n',
    '<urn:s> <urn:p> "no graph" .\n',
    "<urn:s> <urn:p> <urn:o> <urn:foreign#graph> .\n",
]
_SECOND = [f'<{_BASE}id/b> <urn:p> "{number}" <{_BASE}graph/two> .\n' for number in range(7)]
_Graphs = dict[str, set[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the root of an engine, for all tests here."""
    with oxigraph_server() as root:
        yield root


@pytest.fixture
def proxy(server: str) -> Iterator[Proxy]:
    """Return a proxy before an empty engine."""
    Endpoint(address(server)).update("DROP ALL", 10)
    with proxy_before(server) as found:
        yield found


@pytest.fixture
def settings(proxy: Proxy, tmp_path: Path) -> Settings:
    """Return settings with the engine behind the proxy, and a data folder with the first version."""
    _publish(tmp_path, _FIRST)
    return Settings(data=tmp_path, engine=address(proxy.root))


def _publish(data: Path, lines: list[str]) -> str:
    """Publish a dataset in a data folder, and return its digest."""
    return publish(data, "".join(sorted(lines)).encode(), b"{}", base=_BASE)[0].digest


def _put(settings: Settings) -> bool:
    """Put the version in use into the engine."""
    with lock(settings.data):
        return publish_remotely(published(settings.data), settings, lambda _: None)


def _engine(settings: Settings) -> Endpoint:
    """Return the engine."""
    assert settings.engine
    return Endpoint(settings.engine)


def _graphs(settings: Settings) -> _Graphs:
    """Return all graphs in the engine, but the marker."""
    graphs: _Graphs = defaultdict(set)
    for row in _engine(settings).select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }", 10):
        graphs[str(row["g"].value)].add(f"{row['s']} {row['p']} {row['o']}")
    graphs.pop(marker_graph(_BASE), None)
    return graphs


def _found(settings: Settings) -> _Graphs:
    """Return what the engine has in use: its default graph as "", and its named graphs."""
    graphs = _graphs(settings)
    used = read_marker(_engine(settings), _BASE, 10)
    default = graphs[union_graph(_BASE, used.digest)]
    named = {graph: triples for graph, triples in graphs.items() if not graph.startswith(_VERSIONS)}
    assert (used.triples, set(used.graphs)) == (len(default), set(named))
    return {"": default, **named}


def _unused(settings: Settings) -> set[str]:
    """Return the graphs in the engine that belong to no version in use."""
    used = read_marker(_engine(settings), _BASE, 10)
    return {graph for graph in _graphs(settings) if graph.startswith(_VERSIONS)} - {union_graph(_BASE, used.digest)}


def _expected(data: Path) -> _Graphs:
    """Return what the version in use in a data folder has, with the union as default graph."""
    graphs: _Graphs = defaultdict(set)
    for quad in read_quads(published(data)):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        for graph in {name, ""}:
            graphs[graph].add(f"{quad.subject} {quad.predicate} {quad.object}")
    return dict(graphs)


@pytest.mark.parametrize("store", [True, False])
def test_all_graphs_come(settings: Settings, proxy: Proxy, store: bool) -> None:  # noqa: FBT001  # a case
    """Each graph comes as it is, and the union has each triple once, by the Graph Store Protocol as by updates."""
    settings = replace(settings, engine=address(proxy.root, store=store))
    assert _put(settings)
    assert _found(settings) == _expected(settings.data)
    assert len(_found(settings)[""]) == 4
    assert any(request.target.startswith("/store") for request in proxy.passed) == store


def test_a_version_that_is_there(settings: Settings, proxy: Proxy) -> None:
    """A version that is in use there is nothing new, and nothing is written; one that has lost triples comes again."""
    _put(settings)
    proxy.passed.clear()
    assert not _put(settings)
    assert {request.target for request in proxy.passed} == {"/query"}
    default = union_graph(_BASE, published(settings.data).digest)
    _engine(settings).update(f"DELETE WHERE {{ GRAPH <{default}> {{ <urn:s> ?p ?o }} }}", 10)
    assert _put(settings)
    assert _found(settings) == _expected(settings.data)


def test_another_version(settings: Settings) -> None:
    """A version takes the place of the one before; graphs that it lacks go, the default graph before stays once."""
    first = published(settings.data).digest
    _put(settings)
    second = _publish(settings.data, _SECOND)
    assert _put(settings)
    assert _found(settings) == _expected(settings.data)
    assert _unused(settings) == {union_graph(_BASE, first)}
    third = _publish(settings.data, _FIRST[:1])
    publications = set()
    for digest in (third, second, third):
        _publish(settings.data, _SECOND if digest == second else _FIRST[:1])
        assert _put(settings)
        publications.add(read_marker(_engine(settings), _BASE, 10).publication)
        assert _found(settings) == _expected(settings.data)
    assert len(publications) == 3
    assert _unused(settings) == {union_graph(_BASE, second)}


@pytest.mark.parametrize(("killed", "carried_out"), [(True, False), (False, True)])
def test_failure_at_each_step(settings: Settings, proxy: Proxy, killed: bool, carried_out: bool) -> None:  # noqa: FBT001
    """Whatever request does not come through, the version before is in use, or all of the new one.

    One that is killed sends nothing more, one that fails can clean up; a request may have been carried out although
    its answer was lost. The next publication is as if nothing had been.
    """
    outcomes, step, failed = list[str](), 0, True
    while failed:
        step, failed = step + 1, False
        _publish(settings.data, _FIRST)
        _put(settings)
        before = _expected(settings.data)
        _publish(settings.data, _SECOND)
        begin = len(proxy.passed)

        def fails(number: int, at: int = begin + step) -> bool:
            nonlocal failed
            failed = failed or number == at
            return number == at or (killed and number > at)

        proxy.before = lambda request, number: None if not carried_out and fails(number) else request.body
        proxy.after = lambda _, number: not (carried_out and fails(number))
        with suppress(EngineError):
            _put(settings)
        proxy.before, proxy.after = Proxy().before, Proxy().after
        found = _found(settings)
        outcomes.append("old" if found == before else "new" if found == _expected(settings.data) else "mixed")
    assert outcomes.count("old") > 4
    assert set(outcomes) == {"old", "new"}
    digests = {union_graph(_BASE, version.digest) for version in versions(settings.data)}
    assert _unused(settings) <= digests
