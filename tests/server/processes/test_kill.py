"""Whatever is killed, whenever: no write that was answered is lost, and the folder serves and takes the next one."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from subprocess import Popen

import httpx
import pyoxigraph as ox

from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.graph.versions.store import load_store

Serving = Callable[..., AbstractContextManager[tuple[Popen[str], httpx.Client]]]
UPDATE = {"content-type": "application/sparql-update", "authorization": "Bearer x"}
SETTINGS = {"RUHRGRAPH_TOKEN": "x"}
ROUNDS = 4


def numbers(data: Path) -> set[int]:
    """Return the numbers that are published."""
    found = load_store(published(data)).quads_for_pattern(ox.NamedNode("urn:n"), None, None, None)
    return {int(quad.object.value) for quad in found if isinstance(quad.object, ox.Literal)}


def writers_of(server: int) -> list[int]:
    """Return the writer processes of a server, also those of its workers."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (path / "cmdline").read_bytes()
            if b"ruhrgraph.server.sparql.update.writer_process" in command and server in ancestors(int(path.name)):
                found.append(int(path.name))
    return found


def ancestors(process: int) -> list[int]:
    """Return the parents of a process, and theirs."""
    found = []
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        found.append(process)
    return found


def insert(client: httpx.Client, number: int) -> bool:
    """Write a number; return whether the server says that it is written."""
    text = f"INSERT DATA {{ <urn:n> <urn:is> {number} }}"
    with suppress(httpx.TransportError):
        return client.post("/sparql/update", content=text, headers=UPDATE).status_code == 204
    return False


def start(data: Path) -> None:
    """Publish a first version."""
    publish(data, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")


def test_killed_writers(serving: Serving, tmp_path: Path) -> None:
    """Writer processes that are killed at any moment fail their own write alone; all that were answered are there."""
    start(tmp_path)
    chance = random.Random(7)  # noqa: S311  # the same moments in every run
    stop = threading.Event()
    killed = []
    with serving("--data", str(tmp_path), **SETTINGS) as (process, client):

        def kill() -> None:
            while not stop.is_set():
                time.sleep(chance.uniform(0.0, 0.25))
                for writer in writers_of(process.pid):
                    with suppress(ProcessLookupError):
                        os.kill(writer, signal.SIGKILL)
                        killed.append(writer)

        killer = threading.Thread(target=kill)
        killer.start()
        answered = {number for number in range(40) if insert(client, number)}
        stop.set()
        killer.join()
        assert answered <= numbers(tmp_path)
        assert insert(client, 1000)
    assert killed
    assert len(answered) < 40
    assert 1000 in numbers(tmp_path)
    assert not list((tmp_path / "versions").glob(".*"))


def test_killed_servers(serving: Serving, tmp_path: Path) -> None:
    """A server that is killed while it writes starts again on the same folder, with all that it had answered."""
    start(tmp_path)
    chance = random.Random(11)  # noqa: S311  # as above
    answered: set[int] = set()
    for round_ in range(ROUNDS):
        with serving("--data", str(tmp_path), **SETTINGS) as (process, client):
            assert answered <= numbers(tmp_path)
            client.get("/health")
            timer = threading.Timer(chance.uniform(0.3, 1.2), process.kill)
            timer.start()
            number = 100 * round_
            # A client that tries once: against a server that is gone, the other would try for minutes.
            with httpx.Client(base_url=client.base_url, timeout=30) as hasty:
                while process.poll() is None:
                    if insert(hasty, number):
                        answered.add(number)
                    number += 1
            timer.cancel()
            assert wait_for_none(process.pid)
    assert answered
    assert answered <= numbers(tmp_path)
    with serving("--data", str(tmp_path), **SETTINGS) as (_, client):
        assert insert(client, 1000)
        assert numbers(tmp_path) >= {*answered, 1000}


def wait_for_none(server: int) -> bool:
    """Wait until a server that is gone has no writers any more."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if not writers_of(server):
            return True
        time.sleep(0.05)
    return False
