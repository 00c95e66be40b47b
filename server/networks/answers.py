"""The answers to questions to a network: for JSON as a whole, for CSV as rows."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ruhrgraph.graph.networks.files.drawing import MEASURE_NAMES
from ruhrgraph.graph.networks.measures import measure
from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.graph.networks.nodes import find_node
from ruhrgraph.graph.networks.parameters import language_of, selection
from ruhrgraph.graph.networks.questions import ranking, shared_neighbours, shortest_paths
from ruhrgraph.graph.networks.selection import require_node
from ruhrgraph.ontology.errors import InvalidParameterError
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.networks.network_service import NetworkService, Quote

Answer = tuple[dict[str, Any], list[dict[str, Any]]]
"""An answer: all of it for JSON, and its rows for CSV."""
MEASURES = {name: key for key, name in MEASURE_NAMES.items()}
"""The measures by which nodes can be ranked: their names here, and in `NodeMeasures`."""
EDGE_COLUMNS = (
    *("source", "sourceLabel", "relation", "target", "targetLabel", "weight", "from", "to"),
    *("quotes", "evidence", "via"),
)
PATH_COLUMNS = ("path", "step", *EDGE_COLUMNS)
COMPARE_COLUMNS = ("common", "commonLabel", *EDGE_COLUMNS)
RANK_COLUMNS = ("rank", "id", "label", "type", *MEASURES)
"""The columns of the CSV of each question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: of whom, about which network, with the question's parameters and those that choose a part."""

    networks: NetworkService
    definition: NetworkDefinition
    own: Mapping[str, str]
    others: Mapping[str, str]

    @property
    def language(self) -> str:
        """The language of the labels."""
        return language_of(self.others)

    def types(self, part: Network) -> frozenset[str]:
        """Return the classes of the nodes to list: those that the question names, else all."""
        return selection(part, {"type": self.own.get("type", "")}).types or frozenset(part.definition.node_types)

    async def node(self, text: str, part: Network) -> Node:
        """Return the node that a text names, if the part of the network has it."""
        node = find_node(await self.networks.network(self.definition), text)
        require_node(part, node.iri)
        return node


async def path(asked: Asked) -> Answer:
    """Answer with all shortest paths between two nodes."""
    network, language = await asked.networks.part(asked.definition, asked.others), asked.language
    source, target = await asked.node(asked.own["from"], network), await asked.node(asked.own["to"], network)
    found = await in_thread(shortest_paths, network, source.iri, target.iri)
    quotes = await asked.networks.quotes(
        iri for steps in found.paths for step in steps for edge in step.edges for iri in edge.evidence
    )
    content = {
        "network": asked.definition.name,
        "from": _node(source, language),
        "to": _node(target, language),
        "length": len(found.paths[0]) if found.paths else None,
        "paths": [
            [
                {
                    "from": _node(step.source, language),
                    "to": _node(step.target, language),
                    "edges": _edges(step.edges, quotes),
                }
                for step in steps
            ]
            for steps in found.paths
        ],
        "more": found.more,
    }
    if not found.paths:
        content["message"] = "no path leads from the one to the other; they are in different components of this network"
    rows = [
        {"path": number, "step": place, **_flat(step.source, step.target, edge, quotes, language)}
        for number, steps in enumerate(found.paths, 1)
        for place, step in enumerate(steps, 1)
        for edge in step.edges
    ]
    return content, rows


async def ego(asked: Asked) -> Answer:
    """Answer with a node and what is around it."""
    wanted = {**asked.others, "ego": asked.own["node"], "radius": asked.own.get("radius", "1")}
    network, language = await asked.networks.part(asked.definition, wanted), asked.language
    quotes = await asked.networks.quotes(iri for edge in network.edges for iri in edge.evidence)
    by_iri = {node.iri: node for node in network.nodes}
    content = {
        "network": asked.definition.name,
        "node": _node(await asked.node(asked.own["node"], network), language),
        "nodes": [_node(node, language) for node in network.nodes],
        "edges": _edges(network.edges, quotes),
    }
    rows = [_flat(by_iri[edge.source], by_iri[edge.target], edge, quotes, language) for edge in network.edges]
    return content, rows


