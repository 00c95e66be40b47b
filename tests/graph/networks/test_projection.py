"""Projections: weights by hand, after Newman (2001)."""

import datetime as dt
import re
from collections import defaultdict

import pytest

from ruhrgraph.graph.networks.network import Edge, Network
from ruhrgraph.graph.networks.projection import project
from ruhrgraph.ontology.errors import InvalidParameterError
from tests.graph.networks.samples import iri, network

TYPES = ("Person", "Ressort")
# Three persons share x, two of them y, too; nobody shares z.
TWO_MODES = [
    "person/a-ressort/x",
    "person/b-ressort/x",
    "person/c-ressort/x",
    "person/a-ressort/y",
    "person/b-ressort/y",
]


def _two_modes() -> Network:
    return network([*TWO_MODES, "person/d-ressort/z"], types=TYPES, directed=True)


def test_weights_by_hand() -> None:
    """A and b share x (of three: 1/2) and y (of two: 1); a and c, b and c share x alone."""
    found = project(_two_modes(), "Person")
    assert {(edge.source, edge.target): (edge.weight, edge.newman) for edge in found.edges} == {
        (iri("a"), iri("b")): (2.0, 1.5),
        (iri("a"), iri("c")): (1.0, 0.5),
        (iri("b"), iri("c")): (1.0, 0.5),
    }
    assert [node.iri for node in found.nodes] == [iri(name) for name in "abcd"]
    assert found.edges[0].via == (iri("ressort/x"), iri("ressort/y"))
    assert not found.definition.directed


def test_the_other_side() -> None:
    """X and y are shared by a and b, each of whom is tied to two: 1/1 + 1/1."""
    found = project(_two_modes(), "ressort")
    (edge,) = found.edges
    assert (edge.source, edge.target, edge.weight, edge.newman) == (iri("ressort/x"), iri("ressort/y"), 2.0, 2.0)


def test_dates_and_evidence_come_from_the_ties() -> None:
    """A projected edge lasts from the first day to the last one of the ties below it, and has all their Belege."""
    one = Edge(iri("a"), iri("ressort/x"), "r", 1.0, dt.date(2019, 3, 1), dt.date(2019, 3, 2), ("b:1",))
    other = Edge(iri("b"), iri("ressort/x"), "r", 1.0, dt.date(2019, 2, 1), dt.date(2019, 2, 2), ("b:2",))
    (edge,) = project(network([one, other], types=TYPES), "Person").edges
    assert (edge.first, edge.last, edge.evidence) == (dt.date(2019, 2, 1), dt.date(2019, 3, 2), ("b:1", "b:2"))


@pytest.mark.parametrize("kept", ["Person", "Ressort"])
def test_the_shipped_ones_add_up(networks: dict[str, Network], kept: str) -> None:
    """Newman's weights of a node add up to the number of its neighbours that it shares with others."""
    before = networks["persons-ministries"]
    found = project(before, kept)
    sums: defaultdict[str, float] = defaultdict(float)
    for edge in found.edges:
        assert edge.newman is not None
        for end in (edge.source, edge.target):
            sums[end] += edge.newman
    around: defaultdict[str, set[str]] = defaultdict(set)
    for edge in before.edges:
        around[edge.source].add(edge.target)
        around[edge.target].add(edge.source)
    for node in found.nodes:
        shared = [other for other in around[node.iri] if len(around[other]) > 1]
        assert sums[node.iri] == pytest.approx(len(shared), abs=1e-9)


@pytest.mark.parametrize(
    ("types", "kept", "said"),
    [
        (TYPES, "Ort", "on Person or Ressort, not on “Ort”"),
        (("Person",), "Person", "no projection, because its nodes are of one class"),
    ],
)
def test_what_cannot_be_projected(types: tuple[str, ...], kept: str, said: str) -> None:
    """The error says on what a network can be projected."""
    with pytest.raises(InvalidParameterError, match=re.escape(said)):
        project(network([], types=types), kept)
