"""No process outlives its server, whatever it is doing when the server is killed."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.versions.repository import publish
from tests.server.engine.pool.pools import ENDLESS
from tests.server.processes.test_hanging import wait_until
from tests.server.processes.test_supervisor import _alive, _family, workers_of

Serving = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
SETTINGS = {"RUHRGRAPH_TOKEN": "x"}
UPDATE = {"content-type": "application/sparql-update", "authorization": "Bearer x"}
REQUESTS = {
    b"writer_process": ("POST", "/sparql/update", "INSERT DATA { <urn:n> <urn:is> 2 }"),
    b"reader_process": ("GET", "/store?default", ""),
    b"dumps.dumps": ("GET", "/dumps/", ""),
    b"changes.recorder": ("GET", "/feed", ""),
}
"""What makes a server start each kind of process, by words of its command."""


def commands(server: int) -> dict[int, bytes]:
    """Return the commands of all processes that a server has started, by their numbers."""
    found = {}
    for pid in _family(server):
        with suppress(OSError):
            found[pid] = Path(f"/proc/{pid}/cmdline").read_bytes()
    return found


def stop(server: int, words: bytes) -> None:
    """Stop a process once it has begun; it cannot be busier, as it hears nothing but the kernel."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for pid in [pid for pid, command in commands(server).items() if words in command]:
            with suppress(OSError):
                # It loads the engine after it has started as a process of this server.
                if "pyoxigraph" in Path(f"/proc/{pid}/maps").read_text():
                    os.kill(pid, signal.SIGSTOP)
                    if _alive(pid):
                        return
    raise AssertionError(words)


@contextmanager
def asked(client: httpx.Client, method: str, path: str, body: str = "") -> Iterator[None]:
    """Send a request that is never answered."""

    def send() -> None:
        with suppress(httpx.TransportError), httpx.Client(base_url=client.base_url, timeout=60) as own:
            own.request(method, path, content=body, headers=UPDATE)

    thread = threading.Thread(target=send)
    thread.start()
    yield
    thread.join()


def test_nothing_survives_a_killed_server(serving: Serving, tmp_path: Path) -> None:
    """When a server is killed, all processes of all kinds end, busy or stopped; the next one finds everything free."""
    publish(tmp_path, "".join(f'<urn:{n}> <urn:b> "{n}" <urn:g> .\n' for n in range(300)).encode(), b"{}")
    started = serving("--data", str(tmp_path), "--workers", "2", **SETTINGS)
    with started as (process, client), ExitStack() as running:
        running.enter_context(asked(client, "GET", str(httpx.URL("/sparql", params={"query": ENDLESS}))))
        wait_until(lambda: "ruhrgraph_busy 1.0" in client.get("/metrics").text)
        client.post("/sparql/update", content="INSERT DATA { <urn:n> <urn:is> 1 }", headers=UPDATE)
        client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
        for words, request in REQUESTS.items():
            running.enter_context(asked(client, *request))
            stop(process.pid, words)
        family = _family(process.pid)
        for worker in workers_of(process.pid):
            os.kill(worker, signal.SIGSTOP)
        process.kill()
        process.wait()
        try:
            wait_until(lambda: not any(map(_alive, family)), 10)
        finally:  # what failed here must not stay until the machine is restarted
            for pid in filter(_alive, family):
                os.kill(pid, signal.SIGKILL)
    port = str(client.base_url.port)
    with serving("--data", str(tmp_path), "--port", port, **SETTINGS) as (_, client):
        written = client.post("/sparql/update", content="INSERT DATA { <urn:n> <urn:is> 3 }", headers=UPDATE)
        assert written.status_code == 204


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nothing_survives_a_signal(serving: Serving, tmp_path: Path, number: int) -> None:
    """After a signal to stop, processes that hang are ended like the others."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")
    with serving("--data", str(tmp_path), "--workers", "2", RUHRGRAPH_QUERY_TIMEOUT="1") as (process, client):
        client.get("/ready").raise_for_status()
        family = _family(process.pid)
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        process.send_signal(number)
        process.wait(40)
        assert not any(map(_alive, family))
