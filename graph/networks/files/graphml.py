"""GraphML, which igraph, NetworkX, Gephi, Cytoscape and yEd read (http://graphml.graphdrawing.org/specification.html)."""

from xml.etree import ElementTree as ET

from ruhrgraph.graph.networks.files.drawing import Drawing, Value
from ruhrgraph.graph.networks.files.xml_text import xml_file, xml_safe

_TYPES = {str: "string", int: "long", float: "double"}
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(drawing: Drawing) -> bytes:
    """Return a network in GraphML. Nodes have their places as `x` and `y`."""
    network = drawing.network
    nodes = {node.iri: _with_place(drawing, node.iri, drawing.node_attributes(node)) for node in network.nodes}
    edges = [drawing.edge_attributes(edge) for edge in network.edges]
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    keys = {
        (kind, name): _key(root, kind, name, type_)
        for kind, all_values in (("node", list(nodes.values())), ("edge", edges))
        for name, type_ in _types_of(all_values).items()
    }
    directed = "directed" if network.definition.directed else "undirected"
    graph = ET.SubElement(root, "graph", edgedefault=directed)
    for iri, values in nodes.items():
        _fill(ET.SubElement(graph, "node", id=xml_safe(iri)), "node", values, keys)
    for index, (edge, values) in enumerate(zip(network.edges, edges, strict=True)):
        ends = {"id": drawing.edge_name(index), "source": xml_safe(edge.source), "target": xml_safe(edge.target)}
        _fill(ET.SubElement(graph, "edge", ends), "edge", values, keys)
    return xml_file(root)


def _with_place(drawing: Drawing, iri: str, values: dict[str, Value]) -> dict[str, Value]:
    x, y = drawing.places[iri]
    return {**values, "x": x, "y": y}


def _types_of(all_values: list[dict[str, Value]]) -> dict[str, str]:
    """Return the attributes that any of some nodes or edges has, with their types."""
    return {name: _TYPES[type(value)] for values in all_values for name, value in values.items()}


def _key(root: ET.Element, kind: str, name: str, type_: str) -> str:
    """Declare an attribute, and return the key that stands for it."""
    key = f"{kind[0]}_{name}"
    ET.SubElement(root, "key", {"id": key, "for": kind, "attr.name": name, "attr.type": type_})
    return key


def _fill(element: ET.Element, kind: str, values: dict[str, Value], keys: dict[tuple[str, str], str]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=keys[kind, name]).text = xml_safe(str(value))
