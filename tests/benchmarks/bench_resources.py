"""Measures the descriptions of things: a page and its Turtle, cold and warm, and a crawl of all; prints Markdown.

    python -m tests.benchmarks.bench_resources [--sample 300] [--workers 2] [--cache FOLDER] [--help]

Cold means that nobody has asked this server for the thing before; each thing is asked for once. Beside it stands a
front end to a SPARQL endpoint, as LodView and Prez are. Progress goes to standard error.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ruhrgraph.ontology import DEFAULT_BASE
from tests.benchmarks.bench_endpoint import machine
from tests.benchmarks.datasets import Dataset, real
from tests.benchmarks.frontends import trifid
from tests.benchmarks.load import percentiles
from tests.benchmarks.peers import CORES, MissingPeerError, Server, this
from tests.benchmarks.processes import HOST, Served
from tests.benchmarks.wire import Connection, get

PAGE, TURTLE = "text/html", "text/turtle"
CRAWLERS = 8
WARM_MS, COLD_MS, CRAWL_RATE = 5, 25, 500
"""The goals: milliseconds of half of the requests at one connection, and things a second in a crawl."""
_OK, _SEE_OTHER = 200, 303
_FIRST = 30
_ID = re.compile(rf"<({re.escape(DEFAULT_BASE)}id/[^<>\s]+)>")
Requests = Sequence[bytes]


@dataclass(frozen=True)
class Taken:
    """How long the requests of one kind took, in seconds of p50 and p99."""

    kind: str
    cold: tuple[float, float]
    warm: tuple[float, float]
    server: str = "ruhrgraph"


def main() -> None:
    """Measure and print."""
    chosen = _arguments()
    tools = chosen.cache or Path(tempfile.gettempdir()) / "ruhrgraph-peers"
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-bench-") as folder:
        work = Path(folder)
        _say("making the dataset …")
        dataset = real(work)
        things = sorted(set(_ID.findall(dataset.quads.read_text(encoding="utf-8"))))
        _print(machine("a client in Python", 0, chosen.workers))
        ours = this(chosen.workers, dataset, work, tools)
        with ours.running(work / "server.log") as (served, _):
            latencies = asyncio.run(_latencies(served, things, chosen.sample, "doc"))
        latencies += _peer(dataset, work, tools, things, chosen.sample)
        _print(_table(latencies))
        _print(_crawls(ours, work, things))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--sample", type=int, default=300, help="things asked for, of each kind (default: 300)")
    parser.add_argument("--workers", default=CORES, help="of this server (default: one for each core)")
    parser.add_argument("--cache", type=Path, help="folder where peers stay installed (default: a temporary one)")
    return parser.parse_args()


def _path(iri: str, kind: str = "doc") -> str:
    return f"/{kind}/{iri.removeprefix(f'{DEFAULT_BASE}id/')}"


async def _latencies(served: Served, things: Sequence[str], size: int, kind: str) -> list[Taken]:
    """Ask for pages and Turtle of things and of Belege, at one connection."""
    belege = [iri for iri in things if "/id/beleg/" in iri]
    others = [iri for iri in things if "/id/beleg/" not in iri]
    taken = []
    for name, group in (("thing", others), ("Beleg", belege)):
        chosen = random.Random(4).sample(group, min(2 * size + _FIRST, len(group)))  # noqa: S311  # no secret
        first, rest = chosen[:_FIRST], chosen[_FIRST:]
        middle = len(rest) // 2
        for form, part in ((PAGE, rest[:middle]), (TURTLE, rest[middle:])):
            await _each(served, [[get(_path(iri, kind), accept=form)] for iri in first])
            requests = [[get(_path(iri, kind), accept=form)] for iri in part]
            taken.append(await _twice(served, requests, f"{name}, {form}"))
    return taken


def _peer(dataset: Dataset, work: Path, tools: Path, things: Sequence[str], size: int) -> list[Taken]:
    """Return how long the peer takes, if it can be had; it shows a description at the IRI of the thing."""
    try:
        peer = trifid(dataset, tools)
    except MissingPeerError as error:
        _say(str(error))
        return []
    title = f"{peer.title} {peer.version}"
    _say(title)
    with peer.running(work / "server.log") as (served, _):
        found = asyncio.run(_latencies(served, things, size // 3, "id"))
    return [replace(item, server=title) for item in found]


async def _twice(served: Served, groups: Sequence[Requests], kind: str) -> Taken:
    """Send groups of requests twice on one connection, which belongs to one process of the server."""
    _say(kind)
    took = await _each(served, [*groups, *groups])
    return Taken(kind, percentiles(took[: len(groups)]), percentiles(took[len(groups) :]))


async def _each(served: Served, groups: Iterable[Requests]) -> list[float]:
    """Return the seconds that each group of requests took on one connection."""
    connection = Connection(HOST, served.port)
    took = []
    for group in groups:
        before = time.perf_counter()
        for request in group:
            await _good(connection, request)
        took.append(time.perf_counter() - before)
    connection.close()
    return took


async def _good(connection: Connection, request: bytes) -> None:
    reply = await connection.ask(request)
    if reply.status not in (_OK, _SEE_OTHER):
        raise SystemExit(f"{request.split()[1].decode()} was answered with {reply.status}: {reply.body[:200]!r}")


def _crawls(server: Server, work: Path, things: Sequence[str]) -> Iterator[str]:
    """Yield how many things a second a crawler gets through: with a fresh server for each kind, and once again."""
    yield f"\n### A crawl of all {len(things):,} things, {CRAWLERS} connections\n"
    yield "| what | cold, things/s | again, things/s |"
    yield "|---|---|---|"
    turtle = [[get(_path(iri), accept=TURTLE)] for iri in things]
    pages = [[get(_path(iri), accept=PAGE)] for iri in things]
    redirected = [[get(_path(iri, "id"), accept=TURTLE), get(_path(iri), accept=TURTLE)] for iri in things]
    rates = []
    for name, groups in (("Turtle", turtle), ("page", pages), ("`/id/…`, 303, Turtle", redirected)):
        _say(f"crawl: {name}")
        with server.running(work / "server.log") as (served, _):
            asyncio.run(_each(served, turtle[:1]))
            rates.append(asyncio.run(_crawl(served, groups)))
            again = asyncio.run(_crawl(served, groups))
        yield f"| {name} | {rates[-1]:,.0f} | {again:,.0f} |"
    reached = "reached" if min(rates) >= CRAWL_RATE else "missed"
    yield f"\n- a crawl at no less than {CRAWL_RATE} things a second: {reached}, {min(rates):,.0f} at the least"


async def _crawl(served: Served, groups: Sequence[Requests]) -> float:
    """Return how many groups of requests a second are answered on several connections."""
    left = iter(groups)

    async def work() -> None:
        connection = Connection(HOST, served.port)
        for group in left:
            for request in group:
                await _good(connection, request)
        connection.close()

    before = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CRAWLERS)))
    return len(groups) / (time.perf_counter() - before)


def _table(taken: Sequence[Taken]) -> Iterator[str]:
    """Yield the times at one connection, and how far the goals are."""
    yield "\n### One connection: p50 and p99 in ms\n"
    yield "| server | what | cold | warm |"
    yield "|---|---|---|---|"
    for item in taken:
        yield f"| {item.server} | {item.kind} | {_both(item.cold)} | {_both(item.warm)} |"
    yield ""
    ours = [item for item in taken if item.server == "ruhrgraph"]
    for name, goal, worst in (
        ("warm", WARM_MS, max(item.warm[0] for item in ours)),
        ("cold", COLD_MS, max(item.cold[0] for item in ours)),
    ):
        reached = "reached" if worst * 1000 < goal else "missed"
        yield f"- {name} p50 below {goal} ms: {reached}, {worst * 1000:.2f} ms at the most"


def _both(seconds: tuple[float, float]) -> str:
    return f"{seconds[0] * 1000:.2f}, {seconds[1] * 1000:.2f}"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
