"""The canned queries: the list, `/queries`, and the results of each, `/queries/NAME[.csv|.json|…]`."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ruhrgraph.graph.rdf.formats import RESULT_FORMATS
from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.queries import CannedQuery, Parameter, bind, names, read
from ruhrgraph.queries.things import Things
from ruhrgraph.server.canned_queries.page import list_page
from ruhrgraph.server.engine.request import SparqlRequest, parameters
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http.negotiation import HTML, JSON, TEXT, choose
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.endpoint import QueryResponse, to_asked

_SUFFIXES = tuple(format_.name for format_ in RESULT_FORMATS)
_SCHEMAS: dict[str, dict[str, Any]] = {
    "term": {"type": "string"},
    "string": {"type": "string", "minLength": 1},
    "integer": {"type": "integer"},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "words": {"type": "string", "minLength": 1},
}

Handler = Callable[..., Coroutine[Any, Any, Response]]


def router(base: str) -> APIRouter:
    """Return the routes of all canned queries.

    Args:
        base: The base IRI of the graph, with which the queries are read.

    """
    routes = APIRouter(tags=["queries"])
    queries = tuple(read(name, base) for name in names())
    _add_list(routes, queries)
    for query in queries:
        _add_query(routes, query)

    async def unknown(name: str) -> Response:
        """Answer with the error for a query, or a form of one, that does not exist."""
        read(name.partition(".")[0], base)
        raise ParameterError(f"there is no form of the query at “{name}”; there is: {', '.join(_SUFFIXES)}")

    routes.add_api_route("/queries/{name}", unknown, methods=["GET"], include_in_schema=False)
    return routes


def _add_list(routes: APIRouter, queries: Sequence[CannedQuery]) -> None:
    """Add the route of the list."""

    async def list_queries(request: Request) -> Response:
        """List the canned queries with their columns and parameters."""
        asked = request.query_params.get("format")
        chosen = choose(request.headers.get("accept"), (JSON, HTML, TEXT), asked)
        if chosen.format is HTML:
            return with_etag(request, list_page(request, queries))
        if chosen.format is TEXT:
            lines = (f"{query.name}\t{query.summary}\n" for query in queries)
            return with_etag(request, PlainTextResponse("".join(lines)))
        return with_etag(request, JSONResponse([_entry(query) for query in queries]))

    routes.add_api_route(
        "/queries", list_queries, methods=["GET"], summary="The canned queries", response_class=JSONResponse
    )


def _add_query(routes: APIRouter, query: CannedQuery) -> None:
    """Add the routes of one query, without and with a suffix."""
    described = [_openapi(parameter) for parameter in query.parameters]
    form = {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(_SUFFIXES)}}
    suffix = {"name": "suffix", "in": "path", "required": True, "schema": {"type": "string", "enum": list(_SUFFIXES)}}
    responses: dict[int | str, dict[str, Any]] = {
        200: {"content": {format_.media_type: {} for format_ in RESULT_FORMATS}}
    }
    if any(parameter.kinds or parameter.choices for parameter in query.parameters):
        responses[404] = {"description": "A parameter names nothing that there is; the message has the nearest names"}
    for path, more in ((f"/queries/{query.name}", form), (f"/queries/{query.name}.{{suffix}}", suffix)):
        routes.add_api_route(
            path,
            _handler(query),
            methods=["GET"],
            name=query.name,
            operation_id=query.name if more is form else f"{query.name}-by-suffix",
            summary=query.summary,
            description=query.description,
            response_class=Response,
            responses=responses,
            openapi_extra={"parameters": [*described, more]},
        )


def _handler(query: CannedQuery) -> Handler:
    """Return the function that answers one query."""

    async def run(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
        values: dict[str, str] = {}
        for name, value in parameters(request.scope["query_string"]):
            if name in values:
                raise ParameterError(f"parameter {name} is given twice")
            values[name] = value
        asked = request.path_params.get("suffix") or values.get("format")
        values.pop("format", None)
        things: Things | None = None
        if query.needs_names(values):
            cache: ThingsCache = request.app.state.things
            things = await cache.get(service.pool, settings.base, settings.query_timeout)
        request_ = SparqlRequest(await in_thread(bind, query, values, things), format=asked)
        crossing = to_asked(request_, request.headers.get("accept"), settings.base)
        return QueryResponse(service, crossing, settings.query_timeout)

    return run


def _openapi(parameter: Parameter) -> dict[str, Any]:
    """Return the OpenAPI description of a parameter."""
    example: str | int = int(parameter.example) if parameter.type == "integer" else parameter.example
    schema = {"type": "string", "enum": list(parameter.choices)} if parameter.choices else _SCHEMAS[parameter.type]
    kinds = {"x-kind": list(parameter.kinds)} if parameter.kinds else {}
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": schema,
        "example": example,
        **kinds,
    }


def _entry(query: CannedQuery) -> dict[str, Any]:
    """Return the entry of a query in the list."""
    address = f"/queries/{query.name}"
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "columns": query.columns,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "required": parameter.required,
                "description": parameter.description,
                "example": parameter.example,
                "kind": parameter.kinds,
                "choices": parameter.choices,
            }
            for parameter in query.parameters
        ],
        "url": address,
        "formats": {suffix: f"{address}.{suffix}" for suffix in _SUFFIXES},
    }
