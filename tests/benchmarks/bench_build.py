"""Measures `ruhrgraph build` of many documents, beside others that do a part of it.

Run it with `make bench`, or `python -m tests.benchmarks.bench_build --copies 1 10 --places 1 2`. A copy is a pair of
documents with names and numbers of its own (`copies`). The whole command is measured, up to the dumps, in an empty data
folder. Beside it, on the same quads: `oxigraph load`, which only loads them, and for one copy pySHACL with our shapes.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version as release_of
from importlib.util import find_spec
from pathlib import Path

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology import DEFAULT_BASE, turtle
from tests.benchmarks.copies import write_copies
from tests.benchmarks.memory_peaks import Peak, measure
from tests.benchmarks.peers import MissingPeerError, oxigraph
from tests.benchmarks.processes import ruhrgraph, stop

_MEBIBYTE = 1 << 20
_FEW, _RUNS = 10, 3
"""Up to how many copies a build is measured several times, and how often."""
_CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0") as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""
_PYSHACL = """
import sys
import pyshacl
from rdflib import Dataset, Graph
data = Graph()
for subject, predicate, object, _ in Dataset().parse(sys.argv[1], format="nquads").quads():
    data.add((subject, predicate, object))
pyshacl.validate(data, shacl_graph=Graph().parse(sys.argv[2], format="turtle"))
"""


def main() -> None:
    """Print the tables."""
    chosen = _arguments()
    libraries = ", ".join(f"{name} {release_of(name)}" for name in ("pyoxigraph", "shacl", "distributed", "pyshacl"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}")
    print(f"load when it began: {os.getloadavg()[0]:.1f}\n")
    print("| copies | documents | quads | what | seconds | ms per document | quads/s | largest (MiB) | all (MiB) |")
    print("|---:|---:|---:|---|---:|---:|---:|---:|---:|", flush=True)
    steps: list[tuple[str, Peak]] = []
    for copies in chosen.copies:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            steps += _measure(copies, chosen.places, Path(folder), chosen.tools)
    names = dict.fromkeys(name for _, peak in steps for name in peak.steps)
    print(f"\n| seconds of each step | {' | '.join(names)} |")
    print(f"|---|{'---:|' * len(names)}")
    for title, peak in steps:
        seconds = peak.step_seconds()
        print(f"| {title} | {' | '.join(f'{seconds.get(name, 0):.1f}' for name in names)} |")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10, 100, 1000], help="default: 1 10 100 1000")
    parser.add_argument(
        "--places", nargs="+", default=["1", "2", "dask"], help="numbers of jobs, or dask (default: 1 2 dask)"
    )
    parser.add_argument("--folder", type=Path, help="where to work (default: the folder for temporary files)")
    parser.add_argument(
        "--tools", type=Path, default=Path(tempfile.gettempdir()) / "ruhrgraph-peers", help="where peers are installed"
    )
    return parser.parse_args()


def _measure(copies: int, places: Sequence[str], folder: Path, tools: Path) -> Iterator[tuple[str, Peak]]:
    """Print the lines of a size, and yield the steps of its builds."""
    source, quads = folder / "source", 0
    names = [path.name for path in write_copies(source, copies)]
    digests: set[str] = set()
    for place in places:
        runs = []
        for run in range(_RUNS if copies <= _FEW else 1):
            data = folder / f"{place}-{run}"
            runs.append(_build(source, names, data, place))
            version = published(data)
            digests.add(version.digest)
            with version.dataset.open("rb") as lines:
                quads = sum(1 for _ in lines)
            version.dataset.replace(folder / "dataset.nq")
            shutil.rmtree(data)
        title = _title(place)
        middle = Peak(
            statistics.median(run.seconds for run in runs), max(run.largest for run in runs),
            max(run.together for run in runs), runs[-1].steps,
        )  # fmt: skip
        _print(copies, quads, title, middle)
        yield f"{copies} copies, {title}", runs[-1]
    if len(digests) != 1:
        raise SystemExit(f"builds of {copies} copies gave {len(digests)} different versions")
    for title, peak in _peers(copies, folder, tools):
        _print(copies, quads, title, peak)


def _title(place: str) -> str:
    return "build, Dask with 2 workers" if place == "dask" else f"build, {place} {'job' if place == '1' else 'jobs'}"


def _build(source: Path, names: Sequence[str], data: Path, place: str) -> Peak:
    command = ruhrgraph("build", "--data", str(data))
    if place != "dask":
        return measure([*command, "--jobs", place, *names], folder=source)
    with _cluster() as (address, pid):
        return measure([*command, "--scheduler", address, *names], [pid], source)


@contextmanager
def _cluster() -> Iterator[tuple[str, int]]:
    """Start a cluster of two workers on this machine; yield its address, and the process that it belongs to."""
    process = subprocess.Popen(
        [sys.executable, "-c", _CLUSTER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdin
        assert process.stdout
        with process.stdin, process.stdout:
            yield process.stdout.readline().decode().strip(), process.pid
        process.wait()
    finally:
        stop(process)


def _peers(copies: int, folder: Path, tools: Path) -> Iterator[tuple[str, Peak]]:
    """Yield what others took for the same quads."""
    quads = folder / "dataset.nq"
    try:
        program, release = oxigraph(tools)
    except MissingPeerError as error:
        print(error, file=sys.stderr)
    else:
        load = [program, "load", "--location", str(folder / "oxigraph"), "--file", str(quads)]
        yield f"`oxigraph load` {release}", measure(load)
    if copies == 1:
        shapes = folder / "shapes.ttl"
        shapes.write_bytes(turtle("shapes", DEFAULT_BASE).encode())
        yield "`ruhrgraph validate`", measure(ruhrgraph("validate", str(quads)))
        if find_spec("pyshacl"):
            yield "pySHACL", measure([sys.executable, "-c", _PYSHACL, str(quads), str(shapes)])


def _print(copies: int, quads: int, title: str, peak: Peak) -> None:
    documents = 2 * copies
    figures = f"{peak.seconds:.2f} | {peak.seconds * 1000 / documents:.0f} | {quads / peak.seconds:,.0f}"
    memory = f"{peak.largest / _MEBIBYTE:.0f} | {peak.together / _MEBIBYTE:.0f}"
    print(f"| {copies:,} | {documents:,} | {quads:,} | {title} | {figures} | {memory} |", flush=True)


if __name__ == "__main__":
    main()
