"""Reads the files of networks by the tools of others, each to the same form.

The form is: nodes by id, and edges by name, each with its attributes; of an edge also `source` and `target`. What is
not there is left out, whether a tool has it as None, as "" or as no number. Numbers are fractions.
"""

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import igraph
import networkx as nx
import rustworkx as rx

Attributes = dict[str, str | float]


class Read(NamedTuple):
    """What a tool read."""

    nodes: dict[str, Attributes]
    edges: dict[str, Attributes]
    directed: bool


def clean(values: Mapping[str, Any], *left_out: str) -> Attributes:
    """Return attributes without those that have no value."""
    found: Attributes = {}
    for name, value in values.items():
        # `value != value` is true of what is no number.
        if name in left_out or value is None or value == "" or value != value:  # noqa: PLR0124
            continue
        found[name] = float(value) if isinstance(value, int | float) else str(value)
    return found


def networkx_graphml(path: Path) -> Read:
    """Read GraphML by NetworkX."""
    return _of_networkx(nx.read_graphml(path, force_multigraph=True))


def networkx_gexf(path: Path) -> Read:
    """Read GEXF by NetworkX."""
    graph = nx.read_gexf(path, version="1.3")
    nodes = {node: clean(values, "viz") for node, values in graph.nodes(data=True)}
    edges = {
        values["id"]: {"source": source, "target": target, **clean(values, "id", "label")}
        for source, target, values in graph.edges(data=True)
    }
    return Read(nodes, edges, graph.is_directed())


def networkx_json(path: Path) -> Read:
    """Read node-link JSON by NetworkX."""
    return _of_networkx(nx.node_link_graph(json.loads(path.read_bytes()), edges="edges"))


def networkx_cytoscape(path: Path) -> Read:
    """Read Cytoscape JSON by NetworkX."""
    graph: Any = nx.cytoscape_graph(json.loads(path.read_bytes()))
    nodes = {node: clean(values, "id", "value", "name") for node, values in graph.nodes(data=True)}
    edges = {
        key: {"source": source, "target": target, **clean(values, "id", "key", "source", "target")}
        for source, target, key, values in graph.edges(keys=True, data=True)
    }
    return Read(nodes, edges, graph.is_directed())


def _of_networkx(graph: Any) -> Read:  # noqa: ANN401  # one of four classes
    nodes = {node: clean(values) for node, values in graph.nodes(data=True)}
    edges = {
        str(key): {"source": source, "target": target, **clean(values, "id", "key")}
        for source, target, key, values in graph.edges(keys=True, data=True)
    }
    return Read(nodes, edges, graph.is_directed())


def igraph_graphml(path: Path) -> Read:
    """Read GraphML by python-igraph."""
    graph = igraph.Graph.Read_GraphML(str(path))
    nodes = {node["id"]: clean(node.attributes(), "id") for node in graph.vs}
    names = [node["id"] for node in graph.vs]
    # igraph 1.0 has the ids of nodes in the attribute `id` of edges, whatever the file says; it keeps the file's order.
    edges = {
        f"e{edge.index + 1}": {
            "source": names[edge.source],
            "target": names[edge.target],
            **clean(edge.attributes(), "id"),
        }
        for edge in graph.es
    }
    return Read(nodes, edges, graph.is_directed())


def rustworkx_graphml(path: Path) -> Read:
    """Read GraphML by rustworkx."""
    (graph,) = rx.read_graphml(str(path))
    nodes = {values["id"]: clean(values, "id") for values in graph.nodes()}
    names = [values["id"] for values in graph.nodes()]
    edges = {
        values["id"]: {"source": names[source], "target": names[target], **clean(values, "id")}
        for source, target, values in graph.weighted_edge_list()
    }
    return Read(nodes, edges, isinstance(graph, rx.PyDiGraph))


def table(path: Path) -> Read:
    """Read CSV as a data frame has it."""
    with zipfile.ZipFile(path) as archive:
        rows = {
            name: list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"), newline="")))
            for name in ("nodes", "edges")
        }
    nodes = {row["Id"]: _typed(row, "Id") for row in rows["nodes"]}
    edges = {
        row["Id"]: {"source": row["Source"], "target": row["Target"], **_typed(row, "Id", "Source", "Target", "Type")}
        for row in rows["edges"]
    }
    return Read(nodes, edges, any(row["Type"] == "Directed" for row in rows["edges"]))


_TEXTS = ("label", "type", "relation", "first", "last", "evidence", "via")


def _typed(row: Mapping[str, str], *left_out: str) -> Attributes:
    """Return the attributes of a row; the columns that are no texts are numbers."""
    named = {name[0].lower() + name[1:]: value for name, value in row.items() if name not in left_out and value != ""}
    return {name: value if name in _TEXTS else float(value) for name, value in named.items()}


READERS: Mapping[str, tuple[Callable[[Path], Read], ...]] = {
    "graphml": (networkx_graphml, igraph_graphml, rustworkx_graphml),
    "gexf": (networkx_gexf,),
    "json": (networkx_json,),
    "cytoscape": (networkx_cytoscape,),
    "csv": (table,),
}

GRAPHOLOGY = """
const fs = require('fs'), {MultiGraph} = require('graphology');
const parsers = {gexf: require('graphology-gexf'), graphml: require('graphology-graphml')};
const all = {};
for (const path of process.argv.slice(1)) {
  const parse = parsers[path.split('.').pop()].parse;
  const graph = parse(MultiGraph, fs.readFileSync(path, 'utf8'));
  const nodes = {}, edges = {};
  graph.forEachNode((node, values) => { nodes[node] = values; });
  graph.forEachEdge((edge, values, source, target) => { edges[edge] = {...values, source, target}; });
  all[path] = {nodes, edges, type: graph.type};
}
console.log(JSON.stringify(all));
"""


def graphology(node: str, modules: Path, paths: Iterable[Path]) -> dict[str, Read]:
    """Read GEXF and GraphML by graphology, all files in one process, by their paths."""
    called = [node, "-e", GRAPHOLOGY, *map(str, paths)]
    done = subprocess.run(called, check=False, capture_output=True, env={"NODE_PATH": str(modules)})
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    places = ("color", "size", "z")
    return {
        path: Read(
            {key: clean(values, *places) for key, values in found["nodes"].items()},
            {key: clean(values, "label") for key, values in found["edges"].items()},
            found["type"] == "directed",
        )
        for path, found in told.items()
    }
