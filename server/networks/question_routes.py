"""Questions to a network, `/network/NAME/{path,ego,compare,rank}`, answered in JSON or CSV."""

import csv
import io
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.ontology.errors import InvalidParameterError, NotAcceptableError, ParameterError
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.http.negotiation import JSON, choose
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.networks.answers import (
    COMPARE_COLUMNS,
    EDGE_COLUMNS,
    MEASURES,
    PATH_COLUMNS,
    RANK_COLUMNS,
    Answer,
    Asked,
    compare,
    ego,
    path,
    rank,
)
from ruhrgraph.server.networks.network_service import NetworkService
from ruhrgraph.server.networks.requests import (
    NetworkServiceDep,
    described_parameter,
    described_selection,
    given_values,
)

_CSV = Format("csv", "text/csv")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name, what it asks, its own parameters, the function that answers, and the columns of the CSV."""

    name: str
    summary: str
    parameters: Sequence[dict[str, Any]]
    answer: Callable[[Asked], Awaitable[Answer]]
    columns: Sequence[str]


def add_questions(routes: APIRouter, definition: NetworkDefinition) -> None:
    """Add the routes of all questions to a network."""
    for question in QUESTIONS:
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
    """Return the parameters of a question over HTTP."""
    form = {"name": "format", "in": "query", "schema": {"type": "string", "enum": [JSON.name, _CSV.name]}}
    return [*question_parameters(question), form]


def question_parameters(question: Question) -> list[dict[str, Any]]:
    """Return the parameters of a question, and those of the network that it has no other use for."""
    own = {item["name"] for item in question.parameters}
    return [*question.parameters, *(item for item in described_selection() if item["name"] not in own)]


def _handler(definition: NetworkDefinition, question: Question) -> Callable[..., Awaitable[Response]]:
    """Return the function that answers a question."""

    async def run(request: Request, networks: NetworkServiceDep) -> Response:
        values = given_values(request)
        try:
            chosen = choose(request.headers.get("accept"), (JSON, _CSV), values.pop("format", None))
        except NotAcceptableError as error:
            if "format" in request.query_params:
                raise InvalidParameterError(str(error)) from None
            raise
        content, rows = await answer_question(question, networks, definition, values)
        if chosen.format is JSON:
            return with_etag(request, JSONResponse(content))
        return with_etag(request, Response(_csv(question.columns, rows), media_type=chosen.content_type))

    return run


async def answer_question(
    question: Question, networks: NetworkService, definition: NetworkDefinition, values: Mapping[str, str]
) -> Answer:
    """Return the answer to a question.

    Args:
        question: The question.
        networks: Gives the networks.
        definition: The network that is asked.
        values: The parameters of the question, and those that choose a part of the network.

    Raises:
        ParameterError, NodeNotFoundError: A parameter is at fault.
        RuhrgraphError: A query could not be answered.

    """
    known = {item["name"] for item in question.parameters}
    own = {name: value.strip() for name, value in values.items() if name in known}
    for item in question.parameters:
        if item["required"] and not own.get(item["name"]):
            raise ParameterError(f"{question.name} needs the parameter {item['name']}, such as {item['example']}")
    others = {name: value for name, value in values.items() if name not in known}
    return await question.answer(Asked(networks, definition, own, others))


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


QUESTIONS = (
    Question(
        "path",
        "all shortest paths between two nodes",
        (
            described_parameter("from", "The first node: IRI, key or label", "mwide", required=True),
            described_parameter("to", "The last node: IRI, key or label", "msb", required=True),
        ),
        path,
        PATH_COLUMNS,
    ),
    Question(
        "ego",
        "a node and what is around it",
        (
            described_parameter("node", "The node: IRI, key or label", "mwide", required=True),
            described_parameter("radius", "How many steps around it", "1"),
        ),
        ego,
        EDGE_COLUMNS,
    ),
    Question(
        "compare",
        "what two nodes are both tied to",
        (
            described_parameter("a", "The one node: IRI, key or label", "mwide", required=True),
            described_parameter("b", "The other node: IRI, key or label", "msb", required=True),
        ),
        compare,
        COMPARE_COLUMNS,
    ),
    Question(
        "rank",
        "the nodes in the order of a measure",
        (
            described_parameter("measure", f"One of {', '.join(MEASURES)}", "betweenness"),
            described_parameter("type", "List only nodes of these classes, measured in the whole network", "Ressort"),
        ),
        rank,
        RANK_COLUMNS,
    ),
)
"""All questions to networks."""
