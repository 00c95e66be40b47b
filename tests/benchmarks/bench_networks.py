"""Times measures, layout and files of networks of 100 to 10,000 nodes, beside python-igraph and plain NetworkX.

Run it with `make bench-networks`. Each size runs in processes of their own, so that its peak memory is its own. The
networks are random (as many edges as 5 times the nodes), with four relations and two Belege for each edge. igraph and
NetworkX compute the same measures of nodes and of the network, and no layout; NetworkX without PageRank, for which it
needs SciPy, and of the largest network without what takes it longest.
"""

import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import igraph
import networkx as nx

from ruhrgraph.graph.networks.files.drawing import Drawing
from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS
from ruhrgraph.graph.networks.layout import positions
from ruhrgraph.graph.networks.measures import SEED, measure, simple_graph
from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import read_network

SIZES = (100, 300, 1000, 3000, 10_000)
EDGES_PER_NODE = 5
MOST_OF_NETWORKX = 3000
"""Up to how many nodes NetworkX computes betweenness and closeness; 10,000 take it over half an hour."""


def network(size: int) -> Network:
    """Return a random network of so many nodes, the same each time."""
    choose = random.Random(size)  # noqa: S311  # no secret
    types = ("Person", "Organisation", "Ressort", "Themenforum")
    nodes = [
        Node(f"{DEFAULT_BASE}id/person/{index:05}", types[index % 4], {"de": f"Person Nummer {index} & Söhne"})
        for index in range(size)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size * EDGES_PER_NODE:
        one, other = sorted(choose.sample(range(size), 2))
        pairs.add((one, other))
    edges = [
        Edge(
            nodes[one].iri,
            nodes[other].iri,
            ("moderates", "leads", "names", "hosts")[(one + other) % 4],
            float(1 + (one + other) % 3),
            evidence=(f"{DEFAULT_BASE}id/beleg/{one}-{other}", f"{DEFAULT_BASE}id/beleg/{other}-{one}"),
        )
        for one, other in sorted(pairs)
    ]
    return Network(read_network("actors"), DEFAULT_BASE, tuple(nodes), tuple(edges))


def ours(made: Network) -> dict[str, float]:
    """Return the seconds that measures, layout and each file take here."""
    times = {}
    begun = time.perf_counter()
    measured = measure(made)
    times["measures"] = time.perf_counter() - begun
    begun = time.perf_counter()
    drawing = Drawing(made, measured, positions(made))
    times["layout"] = time.perf_counter() - begun
    for form in NETWORK_FORMATS:
        begun = time.perf_counter()
        form.write(drawing)
        times[form.name] = time.perf_counter() - begun
    return times


def of_igraph(made: Network) -> dict[str, float]:
    """Return the seconds that the same measures take python-igraph."""
    plain = simple_graph(made)
    graph = igraph.Graph(n=len(plain), edges=list(plain.edges))
    weights = [float(values["weight"]) for _, _, values in plain.edges(data=True)]
    types = [values % 4 for values in range(len(plain))]
    begun = time.perf_counter()
    for compute in (graph.degree, graph.betweenness, graph.closeness, graph.eigenvector_centrality, graph.pagerank):
        compute()
    graph.transitivity_local_undirected()
    graph.coreness()
    graph.community_multilevel(weights=weights)
    for compute in (graph.density, graph.connected_components, graph.diameter, graph.average_path_length):
        compute()
    graph.transitivity_undirected()
    graph.assortativity_degree(directed=False)
    graph.assortativity_nominal(types, directed=False)
    return {"measures": time.perf_counter() - begun}


def of_networkx(made: Network) -> dict[str, float]:
    """Return the seconds that the same measures take NetworkX; of large networks without those that take longest."""
    graph = simple_graph(made)
    begun = time.perf_counter()
    if len(graph) <= MOST_OF_NETWORKX:
        nx.betweenness_centrality(graph)
        nx.closeness_centrality(graph)
        largest = graph.subgraph(max(nx.connected_components(graph), key=len))
        nx.diameter(largest)
        nx.average_shortest_path_length(largest)
    nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-12)
    nx.clustering(graph)
    nx.core_number(graph)
    found = nx.community.louvain_communities(graph, seed=SEED)
    nx.community.modularity(graph, found)
    nx.transitivity(graph)
    nx.degree_assortativity_coefficient(graph)
    nx.attribute_assortativity_coefficient(graph, "type")
    return {"measures": time.perf_counter() - begun}


TOOLS: dict[str, Callable[[Network], dict[str, float]]] = {
    "ruhrgraph": ours,
    "python-igraph": of_igraph,
    "NetworkX": of_networkx,
}


def _run(tool: str, size: int) -> tuple[dict[str, float], float]:
    """Return the seconds of a tool, and the peak memory (MiB) of its process."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_networks", tool, str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{tool} failed at {size} nodes")
    return json.loads(text), usage.ru_maxrss / 1024


def main() -> None:
    """Print the tables."""
    names = ("networkx", "rustworkx", "igraph")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}\n")
    files = [form.name for form in NETWORK_FORMATS]
    others = "peak (MiB) | igraph (s, MiB) | NetworkX (s, MiB)"
    print(f"| nodes | edges | measures (s) | layout (s) | {' | '.join(files)} | {others} |")
    print(f"|---|---|---|---|{'---|' * len(files)}---|---|---|")
    for size in SIZES:
        found = {tool: _run(tool, size) for tool in TOOLS}
        times, peak = found["ruhrgraph"]
        cells = [f"{times[name]:.2f}" for name in ("measures", "layout", *files)]
        peers = [f"{found[tool][0]['measures']:.2f}, {found[tool][1]:.0f}" for tool in ("python-igraph", "NetworkX")]
        print(
            "|",
            " | ".join([f"{size:,}", f"{size * EDGES_PER_NODE:,}", *cells, f"{peak:.0f}", *peers]),
            "|",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(TOOLS[sys.argv[1]](network(int(sys.argv[2])))))
    else:
        main()
