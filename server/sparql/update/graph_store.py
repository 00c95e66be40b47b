"""The Graph Store Protocol, `/store`: whole graphs by GET, HEAD, PUT, POST and DELETE, writes with the token.

A graph is named by `?default`, by `?graph=IRI`, or by its own address below `/store/`.
"""

import json
import os
from collections.abc import AsyncIterator
from typing import Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RDF_NAMES
from ruhrgraph.graph.versions.repository import current
from ruhrgraph.graph.versions.write import WriteResult
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError
from ruhrgraph.server.engine.request import parameters
from ruhrgraph.server.http.auth import require_writer
from ruhrgraph.server.http.compression import accepted_codings
from ruhrgraph.server.http.conditional import REVALIDATE, check_preconditions, coded_etag, entity_tag
from ruhrgraph.server.http.errors import PreconditionFailedError
from ruhrgraph.server.http.negotiation import choose
from ruhrgraph.server.http.responses import conditional_response, has_conditions
from ruhrgraph.server.http.urls import iri_path, path_below_root, root_url
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.update.graph_reader import BUFFERED_BYTES, read_graph, version_with
from ruhrgraph.server.sparql.update.rdf_bodies import check
from ruhrgraph.server.sparql.update.routes import VERSION_HEADER, WRITE_RESPONSES, read_write
from ruhrgraph.server.sparql.update.writer_process import WriteTask
from ruhrgraph.server.sparql.update.writers import Writers

router = APIRouter(tags=["graph store"])

_BELOW = "/store/{path:path}"
_GRAPH: dict[str, Any] = {
    "parameters": [
        {"name": "graph", "in": "query", "schema": {"type": "string", "format": "uri"}},
        {"name": "default", "in": "query", "allowEmptyValue": True, "schema": {"type": "string"}},
    ]
}
_RDF: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {format_.media_type: {"schema": {"type": "string"}} for format_ in RDF_FORMATS},
    }
}


@router.get(_BELOW, include_in_schema=False)
@router.get("/store", summary="A graph", response_class=Response, openapi_extra=_GRAPH)
async def get_graph(request: Request) -> Response:
    """Return a graph as it is stored; `?default` is the real default graph, not the union that queries see."""
    graph = _named(request)
    asked = next((value for name, value in parameters(request.scope["query_string"]) if name == "format"), None)
    chosen = choose(request.headers.get("accept"), RDF_FORMATS, asked)
    parts = read_graph(request.app.state, graph, chosen.format.name)
    version = json.loads(await anext(parts)) or ""
    headers = {VERSION_HEADER: version, "cache-control": REVALIDATE}
    held = bytearray()
    async for part in parts:
        held += part
        if len(held) > BUFFERED_BYTES:
            headers["content-type"] = chosen.content_type
            return StreamingResponse(_rest(bytes(held), parts), headers=headers)
    etag = _etag(version, graph, chosen.format.name)
    return conditional_response(request, bytes(held), chosen.content_type, etag, headers)


@router.put(_BELOW, include_in_schema=False)
@router.put(
    "/store",
    summary="Replace a graph",
    response_class=Response,
    responses=WRITE_RESPONSES,
    openapi_extra={**_GRAPH, **_RDF},
)
async def put_graph(request: Request) -> Response:
    """Replace a graph by the body, or make it."""
    await require_writer(request)
    return _answer(await _write(request, "replace", _named(request)))


@router.post(_BELOW, include_in_schema=False)
@router.post(
    "/store",
    summary="Add to a graph, or make one",
    response_class=Response,
    responses=WRITE_RESPONSES,
    openapi_extra={**_GRAPH, **_RDF},
)
async def post_graph(request: Request) -> Response:
    """Add the body to a graph; without a graph's name, make a new one and tell its address."""
    await require_writer(request)
    if _names(request) or request.path_params.get("path"):
        return _answer(await _write(request, "add", _named(request)))
    graph = f"{_address(request).rstrip('/')}/{uuid4()}"
    answer = _answer(await _write(request, "add", graph))
    answer.headers["location"] = graph
    return answer


