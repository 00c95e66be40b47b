"""Measures readers while a writer writes, here and on Oxigraph's server on disk, and prints Markdown.

    python -m tests.benchmarks.bench_writes [--statements 531000] [--seconds 60] [--readers 8] [--help]

The writer sends one small update a second, in turn INSERT DATA, DELETE/INSERT WHERE, and a POST to the Graph Store
Protocol, and after each asks whether it can be read. The readers ask look-ups, joins and a canned query, no two of the
look-ups and joins alike. Each server is measured without the writer first. Progress goes to standard error.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.benchmarks.bench_endpoint import machine
from tests.benchmarks.cold import MARK, questions
from tests.benchmarks.datasets import Dataset, enlarged, real
from tests.benchmarks.load import percentiles
from tests.benchmarks.peers import CORES, MissingPeerError, Server, oxigraph_disk, this
from tests.benchmarks.processes import HOST, Served
from tests.benchmarks.wire import BrokenReplyError, Connection, address, get, post

_TOKEN = "secret"  # noqa: S105  # of a server that lives for a minute
_KEEP = 4
_PAUSE = 1.0
_CANNED = "forums"
_MEBIBYTE = 1 << 20
_OK = 300


@dataclass
class _Figures:
    """What was measured of one server, in seconds, counts and bytes."""

    title: str
    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    failed: int = 0
    unread: int = 0
    versions: int = 0
    memory: tuple[int, int] = (0, 0)


def main() -> None:
    """Measure and print."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-bench-") as folder:
        work = Path(folder)
        dataset = enlarged(work, real(work), chosen.statements)
        sys.stdout.writelines(f"{line}\n" for line in machine("python", chosen.seconds, CORES))
        sys.stdout.write(f"\n{dataset.statements:,} statements\n\n")
        figures = [_measure(server, dataset, chosen, work) for server in _servers(dataset, work, chosen.cache)]
        sys.stdout.writelines(f"{line}\n" for line in _table(figures, chosen.seconds))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--statements", type=int, default=531_000)
    parser.add_argument("--seconds", type=float, default=60.0, help="with the writer, and a third of it without")
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "ruhrgraph-peers")
    return parser.parse_args()


def _servers(dataset: Dataset, work: Path, tools: Path) -> Iterator[Server]:
    settings = {"RUHRGRAPH_TOKEN": _TOKEN, "RUHRGRAPH_KEEP_VERSIONS": str(_KEEP)}
    yield this(CORES, dataset, work, tools, settings)
    try:
        yield oxigraph_disk(dataset, work, tools)
    except MissingPeerError as error:
        sys.stderr.write(f"{error}\n")


def _measure(server: Server, dataset: Dataset, chosen: argparse.Namespace, work: Path) -> _Figures:
    """Measure a server without and with the writer."""
    figures = _Figures(server.title)
    with server.running(work / "server.log") as (served, _):
        asyncio.run(_read_all(served, dataset, chosen, figures.alone, chosen.seconds / 3))
        before = served.memory()
        asyncio.run(_read_and_write(served, dataset, chosen, figures))
        figures.memory = before, served.memory()
    return figures


async def _read_and_write(served: Served, dataset: Dataset, chosen: argparse.Namespace, figures: _Figures) -> None:
    """Read for a time while one small change is written each second."""
    readers = asyncio.create_task(_read_all(served, dataset, chosen, figures.beside, chosen.seconds))
    writer, reader = Connection(HOST, served.port), Connection(HOST, served.port)
    for number in count(1):
        begun = time.perf_counter()
        request, proof = _change(served, number)
        reply = await writer.ask(request)
        figures.writes.append(time.perf_counter() - begun)
        figures.failed += reply.status >= _OK
        answer = json.loads((await reader.ask(get(address(served.path, proof)))).body)
        figures.unread += not answer["boolean"]
        if served.path == "/sparql":
            figures.versions = max(figures.versions, len(list((dataset.data / "versions").iterdir())))
        if readers.done():
            break
        sys.stderr.write(f"  write {number}: {figures.writes[-1]:.3f} s\n")
        await asyncio.sleep(max(0.0, _PAUSE - (time.perf_counter() - begun)))
    writer.close()
    reader.close()
    await readers


def _change(served: Served, number: int) -> tuple[bytes, str]:
    """Return a change, and the question that is true once it is written."""
    triple = f"<http://example.org/s> <http://example.org/n> {number}"
    headers = {"Authorization": f"Bearer {_TOKEN}"}
    graph = "http://example.org/written"
    update = "/sparql/update" if served.path == "/sparql" else "/update"
    proof = f"ASK {{ GRAPH <{graph}> {{ {triple} }} }}"
    if number % 3 == 0:
        return post(f"/store?graph={graph}", f"{triple} .".encode(), "text/turtle", headers), proof
    text = f"INSERT DATA {{ GRAPH <{graph}> {{ {triple} }} }}"
    if number % 3 == 1:
        text = (
            f"DELETE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{graph}> {{ {triple} }} }} "
            f"WHERE {{ OPTIONAL {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }}"
        )
    return post(update, text.encode(), "application/sparql-update", headers), proof


async def _read_all(
    served: Served, dataset: Dataset, chosen: argparse.Namespace, took: list[float], seconds: float
) -> None:
    """Let all readers ask for a time."""
    known = {question.name: question.texts for question in questions(dataset.quads)}
    texts = [text for pair in zip(known["cold look-up"], known["cold join"], strict=False) for text in pair]
    texts[::10] = known[_CANNED] * len(texts[::10])
    numbers, end = count(10**10), time.perf_counter() + seconds

    async def read() -> None:
        connection = Connection(HOST, served.port)
        while (begun := time.perf_counter()) < end:
            number = next(numbers)
            text = texts[number % len(texts)].replace(MARK, str(number))
            reply = await connection.ask(get(address(served.path, text)))
            took.append(time.perf_counter() - begun)
            if reply.status != 200:  # the one good answer
                raise BrokenReplyError(f"{reply.status}: {reply.body[:200]!r}")
        connection.close()

    await asyncio.gather(*(read() for _ in range(chosen.readers)))


def _table(figures: list[_Figures], seconds: float) -> Iterator[str]:
    """Yield the table."""
    yield (
        "| server | answers/s alone | p99 (ms) | answers/s beside writes | p50 (ms) | p99 (ms) | longest (ms) "
        "| writes | p50 (ms) | longest (ms) | failed | not read at once | most versions | memory (MiB) |"
    )
    yield f"|{'---|' * 14}"
    for item in figures:
        alone, (half, most), (write, _) = (*map(percentiles, (item.alone, item.beside, item.writes)),)
        rates = len(item.alone) / (seconds / 3), len(item.beside) / seconds
        cells = (
            item.title, f"{rates[0]:.0f}", f"{alone[1] * 1000:.1f}", f"{rates[1]:.0f}", f"{half * 1000:.1f}",
            f"{most * 1000:.1f}", f"{max(item.beside) * 1000:.0f}", len(item.writes), f"{write * 1000:.0f}",
            f"{max(item.writes) * 1000:.0f}", item.failed, item.unread, item.versions or "–",
            " → ".join(f"{size / _MEBIBYTE:.0f}" for size in item.memory),
        )  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
