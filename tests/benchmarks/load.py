"""Puts load on a server and says what it got through: with wrk, else oha, else a client in Python.

In: a server's port, addresses and the number of connections. Out: a `Measured`. The generator is named in the report,
as the one in Python takes processor time from the server that it measures.
"""

import asyncio
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from tests.benchmarks.cold import MARK
from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import JSON, BrokenReplyError, Connection, get

_FIRST = count(10**10, 10**9)
_MANY = 200_000
_TIMEOUT = "60s"
_OK = 200


@dataclass(frozen=True)
class Measured:
    """Requests per second, seconds of half and of 99 in 100 of them, and how many requests failed."""

    rate: float
    p50: float
    p99: float
    failed: int


@dataclass(frozen=True)
class Load:
    """What is asked of a server: addresses in turn, by so many connections, for so long."""

    port: int
    paths: Sequence[str]
    connections: int
    seconds: float


Generator = Callable[[Load], Measured]


def generator(wanted: str | None = None) -> tuple[str, Generator]:
    """Return the name and the function of the best load generator of this machine, or of the one that is wanted."""
    for name, function in _GENERATORS.items():
        if wanted == name or (wanted is None and (name == "python" or shutil.which(name))):
            return name, function
    raise SystemExit(f"“{wanted}” is no load generator; there are: {', '.join(_GENERATORS)}")


def _wrk(load: Load) -> Measured:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.write("".join(f"{path}\n" for path in load.paths))
        paths.flush()
        threads = 1 if load.connections == 1 else 2
        duration = f"{max(1, round(load.seconds))}s"
        options = ("-t", threads, "-c", load.connections, "-d", duration, "--timeout", _TIMEOUT)
        script = ("-s", Path(__file__).with_name("wrk.lua"), f"http://{HOST}:{load.port}/")
        output = _run("wrk", *options, *script, "--", paths.name, next(_FIRST), JSON)
    found = json.loads(output.splitlines()[-1])
    rate = found["requests"] / (found["microseconds"] / 1e6)
    return Measured(rate, found["p50"] / 1e6, found["p99"] / 1e6, found["failed"])


def _oha(load: Load) -> Measured:
    """Measure with oha, which takes addresses from its file by chance: a few cold ones may come twice."""
    numbers = count(next(_FIRST))
    many = _MANY if any(MARK in path for path in load.paths) else len(load.paths)
    lines = islice(_numbered(load.paths, numbers), many)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.writelines(f"http://{HOST}:{load.port}{path}\n" for path in lines)
        paths.flush()
        options = ("-z", f"{load.seconds}s", "-c", load.connections, "--no-tui", "--output-format", "json")
        output = _run("oha", *options, "-H", f"Accept: {JSON}", "--urls-from-file", paths.name)
    return _of_oha(json.loads(output))


def _of_oha(found: Mapping[str, Mapping[str, float]]) -> Measured:
    good = int(found["statusCodeDistribution"].get(str(_OK), 0))
    bad = sum(found["statusCodeDistribution"].values()) - good
    # What was still under way when the time was over is no failure.
    errors = sum(number for text, number in found["errorDistribution"].items() if "deadline" not in text)
    percentiles = found["latencyPercentiles"]
    rate = good / found["summary"]["total"]
    return Measured(rate, percentiles["p50"] or 0, percentiles["p99"] or 0, int(bad + errors))


def _python(load: Load) -> Measured:
    return asyncio.run(_ask_all(load))


async def _ask_all(load: Load) -> Measured:
    paths = _numbered(load.paths, count(next(_FIRST)))
    took: list[float] = []
    failed = 0
    start = time.perf_counter()

    async def ask() -> None:
        nonlocal failed
        connection = Connection(HOST, load.port)
        while (before := time.perf_counter()) < start + load.seconds:
            try:
                reply = await connection.ask(get(next(paths)))
            except (BrokenReplyError, OSError):
                failed += 1
                continue
            took.append(time.perf_counter() - before)
            failed += reply.status != _OK
        connection.close()

    await asyncio.gather(*(ask() for _ in range(load.connections)))
    rate = len(took) / (time.perf_counter() - start)
    return Measured(rate, *percentiles(took), failed)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return what half and what 99 in 100 of these stay below."""
    ordered = sorted(seconds)
    if not ordered:
        return 0.0, 0.0
    return statistics.median(ordered), ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]


def _numbered(paths: Sequence[str], numbers: "count[int]") -> "map[str]":
    """Return addresses without end, each with a number of its own."""
    return map(lambda number: paths[number % len(paths)].replace(MARK, str(number)), numbers)  # noqa: C417  # endless


def _run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr or done.stdout}")
    return done.stdout


_GENERATORS: Mapping[str, Generator] = {"wrk": _wrk, "oha": _oha, "python": _python}
