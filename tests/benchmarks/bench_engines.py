"""Measures engines side by side behind the same server of ours: publishing, look-ups, canned queries, pages.

    python -m tests.benchmarks.bench_engines [--repeats 5] [--help]

Every answer is one that the server has not given before. An engine that cannot be had here is left out, with a word
why. Prints Markdown; progress goes to standard error.
"""

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, read
from ruhrgraph.server.engine.remote.publication import publish_remotely
from ruhrgraph.server.settings import from_environment
from tests.benchmarks.bench_endpoint import machine
from tests.benchmarks.datasets import real
from tests.benchmarks.processes import HOST, free_port, ruhrgraph, serving
from tests.engines.local_engines import ENGINES, LocalEngine
from tests.engines.maven_artifacts import MissingEngineError

_CANNED: Mapping[str, Mapping[str, str]] = {
    "forums": {},
    "events": {},
    "meetings": {},
    "project-chain": {},
    "edges": {},
    "evidence": {},
    "search": {"text": "Wasserstoff"},
    "person": {"person": f"{DEFAULT_BASE}id/person/hendrik-wuest"},
}
_PAGES = (
    "",
    "projekte",
    "suche?q=Wasserstoff",
    "doc/themenforum/13",
    "network/persons",
    "catalog",
    "source/themenforen",
)
_LOOKUPS = 60
_ID = re.compile(rf"<{re.escape(DEFAULT_BASE)}id/([^<>\s]+)>")
_MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Face:
    """An engine behind our server: seconds of publishing, bytes of memory of both, milliseconds by question."""

    title: str
    publishing: float | None
    engine_memory: int
    server_memory: int
    milliseconds: Mapping[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures engines side by side behind the same server.")
    parser.add_argument("--repeats", type=int, default=5, help="how often a canned query is asked (default 5)")
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory(prefix="ruhrgraph-bench-") as folder:
        work = Path(folder)
        dataset = real(work)
        things = sorted(set(_ID.findall(dataset.quads.read_text(encoding="utf-8"))))
        lookups = [f"doc/{name}.nt" for name in random.Random(1).sample(things, _LOOKUPS)]  # noqa: S311  # no secret
        canned = _texts(dataset.data)
        faces = [_face(work, dataset.data, None, lookups, canned, repeats)]
        for name, start in ENGINES.items():
            with ExitStack() as stack:
                (work / name).mkdir()
                try:
                    engine = stack.enter_context(start(work / name))
                except MissingEngineError as error:
                    _say(f"{name} is left out: {error}")
                    continue
                faces.append(_face(work, dataset.data, engine, lookups, canned, repeats))
    sys.stdout.write("\n".join((*machine("a client in Python", 0, "1"), "", *_table(faces), "")))


def _texts(data: Path) -> Mapping[str, str]:
    """Return the text of each canned query that is asked."""
    things = things_of(load_store(published(data)), DEFAULT_BASE)
    return {name: bind(read(name), values, things) for name, values in _CANNED.items()}


def _face(
    work: Path,
    data: Path,
    engine: LocalEngine | None,
    lookups: Sequence[str],
    canned: Mapping[str, str],
    repeats: int,
) -> Face:
    """Publish to an engine, and measure a server that asks it."""
    title = f"{engine.name} {engine.version}" if engine else "embedded"
    settings = dict(engine.settings) if engine else {}
    _say(f"{title} …")
    start = time.perf_counter()
    if engine:
        publish_remotely(published(data), from_environment({"RUHRGRAPH_DATA": str(data), **settings}), lambda _: None)
    publishing = time.perf_counter() - start if engine else None
    port = free_port()
    command = ruhrgraph("serve", "--host", HOST, "--port", str(port), "--workers", "1", "--data", str(data))
    with (
        serving(command, port, "/sparql", settings=settings, seconds=90, log=work / "server.log") as served,
        httpx.Client(base_url=f"http://{HOST}:{port}/", timeout=120) as client,
    ):
        pages = {f"page /{path}": _milliseconds(client, path) for path in _PAGES}
        taken = {f"look-up, half of {len(lookups)}": statistics.median(_milliseconds(client, path) for path in lookups)}
        for name, text in canned.items():
            asked = [{"query": f"{text}\n# {number}"} for number in range(repeats)]
            taken[f"query {name}"] = statistics.median(_milliseconds(client, "sparql", values) for values in asked)
        memory = engine.served.memory() if engine else 0
        return Face(title, publishing, memory, served.memory(), {**taken, **pages})


def _milliseconds(client: httpx.Client, path: str, form: Mapping[str, str] | None = None) -> float:
    """Return how long an answer takes until its last byte."""
    start = time.perf_counter()
    headers = {"accept": "text/csv" if form else "*/*"}
    answer = client.post(path, data=form, headers=headers) if form else client.get(path, headers=headers)
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - start)


def _table(faces: Sequence[Face]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"| | {' | '.join(face.title for face in faces)} |"
    yield f"|---|{'---:|' * len(faces)}"
    yield _line("publishing (s)", [f"{face.publishing:.1f}" if face.publishing else "" for face in faces])
    yield _line("memory of the engine (MiB)", [_mebibytes(face.engine_memory) for face in faces])
    yield _line("memory of our server (MiB)", [_mebibytes(face.server_memory) for face in faces])
    for question in faces[0].milliseconds:
        yield _line(f"{question} (ms)", [f"{face.milliseconds[question]:.0f}" for face in faces])


def _line(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _mebibytes(size: int) -> str:
    return f"{size / _MEBIBYTE:.0f}" if size else ""


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
