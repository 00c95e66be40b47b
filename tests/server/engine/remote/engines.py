"""An engine to ask in tests: Oxigraph's server, and a version put there."""

import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import Marker, marker_graph, marker_triples, union_graph
from ruhrgraph.server.settings import EngineAddress

Engine = tuple[str, int]
_COMMAND = Path(sys.executable).with_name("oxigraph")


@contextmanager
def oxigraph_server() -> Iterator[Engine]:
    """Run Oxigraph's server in memory, and give its host and port."""
    if not _COMMAND.exists():
        pytest.skip("the package oxigraph, with its server, is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    with subprocess.Popen([_COMMAND, "serve", "-b", f"{host}:{port}"], stderr=subprocess.DEVNULL) as process:
        try:
            _wait(host, port)
            yield host, port
        finally:
            process.kill()


def address_of(engine: Engine) -> EngineAddress:
    """Return the addresses of an engine."""
    root = f"http://{engine[0]}:{engine[1]}"
    return EngineAddress(f"{root}/query", f"{root}/update", f"{root}/store")


def put_version(engine: Engine, data: Path, base: str = DEFAULT_BASE) -> Marker:
    """Put the version in use in a data folder into an engine, and return its marker."""
    version = published(data)
    store = fill_default_graph(load_store(version))
    graphs = [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    names = tuple(sorted(graph.value for graph in graphs))
    marker = Marker(version.digest, f"urn:uuid:{uuid.uuid4()}", triples, names)
    endpoint = Endpoint(address_of(engine))
    for graph in graphs:
        endpoint.send_graph("PUT", graph.value, _n_triples(store, graph), 60)
    endpoint.send_graph("PUT", union_graph(base, version.digest), _n_triples(store, ox.DefaultGraph()), 60)
    use_version(engine, marker, base)
    return marker


def use_version(engine: Engine, marker: Marker, base: str = DEFAULT_BASE) -> Marker:
    """Let a marker name the version in use in an engine, by another publication; return it."""
    fresh = replace(marker, publication=f"urn:uuid:{uuid.uuid4()}")
    body = ox.serialize(marker_triples(fresh, base), format=ox.RdfFormat.N_TRIPLES)
    Endpoint(address_of(engine)).send_graph("PUT", marker_graph(base), body or b"", 60)
    return fresh


def _n_triples(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
    """Return the statements of a graph."""
    found = [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]
    return ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""


def _wait(host: str, port: int) -> None:
    """Wait until something listens."""
    for _ in range(500):
        try:
            socket.create_connection((host, port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the engine does not start")
