"""The networks of the shipped documents: what is in them, and that each edge is told by a passage."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from pyoxigraph import RdfFormat, Store

from ruhrgraph.graph.networks.extraction import extract, ministries_of_things
from ruhrgraph.graph.networks.measures import measure
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.statements import ask_store
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import network_names, parse_network, read_network
from tests.graph.networks.samples import iri

TWO_FORUMS = ("andrea-milz", "andreas-pinkwart", "isabel-pfeiffer-poensgen", "karl-josef-laumann")
CIRCLES = """
PREFIX rk: <https://w3id.org/ruhrgraph/ontology#> PREFIX id: <https://w3id.org/ruhrgraph/id/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://w3id.org/ruhrgraph/id/themenforum/1> a rk:Themenforum ; rdfs:label "Forum"@de ;
    rk:federfuehrendesRessort <https://w3id.org/ruhrgraph/id/ressort/mwide> ;
    rk:hatTeilnehmergruppe <a:g>, <a:h> .
<a:g> rk:erwaehnt <https://w3id.org/ruhrgraph/id/organisation/rvr> .
<a:h> rk:erwaehnt <https://w3id.org/ruhrgraph/id/organisation/rvr> .
<https://w3id.org/ruhrgraph/id/organisation/rvr> a rk:Organisation ; rdfs:label "RVR" .
<a:b1> rdf:subject <a:g> ; rdf:predicate rk:erwaehnt ; rdf:object <https://w3id.org/ruhrgraph/id/organisation/rvr> .
<a:b2> rdf:subject <a:h> ; rdf:predicate rk:erwaehnt ; rdf:object <https://w3id.org/ruhrgraph/id/organisation/rvr> .
"""


def _quotes(store: Store) -> dict[str, tuple[str, str, str]]:
    """Return subject, object and wording of each Beleg."""
    query = f"""PREFIX rk: <{DEFAULT_BASE}ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?beleg ?s ?o ?quote {{ ?beleg rdf:subject ?s ; rdf:object ?o ; rk:zitat ?quote }}"""
    return {row["beleg"]: (row["s"], row["o"], row["quote"]) for row in ask_store(store, query)}


@pytest.fixture(scope="module")
def quotes(store: Store) -> dict[str, tuple[str, str, str]]:
    """Return what each Beleg says."""
    return _quotes(store)


@pytest.mark.parametrize("name", network_names())
def test_without_evidence(store: Store, networks: dict[str, Network], name: str) -> None:
    """Without its evidence a network is the same but for that and for what its edges lead through."""
    found = extract(partial(ask_store, store), read_network(name), DEFAULT_BASE, evidence=False)
    edges = tuple(replace(edge, evidence=(), via=()) for edge in networks[name].edges)
    assert found == replace(networks[name], edges=edges)


@pytest.mark.parametrize("name", network_names())
def test_every_edge_has_evidence_of_what_ties_the_two(
    networks: dict[str, Network], quotes: dict[str, tuple[str, str, str]], name: str
) -> None:
    """Each edge leads to Belege with a wording, which speak of both ends."""
    for edge in networks[name].edges:
        assert edge.evidence, edge
        assert edge.weight > 0
        told = [quotes[beleg] for beleg in edge.evidence]
        assert all(quote.strip() for _, _, quote in told), edge
        spoken_of = {thing for subject, object_, _ in told for thing in (subject, object_)}
        assert {edge.source, edge.target} <= spoken_of, edge
        assert any(len(quote) > 1 for _, _, quote in told), edge


@pytest.mark.parametrize("name", network_names())
def test_nodes_and_edges_are_as_the_definition_says(networks: dict[str, Network], name: str) -> None:
    """Classes and relations are those that the header names; edges are there once, and tie nodes that are there."""
    network = networks[name]
    assert {node.type for node in network.nodes} <= set(network.definition.node_types)
    assert all(node.label("de").strip() and node.label("en").strip() for node in network.nodes)
    iris = [node.iri for node in network.nodes]
    assert iris == sorted(set(iris))
    keys = [(edge.source, edge.target, edge.relation) for edge in network.edges]
    assert keys == sorted(set(keys))
    for edge in network.edges:
        assert {edge.source, edge.target} <= set(iris)
        assert edge.relation in re.findall(r"\w+", network.definition.edge["en"])
        assert edge.first is None or edge.last is None or edge.first <= edge.last
        if not network.definition.directed:
            assert edge.source < edge.target


def test_four_persons_have_two_forums(networks: dict[str, Network]) -> None:
    """Only Laumann, Pinkwart, Pfeiffer-Poensgen and Milz moderate more than one forum."""
    forums: defaultdict[str, set[str]] = defaultdict(set)
    for edge in networks["actors"].edges:
        if edge.relation == "moderates":
            forums[edge.source].add(edge.target)
    counts = {person: len(found) for person, found in forums.items() if len(found) > 1}
    assert counts == {iri(name): 2 for name in TWO_FORUMS}


def test_the_ministry_with_the_most_neighbours(networks: dict[str, Network]) -> None:
    """Among all actors, MWIDE has a higher degree than any other ministry."""
    network = networks["actors"]
    measured = measure(network)
    degrees = {node.iri: measured.nodes[node.iri].degree for node in network.nodes if node.type == "Ressort"}
    others = max(degree for ministry, degree in degrees.items() if ministry != iri("ressort/mwide"))
    assert degrees[iri("ressort/mwide")] > others


def test_organisations_named_in_a_circle() -> None:
    """An organisation that two items of one circle name is tied to the forum once, with the weight 2."""
    store = Store()
    store.load(CIRCLES, RdfFormat.TURTLE)
    network = extract(partial(ask_store, store), read_network("participants"), DEFAULT_BASE)
    assert [node.label("en") for node in network.nodes] == ["RVR", "Forum"]
    (edge,) = network.edges
    assert (edge.weight, edge.evidence, edge.via) == (2.0, ("a:b1", "a:b2"), ("a:g", "a:h"))
    ministries = ministries_of_things(partial(ask_store, store), DEFAULT_BASE)
    assert ministries["a:g"] == {iri("ressort/mwide")}


def test_a_graph_without_anything() -> None:
    """A network of an empty graph has no nodes, whichever it is."""
    for name in network_names():
        network = extract(partial(ask_store, Store()), read_network(name), DEFAULT_BASE)
        assert (network.nodes, network.edges) == ((), ())


def test_a_thing_of_two_classes_is_one_node() -> None:
    """Rows that differ in a class alone are one edge, and the node has the class that the definition names first."""

    def ask(query: str) -> Iterator[dict[str, str]]:
        row = {"source": "a:s", "target": "a:t", "targetType": "Ort", "relation": "r", "weight": "1"}
        rows = [{**row, "sourceType": "Ort"}, {**row, "sourceType": "Person"}]
        yield from rows if query == "edges" else []

    header = (f'#+ {key}-de: "x"\n#+ {key}-en: "x"\n' for key in ("title", "description", "edge", "weight"))
    made = parse_network("own", "".join(header) + '#+ nodes: "Person, Ort"\n#+ directed: "true"\n')
    made = type(made)(**{**{name: getattr(made, name) for name in made.__slots__}, "query": "edges"})
    network = extract(ask, made, DEFAULT_BASE)
    assert [(node.type, node.label("de")) for node in network.nodes] == [("Person", "a:s"), ("Ort", "a:t")]
    assert len(network.edges) == 1


def test_a_select_is_needed() -> None:
    """A query of another kind is no network."""
    with pytest.raises(TypeError, match="no SELECT"):
        list(ask_store(Store(), "ASK {}"))
