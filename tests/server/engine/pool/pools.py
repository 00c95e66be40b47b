"""What the tests of pools share: queries that meet limits, and looks at the system's table of processes."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY STR(?i)"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "SELECT (1 + 1 AS ?n) {}"
QUICK_ROWS = "n\r\n2\r\n"


async def text(pool: Pool, query: str, seconds: float = 20.0, accept: str = "text/csv") -> str:
    """Return the whole answer to a query."""
    async with pool.answer(Asked(query, accept=accept), seconds) as answer:
        body = b"".join([chunk async for chunk in answer.chunks()])
    return body.decode()


def _command(process: Path) -> bytes:
    """Return the command line of a process; one that has ended has none."""
    try:
        return (process / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that are still in the system's table, zombies too.

    Servers that other tests share are left out.
    """
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and b"\0serve\0" not in _command(folder):
            found.append(int(folder.name))
    return found


def query_processes() -> list[int]:
    """Return the query processes of the pools of this process."""
    return [pid for zygote in children(os.getpid()) for pid in children(zygote)]


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # nothing tells
            await asyncio.sleep(0.005)


def descriptors() -> int:
    """Return how many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
