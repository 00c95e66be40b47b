"""Processes that hang are replaced; processes that work are left alone."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx

from ruhrgraph.server.engine.heartbeat import MOST_SILENCE
from tests.server.processes.test_supervisor import children, workers_of

Serving = Callable[..., AbstractContextManager[tuple[Popen[str], httpx.Client]]]


def zygotes_of(server: int) -> list[int]:
    """Return the processes of a server that hold a version."""
    return [pid for child in children(server) if child not in workers_of(server) for pid in children(child)]


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_stopped_processes_are_replaced(serving: Serving, small_data: Path) -> None:
    """A worker and a zygote that stand still are killed and replaced, and who waits to be accepted is answered."""
    with serving("--data", str(small_data), "--workers", "1") as (process, client):
        client.get("/ready").raise_for_status()
        (worker,), (zygote,) = workers_of(process.pid), zygotes_of(process.pid)
        for pid in (worker, zygote):
            os.kill(pid, signal.SIGSTOP)
        with httpx.Client(base_url=client.base_url, timeout=60) as waiting:
            assert waiting.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        wait_until(lambda: len(zygotes_of(process.pid)) == 1 and zygotes_of(process.pid) != [zygote])
        (other,) = workers_of(process.pid)
        assert other != worker
        with httpx.Client(base_url=client.base_url, timeout=60) as fresh:
            assert fresh.get("/sparql", params={"query": "ASK { }"}).status_code == 200


def test_a_stopped_server_goes_on(serving: Serving, small_data: Path) -> None:
    """Where all processes of a server stood still for long, none of them is replaced when they go on."""
    with serving("--data", str(small_data), "--workers", "1") as (process, client):
        client.get("/ready").raise_for_status()
        family = children(process.pid)
        for pid in (process.pid, *family):
            os.kill(pid, signal.SIGSTOP)
        time.sleep(MOST_SILENCE + 2)
        for pid in (process.pid, *family):
            os.kill(pid, signal.SIGCONT)
        time.sleep(1)
        with httpx.Client(base_url=client.base_url, timeout=60) as fresh:
            assert fresh.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert children(process.pid) == family
