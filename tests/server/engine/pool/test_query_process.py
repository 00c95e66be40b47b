"""A query process, spoken to over its socket as the pool does."""

import json
import os
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from pyoxigraph import Store

from ruhrgraph.graph.versions.repository import Version, current
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool import wire
from ruhrgraph.server.engine.pool.activity import Activity
from ruhrgraph.server.engine.pool.generation import Generation, Holder
from ruhrgraph.server.engine.pool.wire import Asked, Frames

_numbers = count(1000)
SELECT = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"


@contextmanager
def started(version: Version, **limits: float) -> Iterator[Generation]:
    """Start a zygote that holds a version, and end it."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Limits(**{"processes": 1, "memory": 512, **limits})  # type: ignore[arg-type]  # numbers all
        holder = Holder(chosen)
        generation = Generation(1, "", version.folder, Path(folder) / "socket", holder)
        try:
            while not generation.receive():
                pass
            yield generation
        finally:
            generation.close()
            holder.close()


@pytest.fixture(scope="module")
def version(small_data: Path) -> Version:
    """Return the version made by hand."""
    found = current(small_data)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def generation(version: Version) -> Iterator[Generation]:
    """Return a zygote with one query process."""
    with started(version) as running:
        yield running


@contextmanager
def connected(generation: Generation) -> Iterator[socket.socket]:
    """Connect to a query process."""
    assert generation.served is not None
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(generation.served.address)
        yield connection


def frames_of(connection: socket.socket, asked: Asked) -> list[tuple[bytes, bytes]]:
    """Return the frames of the answer to a query."""
    connection.sendall(wire.pack_asked(1, asked))
    frames, found = Frames(), list[tuple[bytes, bytes]]()
    while not found or found[-1][0] not in (wire.END, wire.ERROR):
        data = connection.recv(1 << 20)
        assert data, f"the process has ended: {frames.rest!r}"
        found += frames.feed(data)
    return found


def ask(generation: Generation, asked: Asked) -> list[tuple[bytes, bytes]]:
    """Return the frames of the answer to a query."""
    with connected(generation) as connection:
        return frames_of(connection, asked)


def body(found: list[tuple[bytes, bytes]]) -> bytes:
    """Return the data in frames."""
    return b"".join(payload for kind, payload in found if kind == wire.DATA)


def pid_at_work(generation: Generation, number: int) -> int:
    """Return the number of the process that is at work on a query; wait until one is."""
    assert generation.served is not None
    activity, end = Activity(Path(generation.served.activity)), time.monotonic() + 20
    while (work := activity.find(number)) is None:
        assert time.monotonic() < end
        time.sleep(0.001)
    return work.pid


def pid_of(generation: Generation) -> int:
    """Return the number of the process that takes the next query."""
    number = next(_numbers)
    with connected(generation) as connection:
        connection.sendall(wire.pack_asked(number, Asked("ASK {}")))
        return pid_at_work(generation, number)


def test_it_answers_with_head_data_and_end(generation: Generation) -> None:
    """A short answer comes as head, data and end, and the process takes the next query."""
    for _ in range(2):
        found = ask(generation, Asked("SELECT (1 AS ?n) {}", accept="text/csv"))
        assert [kind for kind, _ in found] == [wire.HEAD, wire.DATA, wire.END]
        assert wire.unpack_head(found[0][1]) == wire.Head("text/csv; charset=utf-8", "solutions")
        assert body(found) == b"n\r\n1\r\n"
    assert pid_of(generation) == pid_of(generation)


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "application/xml", "text/tab-separated-values"])
@pytest.mark.parametrize(("query", "rows"), [(SELECT, None), (f"{SELECT} LIMIT 1", 1), ("SELECT * { ?s <x:p> 2 }", 0)])
def test_it_counts_rows(generation: Generation, accept: str, query: str, rows: int | None) -> None:
    """The end says how many rows there are, in each form."""
    counting = Asked(query.replace("SELECT ?s", "SELECT (COUNT(*) AS ?n)").partition(" ORDER")[0])
    counted = body(ask(generation, counting))
    expected = rows if rows is not None else int(json.loads(counted)["results"]["bindings"][0]["n"]["value"])
    end = wire.unpack_end(ask(generation, Asked(query, accept=accept))[-1][1])
    assert end.rows == expected


def test_long_answers_come_in_pieces(generation: Generation) -> None:
    """An answer that is long comes in many frames, after one head."""
    found = ask(generation, Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept="text/csv"))
    kinds = [kind for kind, _ in found]
    assert kinds[0] == wire.HEAD
    assert set(kinds[1:-1]) == {wire.DATA}
    assert len(kinds) > 10
    end = wire.unpack_end(found[-1][1])
    assert end.rows == body(found).count(b"\r\n") - 1


def test_a_long_text_comes_in_pieces(generation: Generation) -> None:
    """One text of many bytes is no single frame, which whoever reads would put together again and again."""
    binds = " ".join(f"BIND(CONCAT(?a{number}, ?a{number}) AS ?a{number + 1})" for number in range(10))
    query = f"SELECT ?a10 {{ BIND('{'x' * 1000}' AS ?a0) {binds} }}"
    data = [payload for kind, payload in ask(generation, Asked(query, accept="text/csv")) if kind == wire.DATA]
    assert max(map(len, data)) <= 64 * 1024
    assert len(b"".join(data)) > 1000 * 1024


def test_graphs_have_no_triple_twice(generation: Generation) -> None:
    """A graph is written without duplicates, with its prefixes, and counted."""
    query = "PREFIX e: <http://e/> CONSTRUCT { e:s e:p e:o } WHERE { ?s ?p ?o }"
    found = ask(generation, Asked(query))
    assert body(found) == b"@prefix e: <http://e/> .\ne:s e:p e:o .\n"
    assert wire.unpack_end(found[-1][1]).rows == 1


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked("SELECT * {"), "QuerySyntaxError"),
        (Asked("ASK {}", accept="image/png"), "NotAcceptableError"),
        (Asked("SELECT * { SERVICE <http://x/> {} }"), "QueryRefusedError"),
        (Asked("ASK {}", default_graphs=("no iri",)), "BadRequestError"),
        (Asked("SELECT * { ?s ?p ?o }", max_bytes=100), "ResultTooLargeError"),
        (Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }", max_bytes=100_000), "ResultTooLargeError"),
    ],
)
def test_errors_come_as_such(generation: Generation, asked: Asked, error: str) -> None:
    """An error comes in a frame of its own, before any head if there is no answer, and the process lives on."""
    found = ask(generation, asked)
    assert found[-1][0] == wire.ERROR
    assert json.loads(found[-1][1])["error"] == error
    assert (found[0][0] == wire.HEAD) == (asked.max_bytes == 100_000)
    assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END


def test_what_inspection_lets_through_does_not_overflow(generation: Generation) -> None:
    """Queries as deep and as long as they may be are answered, or refused, by a process that lives on."""
    queries = [
        "ASK " + "{" * 128 + "}" * 128,
        "ASK { FILTER(" + "(" * 120 + "1" + ")" * 120 + ") }",
        "ASK { FILTER(" + "!" * 880 + "true) }",
        "ASK { FILTER(1" + "||1" * 290 + ") }",
        "ASK { ?s " + "<x:p>/" * 240 + "<x:p> ?o }",
        "ASK {" + "OPTIONAL{" * 126 + "}" * 127,
        "ASK { {} " + "UNION {}" * 290 + "}",
    ]
    for query in queries:
        assert ask(generation, Asked(query))[-1][0] in (wire.END, wire.ERROR)


def test_the_engine_says_last_what_ended_it(generation: Generation) -> None:
    """What the engine writes before it aborts comes on the connection, behind the frames."""
    with connected(generation) as connection:
        connection.sendall(wire.pack_asked(2, Asked("SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?o ?c")))
        frames, kinds = Frames(), list[bytes]()
        while data := connection.recv(1 << 16):
            kinds += [kind for kind, _ in frames.feed(data)]
    assert kinds == []
    assert b"total order" in frames.rest


def test_a_process_that_has_grown_leaves(version: Version) -> None:
    """A process whose memory has grown takes no further query."""
    with started(version, memory=80, slow=0) as generation:
        before = pid_of(generation)
        ask(generation, Asked("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY STR(?c) STR(?f)"))
        assert pid_of(generation) != before


def test_it_waits_for_the_end_of_the_connection(version: Version) -> None:
    """A process takes no further query before the connection of the last one is closed."""
    with started(version, slow=0) as generation, connected(generation) as first, connected(generation) as second:
        assert frames_of(first, Asked("ASK {}"))[-1][0] == wire.END
        second.settimeout(0.05)
        second.sendall(wire.pack_asked(2, Asked("ASK {}")))
        with pytest.raises(TimeoutError):
            second.recv(1)
        first.close()
        second.settimeout(20)
        assert second.recv(1) == wire.HEAD


def test_who_has_gone_is_passed_over(generation: Generation) -> None:
    """A connection that was closed before its turn, with a whole query or a part of one, costs no evaluation."""
    endless = wire.pack_asked(2, Asked("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
    with connected(generation) as first:
        frames_of(first, Asked("ASK {}"))
        for sent in (endless, endless[:20], b""):
            with connected(generation) as gone:
                gone.sendall(sent)
    assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END


def test_a_query_process_holds_nothing_but_its_sockets(generation: Generation) -> None:
    """A query process has a socket, the null device, the file of its size and the server's log; signals pass it by."""
    pid = pid_of(generation)
    time.sleep(0.2)  # until it waits for the next query
    found = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]  # noqa: PTH115  # the link, not what it leads to
    assert sum("socket" in target for target in found) == 1
    assert len([target for target in found if target == os.devnull]) == 3
    assert os.readlink(f"/proc/{pid}/fd/4") == os.readlink("/proc/self/fd/2")  # noqa: PTH115  # the same
    assert len(found) == 6
    os.kill(pid, signal.SIGTERM)
    os.kill(pid, signal.SIGINT)
    assert pid_of(generation) == pid


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
    ],
)
def test_no_descriptor_can_be_opened(generation: Generation, query: str) -> None:
    """A query that calls out is refused; with SILENT it has the empty solution; others go on."""
    found = ask(generation, Asked(query))
    assert json.loads(found[-1][1])["error"] == "QueryRefusedError"
    assert ask(generation, Asked("ASK {}"))[-1][0] == wire.END


def test_facts_are_told(generation: Generation, version: Version) -> None:
    """A zygote tells the number of different triples, and the graphs."""
    store = Store()
    store.bulk_load(path=str(version.dataset))
    assert generation.served is not None
    facts = generation.served.facts
    assert facts.triples == len({quad.triple for quad in store})
    assert set(facts.graphs) == {str(graph)[1:-1] for graph in store.named_graphs()}
