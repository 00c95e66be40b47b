"""A server on a dataset of 5 or 20 million statements: `python -m tests.benchmarks.bench_large [STATEMENTS] [FOLDER]`.

Prints sizes, how long opening takes, the memory of each process, pages, and the canned queries beside Oxigraph's server
on the same store. `OXIGRAPH` names its command; without it that column is empty.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pyoxigraph as ox

from ruhrgraph.graph.versions.record import Version, VersionRecord, utc_now
from ruhrgraph.graph.versions.repository import commit_version, digest, lock, set_current, staging_folder
from ruhrgraph.graph.versions.things_maker import make_things, things_of
from ruhrgraph.graph.versions.union_store import union_store
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, read
from tests.benchmarks.datasets import real
from tests.benchmarks.multiplied_quads import multiplied
from tests.benchmarks.processes import environment, ruhrgraph

_PORT, _PEER_PORT = 8141, 8143
_SECONDS = 60.0
_PAGES = (
    *("/", "/themenforen", "/orte", "/personen", "/projekte", "/organisationen", "/doc/projekt/13-01-k7"),
    *("/doc/themenforum/13-k7", "/doc/gemeinde/gelsenkirchen", "/doc/ressort/vm", "/suche/vorschlaege?q=mob"),
)


def main(statements: int, folder: Path) -> None:
    """Make the dataset if it is not there, and measure."""
    folder.mkdir(parents=True, exist_ok=True)
    source = real(folder).quads
    version = _version(folder / "large", source, statements)
    print(f"statements {statements:,}; store {_mib(version.store)} MiB, union {_mib(version.folder / 'union')} MiB")
    with _server(folder / "large") as (pid, seconds):
        print(f"first answer after {seconds:.2f} s; {_memory(pid)}")
        for path in _PAGES:
            status, body, taken = _get(f"http://127.0.0.1:{_PORT}{path}")
            print(f"{path:32} {status} {len(body):9,} bytes {taken:7.2f} s")
        print(_memory(pid))
        with _peer(version.folder / "union"):
            _queries(source)


def _version(data: Path, source: Path, statements: int) -> Version:
    """Return a published version on disk with so many statements."""
    name = digest(str(statements).encode())
    version = Version(name, data / "versions" / name)
    if version.folder.is_dir():
        return version
    with lock(data):
        staged = Version(name, staging_folder(data, name))
        store, quads = ox.Store(str(staged.store)), data / "large.nq"
        with quads.open("wb") as file:
            file.writelines(multiplied(source, statements))
        store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
        store.flush()
        del store
        quads.unlink()
        staged.report.write_bytes(b'{"documents": []}\n')
        record = VersionRecord(name, None, utc_now(), "build", 0.0, base=DEFAULT_BASE)
        version = commit_version(data, staged.folder, record)
        set_current(data, version)
    union_store(version)
    make_things(version, DEFAULT_BASE)
    return version


@contextmanager
def _server(data: Path) -> Iterator[tuple[int, float]]:
    """Run the server; give its number and the seconds until its first answer."""
    begun = time.perf_counter()
    command = [*ruhrgraph("serve", "--data", str(data)), "--port", str(_PORT), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as process:
        try:
            query = f"SELECT * {{ ?s a <{DEFAULT_BASE}ontology#Projekt> }} LIMIT 5"
            while _ask(f"http://127.0.0.1:{_PORT}/sparql", query)[0] != 200:
                time.sleep(0.01)
            yield process.pid, time.perf_counter() - begun
        finally:
            process.terminate()


@contextmanager
def _peer(store: Path) -> Iterator[None]:
    """Run Oxigraph's server on the store whose default graph is the union."""
    command = os.environ.get("OXIGRAPH") or shutil.which("oxigraph")
    if not command:
        yield
        return
    options = ["serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{_PEER_PORT}"]
    with subprocess.Popen([command, *options], stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _queries(source: Path) -> None:
    """Print each canned query: rows and seconds here and there."""
    store = ox.Store()
    store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
    things = things_of(store, DEFAULT_BASE)
    names = sorted(path.stem for path in (Path(__file__).parents[2] / "queries").glob("*.rq"))
    for name in names:
        query = read(name)
        text = bind(query, {item.name: item.example for item in query.parameters if item.required}, things)
        own, peer = (
            min((_ask(f"http://127.0.0.1:{port}/{path}", f"{text}\n# {turn}") for turn in range(2)), key=lambda a: a[2])
            for port, path in ((_PORT, "sparql"), (_PEER_PORT, "query"))
        )
        print(f"{name:24} {own[0]} {_rows(own[1]):>9} rows {own[2]:7.2f} s   {peer[0]} {peer[2]:7.2f} s")


def _rows(body: bytes) -> str:
    try:
        return f"{len(json.loads(body)['results']['bindings']):,}"
    except (ValueError, KeyError):
        return "-"


def _ask(address: str, query: str) -> tuple[int, bytes, float]:
    kinds = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    return _get(address, query.encode(), kinds)


def _get(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes, float]:
    """Return status, body and seconds of an answer; 0 where there is none."""
    begun = time.perf_counter()
    try:
        with urlopen(Request(address, body, headers or {"Accept": "text/html"}), timeout=_SECONDS) as answer:  # noqa: S310
            return answer.status, answer.read(), time.perf_counter() - begun
    except HTTPError as error:
        return error.code, error.read(), time.perf_counter() - begun
    except OSError:
        return 0, b"", time.perf_counter() - begun


def _memory(pid: int) -> str:
    """Return the private memory of a server's processes: the first one, those below it, and so on."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    status = Path(f"/proc/{pid}/status").read_text()
    own = sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) // 1024
    return f"{own} MiB" + (f" ({', '.join(_memory(int(child)) for child in children)})" if children else "")


def _mib(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir()) // 2**20


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000, Path(sys.argv[2] if len(sys.argv) > 2 else "large"))
