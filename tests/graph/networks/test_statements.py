"""The statements of `graph/network`: valid, complete, the same each time, and good to ask."""

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.networks.measures import NetworkMeasures, NodeMeasures, measure
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.statements import (
    NETWORK_TERMS,
    NODE_TERMS,
    _number,
    add_networks,
    network_quads,
    unmeasured,
)
from ruhrgraph.graph.schema.validation import validate
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.repository import digest
from ruhrgraph.graph.versions.things_maker import THINGS_FILE
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import network_names, read_network
from ruhrgraph.queries.things_file import open_things
from tests.graph.networks.samples import iri

RK = f"{DEFAULT_BASE}ontology#"
GRAPH = NamedNode(f"{DEFAULT_BASE}graph/network")
CENTRAL = f"""PREFIX rk: <{RK}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?ministry ?value {{
  ?point rk:netzwerk <{DEFAULT_BASE}id/netzwerk/actors> ; rk:knoten ?ministry ; rk:grad ?value .
  ?ministry a rk:Ressort
}} ORDER BY DESC(?value) LIMIT 1"""


def _of(dataset: tuple[Quad, ...]) -> list[Quad]:
    return [quad for quad in dataset if quad.graph_name == GRAPH]


def test_each_measure_has_a_term() -> None:
    """The tables name all measures, each with a property of its own."""
    assert set(NETWORK_TERMS) == set(NetworkMeasures.__slots__)
    assert set(NODE_TERMS) == set(NodeMeasures.__slots__)
    assert len({*NETWORK_TERMS.values(), *NODE_TERMS.values()}) == len(NETWORK_TERMS) + len(NODE_TERMS)


def test_the_statements_are_valid(dataset: tuple[Quad, ...]) -> None:
    """The shapes find nothing in them."""
    about = [item for item in validate(list(dataset), DEFAULT_BASE) if "netzwerk" in str(item).lower()]
    assert about == []


def test_every_network_says_what_it_was_computed_from(dataset: tuple[Quad, ...]) -> None:
    """Each network has its query, its libraries, and the digest of the dataset without these statements."""
    rest = [quad for quad in dataset if quad.graph_name != GRAPH]
    expected = digest(canonical(rest))
    for name in network_names():
        subject = NamedNode(f"{DEFAULT_BASE}id/netzwerk/{name}")
        told = {
            quad.predicate.value.rpartition("#")[2]: quad.object for quad in _of(dataset) if quad.subject == subject
        }
        assert told["abfrage"] == Literal(read_network(name).query)
        assert told["datenstand"] == Literal(expected)
        assert "networkx" in str(told["software"])


def test_every_node_has_its_measures(dataset: tuple[Quad, ...], networks: dict[str, Network]) -> None:
    """Each node of each network has one value for each measure; without directions there are no in- and out-degrees."""
    counts = Counter(quad.subject for quad in _of(dataset))
    for name, network in networks.items():
        for node in network.nodes:
            key = node.iri.removeprefix(f"{DEFAULT_BASE}id/").replace("/", "-")
            subject = NamedNode(f"{DEFAULT_BASE}id/netzwerkknoten/{name}-{key}")
            assert counts[subject] == (16 if network.definition.directed else 14), subject


def test_sparql_finds_the_most_central_ministry(dataset: tuple[Quad, ...], networks: dict[str, Network]) -> None:
    """A query answers who has the most neighbours among the ministries: MWIDE, as measured."""
    store = Store()
    store.extend([Quad(quad.subject, quad.predicate, quad.object) for quad in dataset])
    found = store.query(CENTRAL)
    assert isinstance(found, QuerySolutions)
    (row,) = found
    assert str(row["ministry"].value) == iri("ressort/mwide")
    assert int(row["value"].value) == measure(networks["actors"]).nodes[iri("ressort/mwide")].degree


