"""Versions in another engine: whole or not at all, whatever fails on the way, and never mixed for those who read."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import published, versions
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology.errors import (
    EngineAddressError,
    EngineAnswerError,
    EngineCredentialsError,
    EngineError,
    NotPublishedError,
    SettingError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import read_marker, union_graph
from ruhrgraph.server.settings import EngineAddress, Settings
from ruhrgraph.server.sparql.update.operations import operations
from tests.server.engine.remote.engines import oxigraph_server
from tests.server.engine.remote.publications import (
    BASE,
    FIRST,
    SECOND,
    Seen,
    endpoint,
    expected,
    found,
    publish_lines,
    put,
    read_until,
    unused,
)
from tests.server.engine.remote.request_proxy import Passed, Proxy, address, proxy_before


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the root of an engine, for all tests here."""
    with oxigraph_server() as (host, port):
        yield f"http://{host}:{port}"


@pytest.fixture
def proxy(server: str) -> Iterator[Proxy]:
    """Return a proxy before an empty engine."""
    Endpoint(address(server)).update("DROP ALL", 10)
    with proxy_before(server) as started:
        yield started


@pytest.fixture
def settings(proxy: Proxy, tmp_path: Path) -> Settings:
    """Return settings with the engine behind the proxy, and a data folder with the first version."""
    publish_lines(tmp_path, FIRST)
    return Settings(data=tmp_path, base=BASE, engine=address(proxy.root))


@pytest.mark.parametrize("store", [True, False])
def test_all_graphs_come(settings: Settings, proxy: Proxy, store: bool) -> None:  # noqa: FBT001  # a case
    """Each graph comes as it is, and the union has each triple once, by the Graph Store Protocol as by updates."""
    settings = replace(settings, engine=address(proxy.root, store=store))
    assert put(settings)
    assert found(settings) == expected(settings)
    assert len(found(settings)[""]) == 4
    assert any(request.target.startswith("/store") for request in proxy.passed) == store


def test_a_version_that_is_there(settings: Settings, proxy: Proxy) -> None:
    """A version that is in use there is nothing new, and nothing is written; one that has lost triples comes again."""
    put(settings)
    proxy.passed.clear()
    assert not put(settings)
    assert {request.target for request in proxy.passed} == {"/query"}
    default = union_graph(BASE, published(settings.data).digest)
    endpoint(settings).update(
        f"DELETE WHERE {{ GRAPH <{default}> {{ <urn:s> ?p ?o }} }} ;"
        f"INSERT DATA {{ GRAPH <{default}> {{ <urn:foreign> <urn:p> 1 }} }}",
        10,
    )
    assert put(settings)
    assert found(settings) == expected(settings)


def test_another_version(settings: Settings) -> None:
    """A version takes the place of the one before; graphs that it lacks go, the default graph before stays once."""
    first = published(settings.data).digest
    put(settings)
    second = publish_lines(settings.data, SECOND)
    assert put(settings)
    assert found(settings) == expected(settings)
    assert unused(settings) == {union_graph(BASE, first)}
    third = publish_lines(settings.data, FIRST[:1])
    publications = set()
    for digest in (third, second, third):
        publish_lines(settings.data, SECOND if digest == second else FIRST[:1])
        assert put(settings)
        publications.add(read_marker(endpoint(settings), BASE, 10).publication)
        assert found(settings) == expected(settings)
    assert len(publications) == 3
    assert unused(settings) == {union_graph(BASE, second)}


