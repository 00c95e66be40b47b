"""What the query editor asks for: terms to complete, `/sparql/terms`, faults, `/sparql/check`, code, `/sparql/code`."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.engine.request import QUERY, from_address, parameters
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import NO_STORE, entity_tag
from ruhrgraph.server.http.negotiation import JSON
from ruhrgraph.server.http.request_bodies import read_body
from ruhrgraph.server.http.responses import conditional_response, with_etag
from ruhrgraph.server.language import language
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep
from ruhrgraph.server.sparql.editor_terms import editor_terms
from ruhrgraph.server.sparql.faults import find_fault
from ruhrgraph.server.sparql.page import code_page

router = APIRouter(tags=["sparql"])

_KIB = 1024
_LONGEST = 7000
"""Characters of a query that has code: it is on the page six times."""
_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {QUERY: {"schema": {"type": "string"}}}}}
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
        found = editor_terms(settings.base, spoken, await counts.of(service.engine, settings.query_timeout))
        body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        answer = CachedAnswer(JSON.media_type, entity_tag(digest, f"{key} {body!r}"), body)
        service.cache.put(digest, key, answer)
    return conditional_response(request, answer)


@router.post("/sparql/check", summary="Where a query has a fault", response_class=JSONResponse, openapi_extra=_BODY)
async def check(request: Request, service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Say where the query in the body has a fault, and which, without putting it to the data; nothing if it has none.

    Faults are no errors of this request, since whoever types a query has one most of the time.
    """
    limit = settings.query_size * _KIB
    body = await read_body(request.headers, request.receive, limit, f"the query is longer than {limit} bytes")
    try:
        fault = await find_fault(service.engine, body.decode(), settings.base)
    except UnicodeDecodeError:
        raise BadRequestError("the query is not valid UTF-8") from None
    return JSONResponse(fault, headers={"cache-control": NO_STORE})


@router.get("/sparql/code", summary="Code that asks a query", response_class=HTMLResponse, openapi_extra=_QUERY)
async def get_code(request: Request, settings: SettingsDep) -> Response:
    """Return a page with code for curl, Python, R and JavaScript that asks a query.

    Raises:
        BadRequestError: There is no query, or one so long that the page would be too.

    """
    query = from_address(parameters(request.scope["query_string"])).query
    if not query.strip():
        raise BadRequestError("there is no query to write code for; send one as parameter `query`")
    if len(query) > _LONGEST:
        raise BadRequestError(
            f"code is written for queries of up to {_LONGEST:,} characters; this one has {len(query):,}"
        )
    return with_etag(request, code_page(request, settings.base, query))