def test_types_of_values(dataset: tuple[Quad, ...]) -> None:
    """A property has one datatype in all statements, whatever the values are."""
    kinds: dict[str, set[str]] = {}
    for quad in _of(dataset):
        if isinstance(quad.object, Literal):
            kinds.setdefault(quad.predicate.value, set()).add(quad.object.datatype.value)
    assert {name for name, found in kinds.items() if len(found) > 1} == set()


def test_numbers_are_as_the_store_writes_them(dataset: tuple[Quad, ...]) -> None:
    """No statement changes when it goes into the store and out again; versions are compared by that."""
    store = Store()
    store.extend(_of(dataset))
    assert set(store) == set(_of(dataset))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (27.0, "27"),
        (-6.0, "-6"),
        (1 / 3, "0.333333333333"),
        (1e-9, "0.000000001"),
        (1.5e-9, "0.0000000015"),
    ],
)
def test_a_fraction_as_a_literal(value: float, text: str) -> None:
    """A fraction has 12 digits and no exponent."""
    assert _number(value).value == text


def test_too_large_to_be_measured(dataset: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A network of very many things is left out of the build, and its name is told."""
    rest = [quad for quad in dataset if quad.graph_name != GRAPH]
    monkeypatch.setattr("ruhrgraph.graph.networks.statements.MOST_THINGS", 100)
    found = network_quads(rest, "0" * 64, DEFAULT_BASE)
    assert {"actors", "projects"} - set(unmeasured(found, DEFAULT_BASE)) == {"projects"}
    assert unmeasured(_of(dataset), DEFAULT_BASE) == []


def test_too_many_of_one_class(dataset: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A network of one class has a limit of its own, as its edges grow with the square."""
    rest = [quad for quad in dataset if quad.graph_name != GRAPH]
    monkeypatch.setattr("ruhrgraph.graph.networks.statements.MOST_ALIKE", 50)
    found = network_quads(rest, "0" * 64, DEFAULT_BASE)
    assert unmeasured(found, DEFAULT_BASE) == ["organisations", "projects"]


@pytest.mark.parametrize("where", ["in memory", "on disk"])
def test_networks_of_a_file(
    dataset: tuple[Quad, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Wherever a merged file is measured, the dataset has the same bytes; a large one has its stores beside it."""
    if where == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.networks.statements._IN_MEMORY", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.disk_stores.LARGE_BYTES", -1)
    merged, version = tmp_path / "merged.nq", Version("", tmp_path / "new")
    version.folder.mkdir()
    (version.folder / "left by a killed build").touch()
    merged.write_bytes(canonical(quad for quad in dataset if quad.graph_name != GRAPH))
    told: list[tuple[int, int]] = []
    quads = add_networks(merged, version.folder, DEFAULT_BASE, lambda done, total: told.append((done, total)))
    assert set(quads) == set(_of(dataset))
    assert told == [(done, len(network_names())) for done in range(len(network_names()))]
    assert version.dataset.read_bytes() == canonical(dataset)
    names = {path.name for path in version.folder.iterdir()}
    if where != "on disk":
        assert names == {"dataset.nq"}
        return
    assert names == {"dataset.nq", "store", "union", "derived"}
    assert set(Store.read_only(str(version.store))) == set(dataset)
    derived = {path.name for path in version.derived.iterdir()}
    assert derived == {"facts-union.json", "facts-plain.json", THINGS_FILE}
    assert open_things(version.derived / THINGS_FILE, DEFAULT_BASE).by_type["Projekt"].entities


def test_an_empty_graph() -> None:
    """Networks without a node are told of, too, and the same graph gives the same statements."""
    found = network_quads([], "0" * 64, DEFAULT_BASE)
    assert found == network_quads([], "0" * 64, DEFAULT_BASE)
    nodes = [str(quad.object) for quad in found if quad.predicate.value == f"{RK}knotenzahl"]
    assert [text[:3] for text in nodes] == ['"0"'] * len(network_names())
