"""Parts of a network: each parameter alone and together, as a table."""

import datetime as dt
from collections.abc import Mapping

import pytest

from ruhrgraph.graph.networks.network import Edge, Network
from ruhrgraph.graph.networks.selection import Selection, select
from ruhrgraph.ontology.errors import NodeNotFoundError
from tests.graph.networks.samples import iri, network

MARCH = (dt.date(2019, 3, 1), dt.date(2019, 3, 31))
NETWORK = network(
    [
        Edge(iri("a"), iri("b"), "meets", 1.0, *MARCH, via=("t:1",)),
        Edge(iri("b"), iri("c"), "meets", 3.0, dt.date(2019, 5, 1), dt.date(2019, 5, 1)),
        Edge(iri("c"), iri("d"), "knows", 2.0),
        Edge(iri("e"), iri("ressort/x"), "knows", 2.0),
    ],
    alone=["f"],
    types=("Person", "Ressort"),
)
MINISTRIES: Mapping[str, frozenset[str]] = {"t:1": frozenset({iri("ressort/x")})}


def _keys(part: Network) -> str:
    return "".join(node.iri[-1] for node in part.nodes)


@pytest.mark.parametrize(
    ("wanted", "nodes", "edges"),
    [
        (Selection(), "abcdefx", 4),
        (Selection(types=frozenset({"Person"})), "abcdef", 3),
        (Selection(types=frozenset({"Ressort"})), "x", 0),
        (Selection(relations=frozenset({"meets"})), "abc", 2),
        (Selection(first=dt.date(2019, 3, 31)), "abc", 2),
        (Selection(first=dt.date(2019, 4, 1)), "bc", 1),
        (Selection(last=dt.date(2019, 3, 1)), "ab", 1),
        (Selection(last=dt.date(2019, 2, 28)), "", 0),
        (Selection(first=dt.date(2019, 3, 10), last=dt.date(2019, 3, 11)), "ab", 1),
        (Selection(ministry=iri("ressort/x")), "abex", 2),
        (Selection(ministry=iri("ressort/y")), "", 0),
        (Selection(min_weight=2), "bcdex", 3),
        (Selection(min_weight=9), "", 0),
        (Selection(ego=iri("b")), "abc", 2),
        (Selection(ego=iri("b"), radius=2), "abcd", 3),
        (Selection(ego=iri("b"), radius=10), "abcd", 3),
        (Selection(ego=iri("f")), "f", 0),
        (Selection(largest_component=True), "abcd", 3),
        (Selection(relations=frozenset({"knows"}), largest_component=True), "cd", 1),
        (Selection(first=dt.date(2030, 1, 1), largest_component=True), "", 0),
    ],
)
def test_parts(wanted: Selection, nodes: str, edges: int) -> None:
    """Each parameter takes the nodes and edges that it says."""
    part = select(NETWORK, wanted, MINISTRIES)
    assert (_keys(part), len(part.edges)) == (nodes, edges)


def test_types_are_chosen_after_the_projection() -> None:
    """A projection on a class with that class as type is the whole projection."""
    made = network(["a-ressort/x", "b-ressort/x"], types=("Person", "Ressort"))
    part = select(made, Selection(projection="Person", types=frozenset({"Person"})), {})
    assert (_keys(part), len(part.edges)) == ("ab", 1)


def test_the_ego_is_not_in_the_part() -> None:
    """A node that the other parameters leave out is an error that says so, not an empty network."""
    wanted = Selection(types=frozenset({"Ressort"}), ego=iri("a"))
    with pytest.raises(
        NodeNotFoundError, match="part of network sample that the parameters choose does not have person/a"
    ):
        select(NETWORK, wanted, {})


def test_a_long_chain_is_one_component() -> None:
    """Components of any length are found."""
    made = network([f"n{number:04}-n{number + 1:04}" for number in range(2000)], alone=["x"])
    assert len(select(made, Selection(largest_component=True), {}).nodes) == 2001