@pytest.mark.parametrize(("killed", "carried_out"), [(True, False), (False, True)])
def test_failure_at_each_step(settings: Settings, proxy: Proxy, killed: bool, carried_out: bool) -> None:  # noqa: FBT001
    """Whatever request does not come through, the version before is in use, or all of the new one.

    One that is killed sends nothing more, one that fails can clean up; a request may have been carried out although
    its answer was lost. The next publication is as if nothing had been.
    """
    outcomes, step, failed = list[str](), 0, True
    while failed:
        step, failed = step + 1, False
        publish_lines(settings.data, FIRST)
        put(settings)
        before = expected(settings)
        publish_lines(settings.data, SECOND)
        begin = len(proxy.passed)

        def fails(number: int, at: int = begin + step) -> bool:
            nonlocal failed
            failed = failed or number == at
            return number == at or (killed and number > at)

        proxy.before = lambda request, number: None if not carried_out and fails(number) else request.body
        proxy.after = lambda _, number: not (carried_out and fails(number))
        with suppress(EngineError):
            put(settings)
        proxy.before, proxy.after = Proxy().before, Proxy().after
        there = found(settings)
        outcomes.append("old" if there == before else "new" if there == expected(settings) else "mixed")
    assert outcomes.count("old") > 4
    assert set(outcomes) == {"old", "new"}
    digests = {union_graph(BASE, version.digest) for version in versions(settings.data)}
    assert unused(settings) <= digests


