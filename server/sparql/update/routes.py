"""SPARQL updates, `/sparql/update`: both forms of POST, for those who bring the token."""

import os
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.ontology.errors import BadRequestError, UnsupportedMediaTypeError
from ruhrgraph.server.engine.request import BYTE_ORDER_MARK, FORM, named_values, parameters
from ruhrgraph.server.http.auth import require_writer
from ruhrgraph.server.http.header_fields import check_charset, parse_content_type
from ruhrgraph.server.http.request_bodies import read_body
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.update.writer_process import WriteTask
from ruhrgraph.server.sparql.update.writers import Writers

router = APIRouter(tags=["sparql"])

UPDATE = "application/sparql-update"
VERSION_HEADER = "ruhrgraph-version"
"""The header that names the version in use after a write."""

_MIB = 1024 * 1024
_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string", "format": "uri"}}
_FIELDS = {"update": _TEXT, "using-graph-uri": _TEXTS, "using-named-graph-uri": _TEXTS}
WRITE_RESPONSES: dict[int | str, dict[str, Any]] = {
    401: {"description": "The request has no token, or a wrong one"},
    403: {"description": "This server takes no writes; `writer` is the address that does, if one is set"},
}
"""How each write may be refused, as OpenAPI has it."""
_DESCRIBED = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {"schema": {"type": "object", "required": ["update"], "properties": _FIELDS}},
            UPDATE: {"schema": {"type": "string"}},
        },
    },
}


@router.post("/sparql/update/", include_in_schema=False)
@router.post(
    "/sparql/update",
    summary="SPARQL update",
    status_code=204,
    response_class=Response,
    openapi_extra=_DESCRIBED,
    responses=WRITE_RESPONSES,
)
async def post_update(request: Request) -> Response:
    """Carry out the update in the body; the answer comes when it is on the disk and in use."""
    settings: Settings = request.app.state.settings
    writers: Writers = request.app.state.writers
    await require_writer(request)
    given = parse_content_type(request.headers.get("content-type"))
    type_ = given.media_type
    if type_ not in (UPDATE, FORM):
        raise UnsupportedMediaTypeError(f"the body's content type is {type_ or 'not named'}; send {UPDATE} or {FORM}")
    check_charset(given, "update")
    body = await read_write(request, settings)
    pairs = parameters(request.scope["query_string"])
    if type_ == FORM:
        # In a thread: a long form takes a while to decode, and other requests should not wait for it.
        pairs = [*await in_thread(parameters, body), *pairs]
        body = _update(pairs)
    elif any(name == "update" for name, _ in pairs):
        raise BadRequestError("the update stands both in the body and in the address; send it once")
    if any(name == "query" for name, _ in pairs):
        raise BadRequestError("this is the endpoint for updates; queries are answered at /sparql")
    task = WriteTask(
        data=str(settings.data),
        keep=settings.keep_versions,
        keep_seconds=settings.keep_seconds,
        memory=settings.query_memory,
        parent=os.getpid(),
        action="update",
        base=settings.base,
        using=named_values(pairs, "using-graph-uri"),
        using_named=named_values(pairs, "using-named-graph-uri"),
        service_allow=settings.service_allow,
    )
    written = await writers.write(task, body)
    if written.changed:
        request.app.state.recorder.record_soon()
    return Response(None, 204, {VERSION_HEADER: written.digest or ""})


async def read_write(request: Request, settings: Settings) -> bytes:
    """Return the body of a write; as `read_body`."""
    too_large = (
        f"the body is longer than the {settings.write_size} MiB that RUHRGRAPH_WRITE_SIZE allows; "
        "send it in smaller parts"
    )
    return await read_body(request.headers, request.receive, settings.write_size * _MIB, too_large)


def _update(pairs: Sequence[tuple[str, str]]) -> bytes:
    """Return the one update among parameters."""
    updates = [value for name, value in pairs if name == "update"]
    if len(updates) != 1:
        found = "no update" if not updates else f"{len(updates)} updates"
        raise BadRequestError(f"the request brings {found}; send one, as parameter `update` or as the body of a POST")
    return updates[0].removeprefix(BYTE_ORDER_MARK).encode("utf-8", "surrogatepass")
