"""GraphML, which igraph, NetworkX, Gephi, Cytoscape and yEd read (http://graphml.graphdrawing.org/specification.html)."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from ruhrgraph.graph.networks.files.codebook import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, XML_TYPES
from ruhrgraph.graph.networks.files.drawing import Drawing, Value
from ruhrgraph.graph.networks.files.xml_text import xml_file, xml_safe

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(drawing: Drawing) -> bytes:
    """Return a network in GraphML. Nodes have their places as `x` and `y`."""
    network = drawing.network
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for kind, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        for name, type_ in attributes.items():
            declared = {"attr.name": name, "attr.type": XML_TYPES.get(type_, "string")}
            ET.SubElement(root, "key", {"id": _key(kind, name), "for": kind, **declared})
    directed = "directed" if network.definition.directed else "undirected"
    graph = ET.SubElement(root, "graph", edgedefault=directed)
    if drawing.note:
        ET.SubElement(graph, "desc").text = drawing.note
    for node in network.nodes:
        element = ET.SubElement(graph, "node", id=xml_safe(node.iri))
        _fill(element, "node", drawing.node_attributes(node))
    for index, edge in enumerate(network.edges):
        ends = {"id": drawing.edge_name(index), "source": xml_safe(edge.source), "target": xml_safe(edge.target)}
        _fill(ET.SubElement(graph, "edge", ends), "edge", drawing.edge_attributes(edge))
    return xml_file(root)


def _key(kind: str, name: str) -> str:
    """Return the key that stands for an attribute of nodes or edges."""
    return f"{kind[0]}_{name}"


def _fill(element: ET.Element, kind: str, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=_key(kind, name)).text = xml_safe(str(value))
