"""JSON: node-link, as NetworkX and D3 read it, and the elements of Cytoscape (https://js.cytoscape.org)."""

import json
from dataclasses import asdict
from typing import Any

from ruhrgraph.graph.networks.files.drawing import Drawing

_UNITS = 60.0
"""How many pixels one unit of the layout is in Cytoscape."""


def node_link(drawing: Drawing) -> bytes:
    """Return a network as nodes and edges, with its measures; `networkx.node_link_graph(…, edges="edges")` reads it."""
    network = drawing.network
    edges = [drawing.edge_entry(index, edge) for index, edge in enumerate(network.edges)]
    return _bytes(
        {
            "directed": network.definition.directed,
            "multigraph": True,
            "graph": {
                "name": network.definition.name,
                "title": network.definition.title[drawing.language],
                "measures": asdict(drawing.measured.network),
            }
            | ({"note": drawing.note} if drawing.note else {}),
            "nodes": [{"id": node.iri, **drawing.node_attributes(node)} for node in network.nodes],
            "edges": [{"key" if name == "id" else name: value for name, value in edge.items()} for edge in edges],
        }
    )


def cytoscape(drawing: Drawing) -> bytes:
    """Return a network as elements of Cytoscape with the places of the nodes; it reads the file as `.cyjs`."""
    network = drawing.network
    title = network.definition.title[drawing.language]
    nodes = [
        {
            "data": {"id": node.iri, "value": node.iri, "name": node.label(drawing.language)}
            | drawing.node_attributes(node),
            "position": dict(zip("xy", (place * _UNITS for place in drawing.places[node.iri]), strict=True)),
        }
        for node in network.nodes
    ]
    names = [drawing.edge_name(index) for index in range(len(network.edges))]
    edges = [
        {"data": {"key": name, **drawing.edge_entry(index, edge)}}
        for index, (name, edge) in enumerate(zip(names, network.edges, strict=True))
    ]
    # NetworkX wants `value`, `key`, `directed` and `multigraph`; Cytoscape takes no notice of them.
    return _bytes(
        {
            "format_version": "1.0",
            "generated_by": "ruhrgraph",
            "directed": network.definition.directed,
            "multigraph": True,
            "data": {"name": title, "shared_name": title} | ({"note": drawing.note} if drawing.note else {}),
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def _bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
