"""Linked data: `/id/…` leads to `/doc/…`, and `/doc/…` and `/graph/…` tell of things in every form."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from ruhrgraph.ontology.errors import BadRequestError, ThingNotFoundError
from ruhrgraph.server.http.cache import entity_tag
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.responses import conditional_response, matching_coding
from ruhrgraph.server.http.templates import PAGE_POLICY
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.documents import DescriptionService, Wanted
from ruhrgraph.server.resources.links import FORMATS, LINKSET, linkset, split

router = APIRouter(tags=["linked data"])

_choose = lru_cache(maxsize=256)(choose)
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_SAME = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+|%(?:2[DEde]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
"""Encoded characters that mean the same when they are not: letters beyond ASCII, and those that are never encoded."""
_IN_ADDRESS: dict[str, Any] = {
    "parameters": [
        {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}},
        {"name": "format", "in": "query", "schema": {"type": "string", "enum": [form.name for form in FORMATS]}},
    ],
    "responses": {"200": {"content": {form.media_type: {} for form in FORMATS}}},
}


@router.get(
    "/id/{name:path}",  # noqa: FAST003  # it would come decoded
    summary="A thing: leads to its description",
    response_class=Response,
    status_code=303,
)
async def thing(request: Request) -> Response:
    """Lead to the description of a thing, whichever form of it the client wants."""
    path, query = _path(request).removeprefix("id/"), request.url.query
    target = f"{root_path(request)}doc/{path}{f'?{query}' if query else ''}"
    return RedirectResponse(target, 303, {"cache-control": "public, max-age=86400"})


@router.get(
    "/doc/{name:path}",  # noqa: FAST003  # it would come decoded
    summary="The description of a thing",
    response_class=Response,
    openapi_extra=_IN_ADDRESS,
)
async def description(request: Request, documents: DescriptionsDep) -> Response:
    """Return what is said of a thing, in the form that suffix, `format` or `Accept` ask for."""
    stem, suffix = split(_path(request))
    return await _answer_either(request, documents, f"id/{stem.removeprefix('doc/')}", stem, suffix)


@router.get(
    "/graph/{name:path}",  # noqa: FAST003  # it would come decoded
    summary="A named graph",
    response_class=Response,
    openapi_extra=_IN_ADDRESS,
)
async def graph(request: Request, documents: DescriptionsDep) -> Response:
    """Return what is said of a named graph; its content is at /store and in the dumps."""
    stem, suffix = split(_path(request))
    return await _answer_either(request, documents, stem, stem, suffix)


async def _answer_either(
    request: Request, documents: DescriptionService, topic: str, path: str, suffix: str | None
) -> Response:
    """Return the description of a thing whose IRI ends as an address does, or as it does when it is not encoded."""
    base, plain = documents.service.settings.base, _iri(topic)
    try:
        return await answer(request, documents, f"{base}{plain}", path, suffix)
    except ThingNotFoundError:
        if plain == topic:
            raise
        return await answer(request, documents, f"{base}{topic}", path, suffix)


async def answer(
    request: Request, documents: DescriptionService, topic: str, path: str, suffix: str | None
) -> Response:
    """Return the description of a thing.

    Args:
        request: The request.
        documents: Where descriptions come from.
        topic: The IRI of the thing.
        path: The path of its document, without suffix, below the root.
        suffix: The suffix that asks for a form, if there is one.

    Raises:
        RuhrgraphError: There is none, or not in such a form.

    """
    chosen = _choose(request.headers.get("accept"), FORMATS, suffix or request.query_params.get("format"))
    wanted = Wanted(topic, path, _page(request), root_path(request), chosen)
    etag = documents.etag(wanted)
    if chosen.format is LINKSET:
        return await _linkset(request, documents, wanted, etag)
    if matching_coding(request, etag) is not None:
        return conditional_response(request, b"", chosen.content_type, etag)
    document = await documents.get(wanted)
    headers = {"link": document.link}
    if chosen.format is HTML:
        headers["content-security-policy"] = PAGE_POLICY
    return conditional_response(request, document, headers=headers)


async def _linkset(request: Request, documents: DescriptionService, wanted: Wanted, etag: str) -> Response:
    """Return the links of a document; their addresses are whole, so they depend on where the server is."""
    absolute = Wanted(wanted.topic, wanted.path, wanted.page, root_url(request), wanted.chosen)
    told, types = await documents.told(absolute)
    signs = documents.signs(absolute, types, more=told.more)
    body = linkset(signs, f"{signs.address}{signs.query}")
    return conditional_response(request, body, LINKSET.media_type, entity_tag(etag, absolute.root))


def _page(request: Request) -> int:
    """Return which page is asked for.

    Raises:
        BadRequestError: It is no number above 0.

    """
    asked = request.query_params.get("page", "1")
    if not _PAGE.fullmatch(asked):
        raise BadRequestError(f"page: “{asked}” has to be a whole number above 0")
    return int(asked)


def _path(request: Request) -> str:
    """Return the path of a request below the root, as it was sent."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return raw.decode("ascii", "replace").partition("?")[0].removeprefix(root_path(request))


def _iri(path: str) -> str:
    """Return a path as it stands in an IRI: what need not be encoded is not (RFC 3987, 3.2), all else as it came."""
    return _SAME.sub(lambda found: unquote(found[0]), path)
