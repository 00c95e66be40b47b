"""The canned queries: the list, `/queries`, and the results of each, `/queries/NAME[.csv|.json|…]`."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ruhrgraph.graph.rdf.formats import RESULT_FORMATS
from ruhrgraph.ontology.errors import NameNotFoundError, ParameterError
from ruhrgraph.queries import CannedQuery, Parameter, bind, names, read
from ruhrgraph.queries.things import Things
from ruhrgraph.server.canned_queries.page import SHOWN, QueryPage, form_page, list_page, result_page
from ruhrgraph.server.engine.request import SparqlRequest, parameters
from ruhrgraph.server.http.errors import error_codes
from ruhrgraph.server.http.negotiation import HTML, JSON, TEXT, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.result_pages.answer_data import wants_html
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.endpoint import QueryResponse, to_asked
from ruhrgraph.server.sparql.html_answers import AnswerPageResponse
from ruhrgraph.server.sparql.query_service import QueryService

_SUFFIXES = tuple(format_.name for format_ in RESULT_FORMATS)
_ANSWERED = (*_SUFFIXES, "html")
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
    form = {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(_ANSWERED)}}
    suffix = {"name": "suffix", "in": "path", "required": True, "schema": {"type": "string", "enum": list(_ANSWERED)}}
    responses: dict[int | str, dict[str, Any]] = {
        200: {"content": {format_.media_type: {} for format_ in (*RESULT_FORMATS, HTML)}}
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
                raise ParameterError(f"parameter {name} is given twice", name)
            values[name] = value
        asked = request.path_params.get("suffix") or values.get("format")
        values.pop("format", None)
        if wants_html(request.headers.get("accept"), asked):
            return await _page(query, request, values, service)
        things = await _things(service) if query.needs_names(values) else None
        request_ = SparqlRequest(await in_thread(bind, query, values, things), format=asked)
        crossing = to_asked(request_, request.headers.get("accept"), settings.base)
        return QueryResponse(service, crossing, settings.query_timeout)

    return run


async def _page(query: CannedQuery, request: Request, values: Mapping[str, str], service: QueryService) -> Response:
    """Return the page of a query: with its result, or with its form alone where something is missing or wrong.

    Raises:
        ParameterError: The query has no such parameter.

    """
    given = {name: value for name, value in values.items() if value and name not in SHOWN}
    shown = {name: value for name, value in values.items() if value and name in SHOWN}
    things = await _things(service)
    page = QueryPage(query, given, shown, page_context(request), things)
    if any(item.required and not given.get(item.name) for item in query.parameters):
        return with_etag(request, form_page(request, page, HTTPStatus.OK))
    try:
        bound = await in_thread(bind, query, given, things)
    except (ParameterError, NameNotFoundError) as error:
        if error.parameter not in {item.name for item in query.parameters}:
            raise
        return form_page(request, page, error_codes(error).status, error)
    asked = to_asked(SparqlRequest(bound), None, service.settings.base)
    return AnswerPageResponse(service, asked, service.settings.query_timeout, result_page(request, page, bound))


async def _things(service: QueryService) -> Things:
    """Return the named things of the version in use."""
    return await service.things.get(service.engine, service.settings.base, service.settings.query_timeout)


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
        "topic": query.topic,
        "titles": query.titles,
        "summaries": query.summaries,
        "descriptions": query.descriptions,
        "columns": query.columns,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "required": parameter.required,
                "description": parameter.description,
                "descriptions": parameter.descriptions,
                "example": parameter.example,
                "kind": parameter.kinds,
                "choices": parameter.choices,
            }
            for parameter in query.parameters
        ],
        "url": address,
        "formats": {suffix: f"{address}.{suffix}" for suffix in _SUFFIXES},
    }
