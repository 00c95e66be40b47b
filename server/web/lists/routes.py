"""The lists: `/projekte` and the like as pages, with `.csv` as files; `/doc/projekt` leads to the list of its kind."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ruhrgraph.graph.rdf.formats import RESULT_FORMATS
from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.server.http.conditional import content_etag
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import conditional_response, with_etag
from ruhrgraph.server.http.tables import page_place
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.language import Language, language
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.entries import Entry
from ruhrgraph.server.web.lists.large_list import LargeList
from ruhrgraph.server.web.lists.large_page import large_page
from ruhrgraph.server.web.lists.list_definition import Facet, ListDefinition
from ruhrgraph.server.web.lists.list_service import ListService
from ruhrgraph.server.web.lists.page import Reader, list_page
from ruhrgraph.server.web.lists.selection import read_query, select
from ruhrgraph.server.web.lists.table_file import table_file, table_head, table_lines

router = APIRouter(tags=["lists"])
_CSV = next(format_ for format_ in RESULT_FORMATS if format_.name == "csv")
_FORMATS = (HTML, _CSV)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def _handler(definition: ListDefinition) -> Handler:
    """Return the function that answers for one list."""

    async def answer(request: Request) -> Response:
        """Return the list as a page or as CSV."""
        suffix = request.path_params.get("suffix")
        if suffix not in (None, *(format_.name for format_ in _FORMATS)):
            raise ParameterError(f"there is no form “{suffix}” of the list; there is: html, csv")
        chosen = choose(request.headers.get("accept"), _FORMATS, suffix or request.query_params.get("format"))
        service: ListService = request.app.state.lists
        if large := await service.large(definition):
            return await _large(request, service, large, is_file=chosen.format is _CSV)
        content = await service.content(definition)
        things = await service.rows.things()
        query = read_query(definition, content, things, request.query_params.multi_items())
        selection = await in_thread(select, definition, content, query)
        if chosen.format is _CSV:
            return await _file(request, definition, selection.entries)
        reader = Reader(language(request), service.rows.base, page_context(request).home)
        page = await in_thread(list_page, definition, content, query, selection, reader)
        asked = query.address()[1:]
        return with_etag(
            request,
            page_response(request, "list.html", asked, page=page, definition=definition, lists=LISTS, section="lists"),
        )

    return answer


async def _large(request: Request, service: ListService, listed: LargeList, *, is_file: bool) -> Response:
    """Return a page of a large list, or all of it as a file that is read while it is sent."""
    definition = listed.definition
    if is_file:
        parts = _parts(listed, service, language(request))
        return StreamingResponse(parts, headers=_headers(definition), media_type=_CSV.media_type)
    place = page_place(len(listed.entities), len(definition.columns), request.query_params.get("page", ""))
    entries = await listed.entries(service.rows, place.start, place.stop)
    reader = Reader(language(request), service.rows.base, page_context(request).home)
    page = await in_thread(large_page, listed, place, entries, reader)
    asked = f"page={place.page}" if place.page > 1 else ""
    return with_etag(
        request,
        page_response(request, "list.html", asked, page=page, definition=definition, lists=LISTS, section="lists"),
    )


async def _parts(listed: LargeList, service: ListService, language: Language) -> AsyncIterator[bytes]:
    """Yield the file of a large list."""
    yield table_head(listed.definition, language)
    async for entries in listed.parts(service.rows):
        yield await in_thread(table_lines, listed.definition, entries)


def _headers(definition: ListDefinition) -> dict[str, str]:
    """Return the headers of a file to save."""
    disposition = f'attachment; filename="{definition.path}.csv"'
    return {"content-disposition": disposition, "vary": "Accept, Accept-Encoding"}


async def _file(request: Request, definition: ListDefinition, entries: Iterable[Entry]) -> Response:
    """Return rows as a file to save."""
    body = await in_thread(table_file, definition, entries, language(request))
    content_type = _CSV.media_type + "; charset=utf-8"
    return conditional_response(request, body, content_type, content_etag(body), _headers(definition))


def _to_list(definition: ListDefinition) -> Handler:
    """Return the function that leads from a kind to its list."""

    async def redirect(request: Request) -> Response:
        """Redirect to the list."""
        return RedirectResponse(f"{page_context(request).home}{definition.path}", 303)

    return redirect


def _parameter(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema, "example": example}


def _facet_parameter(facet: Facet) -> dict[str, Any]:
    """Return the OpenAPI description of a facet."""
    what = f"A key, a name or the IRI of a thing ({facet.kind})" if facet.kind else "A value"
    schema = {"type": "array", "items": {"type": "string"}}
    found = {"name": facet.name, "in": "query", "explode": True, "schema": schema}
    return {**found, "description": f"{facet.label.en}: {what}; several are alternatives, “-” is: not stated"}


def _parameters(definition: ListDefinition) -> list[dict[str, Any]]:
    """Return the OpenAPI descriptions of a list's parameters."""
    names = [name for column in definition.columns for name in (column.name, f"-{column.name}")]
    return [
        *map(_facet_parameter, definition.facets),
        _parameter("q", "Words that a row has to have", {"type": "string"}, "Ruhr"),
        _parameter("sort", "The column to sort by, with - from the end", {"type": "string", "enum": names}, names[0]),
    ]


for _definition in LISTS:
    _answer = _handler(_definition)
    _described = _parameters(_definition)
    _page = {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}}
    _title = f"{_definition.title.de}: the list"
    router.add_api_route(
        f"/{_definition.path}",
        _answer,
        methods=["GET"],
        name=_definition.path,
        summary=_title,
        response_class=Response,
        responses={200: {"content": {HTML.media_type: {}, _CSV.media_type: {}}}},
        openapi_extra={"parameters": [*_described, _page]},
    )
    router.add_api_route(
        f"/{_definition.path}.{{suffix}}",
        _answer,
        methods=["GET"],
        name=f"{_definition.path}-by-suffix",
        summary=f"{_title} as CSV",
        response_class=Response,
        responses={200: {"content": {_CSV.media_type: {}}}},
        openapi_extra={"parameters": _described},
    )
    for _start in ("id", "doc"):
        for _end in ("", "/"):
            router.add_api_route(
                f"/{_start}/{_definition.kind}{_end}", _to_list(_definition), methods=["GET"], include_in_schema=False
            )
