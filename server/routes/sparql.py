"""The SPARQL endpoint, `/sparql`: queries by GET and by both forms of POST; without one, what the endpoint is."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from ruhrgraph.ontology.errors import BadRequestError, NotAcceptableError
from ruhrgraph.server.errors import RequestTooLargeError
from ruhrgraph.server.graph import Graph, GraphDep, SettingsDep
from ruhrgraph.server.negotiation import HTML, RDF_FORMATS, choose
from ruhrgraph.server.pages import form
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.description import description
from ruhrgraph.server.sparql.evaluation import evaluate, write_graph
from ruhrgraph.server.sparql.guard import MAX_BYTES
from ruhrgraph.server.sparql.protocol import FORM, QUERY, SparqlRequest, from_address, from_body, parameters
from ruhrgraph.server.sparql.threads import in_thread

router = APIRouter(tags=["sparql"])

_MAX_BODY = 4 * MAX_BYTES  # a form writes some characters as three, and has more fields than the query

_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "uri"}}
_FIELDS: dict[str, dict[str, Any]] = {
    "query": _TEXT,
    "default-graph-uri": _TEXTS,
    "named-graph-uri": _TEXTS,
    "format": {"type": "string", "example": "json"},
}
_IN_ADDRESS = {"parameters": [{"name": name, "in": "query", "schema": schema} for name, schema in _FIELDS.items()]}
_IN_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {"schema": {"type": "object", "required": ["query"], "properties": _FIELDS}},
            QUERY: {"schema": {"type": "string"}},
        },
    }
}


@router.get("/sparql/", include_in_schema=False)
@router.get("/sparql", summary="SPARQL query by GET", response_class=Response, openapi_extra=_IN_ADDRESS)
async def get_sparql(request: Request, graph: GraphDep, settings: SettingsDep) -> Response:
    """Answer the query in the address; without one, describe the endpoint."""
    pairs = parameters(request.scope["query_string"])
    if not any(name in ("query", "update") for name, _ in pairs):
        return _describe(request, graph, settings, pairs)
    return await _answer(request, graph, settings, from_address(pairs))


@router.post("/sparql/", include_in_schema=False)
@router.post("/sparql", summary="SPARQL query by POST", response_class=Response, openapi_extra=_IN_BODY)
async def post_sparql(request: Request, graph: GraphDep, settings: SettingsDep) -> Response:
    """Answer the query in the body."""
    pairs = parameters(request.scope["query_string"])
    body = await _body(request)
    return await _answer(request, graph, settings, from_body(request.headers.get("content-type"), body, pairs))


async def _answer(request: Request, graph: Graph, settings: Settings, asked: SparqlRequest) -> Response:
    """Evaluate in a thread of its own, so that the other requests go on."""
    accept = request.headers.get("accept")
    outcome = await in_thread(evaluate, graph.store, asked, accept, settings.base, settings.service_allow)
    return Response(outcome.body, media_type=outcome.content_type)


async def _body(request: Request) -> bytes:
    """Return the body, as long as it is not too long.

    Raises:
        RequestTooLargeError: It is longer than is read.

    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            raise RequestTooLargeError(f"the body is longer than the {_MAX_BODY:,} bytes that are read")
    return bytes(body)


def _describe(request: Request, graph: Graph, settings: Settings, pairs: Sequence[tuple[str, str]]) -> Response:
    """Return the service description, or for a browser the form.

    Raises:
        BadRequestError: The client accepts neither, so it has forgotten its query.

    """
    asked = next((value for name, value in pairs if name == "format"), None)
    try:
        chosen = choose(request.headers.get("accept"), (*RDF_FORMATS, HTML), asked)
    except NotAcceptableError:
        raise BadRequestError("the request brings no query; send one as parameter `query`") from None
    if chosen.format is HTML:
        return HTMLResponse(form(settings.base))
    endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
    body = write_graph(description(endpoint, graph.names), chosen.format.name, settings.base)
    return Response(body, media_type=chosen.content_type)
