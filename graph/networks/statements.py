"""The measures of all networks as statements of `graph/network`.

In: the quads of a dataset without these. Out: quads that say of each network what was measured, and of what: the query,
the SHA-256 of the dataset, and the releases of the libraries. So anybody can compute the same again.
"""

import heapq
import math
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from functools import partial
from importlib.metadata import version as release
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.networks.extraction import Ask, Row, extract
from ruhrgraph.graph.networks.layout import positions
from ruhrgraph.graph.networks.measures import measure
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.rdf.namespaces import DCT, PROV
from ruhrgraph.graph.rdf.terms import LABEL, TYPE, Iris, english, german, integer, node, typed
from ruhrgraph.graph.versions.disk_stores import add_file, add_lines, finish_stores, is_large
from ruhrgraph.graph.versions.integrity import file_sha256
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.store import fill_store
from ruhrgraph.graph.versions.things_maker import keep_things
from ruhrgraph.queries.networks import NetworkDefinition, network_names, read_network

NETWORK_TERMS = {
    "nodes": "knotenzahl",
    "edges": "kantenzahl",
    "density": "dichte",
    "components": "komponentenzahl",
    "largest_component": "groessteKomponente",
    "diameter": "durchmesser",
    "mean_path": "mittlereEntfernung",
    "transitivity": "transitivitaet",
    "assortativity": "assortativitaet",
    "type_assortativity": "klassenAssortativitaet",
    "modularity": "modularitaet",
    "communities": "gemeinschaftszahl",
}
"""The property of each measure of a network."""
NODE_TERMS = {
    "degree": "grad",
    "in_degree": "eingangsgrad",
    "out_degree": "ausgangsgrad",
    "weighted_degree": "gewichteterGrad",
    "betweenness": "zwischenzentralitaet",
    "closeness": "naehezentralitaet",
    "eigenvector": "eigenvektorzentralitaet",
    "pagerank": "pageRank",
    "clustering": "clusterkoeffizient",
    "core": "kernzahl",
    "community": "gemeinschaft",
}
"""The property of each measure of a node."""
MOST_THINGS = 3000
"""A network whose classes have more things is not measured in a build; a server measures it when it is asked for."""
MOST_ALIKE = 1000
"""The same for a network of one class, as of projects, in which most pairs may be tied."""
_IN_MEMORY = 128 * 1024 * 1024
"""A dataset of up to this many bytes of N-Quads is measured in memory, of which it takes three times as much."""
_THINGS = """
PREFIX rk: <%sontology#>
SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE { VALUES ?class { %s } ?thing a ?class }
"""
_OF_DIRECTED = ("in_degree", "out_degree")
"""Measures that say the same as the degree where edges have no direction."""
_DIGITS = 12
"""Significant digits of a measure: fewer than a processor's, whose last ones may differ between machines."""


Progress: TypeAlias = Callable[[int, int], None]
"""Shows how many of all are done."""


def _quiet(_done: int, _total: int) -> None:
    """Show no progress."""


def network_quads(quads: Iterable[Quad], digest: str, base: str) -> list[Quad]:
    """Return the quads of `graph/network`.

    Args:
        quads: The dataset without them.
        digest: The SHA-256 of the dataset without them.
        base: The base IRI, ending in `/`.

    """
    store = ox.Store()
    store.bulk_extend(quads)
    return _measured(store, digest, base)


