"""Stopping a server: answers at work are finished, and nothing is waited for in vain."""

import errno
import math
import os
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import httpx
import pytest

from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.machine_memory import machine_memory
from ruhrgraph.server.processes.supervisor import Supervisor, limits_of
from ruhrgraph.server.settings import EngineAddress, Settings

Serving = Callable[..., AbstractContextManager[tuple[Popen[str], httpx.Client]]]
Connect = Callable[[httpx.Client], socket.socket]
LINES = b"Host: localhost\r\nAccept: text/csv\r\n\r\n"


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Return a function that connects to a server; all connections are closed afterwards."""
    with ExitStack() as opened:

        def connected(client: httpx.Client) -> socket.socket:
            address = (client.base_url.host, client.base_url.port or 80)
            return opened.enter_context(socket.create_connection(address, timeout=20))

        yield connected


def ask(line: socket.socket, query: str) -> None:
    """Send a query."""
    line.sendall(b"GET /sparql?query=" + quote(query, safe="").encode() + b" HTTP/1.1\r\n" + LINES)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_answers_at_work_are_finished(serving: Serving, connect: Connect, small_data: Path, workers: str) -> None:
    """Who has asked before SIGTERM gets the answer, and the end of the connection; who comes later is refused."""
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(SHA512(STR(?c))) > 1) }"
    with serving("--data", str(small_data), "--workers", workers, RUHRGRAPH_QUERY_TIMEOUT="20") as (process, client):
        lines = [connect(client) for _ in range(4)]
        for line in lines:
            ask(line, "ASK {}")
            line.recv(4096)
        for number, line in enumerate(lines):
            ask(line, f"{query} # {number}")
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.4)
        if process.poll() is None:
            with pytest.raises(ConnectionError):
                connect(client)
        for line in lines:
            answer = b""
            while part := line.recv(65536):
                answer += part
            assert b" 200 OK" in answer
            assert re.search(rb"\r\n\r\nn\r\n\d+", answer)
        assert process.wait(30) == 0


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def workers_of(server: int) -> list[int]:
    """Return the workers of a server; its other children hold a version for the query processes."""
    return [pid for pid in children(server) if b"pool.holder" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_worker_that_dies(serving: Serving, connect: Connect, small_data: Path) -> None:
    """A worker that is killed is replaced, and what it was at is no longer among the figures."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    with serving("--data", str(small_data), "--workers", "1") as (process, client):
        line = connect(client)
        ask(line, endless)
        busy = re.compile(r"^ruhrgraph_busy (\S+)", re.MULTILINE)

        def at_work() -> float:
            return sum(map(float, busy.findall(client.get("/metrics").text)))

        end = time.monotonic() + 10
        while at_work() < 1 and time.monotonic() < end:
            time.sleep(0.1)
        (worker,) = workers_of(process.pid)
        os.kill(worker, signal.SIGKILL)
        assert line.recv(100) == b""
        with httpx.Client(base_url=client.base_url, transport=httpx.HTTPTransport(retries=10), timeout=30) as fresh:
            assert fresh.get("/sparql", params={"query": "ASK {}"}).status_code == 200
            time.sleep(1.5)
            assert sum(map(float, busy.findall(fresh.get("/metrics").text))) == 0
        assert workers_of(process.pid) != [worker]


def test_stopped_while_it_starts(serving: Serving, small_data: Path) -> None:
    """A signal at any moment of the start ends the server soon."""
    for number in range(8):
        with serving("--data", str(small_data), "--workers", "2") as (process, _):
            threading.Event().wait(number * 0.03)
            begin = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            assert time.monotonic() - begin < 10


def test_several_processes(small_data: Path, serving: Serving) -> None:
    """With two workers the same address answers, and both end with the one who started them."""
    with serving("--workers", "2", "--data", str(small_data)) as (process, client):
        assert client.get("/health").json()["status"] == "ok"
        process.terminate()
        assert process.wait(20) in (0, -15)


def test_a_killed_worker_is_replaced(serving: Serving, small_data: Path) -> None:
    """When an HTTP worker is killed, the server goes on and starts another."""
    with serving("--workers", "2", "--data", str(small_data)) as (process, client):
        client.get("/ready").raise_for_status()
        killed, kept = workers_of(process.pid)
        os.kill(killed, signal.SIGKILL)
        end = time.monotonic() + 20
        while time.monotonic() < end and (killed in (now := workers_of(process.pid)) or len(now) < 2):
            time.sleep(0.1)
        assert kept in now
        assert len(now) == 2
        ask = {"query": "ASK {}"}
        with httpx.Client(base_url=client.base_url, transport=httpx.HTTPTransport(retries=10)) as fresh:
            assert [fresh.get("/sparql", params=ask).status_code for _ in range(10)] == [200] * 10


def test_the_total_of_memory(capsys: pytest.CaptureFixture[str]) -> None:
    """A total below what was set for each query is told and kept; without one it is half of the memory there is."""
    limits = limits_of(Settings(query_memory=512, query_memory_total=1024, processes=2))
    assert (limits.processes, limits.slow, limits.memory) == (2, 2, 256)
    assert "RUHRGRAPH_QUERY_MEMORY_TOTAL" in capsys.readouterr().err
    assert limits_of(Settings(query_memory=64)).memory_total == machine_memory() // 2
    assert capsys.readouterr().err == ""
    with pytest.raises(SettingError, match=r"RUHRGRAPH_QUERY_MEMORY_TOTAL: 95 .* 96 "):
        limits_of(Settings(query_memory_total=95))


def test_processes_that_wait_for_an_engine_share_the_memory_and_give_no_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With another engine there are as many processes as are set, none is ended for others, and nothing is said."""
    engine = EngineAddress("http://e/query")
    limits = limits_of(Settings(engine=engine, processes=16, query_memory=1024, query_memory_total=2048))
    assert (limits.processes, limits.slow, limits.memory, limits.evict_after) == (16, 0, 128, math.inf)
    assert capsys.readouterr().err == ""


def test_a_fork_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the system starts no process, the supervisor says so, goes on, and still hears signals."""

    def fork() -> int:
        raise OSError(errno.EAGAIN, "not now")

    monkeypatch.setattr(os, "fork", fork)
    with socket.socket() as listener:
        Supervisor(listener, Settings(data=tmp_path), Limits(), tmp_path)._start()
    assert "not now" in capsys.readouterr().err
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("wait", [0.0, 0.2, 1.5])
def test_workers_end_with_their_supervisor(serving: Serving, small_data: Path, wait: float) -> None:
    """When the first process is killed, at whatever time, its workers and their processes end."""
    with serving("--data", str(small_data), "--workers", "2") as (process, _):
        time.sleep(wait)
        family = _family(process.pid)
        process.kill()
        process.wait()
        end = time.monotonic() + 20
        while time.monotonic() < end and any(_alive(pid) for pid in family):
            time.sleep(0.1)
        assert [pid for pid in family if _alive(pid)] == []


def _family(pid: int) -> list[int]:
    """Return the processes that a process has started, and theirs."""
    return [one for child in children(pid) for one in (child, *_family(child))]


def _alive(pid: int) -> bool:
    """Tell whether a process runs."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
