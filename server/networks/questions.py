"""Questions to a network, `/network/NAME/{path,ego,compare,rank}`, answered in JSON or CSV."""

import csv
import io
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.graph.networks.files.drawing import MEASURE_NAMES
from ruhrgraph.graph.networks.measures import measure
from ruhrgraph.graph.networks.names import find_node
from ruhrgraph.graph.networks.network import Edge, Network, Node
from ruhrgraph.graph.networks.parameters import language_of, selection
from ruhrgraph.graph.networks.questions import ranking, shared_neighbours, shortest_paths
from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.ontology.errors import InvalidParameterError, ParameterError
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.negotiation import JSON, choose
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.networks.network_service import NetworkService, Quote
from ruhrgraph.server.networks.requests import (
    NetworkServiceDep,
    described_parameter,
    described_selection,
    given_values,
)

_CSV = Format("csv", "text/csv")
_Values = dict[str, str]
Answer = tuple[dict[str, Any], list[dict[str, Any]]]
"""An answer: all of it for JSON, and its rows for CSV."""
_MEASURES = {name: key for key, name in MEASURE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name, what it asks, its own parameters, and the function that answers."""

    name: str
    summary: str
    parameters: Sequence[dict[str, Any]]
    answer: Callable[[NetworkService, NetworkDefinition, _Values], Awaitable[Answer]]


def add_questions(routes: APIRouter, definition: NetworkDefinition) -> None:
    """Add the routes of all questions to a network."""
    for question in _QUESTIONS:
        routes.add_api_route(
            f"/network/{definition.name}/{question.name}",
            _handler(definition, question),
            methods=["GET"],
            operation_id=f"network-{definition.name}-{question.name}",
            summary=f"{definition.title['en']}: {question.summary}",
            response_class=JSONResponse,
            responses={200: {"content": {"text/csv": {}}}},
            openapi_extra={"parameters": _all_parameters(question)},
        )


def _all_parameters(question: Question) -> list[dict[str, Any]]:
    """Return the parameters of a question, and those of the network that it has no other use for."""
    own = {item["name"] for item in question.parameters}
    return [*question.parameters, *(item for item in described_selection() if item["name"] not in own)]


def _handler(definition: NetworkDefinition, question: Question) -> Callable[..., Awaitable[Response]]:
    """Return the function that answers a question."""

    async def run(request: Request, networks: NetworkServiceDep) -> Response:
        values = given_values(request)
        chosen = choose(request.headers.get("accept"), (JSON, _CSV), values.pop("format", None))
        known = {item["name"] for item in question.parameters}
        for item in question.parameters:
            if item["required"] and not values.get(item["name"], "").strip():
                raise ParameterError(f"{question.name} needs the parameter {item['name']}, such as {item['example']}")
        own = {name: values.pop(name) for name in known & values.keys()}
        content, rows = await question.answer(networks, definition, {**values, **{f"?{k}": v for k, v in own.items()}})
        if chosen.format is JSON:
            return with_etag(request, JSONResponse(content))
        return with_etag(request, Response(_csv(rows), media_type=chosen.content_type))

    return run


def _split(values: Mapping[str, str]) -> tuple[_Values, _Values]:
    """Return the parameters of a question, and those that choose a part of the network."""
    own = {name[1:]: value.strip() for name, value in values.items() if name.startswith("?")}
    return own, {name: value for name, value in values.items() if not name.startswith("?")}


async def _path(networks: NetworkService, definition: NetworkDefinition, values: _Values) -> Answer:
    """Answer with all shortest paths between two nodes."""
    own, others = _split(values)
    network, language = await networks.part(definition, others), language_of(others)
    source, target = find_node(network, own["from"]), find_node(network, own["to"])
    found = await in_thread(shortest_paths, network, source.iri, target.iri)
    quotes = await networks.quotes(
        iri for path in found.paths for step in path for edge in step.edges for iri in edge.evidence
    )
    paths = [
        [
            {
                "from": _node(step.source, language),
                "to": _node(step.target, language),
                "edges": _edges(step.edges, quotes),
            }
            for step in path
        ]
        for path in found.paths
    ]
    content = {
        "network": definition.name,
        "from": _node(source, language),
        "to": _node(target, language),
        "length": len(found.paths[0]) if found.paths else None,
        "paths": paths,
        "more": found.more,
    }
    if not found.paths:
        content["message"] = "no path leads from the one to the other; they are in different components of this network"
    rows = [
        {"path": number, "step": place, **_flat(step.source, step.target, edge, quotes, language)}
        for number, path in enumerate(found.paths, 1)
        for place, step in enumerate(path, 1)
        for edge in step.edges
    ]
    return content, rows


async def _ego(networks: NetworkService, definition: NetworkDefinition, values: _Values) -> Answer:
    """Answer with a node and what is around it."""
    own, others = _split(values)
    wanted = {**others, "ego": own["node"], "radius": own.get("radius", "1")}
    network, language = await networks.part(definition, wanted), language_of(others)
    quotes = await networks.quotes(iri for edge in network.edges for iri in edge.evidence)
    centre = find_node(network, own["node"])
    by_iri = {node.iri: node for node in network.nodes}
    content = {
        "network": definition.name,
        "node": _node(centre, language),
        "nodes": [_node(node, language) for node in network.nodes],
        "edges": _edges(network.edges, quotes),
    }
    rows = [_flat(by_iri[edge.source], by_iri[edge.target], edge, quotes, language) for edge in network.edges]
    return content, rows


async def _compare(networks: NetworkService, definition: NetworkDefinition, values: _Values) -> Answer:
    """Answer with the common neighbours of two nodes."""
    own, others = _split(values)
    network, language = await networks.part(definition, others), language_of(others)
    one, other = find_node(network, own["a"]), find_node(network, own["b"])
    found = await in_thread(shared_neighbours, network, one.iri, other.iri)
    quotes = await networks.quotes(
        iri for item in found for edge in (*item.to_one, *item.to_other) for iri in edge.evidence
    )
    content = {
        "network": definition.name,
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


async def _rank(networks: NetworkService, definition: NetworkDefinition, values: _Values) -> Answer:
    """Answer with the nodes in the order of a measure."""
    own, others = _split(values)
    name = own.get("measure") or "degree"
    if name not in _MEASURES:
        raise InvalidParameterError(f"measure: there is no “{name}”; there is: {', '.join(_MEASURES)}")
    network, language = await networks.part(definition, others), language_of(others)
    types = _types(network, own.get("type", ""))
    measured = await in_thread(measure, network)
    rows = [
        {
            "rank": place,
            **_node(node, language),
            **{MEASURE_NAMES[key]: value for key, value in asdict(measures).items()},
        }
        for place, (node, measures) in enumerate(ranking(network, measured, _MEASURES[name], types), 1)
    ]
    return {"network": definition.name, "measure": name, "nodes": rows}, rows


def _types(network: Network, text: str) -> frozenset[str]:
    """Return the classes of a list, each of which the network has; all where the list is empty."""
    there_is = {node.type for node in network.nodes}
    return selection(network, {"type": text}).types or frozenset(there_is)


def _node(node: Node, language: str) -> dict[str, Any]:
    return {"id": node.iri, "label": node.label(language), "type": node.type}


def _edges(edges: Iterable[Edge], quotes: Mapping[str, Quote]) -> list[dict[str, Any]]:
    return [
        {
            "source": edge.source,
            "target": edge.target,
            "relation": edge.relation,
            "weight": edge.weight,
            "from": edge.first.isoformat() if edge.first else None,
            "to": edge.last.isoformat() if edge.last else None,
            "via": edge.via,
            "evidence": [{"id": iri, **asdict(quotes[iri])} for iri in edge.evidence if iri in quotes],
        }
        for edge in edges
    ]


def _flat(source: Node, target: Node, edge: Edge, quotes: Mapping[str, Quote], language: str) -> dict[str, Any]:
    """Return an edge as a row."""
    texts = [quotes[iri].text for iri in edge.evidence if iri in quotes]
    return {
        "source": source.iri,
        "sourceLabel": source.label(language),
        "relation": edge.relation,
        "target": target.iri,
        "targetLabel": target.label(language),
        "weight": edge.weight,
        "quotes": " | ".join(texts),
        "evidence": " ".join(edge.evidence),
    }


def _csv(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue().encode()


_QUESTIONS = (
    Question(
        "path",
        "all shortest paths between two nodes",
        (
            described_parameter("from", "The first node: IRI, key or label", "mwide", required=True),
            described_parameter("to", "The last node: IRI, key or label", "msb", required=True),
        ),
        _path,
    ),
    Question(
        "ego",
        "a node and what is around it",
        (
            described_parameter("node", "The node: IRI, key or label", "mwide", required=True),
            described_parameter("radius", "How many steps around it", "1"),
        ),
        _ego,
    ),
    Question(
        "compare",
        "what two nodes are both tied to",
        (
            described_parameter("a", "The one node: IRI, key or label", "mwide", required=True),
            described_parameter("b", "The other node: IRI, key or label", "msb", required=True),
        ),
        _compare,
    ),
    Question(
        "rank",
        "the nodes in the order of a measure",
        (
            described_parameter("measure", f"One of {', '.join(_MEASURES)}", "betweenness"),
            described_parameter("type", "List only nodes of these classes, measured in the whole network", "Ressort"),
        ),
        _rank,
    ),
)
