"""The zygote and its query processes, spoken to over their sockets as the pool does."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from ruhrgraph.graph.versions.repository import Version, current
from ruhrgraph.server.engine.pool import wire as frames
from ruhrgraph.server.engine.pool import zygote
from ruhrgraph.server.engine.pool.wire import Asked, End, Frames
from ruhrgraph.server.engine.pool.zygote import COMMAND, FORK, KILL, NICE, Task

SELECT = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"


class Nursery:
    """A zygote and the lines that it says."""

    def __init__(self, version: Version, in_memory: int = 1 << 30, memory: int = 512, *, union: bool = True) -> None:
        self.control, theirs = socket.socketpair()
        task = Task(version.digest, str(version.folder), in_memory, union, memory)
        arguments = [str(theirs.fileno()), json.dumps(asdict(task))]
        with theirs:
            called = [sys.executable, "-m", zygote.__name__, *arguments]
            self.process = subprocess.Popen(called, pass_fds=(theirs.fileno(),))
        self.control.settimeout(20)
        self.lines = self.control.makefile("rb")

    def told(self) -> dict[str, Any]:
        """Return the next line."""
        line: dict[str, Any] = json.loads(self.lines.readline())
        return line

    def fork(self) -> tuple[socket.socket, int]:
        """Return a new query process, its socket and its number."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [COMMAND.pack(FORK, 0)], [theirs.fileno()])
        ours.settimeout(20)
        ((kind, payload),) = Frames().feed(ours.recv(100))
        assert kind == frames.READY
        return ours, int(payload)

    def command(self, kind: bytes, pid: int) -> None:
        """Send a command."""
        self.control.sendall(COMMAND.pack(kind, pid))

    def close(self) -> int:
        """Let go of the zygote and return its exit code."""
        self.lines.close()
        self.control.close()
        return self.process.wait(20)


def ask(channel: socket.socket, asked: Asked) -> list[tuple[bytes, bytes]]:
    """Return the frames of the answer to a query."""
    channel.sendall(frames.pack_asked(asked))
    reader, found = Frames(), list[tuple[bytes, bytes]]()
    while not found or found[-1][0] not in (frames.END, frames.ERROR):
        data = channel.recv(1 << 20)
        assert data, "the process has ended"
        found += reader.feed(data)
    return found


def body(found: list[tuple[bytes, bytes]]) -> bytes:
    """Return the data in frames."""
    return b"".join(payload for kind, payload in found if kind == frames.DATA)


@pytest.fixture
def nursery(small_data: Path) -> Iterator[Nursery]:
    """Return a zygote that is ready."""
    version = current(small_data)
    assert version is not None
    made = Nursery(version)
    assert made.told() == {"ready": made.process.pid}
    yield made
    assert made.close() == 0


def test_it_answers_with_head_data_and_end(nursery: Nursery) -> None:
    """A short answer comes as head, data and end, and the process takes the next query."""
    channel, _ = nursery.fork()
    with channel:
        for _ in range(2):
            found = ask(channel, Asked("SELECT (1 AS ?n) {}", accept="text/csv"))
            assert [kind for kind, _ in found] == [frames.HEAD, frames.DATA, frames.END]
            assert frames.unpack_head(found[0][1]) == frames.Head("text/csv; charset=utf-8", "solutions")
            assert body(found) == b"n\r\n1\r\n"


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "application/xml", "text/tab-separated-values"])
@pytest.mark.parametrize(("query", "rows"), [(SELECT, None), (f"{SELECT} LIMIT 1", 1), ("SELECT * { ?s <x:p> 2 }", 0)])
def test_it_counts_rows(nursery: Nursery, accept: str, query: str, rows: int | None) -> None:
    """The end says how many rows there are, in each form."""
    channel, _ = nursery.fork()
    with channel:
        counted = body(
            ask(channel, Asked(query.replace("SELECT ?s", "SELECT (COUNT(*) AS ?n)").partition(" ORDER")[0]))
        )
        expected = rows if rows is not None else int(json.loads(counted)["results"]["bindings"][0]["n"]["value"])
        end = frames.unpack_end(ask(channel, Asked(query, accept=accept))[-1][1])
    assert end.rows == expected
    assert not end.leaving


def test_long_answers_come_in_pieces(nursery: Nursery) -> None:
    """An answer that is long comes in many frames, after one head."""
    channel, _ = nursery.fork()
    with channel:
        found = ask(channel, Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept="text/csv"))
    kinds = [kind for kind, _ in found]
    assert kinds[0] == frames.HEAD
    assert set(kinds[1:-1]) == {frames.DATA}
    assert len(kinds) > 10
    end = frames.unpack_end(found[-1][1])
    assert end.rows == body(found).count(b"\r\n") - 1


def test_a_long_text_comes_in_pieces(nursery: Nursery) -> None:
    """One text of many bytes is no single frame, which whoever reads would put together again and again."""
    binds = " ".join(f"BIND(CONCAT(?a{number}, ?a{number}) AS ?a{number + 1})" for number in range(10))
    query = f"SELECT ?a10 {{ BIND('{'x' * 1000}' AS ?a0) {binds} }}"
    channel, _ = nursery.fork()
    with channel:
        data = [payload for kind, payload in ask(channel, Asked(query, accept="text/csv")) if kind == frames.DATA]
    assert max(map(len, data)) <= 64 * 1024
    assert len(b"".join(data)) > 1000 * 1024