def test_readers_meanwhile(settings: Settings) -> None:
    """Who asks while versions switch sees one of them as a whole, in the default graph and in the named graphs."""
    sizes = {(publish_lines(settings.data, SECOND), 7, 7), (publish_lines(settings.data, FIRST), 4, 4)}
    put(settings)
    seen, ended = list[Seen](), threading.Event()

    readers = [threading.Thread(target=read_until, args=(settings, ended, seen)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn, wanted in enumerate((SECOND, FIRST) * 20):
        publish_lines(settings.data, wanted)
        put(settings)
        if turn > 5 and len({digest for digest, _, _ in seen}) == len(sizes):
            break
    ended.set()
    for reader in readers:
        reader.join()
    assert set(seen) == sizes


def test_two_publications_at_once(settings: Settings, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The second waits for the first, and then puts its own version there; nothing of either is mixed or left over."""
    other = replace(settings, data=tmp_path_factory.mktemp("other"))
    publish_lines(other.data, SECOND)
    second, results, waits = threading.Thread(target=lambda: results.append(put(other))), list[bool](), 0

    def before(request: Passed, _: int) -> bytes:
        nonlocal waits
        waits += b"MOVE" in request.body
        if b"MOVE" in request.body and waits == 1:
            second.start()
            second.join(0.5)
            assert second.is_alive()
        return request.body

    proxy.before = before
    assert put(settings)
    second.join()
    assert (results, waits) == ([True], 2)
    assert found(settings) == expected(other)
    assert unused(settings) == {union_graph(BASE, published(settings.data).digest)}


@pytest.mark.parametrize(("lost", "graph"), [(b'"6"', "the default graph"), (b"graph%2Fone", "graph/one")])
def test_an_engine_that_drops_statements(settings: Settings, proxy: Proxy, lost: bytes, graph: str) -> None:
    """If the engine does not keep all statements, the error says of which graph, and the version before is in use."""
    put(settings)
    before = expected(settings)
    publish_lines(settings.data, [*SECOND, *FIRST[:3]])
    proxy.before = lambda request, _: (
        b"\n".join(
            line for line in request.body.split(b"\n") if lost not in line and lost not in request.target.encode()
        )
        if request.target.startswith("/store")
        else request.body
    )
    with pytest.raises(EngineAnswerError, match=rf"the engine has \d of the \d+ triples of .*{graph}"):
        put(settings)
    assert found(settings) == before


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
            put(replace(settings, engine=wrong))
        assert "secret" not in str(caught.value)
    allowed = replace(settings, engine=replace(address(proxy.root), **given))
    assert put(allowed)
    assert found(allowed) == expected(allowed)


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
        put(replace(settings, engine=wrong))
    with pytest.raises(NotPublishedError):
        read_marker(endpoint(settings), BASE, 10)


@pytest.mark.parametrize(("status", "words"), [(403, "may only be read"), (405, "_UPDATE"), (501, "later")])
def test_an_engine_that_is_only_read(settings: Settings, server: str, proxy: Proxy, status: int, words: str) -> None:
    """An engine that takes no updates is one line."""
    proxy.status = status
    only_read = EngineAddress(f"{server}/query", f"{proxy.root}/update", f"{proxy.root}/store")
    with pytest.raises(EngineError, match=f"{proxy.root}/update .*{status}.*{words}"):
        put(replace(settings, engine=only_read))


def test_two_datasets(settings: Settings, server: str) -> None:
    """If what was written is not found, the addresses are of two datasets, and the message says so."""
    with oxigraph_server() as (host, port), pytest.raises(EngineAnswerError, match="to be addresses of one dataset"):
        put(replace(settings, engine=EngineAddress(f"{server}/query", f"http://{host}:{port}/update")))


_CHANGES = [
    "INSERT DATA { <urn:s> <urn:p> 'of no graph' . GRAPH <urn:new> { <urn:s> <urn:p> 1 , 2 } }",
    f"DELETE DATA {{ GRAPH <{BASE}graph/one> {{ <{BASE}id/a> <urn:p> '1' }} }}",  # it is in another graph still
    f"INSERT DATA {{ GRAPH <urn:new> {{ <{BASE}id/a> <urn:p> '1' , 'Ä \"\\n\\\\'@de }} }}",
    "DELETE WHERE { GRAPH <urn:new> { ?s ?p 2 } }; DELETE DATA { <urn:s> <urn:p> 'of no graph' }",
    "DROP GRAPH <urn:new>",
]


@pytest.mark.parametrize("default_graph", ["union", "plain"])
def test_a_small_change(settings: Settings, proxy: Proxy, default_graph: str) -> None:
    """Of a write only the difference is sent to an engine that has the version before; the result is the same."""
    settings = replace(settings, default_graph=default_graph)
    put(settings)
    for text in _CHANGES:
        before = published(settings.data).digest
        assert write(settings.data, Update(text, BASE, operations(text))).changed
        proxy.passed.clear()
        assert put(settings)
        assert not any(request.target.startswith("/store") for request in proxy.passed)
        assert found(settings) == expected(settings)
        assert unused(settings) <= {union_graph(BASE, before)}


def test_a_change_of_another_version(settings: Settings, proxy: Proxy) -> None:
    """If the engine has another version than the parent, or the change brought blank nodes, all graphs are sent."""
    for text in ("INSERT DATA { <urn:s> <urn:p> 1 }", "INSERT DATA { <urn:s> <urn:p> _:a . _:a <urn:p> 2 }"):
        write(settings.data, Update(text, BASE, operations(text)))
        proxy.passed.clear()
        assert put(settings)
        assert any(request.target.startswith("/store") for request in proxy.passed)
    there = found(settings)[""]
    assert not any("_:" in triple for triple in there)
    assert sum(f"<{BASE}.well-known/genid/" in triple for triple in there) == 2


def test_another_default_graph(settings: Settings) -> None:
    """Where the default graph is to be another one, the same version is published again."""
    put(settings)
    plain = replace(settings, default_graph="plain")
    assert put(plain)
    assert found(plain)[""] == {'<urn:s> <urn:p> "no graph"'}
    assert not put(plain)
    publish_lines(settings.data, SECOND)  # which has nothing in no graph
    for changed in (plain, settings, plain):
        assert put(changed)
    assert found(plain)[""] == set()


def test_a_switch_that_was_broken_off(settings: Settings, proxy: Proxy) -> None:
    """Where an engine without transactions may have done half of a switch, a small change sends all graphs, too."""
    put(settings)
    publish_lines(settings.data, SECOND)
    proxy.before = lambda request, _: request.body.partition(b";")[0] if b"MOVE" in request.body else request.body
    with pytest.raises(EngineAnswerError, match="another version is in use there"):
        put(settings)
    proxy.before = Proxy().before
    publish_lines(settings.data, FIRST)
    text = "INSERT DATA { <urn:s> <urn:p> 1 }"
    write(settings.data, Update(text, BASE, operations(text)))
    assert put(settings)
    assert found(settings) == expected(settings)
