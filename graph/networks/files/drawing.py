"""A network with all that its files say: measures, positions, colours, and the attributes of nodes and edges.

Each attribute has one type in all nodes or edges, and a name that differs from the others in more than case. None is
called `id`, because igraph keeps two of them then, and mixes them up.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeAlias

from ruhrgraph.graph.networks.layout import positions
from ruhrgraph.graph.networks.measures import Measured, measure
from ruhrgraph.graph.networks.network import Edge, Network, Node

Value: TypeAlias = str | int | float
COLOURS = {
    "Person": (0, 114, 178),
    "Ressort": (213, 94, 0),
    "Organisation": (0, 158, 115),
    "Themenforum": (204, 121, 167),
    "Veranstaltung": (240, 228, 66),
    "Ort": (86, 180, 233),
    "Projekt": (230, 159, 0),
    "Handlungsfeld": (120, 94, 240),
}
"""The colour of each class, of the palette of Okabe and Ito, which people with colour blindness can tell apart."""
_OTHER_COLOUR = (128, 128, 128)
MEASURE_NAMES = {
    "degree": "degree",
    "in_degree": "inDegree",
    "out_degree": "outDegree",
    "weighted_degree": "weightedDegree",
    "betweenness": "betweenness",
    "closeness": "closeness",
    "eigenvector": "eigenvector",
    "pagerank": "pageRank",
    "clustering": "clustering",
    "core": "core",
    "community": "community",
}
"""The attribute of each measure."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network with what was measured of it, and where its nodes stand."""

    network: Network
    measured: Measured
    places: Mapping[str, tuple[float, float]]
    language: str = "de"

    def edge_name(self, index: int) -> str:
        """Return the name of an edge, which no other edge or node of the file has."""
        return f"e{index + 1}"

    def node_attributes(self, node: Node) -> dict[str, Value]:
        """Return the attributes of a node: label, type, and its measures."""
        measures = asdict(self.measured.nodes[node.iri])
        named = {name: measures[key] for key, name in MEASURE_NAMES.items()}
        return {"label": node.label(self.language), "type": node.type, **named}

    def edge_attributes(self, edge: Edge) -> dict[str, Value]:
        """Return the attributes of an edge; those that it does not have are missing."""
        values: dict[str, Value | None] = {
            "relation": edge.relation,
            "weight": edge.weight,
            "newman": edge.newman,
            "first": edge.first.isoformat() if edge.first else None,
            "last": edge.last.isoformat() if edge.last else None,
            "evidence": " ".join(edge.evidence),
            "via": " ".join(edge.via),
        }
        return {name: value for name, value in values.items() if value not in (None, "")}

    def node_entry(self, node: Node) -> dict[str, Value]:
        """Return the attributes of a node with its identifier and its place, as JSON has them."""
        x, y = self.places[node.iri]
        return {"id": node.iri, **self.node_attributes(node), "x": x, "y": y}

    def edge_entry(self, index: int, edge: Edge) -> dict[str, Value]:
        """Return the attributes of an edge with its name and its ends, as JSON has them."""
        return {"id": self.edge_name(index), "source": edge.source, "target": edge.target, **self.edge_attributes(edge)}

    def size(self, node: Node) -> float:
        """Return the diameter of a node in units of the layout, by its degree: from 0.3 to 0.9."""
        largest = max(measures.degree for measures in self.measured.nodes.values()) or 1
        return 0.3 + 0.6 * self.measured.nodes[node.iri].degree / largest


def draw(network: Network, language: str = "de") -> Drawing:
    """Return a network with measures and positions."""
    return Drawing(network, measure(network), positions(network), language)


def colour(node: Node) -> tuple[int, int, int]:
    """Return the colour of a node as red, green and blue, each from 0 to 255."""
    return COLOURS.get(node.type, _OTHER_COLOUR)
