"""Asks a server for minutes at many connections, while it is written to, flooded and damaged, and its processes killed.

    python -m tests.soak.soak [--minutes 10] [--connections 16] [--workers 2] [--seed 1] [--without NAME ...]

Counts wrong answers, failed requests other than refusals, lost writes, versions on the disk, and memory, and replays
the feed in the end. Exit code 1 where anything was wrong.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import LeftBehindError, Served, environment, free_port, ruhrgraph, serving
from tests.benchmarks.wire import run_and_close
from tests.disks import disk
from tests.soak.damages import KEPT_VERSIONS, disturb_data
from tests.soak.disturbers import disturb_processes, flood
from tests.soak.feed import feed_fault
from tests.soak.readers import Surroundings, known, read
from tests.soak.tally import GROWTH, Tally, Written
from tests.soak.writers import TOKEN, look_for_lost_writes, takes_writes, write_counter, write_notes

_SETTLE = 25.0
_SAMPLES = 100
_DISK = "size=512m,nr_inodes=4000"
SETTINGS = {
    "RUHRGRAPH_TOKEN": TOKEN,
    "RUHRGRAPH_QUERY_TIMEOUT": "5",
    "RUHRGRAPH_QUERY_MEMORY": "256",
    "RUHRGRAPH_WRITE_TIMEOUT": "10",
    "RUHRGRAPH_KEEP_VERSIONS": KEPT_VERSIONS,
}
DISTURBANCES = ("writes", "processes", "data", "floods", "costly")


@dataclass(frozen=True)
class Plan:
    """How long, how many, and by which chance."""

    seconds: float
    connections: int = 16
    workers: int = 2
    seed: int = 1
    without: frozenset[str] = frozenset()
    """Which of `DISTURBANCES` are left out."""


def soak(plan: Plan, folder: Path) -> Tally:
    """Play a plan against a server of its own.

    Args:
        plan: What is done.
        folder: An empty folder for the data and the server's log.

    Returns:
        What was counted.

    """
    tally = Tally()
    port = free_port()
    with ExitStack() as held:
        is_mounted = held.enter_context(disk(folder / "disk", _DISK))
        data = folder / "disk" / "data"
        subprocess.run(ruhrgraph("build", "--data", str(data)), check=True, capture_output=True, env=environment())
        command = ruhrgraph("serve", "--port", str(port), "--workers", str(plan.workers), "--data", str(data))
        try:
            with serving(command, port, "/sparql", settings=SETTINGS, log=folder / "server.log") as served:
                run_and_close(_play(plan, served, data, tally, is_small_disk=is_mounted))
        except LeftBehindError as error:
            tally.failed.append(str(error))
    return tally


async def _play(plan: Plan, served: Served, data: Path, tally: Tally, *, is_small_disk: bool) -> None:
    shared = Surroundings(served.port, Written(), tally, await known(served.port), "costly" not in plan.without)
    # Who has answered for a while has all that it needs in memory.
    await asyncio.gather(*(read(shared, seed, time.monotonic() + 2) for seed in range(100, 104)))
    _sample(served, data, tally)
    end = time.monotonic() + plan.seconds
    parts = [read(shared, seed, end) for seed in range(1, plan.connections + 1)]
    parts += [_watch(served, data, tally, plan.seconds / _SAMPLES, end)]
    if "processes" not in plan.without:
        parts.append(disturb_processes(served, shared, plan.seed, end))
    if "floods" not in plan.without:
        parts.append(flood(shared, end))
    if "data" not in plan.without:
        parts.append(disturb_data(data, shared, plan.seed, end, is_small_disk=is_small_disk))
    if "writes" not in plan.without and await takes_writes(served.port):
        parts += [write_counter(shared, end), write_notes(shared, end)]
    elif "writes" not in plan.without:
        tally.remarks.append("without writes: the server has no address for updates")
    await asyncio.gather(*parts)
    await _look_at_the_end(plan, shared, served, data, tally)


async def _look_at_the_end(plan: Plan, shared: Surroundings, served: Served, data: Path, tally: Tally) -> None:
    """Look at what is left when nobody disturbs the server any more."""
    await asyncio.to_thread(_settle, served, tally)
    if "writes" not in plan.without:  # a write that was killed on its way has not pruned
        until = time.monotonic() + 1
        await asyncio.gather(write_counter(shared, until), write_notes(shared, until))
    await look_for_lost_writes(shared)
    if fault := await asyncio.to_thread(feed_fault, served.port, data):
        tally.wrong.append(fault)
    await asyncio.to_thread(_settle, served, tally)
    _sample(served, data, tally)


def _settle(served: Served, tally: Tally) -> None:
    """Wait until a server is back to the processes and the memory that it had at first, for some seconds at most."""
    until = time.monotonic() + _SETTLE
    while time.monotonic() < until and (
        len(served.family()) > tally.processes[0] or served.memory() > GROWTH * tally.memory[0]
    ):
        time.sleep(0.5)


async def _watch(served: Served, data: Path, tally: Tally, pause: float, end: float) -> None:
    """Look at memory, processes and versions now and then."""
    while time.monotonic() < end:
        await asyncio.sleep(pause)
        await asyncio.to_thread(_sample, served, data, tally)


def _sample(served: Served, data: Path, tally: Tally) -> None:
    tally.memory.append(served.memory())
    tally.processes.append(len(served.family()))
    tally.versions.append(sum(len(path.name) == 64 for path in (data / "versions").iterdir()))


def main() -> int:
    """Soak, and tell what was counted."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="of what is disturbed when (default: 1)")
    parser.add_argument("--without", nargs="*", choices=DISTURBANCES, default=(), help="what is left out")
    parser.add_argument("--log", type=Path, help="a file that gets the log of the server")
    chosen = parser.parse_args()
    plan = Plan(chosen.minutes * 60, chosen.connections, chosen.workers, chosen.seed, frozenset(chosen.without))
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-soak-") as folder:
        tally = soak(plan, Path(folder))
        if chosen.log:
            chosen.log.write_bytes((Path(folder) / "server.log").read_bytes())
    for line in tally.lines():
        sys.stdout.write(f"{line}\n")
    return 1 if tally.faults(int(KEPT_VERSIONS)) else 0


if __name__ == "__main__":
    sys.exit(main())