@router.delete(_BELOW, include_in_schema=False)
@router.delete(
    "/store", summary="Remove a graph", response_class=Response, responses=WRITE_RESPONSES, openapi_extra=_GRAPH
)
async def delete_graph(request: Request) -> Response:
    """Remove a graph; the default graph is emptied."""
    await require_writer(request)
    return _answer(await _write(request, "delete", _named(request)))


async def _write(request: Request, action: Literal["replace", "add", "delete"], graph: str | None) -> WriteResult:
    """Carry out an action on a graph, with the request's body.

    Raises:
        UnsupportedMediaTypeError: The body is of a media type that is not read.
        RuhrgraphError: As from `Writers.write`.

    """
    settings: Settings = request.app.state.settings
    writers: Writers = request.app.state.writers
    content_type = request.headers.get("content-type")
    if action != "delete":
        check(content_type)
    expected = await _check_conditions(request, graph)
    body = await read_write(request, settings)
    task = WriteTask(
        data=str(settings.data),
        keep=settings.keep_versions,
        memory=settings.query_memory,
        parent=os.getpid(),
        action=action,
        base=graph or _address(request),
        graph=graph,
        content_type=content_type,
        expected=expected,
        keep_seconds=settings.keep_seconds,
    )
    written = await writers.write(task, body)
    if written.changed:
        request.app.state.recorder.record_soon()
    return written


async def _check_conditions(request: Request, graph: str | None) -> str | None:
    """Check the conditions of a write; return the version that they are met in, None if there are none.

    Raises:
        PreconditionFailedError: One is not met.
        DataFolderError: No version is in use although there are some.

    """
    if not has_conditions(request):
        return None
    if current(request.app.state.settings.data) is None:  # queries may be answered from memory all the same
        if "if-match" in request.headers:
            raise PreconditionFailedError("nothing is published, and If-Match names a graph")
        return ""
    try:
        version = await version_with(request.app.state, graph)
    except GraphNotFoundError:
        if "if-match" in request.headers:
            raise PreconditionFailedError("there is no such graph, and If-Match names one") from None
        return str(request.app.state.service.digest())
    check_preconditions(
        request.headers,
        request.method,
        [
            coded_etag(_etag(version, graph, name), coding)
            for name in RDF_NAMES
            for coding in ("", *accepted_codings("*"))
        ],
    )
    return version


def _etag(version: str, graph: str | None, format_name: str) -> str:
    """Return the ETag of a graph in a format; each version has another one, even if it did not change this graph."""
    return entity_tag(version, f"store {graph} {format_name}")


def _answer(written: WriteResult) -> Response:
    """Return the answer to a write: whether a graph was made by it, and the version in use now."""
    return Response(None, 201 if written.created else 204, {VERSION_HEADER: written.digest or ""})


def _names(request: Request) -> list[str | None]:
    """Return the graphs that the parameters name."""
    pairs = parameters(request.scope["query_string"])
    return [None if name == "default" else value for name, value in pairs if name in ("default", "graph")]


def _named(request: Request) -> str | None:
    """Return the graph that a request is about; None is the default graph.

    Raises:
        BadRequestError: There is not exactly one.

    """
    names = _names(request)
    if request.path_params.get("path"):
        names.append(_address(request))
    if len(names) != 1:
        found = "no graph" if not names else "more than one graph"
        raise BadRequestError(f"the request names {found}; name one, with ?graph=IRI or ?default")
    return names[0]


def _address(request: Request) -> str:
    """Return the address that was asked for, without parameters, as the IRI of a graph."""
    return f"{root_url(request)}{iri_path(path_below_root(request))}"


async def _rest(begun: bytes, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield what is held and then the rest; if that fails, so does the answer, without a proper end."""
    yield begun
    async for part in parts:
        yield part