def add_networks(merged: Path, folder: Path, base: str, progress: Progress = _quiet) -> list[Quad]:
    """Make the dataset of a build from its statements without networks, and return the quads of `graph/network`.

    Args:
        merged: A file of canonical N-Quads without `graph/network`; it stays.
        folder: Where to put `dataset.nq`, and the stores of a large one; `repository.publish` takes this folder. What
            a killed process left there is removed.
        base: The base IRI, ending in `/`.
        progress: Is called with how many networks are measured, and how many there are.

    Raises:
        OSError: The disk is full or fails.

    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    version = Version("", folder)
    store = _store_of(merged, version.store)
    quads = _measured(store, file_sha256(merged), base, progress)
    networks = canonical(quads).splitlines(keepends=True)
    with merged.open("rb") as lines, version.dataset.open("wb") as file:
        file.writelines(line for line, _ in groupby(heapq.merge(lines, networks)))
    if is_large(version.dataset):
        add_lines(store, networks)
        finish_stores(store, folder)
        keep_things(store, version, base)
    else:
        shutil.rmtree(version.store, ignore_errors=True)
    return quads


def _store_of(dataset: Path, folder: Path) -> ox.Store:
    """Return a dataset as a store: in memory if it is not large, where queries are faster, else on disk in a folder."""
    if dataset.stat().st_size > _IN_MEMORY:
        store = ox.Store(str(folder))
        add_file(store, dataset)
        return store
    store = ox.Store()
    fill_store(store, dataset)
    return store


def _measured(store: ox.Store, digest: str, base: str, progress: Progress = _quiet) -> list[Quad]:
    """Return the quads of `graph/network` for a store without them, and the SHA-256 of what is in it."""
    iris = Iris(base)
    graph = iris.graph("network")
    ask = partial(ask_store, store)
    libraries = ", ".join(f"{name} {release(name)}" for name in ("networkx", "rustworkx"))
    statements: list[Quad] = []
    names = network_names()
    for done, name in enumerate(names):
        progress(done, len(names))
        definition = read_network(name, base)
        most = MOST_THINGS if len(definition.node_types) > 1 else MOST_ALIKE
        if _things(ask, definition, base) > most:
            continue
        network = extract(ask, definition, base, evidence=False)
        subject = iris.thing("netzwerk", name)
        facts = [*_about(definition, subject, iris, digest, libraries), *_measures(network, subject, iris)]
        statements += (Quad(*fact, graph) for fact in facts)
    return statements


def unmeasured(quads: Iterable[Quad], base: str) -> list[str]:
    """Return the names of the networks that the quads of `graph/network` leave out, because they are too large."""
    told = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return [name for name in network_names() if Iris(base).thing("netzwerk", name).value not in told]


def _things(ask: Ask, definition: NetworkDefinition, base: str) -> int:
    """Return how many things there are of the classes of a network."""
    (row,) = ask(_THINGS % (base, " ".join(f"rk:{name}" for name in definition.node_types)))
    return int(row["count"])


_Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


def ask_store(store: ox.Store, query: str) -> Iterator[Row]:
    """Yield the solutions of a SELECT over the union of all graphs."""
    found = store.query(query, use_default_graph_as_union=True)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("the query was no SELECT")
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}


def _about(
    definition: NetworkDefinition, subject: NamedNode, iris: Iris, digest: str, libraries: str
) -> Iterator[_Fact]:
    """Yield what a network is, and what it was computed from."""
    yield subject, TYPE, iris.term("Netzwerk")
    yield subject, TYPE, node(f"{PROV}Entity")
    for tagged, language in ((german, "de"), (english, "en")):
        yield subject, LABEL, tagged(definition.title[language])
        yield subject, node(f"{DCT}description"), tagged(definition.description[language])
    yield subject, iris.term("abfrage"), Literal(definition.query)
    yield subject, iris.term("datenstand"), Literal(digest)
    yield subject, iris.term("software"), Literal(libraries)


def _measures(network: Network, subject: NamedNode, iris: Iris) -> Iterator[_Fact]:
    """Yield the measures of a network and of its nodes, and the places of the nodes."""
    measured, places = measure(network), positions(network)
    for name, value in asdict(measured.network).items():
        if value is not None:
            yield subject, iris.term(NETWORK_TERMS[name]), _number(value)
    terms = {name: term for name, term in NODE_TERMS.items() if network.definition.directed or name not in _OF_DIRECTED}
    for item in network.nodes:
        thing = node(item.iri)
        point = iris.thing("netzwerkknoten", f"{network.definition.name}-{iris.key(thing)}")
        yield point, TYPE, iris.term("Netzwerkknoten")
        yield point, iris.term("netzwerk"), subject
        yield point, iris.term("knoten"), thing
        measures = measured.nodes[item.iri]
        for name, term in terms.items():
            if (value := getattr(measures, name)) is not None:
                yield point, iris.term(term), _number(value)
        for axis, place in zip("xy", places[item.iri], strict=True):
            yield point, iris.term(axis), _number(place)


def _number(value: float) -> Literal:
    """Return a measure as a literal. A fraction is written as the store writes it, without an exponent."""
    if isinstance(value, int):
        return integer(value)
    if not value:
        return typed("0", "double")
    rounded = round(value, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    return typed(format(Decimal(repr(rounded)), "f").removesuffix(".0"), "double")