def test_graphs_have_no_triple_twice(nursery: Nursery) -> None:
    """A graph is written without duplicates, with its prefixes, and counted."""
    channel, _ = nursery.fork()
    query = "PREFIX e: <http://e/> CONSTRUCT { e:s e:p e:o } WHERE { ?s ?p ?o }"
    with channel:
        found = ask(channel, Asked(query))
    assert body(found) == b"@prefix e: <http://e/> .\ne:s e:p e:o .\n"
    assert frames.unpack_end(found[-1][1]).rows == 1


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked("SELECT * {"), "QuerySyntaxError"),
        (Asked("ASK {}", accept="image/png"), "NotAcceptableError"),
        (Asked("SELECT * { SERVICE <http://x/> {} }"), "QueryRefusedError"),
        (Asked("ASK {}", default_graphs=("no iri",)), "BadRequestError"),
        (Asked("ASK {" + " " * 70_000 + "}"), "RequestTooLargeError"),
        (Asked("SELECT * { ?s ?p ?o }", max_bytes=100), "ResultTooLargeError"),
        (Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }", max_bytes=100_000), "ResultTooLargeError"),
    ],
)
def test_errors_come_as_such(nursery: Nursery, asked: Asked, error: str) -> None:
    """An error comes in a frame of its own, before any head if there is no answer, and the process lives on."""
    channel, _ = nursery.fork()
    with channel:
        found = ask(channel, asked)
        assert found[-1][0] == frames.ERROR
        assert json.loads(found[-1][1])["error"] == error
        assert (found[0][0] == frames.HEAD) == (asked.max_bytes == 100_000)
        assert ask(channel, Asked("ASK {}"))[-1][0] == frames.END


def test_what_the_guard_lets_through_does_not_overflow(nursery: Nursery) -> None:
    """Queries as deep and as long as they may be are answered, or refused, by a process that lives on."""
    channel, _ = nursery.fork()
    queries = [
        "ASK " + "{" * 128 + "}" * 128,
        "ASK { FILTER(" + "(" * 120 + "1" + ")" * 120 + ") }",
        "ASK { FILTER(" + "!" * 880 + "true) }",
        "ASK { FILTER(1" + "||1" * 290 + ") }",
        "ASK { ?s " + "<x:p>/" * 240 + "<x:p> ?o }",
        "ASK {" + "OPTIONAL{" * 126 + "}" * 127,
        "ASK { {} " + "UNION {}" * 290 + "}",
    ]
    with channel:
        for query in queries:
            assert ask(channel, Asked(query))[-1][0] in (frames.END, frames.ERROR)


def test_a_process_that_has_grown_leaves(small_data: Path) -> None:
    """A process whose memory has grown says so with its answer, and ends."""
    version = current(small_data)
    assert version is not None
    nursery = Nursery(version, memory=80)
    nursery.told()
    channel, pid = nursery.fork()
    with channel:
        found = ask(channel, Asked("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY STR(?c) STR(?f)"))
        assert frames.unpack_end(found[-1][1]).leaving
        assert channel.recv(1) == b""
    assert nursery.told() == {"ended": pid, "status": 0, "why": ""}
    assert nursery.close() == 0


def test_facts_are_told(nursery: Nursery, small_data: Path) -> None:
    """A query process tells the number of different triples, and the graphs."""
    version = current(small_data)
    assert version is not None
    store = Store()
    store.bulk_load(path=str(version.dataset))
    channel, _ = nursery.fork()
    with channel:
        channel.sendall(frames.frame(frames.FACTS))
        found = list(Frames().feed(channel.recv(1 << 20)))
    facts = frames.unpack_facts(found[0][1])
    assert facts.triples == len({quad.triple for quad in store})
    assert set(facts.graphs) == {str(graph)[1:-1] for graph in store.named_graphs()}
    assert isinstance(frames.unpack_end(found[1][1]), End)


def test_commands_kill_and_slow_down(nursery: Nursery) -> None:
    """A process is slowed down or killed by its number; numbers of others are passed over."""
    channel, pid = nursery.fork()
    with channel:
        nursery.command(KILL, os.getpid())
        nursery.command(NICE, pid)
        nursery.command(KILL, pid)
        assert channel.recv(1) == b""
    assert nursery.told() == {"ended": pid, "status": -signal.SIGKILL, "why": ""}


def test_a_query_process_holds_nothing_but_its_socket(nursery: Nursery) -> None:
    """A query process has its socket, the null device, a pipe and the file of its size; signals to stop pass it by."""
    channel, pid = nursery.fork()
    with channel:
        found = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()]  # noqa: PTH115
        assert sum("socket" in target for target in found) == 1
        assert len([target for target in found if target == os.devnull]) == 2
        assert len(found) == 5
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGINT)
        assert ask(channel, Asked("ASK {}"))[-1][0] == frames.END


def test_all_end_with_the_control_socket(small_data: Path) -> None:
    """When the server goes, the zygote and all query processes end, busy or not."""
    version = current(small_data)
    assert version is not None
    nursery = Nursery(version)
    nursery.told()
    (busy, _), (idle, _) = nursery.fork(), nursery.fork()
    with busy, idle:
        busy.sendall(frames.pack_asked(Asked("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")))
        assert nursery.close() == 0
        assert idle.recv(1) == b""
        with suppress(ConnectionResetError):  # so it ends where the query was not even read
            assert busy.recv(1) == b""


def test_all_end_when_the_zygote_is_killed(nursery: Nursery) -> None:
    """When the zygote is killed, its query processes die with it."""
    channel, _ = nursery.fork()
    with channel:
        nursery.process.kill()
        assert channel.recv(1) == b""
    nursery.process.wait()
    nursery.process.returncode = 0  # as the fixture wants it


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A version that is damaged or missing is told as an error."""
    folder = tmp_path / "versions" / "x"
    for content in (None, "no quads"):
        if content:
            folder.mkdir(parents=True)
            (folder / "dataset.nq").write_text(content)
        nursery = Nursery(Version("x", folder))
        assert nursery.told()["error"]["error"] == "DataFolderError"
        assert nursery.close() == 0