async def edges(asked: Asked) -> Answer:
    """Answer with all edges."""
    network, language = await asked.networks.part(asked.definition, asked.others), asked.language
    quotes = await asked.networks.quotes(iri for edge in network.edges for iri in edge.evidence)
    by_iri = {node.iri: node for node in network.nodes}
    content = {"network": asked.definition.name, "edges": _edges(network.edges, quotes)}
    rows = [_flat(by_iri[edge.source], by_iri[edge.target], edge, quotes, language) for edge in network.edges]
    return content, rows


async def compare(asked: Asked) -> Answer:
    """Answer with the common neighbours of two nodes."""
    network, language = await asked.networks.part(asked.definition, asked.others), asked.language
    one, other = await asked.node(asked.own["a"], network), await asked.node(asked.own["b"], network)
    found = await in_thread(shared_neighbours, network, one.iri, other.iri)
    quotes = await asked.networks.quotes(
        iri for item in found for edge in (*item.to_one, *item.to_other) for iri in edge.evidence
    )
    content = {
        "network": asked.definition.name,
        "a": _node(one, language),
        "b": _node(other, language),
        "common": [
            {"node": _node(item.node, language), "a": _edges(item.to_one, quotes), "b": _edges(item.to_other, quotes)}
            for item in found
        ],
    }
    if not found:
        content["message"] = "the two have no common neighbour in this network"
    rows = [
        {
            "common": item.node.iri,
            "commonLabel": item.node.label(language),
            **_flat(end, item.node, edge, quotes, language),
        }
        for item in found
        for end, edges in ((one, item.to_one), (other, item.to_other))
        for edge in edges
    ]
    return content, rows


async def rank(asked: Asked) -> Answer:
    """Answer with the nodes in the order of a measure."""
    name = asked.own.get("measure") or "degree"
    if name not in MEASURES:
        raise InvalidParameterError(f"measure: there is no “{name}”; there is: {', '.join(MEASURES)}")
    network, language = await asked.networks.part(asked.definition, asked.others), asked.language
    measured = await in_thread(measure, network)
    rows = [
        {"rank": place, **_node(node, language), **{name: getattr(measures, key) for name, key in MEASURES.items()}}
        for place, (node, measures) in enumerate(ranking(network, measured, MEASURES[name], asked.types(network)), 1)
    ]
    content: dict[str, Any] = {"network": asked.definition.name, "measure": name, "nodes": rows}
    if not rows:
        content["message"] = "no node of this network fits all parameters"
    return content, rows


def _node(node: Node, language: str) -> dict[str, Any]:
    return {"id": node.iri, "label": node.label(language), "type": node.type}


def _edges(edges: Iterable[Edge], quotes: Mapping[str, Quote]) -> list[dict[str, Any]]:
    return [
        {
            "source": edge.source,
            "target": edge.target,
            "relation": edge.relation,
            "weight": edge.weight,
            "newman": edge.newman,
            "from": edge.first.isoformat() if edge.first else None,
            "to": edge.last.isoformat() if edge.last else None,
            "via": edge.via,
            "evidence": [{"id": iri, **asdict(quotes[iri])} for iri in edge.evidence if iri in quotes],
        }
        for edge in edges
    ]


def _flat(one: Node, other: Node, edge: Edge, quotes: Mapping[str, Quote], language: str) -> dict[str, Any]:
    """Return the edge between two nodes as a row, in the edge's own direction."""
    source, target = (one, other) if edge.source == one.iri else (other, one)
    return {
        "source": source.iri,
        "sourceLabel": source.label(language),
        "relation": edge.relation,
        "target": target.iri,
        "targetLabel": target.label(language),
        "weight": edge.weight,
        "from": edge.first.isoformat() if edge.first else "",
        "to": edge.last.isoformat() if edge.last else "",
        "quotes": " | ".join(quotes[iri].text for iri in edge.evidence if iri in quotes),
        "evidence": " ".join(edge.evidence),
        "via": " ".join(edge.via),
    }
