"""Versions in another engine: whole or not at all, whatever fails on the way, and never mixed for those who read."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import lock, publish, published, versions
from ruhrgraph.graph.versions.store import read_quads
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import (
    EngineAddressError,
    EngineAnswerError,
    EngineCredentialsError,
    EngineError,
    NotPublishedError,
    SettingError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import marker_graph, read_marker, union_graph
from ruhrgraph.server.engine.remote.publication import publish_remotely
from ruhrgraph.server.settings import EngineAddress, Settings
from ruhrgraph.server.sparql.update.operations import operations
from tests.server.engine.remote.engines import oxigraph_server
from tests.server.engine.remote.request_proxy import Passed, Proxy, address, proxy_before

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
_NO_GRAPH = ox.DefaultGraph()
_Graphs = dict[str, set[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the root of an engine, for all tests here."""
    with oxigraph_server() as (host, port):
        yield f"http://{host}:{port}"


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
            graphs[graph].add(_text(quad))
    return dict(graphs)


def _text(quad: ox.Quad) -> str:
    """Return the statement of a quad."""
    return f"{quad.subject} {quad.predicate} {quad.object}"


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
    _engine(settings).update(
        f"DELETE WHERE {{ GRAPH <{default}> {{ <urn:s> ?p ?o }} }} ;"
        f"INSERT DATA {{ GRAPH <{default}> {{ <urn:foreign> <urn:p> 1 }} }}",
        10,
    )
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


def test_readers_meanwhile(settings: Settings, server: str) -> None:
    """Who asks while versions switch sees one of them as a whole, in the default graph and in the named graphs."""
    sizes = {(_publish(settings.data, _SECOND), 7, 7), (_publish(settings.data, _FIRST), 4, 4)}
    _put(settings)
    seen, ended = list[tuple[str, int, int]](), threading.Event()

    def read() -> None:
        engine = Endpoint(address(server))
        while not ended.is_set():
            marker = read_marker(engine, _BASE, 10)
            named = " ".join(f"<{graph}>" for graph in marker.graphs)
            default = union_graph(_BASE, marker.digest)
            query = (
                f"SELECT (COUNT(?in) AS ?d) (COUNT(?g) AS ?n) {{ {{ GRAPH <{default}> {{ ?s ?p ?o }} BIND(1 AS ?in) }} "
                f"UNION {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }} }}"
            )
            (row,) = engine.select(query, 10)
            if read_marker(engine, _BASE, 10).publication == marker.publication:
                seen.append((marker.digest, int(row["d"].value), int(row["n"].value)))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for wanted in (_SECOND, _FIRST) * 4:
        _publish(settings.data, wanted)
        _put(settings)
    ended.set()
    for reader in readers:
        reader.join()
    assert set(seen) == sizes


