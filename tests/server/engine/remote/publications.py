"""What the tests of publications share: two datasets, and what an engine has of them."""

from collections import defaultdict
from pathlib import Path
from threading import Event

import pyoxigraph as ox

from ruhrgraph.graph.versions.repository import lock, publish, published
from ruhrgraph.graph.versions.store import read_quads
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import marker_graph, read_marker, union_graph
from ruhrgraph.server.engine.remote.publication import publish_remotely
from ruhrgraph.server.settings import Settings

Graphs = dict[str, set[str]]
Seen = tuple[str, int, int]
"""A version, and how many triples a reader has seen in its default graph and in its named graphs."""

BASE = "http://example.org/publications/"
FIRST = [
    f'<{BASE}id/a> <urn:p> "1" <{BASE}graph/one> .\n',
    f'<{BASE}id/a> <urn:p> "1" <{BASE}graph/two> .\n',
    f'<{BASE}id/a> <urn:p> "Grüße, \\"Ruhr\\""@de <{BASE}graph/one> .\n',
    '<urn:s> <urn:p> "no graph" .\n',
    "<urn:s> <urn:p> <urn:o> <urn:foreign#graph> .\n",
]
SECOND = [f'<{BASE}id/b> <urn:p> "{number}" <{BASE}graph/two> .\n' for number in range(7)]
_VERSIONS = f"{BASE}version/"


def publish_lines(data: Path, lines: list[str]) -> str:
    """Publish a dataset in a data folder, and return its digest."""
    return publish(data, "".join(sorted(lines)).encode(), b"{}", base=BASE)[0].digest


def put(settings: Settings) -> bool:
    """Put the version in use into the engine."""
    with lock(settings.data):
        return publish_remotely(published(settings.data), settings, lambda _: None)


def endpoint(settings: Settings) -> Endpoint:
    """Return the engine."""
    assert settings.engine
    return Endpoint(settings.engine)


def found(settings: Settings) -> Graphs:
    """Return what the engine has in use: its default graph as "", and its named graphs."""
    graphs = _graphs(settings)
    used = read_marker(endpoint(settings), BASE, 60)
    default = graphs[union_graph(BASE, used.digest)]
    named = {graph: triples for graph, triples in graphs.items() if not graph.startswith(_VERSIONS)}
    assert (used.triples, set(used.graphs)) == (len(default), set(named))
    return {"": default, **named}


def unused(settings: Settings) -> set[str]:
    """Return the graphs in the engine that belong to no version in use."""
    used = read_marker(endpoint(settings), BASE, 60)
    return {graph for graph in _graphs(settings) if graph.startswith(_VERSIONS)} - {union_graph(BASE, used.digest)}


def expected(settings: Settings) -> Graphs:
    """Return what the engine should have of the version in use in the data folder."""
    graphs: Graphs = defaultdict(set)
    for quad in read_quads(published(settings.data)):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs[""] |= {_text(quad)} if settings.default_graph == "union" or not name else set()
        graphs[name].add(_text(quad))
    return dict(graphs)


def read_until(settings: Settings, ended: Event, seen: list[Seen]) -> None:
    """Ask for all triples of the version in use again and again, as a server does: the marker before and after."""
    engine = endpoint(settings)
    while not ended.is_set():
        marker = read_marker(engine, BASE, 60)
        named = " ".join(f"<{graph}>" for graph in marker.graphs)
        default = union_graph(BASE, marker.digest)
        query = (
            f"SELECT (COUNT(?in) AS ?d) (COUNT(?g) AS ?n) {{ {{ GRAPH <{default}> {{ ?s ?p ?o }} BIND(1 AS ?in) }} "
            f"UNION {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }} }}"
        )
        (row,) = engine.select(query, 60)
        if read_marker(engine, BASE, 60).publication == marker.publication:
            seen.append((marker.digest, int(row["d"].value), int(row["n"].value)))


def _graphs(settings: Settings) -> Graphs:
    """Return all graphs of these tests in the engine, but the marker."""
    graphs: Graphs = defaultdict(set)
    query = f'SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(REGEX(STR(?g), "^({BASE}|urn:)")) }}'
    for row in endpoint(settings).select(query, 60):
        graphs[str(row["g"].value)].add(f"{row['s']} {row['p']} {row['o']}")
    graphs.pop(marker_graph(BASE), None)
    return graphs


def _text(quad: ox.Quad) -> str:
    """Return the statement of a quad."""
    return f"{quad.subject} {quad.predicate} {quad.object}"
