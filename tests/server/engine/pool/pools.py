"""What the tests of pools share: queries that meet limits, and looks at the system's table of processes."""

import asyncio
import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generations import Generations
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked

_STAYING = re.compile(rb"\0serve\0|multiprocessing\.(?:resource_tracker|forkserver)")
"""What the command line of a process has that stays beside the tests of a process."""

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY STR(?i)"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "SELECT (1 + 1 AS ?n) {}"
QUICK_ROWS = "n\r\n2\r\n"


@contextmanager
def generations(limits: Limits, data: Path) -> Iterator[str]:
    """Follow the version in use in a thread, as the supervisor does; give the address at which a pool asks."""
    ended = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        followed = Generations(limits, data, Path(folder))

        def follow() -> None:
            while not ended.is_set():
                followed.run(0.01)

        thread = threading.Thread(target=follow)
        thread.start()
        try:
            yield followed.address
        finally:
            ended.set()
            thread.join()
            followed.close()


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

    Servers that other tests share are left out, and so are the two that Python keeps as soon as there was a pool of
    processes.
    """
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and not _STAYING.search(_command(folder)):
            found.append(int(folder.name))
    return found


def zygotes() -> list[int]:
    """Return the zygotes of the pools of this process."""
    return [pid for holder in children(os.getpid()) for pid in children(holder)]


def query_processes() -> list[int]:
    """Return the query processes of the pools of this process."""
    return [pid for zygote in zygotes() for pid in children(zygote)]


def slow_processes() -> int:
    """Return how many query processes were slowed down."""
    return sum(_priority(pid) > os.getpriority(os.PRIO_PROCESS, 0) for pid in query_processes())


def _priority(pid: int) -> int:
    """Return the priority of a process; one that has ended has none."""
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except ProcessLookupError:
        return -100


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # nothing tells
            await asyncio.sleep(0.005)


def descriptors() -> int:
    """Return how many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