def test_two_publications_at_once(settings: Settings, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The second waits for the first, and then puts its own version there; nothing of either is mixed or left over."""
    other = replace(settings, data=tmp_path_factory.mktemp("other"))
    _publish(other.data, _SECOND)
    second, results, waits = threading.Thread(target=lambda: results.append(_put(other))), list[bool](), 0

    def before(request: Passed, _: int) -> bytes:
        nonlocal waits
        waits += b"MOVE" in request.body
        if b"MOVE" in request.body and waits == 1:
            second.start()
            second.join(0.5)
            assert second.is_alive()
        return request.body

    proxy.before = before
    assert _put(settings)
    second.join()
    assert (results, waits) == ([True], 2)
    assert _found(settings) == _expected(other.data)
    assert _unused(settings) == {union_graph(_BASE, published(settings.data).digest)}


@pytest.mark.parametrize(("lost", "graph"), [(b'"6"', "the default graph"), (b"graph%2Fone", "graph/one")])
def test_an_engine_that_drops_statements(settings: Settings, proxy: Proxy, lost: bytes, graph: str) -> None:
    """If the engine does not keep all statements, the error says of which graph, and the version before is in use."""
    _put(settings)
    before = _expected(settings.data)
    _publish(settings.data, [*_SECOND, *_FIRST[:3]])
    proxy.before = lambda request, _: (
        b"\n".join(
            line for line in request.body.split(b"\n") if lost not in line and lost not in request.target.encode()
        )
        if request.target.startswith("/store")
        else request.body
    )
    with pytest.raises(EngineAnswerError, match=rf"the engine has \d of the \d+ triples of .*{graph}"):
        _put(settings)
    assert _found(settings) == before


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"user": "ruhr", "password": "geheim"}, "Basic cnVocjpnZWhlaW0="),
        ({"token": "geheim"}, "Bearer geheim"),
    ],
)
def test_credentials(settings: Settings, proxy: Proxy, given: dict[str, str], asked: str) -> None:
    """Every request brings the credentials; without them or with wrong ones, one line says so without them."""
    proxy.authorization = asked
    for wrong in (address(proxy.root), address(proxy.root, token="wrong-secret")):  # noqa: S106  # it opens nothing
        with pytest.raises(EngineCredentialsError, match="does not let this server in") as caught:
            _put(replace(settings, engine=wrong))
        assert "secret" not in str(caught.value)
    allowed = replace(settings, engine=replace(address(proxy.root), **given))
    assert _put(allowed)
    assert _found(allowed) == _expected(settings.data)


@pytest.mark.parametrize(
    ("update", "store", "error", "message"),
    [
        ("", "/store", SettingError, "RUHRGRAPH_ENGINE_UPDATE"),
        ("/nowhere", "/store", EngineAddressError, "RUHRGRAPH_ENGINE_UPDATE"),
        ("/query", "", EngineError, "RUHRGRAPH_ENGINE_UPDATE"),
        ("/update", "/nowhere", EngineAddressError, "RUHRGRAPH_ENGINE_STORE"),
    ],
)
def test_wrong_addresses(
    settings: Settings, proxy: Proxy, update: str, store: str, error: type[Exception], message: str
) -> None:
    """An address that is missing or another one than it should be is named in the message."""
    root = proxy.root
    wrong = EngineAddress(f"{root}/query", f"{root}{update}" if update else "", f"{root}{store}" if store else "")
    with pytest.raises(error, match=message):
        _put(replace(settings, engine=wrong))
    with pytest.raises(NotPublishedError):
        read_marker(_engine(settings), _BASE, 10)


@pytest.mark.parametrize(("status", "words"), [(403, "may only be read"), (405, "_UPDATE"), (501, "later")])
def test_an_engine_that_is_only_read(settings: Settings, server: str, proxy: Proxy, status: int, words: str) -> None:
    """An engine that takes no updates is one line."""
    proxy.status = status
    only_read = EngineAddress(f"{server}/query", f"{proxy.root}/update", f"{proxy.root}/store")
    with pytest.raises(EngineError, match=f"{proxy.root}/update .*{status}.*{words}"):
        _put(replace(settings, engine=only_read))


def test_two_datasets(settings: Settings, server: str) -> None:
    """If what was written is not found, the addresses are of two datasets, and the message says so."""
    with oxigraph_server() as (host, port), pytest.raises(EngineAnswerError, match="to be addresses of one dataset"):
        _put(replace(settings, engine=EngineAddress(f"{server}/query", f"http://{host}:{port}/update")))


_CHANGES = [
    "INSERT DATA { <urn:s> <urn:p> 'of no graph' . GRAPH <urn:new> { <urn:s> <urn:p> 1 , 2 } }",
    f"DELETE DATA {{ GRAPH <{_BASE}graph/one> {{ <{_BASE}id/a> <urn:p> '1' }} }}",  # it is in another graph still
    f"INSERT DATA {{ GRAPH <urn:new> {{ <{_BASE}id/a> <urn:p> '1' , 'Ä \"\\n\\\\'@de }} }}",
    "DELETE WHERE { GRAPH <urn:new> { ?s ?p 2 } }; DELETE DATA { <urn:s> <urn:p> 'of no graph' }",
    "DROP GRAPH <urn:new>",
]


@pytest.mark.parametrize("default_graph", ["union", "plain"])
def test_a_small_change(settings: Settings, proxy: Proxy, default_graph: str) -> None:
    """Of a write only the difference is sent to an engine that has the version before; the result is the same."""
    settings = replace(settings, default_graph=default_graph)
    _put(settings)
    for text in _CHANGES:
        before = published(settings.data).digest
        assert write(settings.data, Update(text, _BASE, operations(text))).changed
        proxy.passed.clear()
        assert _put(settings)
        assert not any(request.target.startswith("/store") for request in proxy.passed)
        expected = _expected(settings.data)
        if default_graph == "plain":
            expected[""] = {
                _text(quad) for quad in read_quads(published(settings.data)) if quad.graph_name == _NO_GRAPH
            }
        assert _found(settings) == expected
        assert _unused(settings) <= {union_graph(_BASE, before)}


def test_a_change_of_another_version(settings: Settings, proxy: Proxy) -> None:
    """If the engine has another version than the parent, or the change brought blank nodes, all graphs are sent."""
    for text in ("INSERT DATA { <urn:s> <urn:p> 1 }", "INSERT DATA { <urn:s> <urn:p> _:a . _:a <urn:p> 2 }"):
        write(settings.data, Update(text, _BASE, operations(text)))
        proxy.passed.clear()
        assert _put(settings)
        assert any(request.target.startswith("/store") for request in proxy.passed)
    found = _found(settings)[""]
    assert not any("_:" in triple for triple in found)
    assert sum(f"<{_BASE}.well-known/genid/" in triple for triple in found) == 2


def test_another_default_graph(settings: Settings) -> None:
    """Where the default graph is to be another one, the same version is published again."""
    _put(settings)
    plain = replace(settings, default_graph="plain")
    assert _put(plain)
    assert _found(plain)[""] == {'<urn:s> <urn:p> "no graph"'}
    assert not _put(plain)
    _publish(settings.data, _SECOND)  # which has nothing in no graph
    for changed in (plain, settings, plain):
        assert _put(changed)
    assert _found(plain)[""] == set()
