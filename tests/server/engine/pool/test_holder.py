"""The process that holds versions: short ways from one to the next, and when there are none."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.facts import Facts
from ruhrgraph.graph.versions.repository import Version, current, publish
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import holder as holder_module
from ruhrgraph.server.engine.pool.generation import Generation, Holder, StaleHolderError
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.sparql.update.operations import operations
from tests.server.engine.pool.test_query_process import ask, body, started

ALL = Asked("SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s ?o", accept="text/csv")
IN_GRAPHS = Asked("SELECT ?g ?o { GRAPH ?g { ?s <urn:p> ?o } } ORDER BY ?g ?o", accept="text/csv")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder in which a statement of two graphs is published."""
    publish(tmp_path / "data", b"".join(b"<urn:a> <urn:p> <urn:b> <urn:%b> .\n" % name for name in (b"g", b"h")), b"{}")
    return tmp_path / "data"


def version_of(data: Path) -> Version:
    """Return the version in use."""
    version = current(data)
    assert version is not None
    return version


def change(data: Path, text: str) -> Version:
    """Carry out an update, and return the version that it makes."""
    assert write(data, Update(text, "http://base/", operations(text))).changed
    return version_of(data)


@contextmanager
def holding(**limits: float) -> Iterator[Holder]:
    """Start a process that holds versions, and end it."""
    holder = Holder(Limits(**{"processes": 1, "memory": 512, **limits}))  # type: ignore[arg-type]  # numbers all
    try:
        yield holder
    finally:
        holder.close()


@contextmanager
def serving(holder: Holder, version: Version, folder: Path) -> Iterator[Generation]:
    """Let a version be served, and end that."""
    own = folder / version.digest[:8]  # so that each has the query processes that it wants, also beside others
    own.mkdir()
    generation = Generation(1, "", version.folder, own / "socket", holder)
    try:
        while not generation.receive():
            pass
        yield generation
    finally:
        generation.close()


def answer(generation: Generation, asked: Asked) -> list[str]:
    """Return the rows of an answer in CSV."""
    return body(ask(generation, asked)).decode().splitlines()[1:]


@pytest.mark.parametrize("union", [True, False])
def test_a_short_way(data: Path, tmp_path: Path, *, union: bool) -> None:
    """Versions behind one another are served from one process, the earlier ones unchanged meanwhile."""
    with holding(union=union) as holder, serving(holder, version_of(data), tmp_path) as first:
        added = change(data, "INSERT DATA { GRAPH <urn:k> { <urn:a> <urn:p> <urn:c> } }")
        with serving(holder, added, tmp_path) as second:
            holder.advance(added.digest)
            removed = change(data, "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:p> <urn:b> } }")
            with serving(holder, removed, tmp_path) as third:
                expected = (["urn:a,urn:b"], ["urn:a,urn:b", "urn:a,urn:c"], ["urn:a,urn:b", "urn:a,urn:c"])
                found = tuple(answer(generation, ALL) for generation in (first, second, third))
                assert found == (expected if union else ([], [], []))
                assert answer(first, IN_GRAPHS) == ["urn:g,urn:b", "urn:h,urn:b"]
                assert answer(second, IN_GRAPHS) == ["urn:g,urn:b", "urn:h,urn:b", "urn:k,urn:c"]
                assert answer(third, IN_GRAPHS) == ["urn:h,urn:b", "urn:k,urn:c"]
                assert third.served is not None
                assert third.served.facts == Facts(2 if union else 0, ("urn:g", "urn:h", "urn:k"))


def test_the_last_of_a_statement(data: Path, tmp_path: Path) -> None:
    """A statement leaves the union with the last graph that has it, and not before."""
    with holding() as holder, serving(holder, version_of(data), tmp_path):
        for graph, rows in (("g", ["urn:a,urn:b"]), ("h", [])):
            version = change(data, f"CLEAR GRAPH <urn:{graph}>")
            with serving(holder, version, tmp_path) as generation:
                assert answer(generation, ALL) == rows
            holder.advance(version.digest)


def test_a_version_that_never_came_into_use(data: Path, tmp_path: Path) -> None:
    """Of a version that was served and given up, nothing stays in the next one."""
    with holding() as holder, serving(holder, before := version_of(data), tmp_path):
        given_up = change(data, "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> <urn:given-up> } }")
        with serving(holder, given_up, tmp_path):
            pass
        link = data / "current"
        link.unlink()
        link.symlink_to(Path("versions") / before.digest)
        used = change(data, "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> <urn:used> } }")
        with serving(holder, used, tmp_path) as generation:
            assert answer(generation, ALL) == ["urn:a,urn:b", "urn:a,urn:used"]


@pytest.mark.parametrize("case", ["build", "unknown", "gap"])
def test_no_short_way(data: Path, tmp_path: Path, case: str) -> None:
    """A build, a change that may have touched anything, and a version left out need another process."""
    with holding() as holder, serving(holder, version_of(data), tmp_path):
        if case == "build":
            publish(data, b"<urn:a> <urn:p> <urn:c> <urn:g> .\n", b"{}")
        elif case == "unknown":
            change(data, "COPY <urn:g> TO <urn:n>")
        else:
            change(data, "INSERT DATA { <urn:a> <urn:p> 1 }")
            change(data, "INSERT DATA { <urn:a> <urn:p> 2 }")
        with pytest.raises(StaleHolderError), serving(holder, version_of(data), tmp_path):
            pass


def test_after_many_changes(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a number of quads a version is read anew, since what was removed stays in memory."""
    monkeypatch.setattr(holder_module, "MOST_APPLIED", 3)
    control, other = socket.socketpair()
    with control, other:
        holder = holder_module._Holder(control, Limits())
        assert holder._opening(version_of(data)) is not None
        for number in range(3):
            version = change(data, f"INSERT DATA {{ <urn:a> <urn:p> {number} }}")
            assert holder._opening(version) is not None
            holder._advance(version.digest)
        assert holder._opening(change(data, "INSERT DATA { <urn:a> <urn:p> 4 }")) is None


def test_it_ends_with_the_server(data: Path, tmp_path: Path) -> None:
    """When the process is ended, so are its zygotes."""
    with holding() as holder:
        generation = Generation(1, "", version_of(data).folder, tmp_path / "1", holder)
        while not generation.receive():
            pass
        holder.close()
        generation.control.settimeout(10)
        assert generation.control.recv(1) == b""
        generation.close()


def test_a_holder_that_has_died(data: Path, tmp_path: Path) -> None:
    """Who asks a process that has died is told by the end of its socket."""
    with holding() as holder:
        holder.close()
        assert not holder.is_alive()
        generation = Generation(1, "", version_of(data).folder, tmp_path / "1", holder)
        assert generation.control.recv(1) == b""
        assert generation.has_ended()
        generation.close()


def test_a_version_on_disk(data: Path) -> None:
    """Versions that stay on disk need no short way; the union of each counts a statement of two graphs once."""
    version = version_of(data)
    store = ox.Store(str(version.store))
    store.load(path=str(version.dataset), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    with started(version, in_memory=0) as generation:
        assert generation.served is not None
        assert generation.served.facts == Facts(1, ("urn:g", "urn:h"))
        assert answer(generation, ALL) == ["urn:a,urn:b"]
        assert answer(generation, IN_GRAPHS) == ["urn:g,urn:b", "urn:h,urn:b"]
