"""Kills processes of all kinds under writes, the first one of the server among them, as fast as they come back.

    python -m tests.soak.kills [--kills 200] [--seed 1]

Counts writes that were acknowledged and are not there, and answers that show half a write. Requests may be cut off.
Exit code 1 where anything was lost or wrong.
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.processes import Served, alive, environment, free_port, ruhrgraph, serving
from tests.benchmarks.wire import run_and_close
from tests.soak.feed import feed_fault
from tests.soak.process_kinds import KINDS, by_kind
from tests.soak.readers import Surroundings, known, read
from tests.soak.soak import SETTINGS
from tests.soak.tally import Tally, Written
from tests.soak.writers import look_for_lost_writes, write_counter, write_notes

_ROUND = 8.0
_SHORTEST, _LONGEST = 0.05, 0.7
"""Seconds between two kills."""
_WRITE_AFTER = 3
"""After how many kills a write is let through, so that there is something to lose."""
_GONE_WITHIN = 5.0
_FOR_EVER = 1e9
_READERS = 2


def kill(kills: int, folder: Path, seed: int = 1) -> Tally:
    """Kill so many processes of a server of its own, which is started again each time its first one is killed.

    Args:
        kills: How many.
        folder: An empty folder for the data and the server's log.
        seed: Of the chance.

    Returns:
        What was counted.

    """
    data = folder / "data"
    subprocess.run(ruhrgraph("build", "--data", str(data)), check=True, capture_output=True, env=environment())
    tally, written, chance = Tally(), Written(), random.Random(seed)  # noqa: S311  # no secret
    tally.note_worker_loss(_FOR_EVER)  # any connection may be cut off at any time
    while True:
        port = free_port()
        command = ruhrgraph("serve", "--port", str(port), "--workers", "2", "--data", str(data))
        with serving(command, port, "/sparql", settings=SETTINGS, log=folder / "server.log") as served:
            shared = Surroundings(port, written, tally, run_and_close(known(port)), costly=False)
            run_and_close(look_for_lost_writes(shared))
            if tally.disturbed.total() >= kills:
                if fault := feed_fault(port, data):
                    tally.wrong.append(fault)
                return tally
            run_and_close(_play(served, shared, chance, kills))


async def _play(served: Served, shared: Surroundings, chance: random.Random, kills: int) -> None:
    """Read and write for a while, kill one process after the other, and in the end the first one."""
    end = time.monotonic() + _ROUND
    clients = [read(shared, seed, end) for seed in range(_READERS)]
    clients += [write_counter(shared, end), write_notes(shared, end)]
    tasks = [asyncio.create_task(client) for client in clients]
    await _kill(served, shared, chance, kills, end)
    family = served.family()
    served.process.kill()
    shared.tally.note_disturbance("supervisor killed")
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    until = time.monotonic() + _GONE_WITHIN
    while (left := alive(family)) and time.monotonic() < until:
        time.sleep(0.02)  # noqa: ASYNC251  # nothing else is at work
    shared.tally.failed += [f"a process {pid} outlived the server" for pid in left]


async def _kill(served: Served, shared: Surroundings, chance: random.Random, kills: int, end: float) -> None:
    while time.monotonic() < end - 1 and (number := shared.tally.disturbed.total()) < kills - 1:
        await asyncio.sleep(chance.uniform(_SHORTEST, _LONGEST))
        if number % _WRITE_AFTER == 0:
            await _wait_for_write(shared.tally, end - 1)
        there = await asyncio.to_thread(by_kind, served.process.pid)
        with suppress(ProcessLookupError, IndexError):  # it has just died, or all have
            kind = chance.choice([kind for kind in KINDS if there[kind]])
            os.kill(chance.choice(there[kind]), signal.SIGKILL)
            shared.tally.note_disturbance(f"{kind} killed")


async def _wait_for_write(tally: Tally, end: float) -> None:
    """Wait until one more write is acknowledged."""
    before = tally.writes
    while tally.writes == before and time.monotonic() < end:  # noqa: ASYNC110  # a count is enough
        await asyncio.sleep(0.02)


def main() -> int:
    """Kill, and tell what was counted."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of what is killed when (default: 1)")
    parser.add_argument("--log", type=Path, help="a file that gets the log of the server")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-kills-") as folder:
        tally = kill(chosen.kills, Path(folder), chosen.seed)
        if chosen.log:
            chosen.log.write_bytes((Path(folder) / "server.log").read_bytes())
    for line in tally.lines():
        sys.stdout.write(f"{line}\n")
    return 1 if tally.wrong or tally.failed or tally.lost else 0


if __name__ == "__main__":
    sys.exit(main())
