"""A network with all that its files say: measures, positions, sizes, colours, and the attributes of nodes and edges."""

from collections.abc import Mapping
from dataclasses import dataclass
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
_NOTHING = {
    "de": "In diesem Netzwerk passt nichts zu allen Angaben der Auswahl.",
    "en": "Nothing in this network fits all parameters.",
}


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

    @property
    def note(self) -> str:
        """What a reader has to know of the whole: why it is empty."""
        return "" if self.network.nodes else _NOTHING[self.language]

    def node_attributes(self, node: Node) -> dict[str, Value]:
        """Return the attributes of a node: label, class, measures and place."""
        measures = self.measured.nodes[node.iri]
        x, y = self.places[node.iri]
        named = ((name, getattr(measures, key)) for key, name in MEASURE_NAMES.items())
        known = {name: value for name, value in named if value is not None}
        return {"label": node.label(self.language), "type": node.type, **known, "x": x, "y": y}

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

    def edge_entry(self, index: int, edge: Edge) -> dict[str, Value]:
        """Return the attributes of an edge with its name and its ends, as JSON has them."""
        return {"id": self.edge_name(index), "source": edge.source, "target": edge.target, **self.edge_attributes(edge)}

    def sizes(self) -> dict[str, float]:
        """Return the diameter of each node by its IRI, in units of the layout and by its degree: from 0.3 to 0.9."""
        degrees = {iri: measures.degree for iri, measures in self.measured.nodes.items()}
        largest = max(degrees.values(), default=0) or 1
        return {iri: 0.3 + 0.6 * degree / largest for iri, degree in degrees.items()}


def draw(network: Network, language: str = "de") -> Drawing:
    """Return a network with measures and positions."""
    return Drawing(network, measure(network), positions(network), language)


def colour(node: Node) -> tuple[int, int, int]:
    """Return the colour of a node as red, green and blue, each from 0 to 255."""
    return COLOURS.get(node.type, _OTHER_COLOUR)
