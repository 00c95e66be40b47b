"""Finds a node of a network by what a person writes: its IRI, the end of it, or a label."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from ruhrgraph.graph.networks.network import Network, Node
from ruhrgraph.ontology.errors import NodeNotFoundError
from ruhrgraph.ontology.names import slug


def find_node(network: Network, text: str) -> Node:
    """Return the node that a text names.

    Args:
        network: The network.
        text: An IRI, `ressort/mwide`, `mwide`, or a label in any language; case, umlauts and punctuation do not matter.

    Raises:
        NodeNotFoundError: There is none, or several; the message names the nearest ones, or those.

    """
    wanted = slug(text)
    found = [node for node in network.nodes if text == node.iri or (wanted and wanted in set(_keys(node)))]
    exact = [node for node in found if text == node.iri]
    if len(exact or found) == 1:
        return (exact or found)[0]
    name = network.definition.name
    if found:
        raise NodeNotFoundError(f"“{text}” names several nodes of network {name}: {_listed(found)}; take one of them")
    by_key = {key: node for node in network.nodes for key in (*_keys(node), *_words(node)) if key}
    nearest = [by_key[key] for key in get_close_matches(wanted, by_key, n=5, cutoff=0.5)]
    hint = f"; near to it are: {_listed(nearest)}" if nearest else "; see its nodes at /network/" + f"{name}.json"
    raise NodeNotFoundError(f"network {name} has no node “{text}”{hint}")


def _keys(node: Node) -> Iterator[str]:
    """Yield all that may name a node, as slugs."""
    kind, _, key = node.iri.rpartition("/id/")[2].partition("/")
    yield slug(f"{kind} {key}")
    yield slug(key)
    yield from map(slug, node.labels.values())


def _words(node: Node) -> Iterator[str]:
    """Yield the words of a node's labels as slugs, by which nearest names are found."""
    yield from (slug(word) for label in node.labels.values() for word in label.split())


def _listed(nodes: Iterable[Node]) -> str:
    """Return nodes by label and the end of their IRI, each once."""
    parts = (f"{node.label('de')} ({node.iri.rpartition('/id/')[2]})" for node in nodes)
    return ", ".join(dict.fromkeys(parts))
