"""GEXF 1.3, the format of Gephi: colours by class, sizes, places, and dates for the time slider (https://gexf.net)."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from ruhrgraph.graph.networks.files.codebook import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, XML_TYPES
from ruhrgraph.graph.networks.files.drawing import Drawing, Value, colour
from ruhrgraph.graph.networks.files.xml_text import xml_file, xml_safe

_NAMESPACE = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_OWN = ("label", "weight", "first", "last", "x", "y")
"""Attributes that GEXF has a place of its own for."""
_UNITS = 20.0
"""How many points one unit of the layout is in a picture."""


def gexf(drawing: Drawing) -> bytes:
    """Return a network in GEXF 1.3; it is dynamic if one of its edges has dates."""
    network = drawing.network
    ET.register_namespace("viz", _VIZ)
    root = ET.Element("gexf", xmlns=_NAMESPACE, version="1.3")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "ruhrgraph"
    title = network.definition.title[drawing.language]
    ET.SubElement(meta, "description").text = xml_safe(f"{title}. {drawing.note}" if drawing.note else title)
    directed = "directed" if network.definition.directed else "undirected"
    attributes = {"defaultedgetype": directed, "mode": "static"}
    if any(edge.first or edge.last for edge in network.edges):
        attributes |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = ET.SubElement(root, "graph", attributes)
    _declare(graph, "node", NODE_ATTRIBUTES)
    _declare(graph, "edge", EDGE_ATTRIBUTES)
    _add_nodes(ET.SubElement(graph, "nodes"), drawing)
    _add_edges(ET.SubElement(graph, "edges"), drawing)
    return xml_file(root)


def _declare(graph: ET.Element, kind: str, attributes: Mapping[str, str]) -> None:
    """Declare the attributes of nodes or edges that have no place of their own. Graphology names them by their id."""
    declared = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name, type_ in attributes.items():
        if name not in _OWN:
            ET.SubElement(declared, "attribute", id=name, title=name, type=XML_TYPES.get(type_, "string"))


def _add_nodes(nodes: ET.Element, drawing: Drawing) -> None:
    sizes = drawing.sizes()
    for node in drawing.network.nodes:
        values = drawing.node_attributes(node)
        element = ET.SubElement(nodes, "node", id=xml_safe(node.iri), label=xml_safe(str(values["label"])))
        _add_values(element, values)
        x, y = drawing.places[node.iri]
        red, green, blue = map(str, colour(node))
        ET.SubElement(element, f"{{{_VIZ}}}color", r=red, g=green, b=blue)
        ET.SubElement(element, f"{{{_VIZ}}}size", value=str(sizes[node.iri] * _UNITS))
        ET.SubElement(element, f"{{{_VIZ}}}position", x=str(x * _UNITS), y=str(y * _UNITS), z="0.0")


def _add_edges(edges: ET.Element, drawing: Drawing) -> None:
    for index, edge in enumerate(drawing.network.edges):
        values = drawing.edge_attributes(edge)
        attributes = {"id": drawing.edge_name(index), "source": xml_safe(edge.source), "target": xml_safe(edge.target)}
        attributes |= {"weight": str(edge.weight), "label": edge.relation}
        attributes |= {name: str(values[key]) for name, key in (("start", "first"), ("end", "last")) if key in values}
        _add_values(ET.SubElement(edges, "edge", attributes), values)


def _add_values(element: ET.Element, values: Mapping[str, Value]) -> None:
    """Add the attributes that have no place of their own."""
    holder = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        if name not in _OWN:
            ET.SubElement(holder, "attvalue", {"for": name, "value": xml_safe(str(value))})
