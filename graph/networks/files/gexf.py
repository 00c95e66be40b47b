"""GEXF 1.3, the format of Gephi: colours by class, sizes, places, and dates for the time slider (https://gexf.net)."""

from xml.etree import ElementTree as ET

from ruhrgraph.graph.networks.files.drawing import Drawing, Value, colour
from ruhrgraph.graph.networks.files.xml_text import xml_file, xml_safe

_TYPES = {str: "string", int: "long", float: "double"}
_NAMESPACE = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_OWN = ("label", "weight", "first", "last")
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
    ET.SubElement(meta, "description").text = xml_safe(network.definition.title[drawing.language])
    dynamic = any(edge.first or edge.last for edge in network.edges)
    directed = "directed" if network.definition.directed else "undirected"
    attributes = {"defaultedgetype": directed, "mode": "dynamic" if dynamic else "static"}
    if dynamic:
        attributes |= {"timeformat": "date", "timerepresentation": "interval"}
    graph = ET.SubElement(root, "graph", attributes)
    _add_nodes(graph, drawing)
    _add_edges(graph, drawing)
    return xml_file(root)


def _add_nodes(graph: ET.Element, drawing: Drawing) -> None:
    network = drawing.network
    values = [_others(drawing.node_attributes(node)) for node in network.nodes]
    keys = _declare(graph, "node", values)
    nodes = ET.SubElement(graph, "nodes")
    for node, own in zip(network.nodes, values, strict=True):
        label = xml_safe(node.label(drawing.language))
        element = ET.SubElement(nodes, "node", id=xml_safe(node.iri), label=label)
        _add_values(element, own, keys)
        x, y = drawing.places[node.iri]
        red, green, blue = map(str, colour(node))
        ET.SubElement(element, f"{{{_VIZ}}}color", r=red, g=green, b=blue)
        ET.SubElement(element, f"{{{_VIZ}}}size", value=str(drawing.size(node) * _UNITS))
        ET.SubElement(element, f"{{{_VIZ}}}position", x=str(x * _UNITS), y=str(y * _UNITS), z="0.0")


def _add_edges(graph: ET.Element, drawing: Drawing) -> None:
    network = drawing.network
    all_values = [drawing.edge_attributes(edge) for edge in network.edges]
    keys = _declare(graph, "edge", [_others(values) for values in all_values])
    edges = ET.SubElement(graph, "edges")
    for index, (edge, values) in enumerate(zip(network.edges, all_values, strict=True)):
        attributes = {"id": drawing.edge_name(index), "source": xml_safe(edge.source), "target": xml_safe(edge.target)}
        attributes |= {"weight": str(edge.weight), "label": edge.relation}
        attributes |= {name: str(values[key]) for name, key in (("start", "first"), ("end", "last")) if key in values}
        element = ET.SubElement(edges, "edge", attributes)
        _add_values(element, _others(values), keys)


def _others(values: dict[str, Value]) -> dict[str, Value]:
    """Return the attributes that have no place of their own."""
    return {name: value for name, value in values.items() if name not in _OWN}


def _declare(graph: ET.Element, kind: str, all_values: list[dict[str, Value]]) -> dict[str, str]:
    """Declare the attributes of nodes or edges, and return the key of each."""
    types = {name: _TYPES[type(value)] for values in all_values for name, value in values.items()}
    attributes = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name, type_ in types.items():
        ET.SubElement(attributes, "attribute", id=f"{kind[0]}_{name}", title=name, type=type_)
    return {name: f"{kind[0]}_{name}" for name in types}


def _add_values(element: ET.Element, values: dict[str, Value], keys: dict[str, str]) -> None:
    if values:
        holder = ET.SubElement(element, "attvalues")
        for name, value in values.items():
            ET.SubElement(holder, "attvalue", {"for": keys[name], "value": xml_safe(str(value))})
