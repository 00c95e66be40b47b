"""Questions to a network, `/network/NAME/{path,ego,edges,compare,rank}`, answered in JSON, CSV, or with a page."""

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
from ruhrgraph.server.http.negotiation import HTML, JSON, Chosen, choose
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
    edges,
    ego,
    path,
    rank,
)
from ruhrgraph.server.networks.network_service import NetworkService
from ruhrgraph.server.networks.question_pages import (
    PAGED,
    PageOf,
    compare_content,
    edges_content,
    ego_content,
    path_content,
    question_page,
    rank_content,
)
from ruhrgraph.server.networks.requests import (
    NetworkServiceDep,
    described_parameter,
    described_selection,
    given_values,
)

_CSV = Format("csv", "text/csv")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name, what it asks, its parameters, what answers it, the columns of its CSV, its page."""

    name: str
    summary: str
    parameters: Sequence[dict[str, Any]]
    answer: Callable[[Asked], Awaitable[Answer]]
    columns: Sequence[str]
    page: PageOf


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
        chosen = _format(request, values.pop("format", None))
        if chosen.format is HTML:
            paged = {name: values.pop(name) for name in PAGED if name in values}
            asked = _asked(question, networks, definition, values)
            return with_etag(request, await question_page(request, question.name, question.page, asked, paged))
        content, rows = await answer_question(question, networks, definition, values)
        if chosen.format is JSON:
            return with_etag(request, JSONResponse(content))
        return with_etag(request, Response(_csv(question.columns, rows), media_type=chosen.content_type))

    return run


def _format(request: Request, asked: str | None) -> Chosen:
    """Return the format of an answer.

    Raises:
        InvalidParameterError, NotAcceptableError: There is none such.

    """
    try:
        return choose(request.headers.get("accept"), (JSON, _CSV, HTML), asked)
    except NotAcceptableError as error:
        if asked:
            raise InvalidParameterError(str(error)) from None
        raise


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
    asked = _asked(question, networks, definition, values)
    for item in question.parameters:
        if item["required"] and item["name"] not in asked.own:
            raise ParameterError(f"{question.name} needs the parameter {item['name']}, such as {item['example']}")
    return await question.answer(asked)


def _asked(
    question: Question, networks: NetworkService, definition: NetworkDefinition, values: Mapping[str, str]
) -> Asked:
    """Return what is asked, with the parameters of the question apart from those that choose a part."""
    known = {item["name"] for item in question.parameters}
    own = {name: value.strip() for name, value in values.items() if name in known and value.strip()}
    return Asked(networks, definition, own, {name: value for name, value in values.items() if name not in known})


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
        path_content,
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
        ego_content,
    ),
    Question("edges", "all edges with their wording", (), edges, EDGE_COLUMNS, edges_content),
    Question(
        "compare",
        "what two nodes are both tied to",
        (
            described_parameter("a", "The one node: IRI, key or label", "mwide", required=True),
            described_parameter("b", "The other node: IRI, key or label", "msb", required=True),
        ),
        compare,
        COMPARE_COLUMNS,
        compare_content,
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
        rank_content,
    ),
)
"""All questions to networks."""
