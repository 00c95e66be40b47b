"""Measures this endpoint beside others with the same data and the same questions, and prints Markdown.

    python -m tests.benchmarks.bench_endpoint [--data real|million|both] [--seconds 3] [--only NAME ...] [--help]

Each server is started by itself, loaded, asked and stopped. A cell is throughput, p50 and p99 in milliseconds. Every
question is asked once before it is measured, and the number of rows compared with this server's. Progress goes to
standard error.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.cold import MARK, Question, questions
from tests.benchmarks.datasets import Dataset, million, real
from tests.benchmarks.load import Generator, Load, generator
from tests.benchmarks.peers import CORES, SERVERS, MissingPeerError, Server, this
from tests.benchmarks.processes import HOST, LeftBehindError, Served, answers
from tests.benchmarks.tables import Goal, Run, goals, notes, servers, throughput
from tests.benchmarks.wire import BrokenReplyError, Connection, Reply, address, get

CONNECTIONS = (1, 16)
_LONGEST = 60.0
_OK = 200
_SETTLE = 120.0
_TOO_SLOW = 2


class TooSlowError(Exception):
    """Raised when a server takes longer for one question than is waited for."""


def main() -> None:
    """Measure and print."""
    chosen = _arguments()
    tools = chosen.cache or Path(tempfile.gettempdir()) / "ruhrgraph-peers"
    name, load = generator(chosen.load)
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-bench-") as folder:
        work = Path(folder)
        _print(machine(name, chosen.seconds, chosen.workers))
        for dataset in _datasets(chosen.data, work):
            asked = [item for item in questions(dataset.quads) if _wanted(item.name, chosen.questions)]
            runs = [*_runs(chosen, dataset, asked, (work, tools), load)]
            _print(_report(dataset, runs, asked))
            _print(_start(dataset, work))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--data", choices=("real", "million", "both"), default="both")
    parser.add_argument("--seconds", type=float, default=3.0, help="of load for each cell (default: 3)")
    parser.add_argument("--only", nargs="*", choices=SERVERS, help="peers (default: all but oxigraph-triples)")
    parser.add_argument("--questions", nargs="*", default=(), metavar="WORD", help="only with a word in their names")
    parser.add_argument("--load", choices=("wrk", "oha", "python"), help="load generator (default: the first there is)")
    parser.add_argument("--workers", default=CORES, help="of this server (default: one for each core)")
    parser.add_argument("--patience", type=float, default=20.0, help="seconds that one answer may take (default: 20)")
    parser.add_argument("--cache", type=Path, help="folder where peers stay installed (default: a temporary one)")
    return parser.parse_args()


def _wanted(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def _datasets(chosen: str, work: Path) -> Iterator[Dataset]:
    _say("making the real dataset …")
    small = real(work)
    if chosen != "million":
        yield small
    if chosen != "real":
        _say("making the dataset of a million statements …")
        yield million(work, small)


def _runs(
    chosen: argparse.Namespace, dataset: Dataset, asked: Sequence[Question], folders: tuple[Path, Path], load: Generator
) -> Iterator[Run]:
    """Measure one server after the other, this one first."""
    names = [name for name in SERVERS if name in chosen.only] if chosen.only is not None else [*SERVERS][:-1]
    expected: dict[str, int] = {}
    for name in ("", *names):
        try:
            server = SERVERS[name](dataset, *folders) if name else this(chosen.workers, dataset, *folders)
            yield _run(server, asked, expected, (load, chosen.seconds, chosen.patience), folders[0])
        except MissingPeerError as error:
            _say(str(error))


def _run(
    server: Server,
    asked: Sequence[Question],
    expected: dict[str, int],
    settings: tuple[Generator, float, float],
    work: Path,
) -> Run:
    """Measure a server; it is started again when it does not come back from a question, and left when twice."""
    _say(f"{server.title} {server.version}")
    run = Run(server.title, server.version)
    rest = [*asked]
    while not run.idle or (rest and run.too_slow < _TOO_SLOW):
        try:
            with server.running(work / "server.log") as (served, ready):
                if not run.idle:
                    run.first_answer, run.ready, run.idle = served.seconds, ready, _idle(served)
                _measure_all(served, rest, run, expected, settings)
                run.after = max(run.after, served.memory())
        except LeftBehindError as error:
            run.notes["stopped"] = str(error)
    if rest:
        run.notes["all after that"] = f"left out, as {_TOO_SLOW} took too long"
    return run


def _measure_all(
    served: Served, rest: list[Question], run: Run, expected: dict[str, int], settings: tuple[Generator, float, float]
) -> None:
    """Measure what is left of the questions, until the server takes too long for one."""
    while rest:
        question = rest.pop(0)
        try:
            _measure(served, question, run, expected, settings)
        except TooSlowError as error:
            run.notes[question.name] = str(error)
            run.too_slow += 1
            return


def _idle(served: Served) -> int:
    time.sleep(1)
    return served.memory()


def _measure(
    served: Served, question: Question, run: Run, expected: dict[str, int], settings: tuple[Generator, float, float]
) -> None:
    """Ask one question once, compare the rows, then measure it with each number of connections.

    Raises:
        TooSlowError: The server takes too long for it.

    """
    load, seconds, patience = settings
    reply, took = asyncio.run(_ask(served, question.texts[0].replace(MARK, str(time.time_ns())), patience))
    if reply.status != _OK:
        run.notes[question.name] = f"answered with {reply.status}: {reply.body[:120].decode(errors='replace')!r}"
        return
    rows = len(json.loads(reply.body)["results"]["bindings"])
    if rows != expected.setdefault(question.name, rows):
        run.notes[question.name] = f"{rows} rows, where this server has {expected[question.name]}"
    paths = [address(served.path, text).replace("%7Bn%7D", MARK) for text in question.texts]
    for connections in CONNECTIONS:
        duration = min(_LONGEST, max(seconds, 2 * took * connections))
        found = load(Load(served.port, paths, connections, duration))
        run.cells[question.name, connections] = found
        told = f"{found.rate:,.1f}/s, p99 {found.p99 * 1000:.2f} ms, {found.failed} failed"
        _say(f"  {question.name} at {connections}: {told}")
        if not answers(served.port, served.path, seconds=_SETTLE):
            raise TooSlowError(f"no more answers after {connections} connections")


async def _ask(served: Served, text: str, patience: float) -> tuple[Reply, float]:
    connection = Connection(HOST, served.port)
    start = time.perf_counter()
    try:
        reply = await asyncio.wait_for(connection.ask(get(address(served.path, text))), patience)
    except TimeoutError:
        raise TooSlowError(f"no answer in {patience:.0f} s") from None
    except (BrokenReplyError, OSError) as error:
        raise TooSlowError(f"the connection broke off ({error})") from None
    finally:
        connection.close()
    return reply, time.perf_counter() - start


def _report(dataset: Dataset, runs: Sequence[Run], asked: Sequence[Question]) -> Iterator[str]:
    """Yield the part of one dataset."""
    names = [question.name for question in asked]
    canned = tuple(question.name for question in asked if not question.cold)
    wanted = (
        Goal("repeated queries at least 4 times the best peer", canned, 4.0),
        Goal("cold joins at least 1.0 times the best peer", ("cold join", "cold long join"), 1.0),
        Goal("cold look-ups at least 0.2 times the best peer", ("cold look-up",), 0.2),
    )
    yield f"\n## {dataset.name}: {dataset.statements:,} statements\n"
    yield from servers(runs)
    for connections in CONNECTIONS:
        yield f"\n### {connections} connection{'s' if connections > 1 else ''}: requests/s, p50 and p99 in ms\n"
        yield from throughput(runs, names, connections)
    yield ""
    yield from goals(runs, wanted, CONNECTIONS[-1])
    if single := runs[0].cells.get(("cold look-up", 1)):
        yield f"- p50 of a cold look-up at one connection below 1 ms: {single.p50 * 1000:.2f} ms"
    yield from notes(runs)


def _start(dataset: Dataset, work: Path) -> Iterator[str]:
    """Yield what the goals say of starting with two workers, measured by starting once more."""
    server = this("2", dataset, work, work)
    with server.running(work / "server.log") as (served, _):
        idle = _idle(served) / (1 << 20)
        seconds = served.seconds
    yield f"- idle memory below 200 MB with two workers: {idle:.0f} MiB ({idle * 1.048576:.0f} MB)"
    yield f"- first answer within 1 s of start: {seconds:.2f} s"


def machine(load: str, seconds: float, workers: str) -> Iterator[str]:
    """Yield what was measured on, and with what; without seconds where the work has an end of its own."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    model = next(named, platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    duration = f", {seconds:g} s a cell" if seconds else ""
    yield (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}; load by {load}{duration}; this server with {workers} workers"
    )


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
