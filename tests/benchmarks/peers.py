"""The servers that are measured: this one, and those that people would take instead, each with the same data.

In: a dataset, a folder to work in, and a folder where peers stay installed. Out: `Server`s that can be started. Peers
come from their registries by the ordinary clients; one that cannot be installed here is left out, with a word why.
"""

import http.client
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.benchmarks.datasets import Dataset
from tests.benchmarks.processes import HOST, Served, free_port, ruhrgraph, serving

CORES = str(os.cpu_count() or 1)
_READY_SECONDS = 600.0
_COMUNICA = "@comunica/query-sparql-file@4"
_COMUNICA_BIN = "comunica-sparql-file-http"


class MissingPeerError(Exception):
    """Raised when a peer cannot be had on this machine."""


@dataclass(frozen=True)
class Server:
    """A server and how it is run: the command for a port, its endpoint's path, and what is done before and after."""

    title: str
    version: str
    path: str
    command: Callable[[int], list[str]]
    before: tuple[str, ...] = ()
    upload: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def running(self, log: Path) -> Iterator[tuple[Served, float]]:
        """Start it with its data; yield it with the seconds until all data answered, without what comes before."""
        if self.before:
            subprocess.run(self.before, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = free_port()
        with serving(
            self.command(port), port, self.path, settings=self.settings, seconds=_READY_SECONDS, log=log
        ) as served:
            start = time.perf_counter()
            if self.upload:
                _upload(port, self.upload)
            yield served, served.seconds + time.perf_counter() - start


def this(
    workers: str, dataset: Dataset, _work: Path, _tools: Path, settings: Mapping[str, str] | None = None
) -> Server:
    """Return this project's server."""
    arguments = ("--host", HOST, "--workers", workers, "--data", str(dataset.data))
    version = importlib.metadata.version("ruhrgraph")
    return Server(
        "ruhrgraph", version, "/sparql", lambda port: ruhrgraph("serve", "--port", str(port), *arguments),
        settings=settings or {},
    )  # fmt: skip


def oxigraph_memory(dataset: Dataset, _work: Path, tools: Path) -> Server:
    """Return Oxigraph's server in memory, its default graph feigned as the union of all."""
    program, version = oxigraph(tools)
    return Server(
        "Oxigraph, memory", version, "/query",
        lambda port: [program, "serve", "--union-default-graph", "--bind", f"{HOST}:{port}"],
        upload=dataset.quads,
    )  # fmt: skip


def oxigraph_disk(dataset: Dataset, work: Path, tools: Path) -> Server:
    """Return Oxigraph's server on disk, its default graph feigned as the union of all."""
    program, version = oxigraph(tools)
    folder = str(work / f"oxigraph-{dataset.name}-{time.monotonic_ns()}")
    return Server(
        "Oxigraph, disk", version, "/query",
        lambda port: [program, "serve", "--union-default-graph", "--bind", f"{HOST}:{port}", "--location", folder],
        before=(program, "load", "--location", folder, "--file", str(dataset.quads)),
    )  # fmt: skip


def oxigraph_triples(dataset: Dataset, _work: Path, tools: Path) -> Server:
    """Return Oxigraph's server in memory with all statements in its default graph: faster, but without named graphs."""
    program, version = oxigraph(tools)
    return Server(
        "Oxigraph, memory, triples only", version, "/query",
        lambda port: [program, "serve", "--bind", f"{HOST}:{port}"], upload=dataset.triples,
    )  # fmt: skip


def rdflib_endpoint(dataset: Dataset, _work: Path, tools: Path) -> Server:
    """Return rdflib-endpoint with all statements in its default graph."""
    folder = _python_tools(tools)
    command = [str(folder / "rdflib-endpoint"), "serve", "--host", HOST, str(dataset.triples), "--port"]
    return Server("rdflib-endpoint", _version(folder, "rdflib-endpoint"), "/", lambda port: [*command, str(port)])


def comunica(dataset: Dataset, _work: Path, tools: Path) -> Server:
    """Return Comunica's endpoint over a file of all statements, with a worker for each core."""
    program = _comunica(tools)
    command = [program, f"file://{dataset.triples}", "--workers", CORES, "--timeout", "600", "--port"]
    package = tools / "node" / "node_modules" / "@comunica" / "query-sparql-file" / "package.json"
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607  # whichever is installed
    version = f"{json.loads(package.read_text(encoding='utf-8'))['version']}, node {node}"
    return Server("Comunica", version, "/sparql", lambda port: [*command, str(port)])


SERVERS: dict[str, Callable[[Dataset, Path, Path], Server]] = {
    "oxigraph-memory": oxigraph_memory,
    "oxigraph-disk": oxigraph_disk,
    "rdflib-endpoint": rdflib_endpoint,
    "comunica": comunica,
    "oxigraph-triples": oxigraph_triples,
}
"""The peers by the name that `--only` knows; the last is measured only when it is named there."""


@cache
def _python_tools(tools: Path) -> Path:
    """Return the folder of the programs of the peers that Python's registry has."""
    home = tools / "python"
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    if not (programs / "rdflib-endpoint").exists():
        _say("installing oxigraph and rdflib-endpoint …")
        venv.create(home, with_pip=True)
        done = subprocess.run(
            [programs / "python", "-m", "pip", "install", "--quiet", "oxigraph", "rdflib-endpoint[cli]"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(home)
            raise MissingPeerError(f"oxigraph and rdflib-endpoint cannot be installed: {done.stderr.strip()}")
    return programs


@cache
def _version(programs: Path, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([programs / "python", "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def oxigraph(tools: Path) -> tuple[str, str]:
    """Return the program of Oxigraph and its version."""
    programs = _python_tools(tools)
    return str(programs / "oxigraph"), _version(programs, "oxigraph")


@cache
def _comunica(tools: Path) -> str:
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        raise MissingPeerError("Comunica is left out: there is no node here")
    home = tools / "node"
    program = home / "node_modules" / ".bin" / _COMUNICA_BIN
    if not program.exists():
        _say("installing Comunica …")
        home.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-save", "--prefix", str(home), _COMUNICA]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingPeerError(f"Comunica cannot be installed: {done.stderr.strip()}")
    return str(program)


def _upload(port: int, file: Path) -> None:
    """Send a file to a server's store."""
    kind = {".nq": "application/n-quads", ".nt": "application/n-triples"}[file.suffix]
    target = "/store" if file.suffix == ".nq" else "/store?default"
    connection = http.client.HTTPConnection(HOST, port, timeout=_READY_SECONDS)
    with file.open("rb") as body:
        headers = {"content-type": kind, "content-length": str(file.stat().st_size)}
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
    if answer.status >= http.client.BAD_REQUEST:
        raise RuntimeError(f"{file} was answered with {answer.status}: {answer.read()[:200]!r}")
    connection.close()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
