"""Networks made by hand, for tests."""

from collections.abc import Iterable, Mapping

from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import NetworkDefinition


def definition(*types: str, directed: bool = False, name: str = "sample") -> NetworkDefinition:
    """Return a definition with these classes of nodes."""
    texts = {"de": "Text", "en": "text"}
    return NetworkDefinition(
        name, texts, texts, texts, texts, node_types=types or ("Person",), directed=directed, query=""
    )


def iri(key: str) -> str:
    """Return the IRI of a node: `person/a` or, for `a`, a person."""
    return f"{DEFAULT_BASE}id/{key if '/' in key else f'person/{key}'}"


def network(
    edges: Iterable[str | Edge],
    alone: Iterable[str] = (),
    labels: Mapping[str, str] | None = None,
    *,
    types: tuple[str, ...] = ("Person",),
    directed: bool = False,
) -> Network:
    """Return a network.

    Args:
        edges: `a-b`, `ressort/a-person/b`, or an `Edge`.
        alone: Nodes without an edge.
        labels: Labels by the key of the node, for those that do not bear their key as label.
        types: The classes of the nodes.
        directed: Whether the edges have a direction.

    """
    made = [_edge(edge) if isinstance(edge, str) else edge for edge in edges]
    iris = sorted({end for edge in made for end in (edge.source, edge.target)} | {iri(key) for key in alone})
    named = {iri(key): label for key, label in (labels or {}).items()}
    classes = {name.lower(): name for name in types}
    nodes = tuple(
        Node(item, classes[item.split("/")[-2]], {"de": named.get(item, item.rpartition("/")[2])}) for item in iris
    )
    order = sorted(made, key=lambda edge: (edge.source, edge.target, edge.relation))
    return Network(definition(*types, directed=directed), DEFAULT_BASE, nodes, tuple(order))


def _edge(text: str) -> Edge:
    source, target = text.split("-")
    return Edge(iri(source), iri(target), "knows", 1.0)
