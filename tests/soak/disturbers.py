"""What disturbs a server in a soak: writes, kills of its processes, and switches to other versions.

In: what the readers share. Out: counts in the tally, and in `Written` what readers may see.
"""

import asyncio
import contextlib
import os
import random
import signal
import time
from pathlib import Path

from tests.benchmarks.processes import HOST, Served, environment, ruhrgraph
from tests.benchmarks.wire import BrokenReplyError, Connection, Reply, post
from tests.hostility.case import UPDATE
from tests.soak.readers import GRAPH, SUBJECTS, Surroundings, read_counter

TOKEN = "a-token-for-the-soak"  # noqa: S105  # of a server that lives as long as the soak
_WRITE_PAUSE = 0.2
_KILL_PAUSE = 3.0
_SWITCH_PAUSE = 5.0
_MISSING = (404, 405)


async def takes_writes(port: int) -> bool:
    """Tell whether the server has an address for updates."""
    connection = Connection(HOST, port)
    reply = await connection.ask(_update("INSERT DATA {}"))
    connection.close()
    return reply.status not in _MISSING


async def write(shared: Surroundings, lock: asyncio.Lock, end: float) -> None:
    """Write one value after the other, and read each back at once over connections of their own."""
    while time.monotonic() < end:
        async with lock:
            await _write_next(shared)
        await asyncio.sleep(_WRITE_PAUSE)


async def _write_next(shared: Surroundings) -> None:
    written, tally = shared.written, shared.tally
    written.attempted += 1
    value = written.attempted
    rows = " ".join(f"<{GRAPH}#{number}> <{GRAPH}#value> {value} ." for number in range(SUBJECTS))
    text = f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }} ; INSERT DATA {{ GRAPH <{GRAPH}> {{ {rows} }} }}"
    connection = Connection(HOST, shared.port)
    start = time.perf_counter()
    try:
        reply: Reply | None = await connection.ask(_update(text))
    except (BrokenReplyError, OSError) as error:
        tally.failed.append(f"write {value}: {error!r}")
        reply = None
    finally:
        connection.close()
    if reply is None or tally.refuses(f"write {value}", reply):
        # It may have been done or not; the next one that is acknowledged settles it.
        return
    written.acknowledged = value
    tally.writes += 1
    tally.write_seconds.append(time.perf_counter() - start)
    await asyncio.gather(*(read_counter(shared, value * 10 + number) for number in range(4)))


def _update(text: str) -> bytes:
    return post("/sparql/update", text.encode(), UPDATE, {"Authorization": f"Bearer {TOKEN}"})


async def kill(served: Served, shared: Surroundings, seed: int, end: float) -> None:
    """Kill a process by chance now and then: any but the first one and those that serve HTTP."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    while time.monotonic() < end - _KILL_PAUSE:
        await asyncio.sleep(_KILL_PAUSE * chance.uniform(0.5, 1.5))
        victims = await asyncio.to_thread(_grandchildren, served)
        if not victims:
            continue
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(victims), signal.SIGKILL)
            shared.tally.kills += 1
    if not shared.tally.kills:
        shared.tally.remarks.append("without kills: the server has no processes below those that serve HTTP")


def _grandchildren(served: Served) -> list[int]:
    """Return the processes below the children of the first one."""
    parents = {}
    for pid in served.family():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
            parents[pid] = int(stat.rpartition(")")[2].split()[1])
    root = served.process.pid
    children = {pid for pid, parent in parents.items() if parent == root}
    return [pid for pid in parents if pid != root and pid not in children]


async def switch(data: Path, shared: Surroundings, lock: asyncio.Lock, end: float) -> None:
    """Publish the documents' own version again, in which nothing is written, and go back to what was written."""
    while time.monotonic() < end - _SWITCH_PAUSE:
        await asyncio.sleep(_SWITCH_PAUSE)
        async with lock:
            shared.written.epoch += 1
            before = (data / "current").readlink().name
            code, told = await _run("build", "--data", str(data))
            if code:
                shared.tally.failed.append(f"build ended with {code}: {told}")
            shared.tally.switches += 1
            await _rollback(data, before, shared)
            shared.written.epoch += 1


async def _rollback(data: Path, digest: str, shared: Surroundings) -> None:
    """Go back to a version; where that cannot be done, what was written is gone."""
    code, told = await _run("rollback", digest, "--data", str(data))
    if not code:
        shared.tally.switches += 1
        return
    shared.written.acknowledged = 0
    remark = f"rollback ended with {code}: {told}"
    if remark not in shared.tally.remarks:
        shared.tally.remarks.append(remark)


async def _run(*arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *ruhrgraph(*arguments), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE, env=environment()
    )
    _, told = await process.communicate()
    return process.returncode or 0, told.decode(errors="replace").strip()[-300:]
