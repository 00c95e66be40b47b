"""Nodes by what a person writes."""

import re

import pytest

from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.nodes import find_node
from ruhrgraph.ontology.errors import NodeNotFoundError
from tests.graph.networks.samples import iri, network

NETWORK = network(
    ["a-ressort/a", "ressort/a-mueller"], labels={"mueller": "Änne Müller-O’Hara"}, types=("Person", "Ressort")
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (iri("a"), "a"),
        ("person/a", "a"),
        ("ressort/a", "ressort/a"),
        ("Änne Müller O’Hara", "mueller"),
        ("änne  MÜLLER, O’HARA", "mueller"),
        ("mueller", "mueller"),
    ],
)
def test_found(text: str, found: str) -> None:
    """An IRI, the end of one, a key and a label name the node; case and punctuation do not matter."""
    assert find_node(NETWORK, text).iri == iri(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "names several nodes of network sample: a (person/a), a (ressort/a); take one of them"),
        ("Anne Muller", "near to it are: Änne Müller-O’Hara (person/mueller)"),
        ("qqqqqq", "has no node “qqqqqq”; see its nodes at /network/sample.json"),
        ("", "has no node “”"),
        ("…", "has no node “…”"),
    ],
)
def test_not_found(text: str, said: str) -> None:
    """The error names the nearest nodes, or those that a text may mean."""
    with pytest.raises(NodeNotFoundError, match=re.escape(said)):
        find_node(NETWORK, text)


def test_every_node_is_found_by_its_iri_and_end(networks: dict[str, Network]) -> None:
    """All nodes of all shipped networks can be asked for."""
    for made in networks.values():
        for node in made.nodes[::7]:
            assert find_node(made, node.iri) is node
            assert find_node(made, node.iri.rpartition("/id/")[2]) is node
