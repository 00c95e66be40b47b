"""The SPARQL endpoint, `/sparql`: queries by GET and by both forms of POST; without one, what the endpoint is."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.catalog.service_description import description
from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.ontology.errors import BadRequestError, NotAcceptableError
from ruhrgraph.queries import names, read
from ruhrgraph.server.engine.evaluation import write_graph
from ruhrgraph.server.engine.request import FORM, QUERY, parameters
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.responses import conditional_response, with_etag
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.page import first_page

router = APIRouter(tags=["sparql"])

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
async def get_sparql(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Answer the query in the address; without one, describe the endpoint.

    With a query the request is answered by `ruhrgraph.server.sparql.endpoint`, before it comes here.
    """
    asked = next((value for name, value in parameters(request.scope["query_string"]) if name == "format"), None)
    try:
        chosen = choose(request.headers.get("accept"), (*RDF_FORMATS, HTML), asked)
    except NotAcceptableError:
        raise BadRequestError("the request brings no query; send one as parameter `query`") from None
    if chosen.format is HTML:
        return with_etag(request, first_page(request, settings.base))
    digest, key = service.digest(), f"service description {chosen.content_type} {root_url(request)}"
    answer = service.cache.get(digest, key)
    if answer is None:
        counts: Counts = request.app.state.counts
        graphs = await counts.of(service.engine, settings.query_timeout)
        body = await in_thread(_description, root_url(request), graphs, settings, chosen.format.name)
        answer = CachedAnswer(chosen.content_type, entity_tag(digest, key), body)
        service.cache.put(digest, key, answer)
    return conditional_response(request, answer)


def describe_post(schema: dict[str, Any]) -> None:
    """Add the query by POST to an OpenAPI description; no route has it, for it never comes as far as the routes."""
    responses = {"200": {"description": "The answer, in the form that `Accept` or `format` asks for"}}
    post = {"tags": ["sparql"], "summary": "SPARQL query by POST", "operationId": "post-sparql", **_IN_BODY}
    schema["paths"]["/sparql"]["post"] = {**post, "responses": responses}


def _description(root: str, graphs: Mapping[str, GraphCount], settings: Settings, format_name: str) -> bytes:
    """Return the service description in a format of RDF."""
    queries = [read(name, settings.base) for name in names()]
    union = settings.default_graph == "union"
    statements = description(f"{root}sparql", graphs, queries, settings.base, union=union)
    return write_graph(statements, format_name, settings.base)
