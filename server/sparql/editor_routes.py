"""What the query editor asks for: the terms to complete, `/sparql/terms`, and the code of a query, `/sparql/code`."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.engine.request import from_address, parameters
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import JSON
from ruhrgraph.server.http.responses import conditional_response, with_etag
from ruhrgraph.server.language import language
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.editor_terms import editor_terms
from ruhrgraph.server.sparql.page import code_page

router = APIRouter(tags=["sparql"])

_QUERY: dict[str, Any] = {
    "parameters": [{"name": "query", "in": "query", "required": True, "schema": {"type": "string"}}]
}


@router.get("/sparql/terms", summary="Prefixes, classes and properties for editors", response_class=JSONResponse)
async def get_terms(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return our prefixes, and the classes and properties of the graph with labels in the language of the address."""
    spoken = language(request)
    digest, key = service.digest(), f"terms of the editor {spoken}"
    answer = service.cache.get(digest, key)
    if answer is None:
        counts: Counts = request.app.state.counts
        found = editor_terms(settings.base, spoken, await counts.of(service.pool, settings.query_timeout))
        body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        answer = CachedAnswer(JSON.media_type, entity_tag(digest, f"{key} {body!r}"), body)
        service.cache.put(digest, key, answer)
    return conditional_response(request, answer)


@router.get("/sparql/code", summary="Code that asks a query", response_class=HTMLResponse, openapi_extra=_QUERY)
async def get_code(request: Request, settings: SettingsDep) -> Response:
    """Return a page with code for curl, Python, R and JavaScript that asks a query.

    Raises:
        BadRequestError: There is no query.

    """
    query = from_address(parameters(request.scope["query_string"])).query
    if not query.strip():
        raise BadRequestError("there is no query to write code for; send one as parameter `query`")
    return with_etag(request, code_page(request, settings.base, query))
