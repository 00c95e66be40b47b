"""Measures a server alone, and one and three readers behind nginx, with cold and cached answers; prints Markdown.

    python -m tests.benchmarks.bench_readers [--seconds 5] [--connections 32] [--help]

All are on one machine and one data folder, one after the other, so this tells what the proxy and its cache cost and
bring. What more machines bring it does not tell.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.bench_endpoint import machine
from tests.benchmarks.cold import MARK, Question, questions
from tests.benchmarks.datasets import Dataset, real
from tests.benchmarks.load import Load, generator
from tests.benchmarks.peers import this
from tests.benchmarks.processes import HOST
from tests.benchmarks.wire import address
from tests.server.processes.proxy import proxy

_ASKED = ("cold look-up", "cold join", "cold long join", "forums", "projects")
_READERS = (0, 1, 3)
"""How many stand behind the proxy; 0 is one server without it."""
_SETTINGS = {"RUHRGRAPH_WRITER": "http://127.0.0.1:9/"}
_TITLES = {0: "one server", 1: "proxy, 1 reader", 3: "proxy, 3 readers"}


def main() -> None:
    """Measure and print."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-bench-") as folder:
        work = Path(folder)
        dataset = real(work)
        asked = [question for question in questions(dataset.quads) if question.name in _ASKED]
        sys.stdout.writelines(f"{line}\n" for line in machine(generator()[0], chosen.seconds, "1"))
        columns = [_column(count, dataset, asked, chosen, work) for count in _READERS]
        sys.stdout.writelines(f"{line}\n" for line in _table(asked, columns))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5.0, help="for each question")
    parser.add_argument("--connections", type=int, default=32)
    return parser.parse_args()


def _column(readers: int, dataset: Dataset, asked: list[Question], chosen: argparse.Namespace, work: Path) -> list[str]:
    """Return the requests a second, and the milliseconds of 99 in 100, for each question."""
    _, load = generator()
    with ExitStack() as stack:
        ports = []
        for number in range(max(readers, 1)):
            server = this("1", dataset, work, work, _SETTINGS)
            served, _ = stack.enter_context(server.running(work / f"{readers}-{number}.log"))
            ports.append(served.port)
        port = ports[0]
        if readers:
            folder = work / f"nginx-{readers}"
            folder.mkdir()
            root = stack.enter_context(proxy([f"{HOST}:{item}" for item in ports], folder))
            port = int(root.rpartition(":")[2])
        cells = []
        for question in asked:
            paths = [address("/sparql", text).replace("%7Bn%7D", MARK) for text in question.texts]
            if not question.cold:
                load(Load(port, paths, 1, 1))  # so that it is cached, as far as anything caches it
            found = load(Load(port, paths, chosen.connections, chosen.seconds))
            failed = f", {found.failed} failed" if found.failed else ""
            cells.append(f"{found.rate:,.0f} ({found.p99 * 1000:.0f}{failed})")
            sys.stderr.write(f"{readers} {question.name}: {cells[-1]}\n")
        return cells


def _table(asked: list[Question], columns: list[list[str]]) -> Iterator[str]:
    """Yield the table."""
    yield ""
    yield f"| requests a second (ms of 99 in 100) | {' | '.join(_TITLES[count] for count in _READERS)} |"
    yield f"|---|{'---|' * len(columns)}"
    for number, question in enumerate(asked):
        yield f"| {question.name} | {' | '.join(column[number] for column in columns)} |"


if __name__ == "__main__":
    main()
