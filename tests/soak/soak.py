"""Asks a server for minutes at many connections, while it is written to, its processes are killed and versions change.

    python -m tests.soak.soak [--minutes 10] [--connections 16] [--workers 2] [--seed 1] [--without NAME ...]

Counts wrong answers, failed requests other than refusals, and memory. Exit code 1 where anything was wrong or failed.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import LeftBehindError, Served, environment, free_port, ruhrgraph, serving
from tests.soak.disturbers import TOKEN, kill, switch, takes_writes, write
from tests.soak.readers import Surroundings, canned, read
from tests.soak.tally import Tally, Written

_SETTLE = 3.0
_SAMPLES = 40
DISTURBANCES = ("writes", "kills", "switches", "costly")


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
    data = folder / "data"
    subprocess.run(
        ruhrgraph("build", "--data", str(data)), check=True, capture_output=True, env=environment()
    )  # fmt: skip
    port = free_port()
    settings = {"RUHRGRAPH_TOKEN": TOKEN, "RUHRGRAPH_QUERY_TIMEOUT": "5", "RUHRGRAPH_QUERY_MEMORY": "256"}
    command = ruhrgraph("serve", "--port", str(port), "--workers", str(plan.workers), "--data", str(data))
    tally = Tally()
    try:
        with serving(command, port, "/sparql", settings=settings, log=folder / "server.log") as served:
            asyncio.run(_play(plan, served, data, tally))
    except LeftBehindError as error:
        tally.failed.append(str(error))
    return tally


async def _play(plan: Plan, served: Served, data: Path, tally: Tally) -> None:
    written = Written()
    shared = Surroundings(served.port, written, tally, await canned(served.port), "costly" not in plan.without)
    # Who has answered for a second has all that it needs in memory.
    await asyncio.gather(*(read(shared, seed, time.monotonic() + 1) for seed in range(100, 104)))
    _sample(served, tally)
    end = time.monotonic() + plan.seconds
    lock = asyncio.Lock()
    parts = [read(shared, seed, end) for seed in range(1, plan.connections + 1)]
    parts += [_watch(served, tally, plan.seconds / _SAMPLES, end)]
    if "kills" not in plan.without:
        parts.append(kill(served, shared, plan.seed, end))
    if "switches" not in plan.without:
        parts.append(switch(data, shared, lock, end))
    if "writes" not in plan.without and await takes_writes(served.port):
        parts.append(write(shared, lock, end))
    elif "writes" not in plan.without:
        tally.remarks.append("without writes: the server has no address for updates")
    await asyncio.gather(*parts)
    await asyncio.sleep(_SETTLE)
    _sample(served, tally)


async def _watch(served: Served, tally: Tally, pause: float, end: float) -> None:
    """Look at memory and processes now and then."""
    while time.monotonic() < end:
        await asyncio.sleep(pause)
        await asyncio.to_thread(_sample, served, tally)


def _sample(served: Served, tally: Tally) -> None:
    tally.memory.append(served.memory())
    tally.processes.append(len(served.family()))


def main() -> int:
    """Soak, and tell what was counted."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="of what is killed when (default: 1)")
    parser.add_argument("--without", nargs="*", choices=DISTURBANCES, default=(), help="what is left out")
    chosen = parser.parse_args()
    plan = Plan(chosen.minutes * 60, chosen.connections, chosen.workers, chosen.seed, frozenset(chosen.without))
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-soak-") as folder:
        tally = soak(plan, Path(folder))
    for line in tally.lines():
        sys.stdout.write(f"{line}\n")
    return 1 if tally.wrong or tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
