"""Linked data: `/id/…` redirects to `/doc/…`; `/doc/…` and `/graph/…` describe things and graphs in every form."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from ruhrgraph.ontology.errors import ThingNotFoundError
from ruhrgraph.server.http.conditional import ONE_DAY
from ruhrgraph.server.http.urls import iri_path, page_root, path_below_root
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.documents import DescriptionService
from ruhrgraph.server.resources.links import DESCRIPTION_FORMATS, split_suffix
from ruhrgraph.server.resources.responses import description_response

router = APIRouter(tags=["linked data"])

_IN_ADDRESS: dict[str, Any] = {
    "parameters": [
        {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1}},
        {
            "name": "format",
            "in": "query",
            "schema": {"type": "string", "enum": [form.name for form in DESCRIPTION_FORMATS]},
        },
    ],
    "responses": {"200": {"content": {form.media_type: {} for form in DESCRIPTION_FORMATS}}},
}


@router.get(
    "/id/{name:path}",  # noqa: FAST003  # it would come decoded
    summary="A thing: redirects to its description",
    response_class=Response,
    status_code=303,
)
async def thing(request: Request) -> Response:
    """Redirect to the description of a thing, in any form."""
    path, query = path_below_root(request).removeprefix("id/"), request.url.query
    target = f"{page_root(request)}doc/{path}{f'?{query}' if query else ''}"
    return RedirectResponse(target, 303, {"cache-control": ONE_DAY})


@router.get(
    "/doc/{name:path}",  # noqa: FAST003  # it would come decoded
    summary="The description of a thing",
    response_class=Response,
    openapi_extra=_IN_ADDRESS,
)
async def description(request: Request, descriptions: DescriptionsDep) -> Response:
    """Return the description of a thing, in the form that suffix, `format` or `Accept` ask for."""
    stem, suffix = split_suffix(path_below_root(request))
    return await _respond_to_either(request, descriptions, f"id/{stem.removeprefix('doc/')}", stem, suffix)


@router.get(
    "/graph/{name:path}",  # noqa: FAST003  # it would come decoded
    summary="A named graph",
    response_class=Response,
    openapi_extra=_IN_ADDRESS,
)
async def graph(request: Request, descriptions: DescriptionsDep) -> Response:
    """Return the description of a named graph; its triples are at /store and in the dumps."""
    stem, suffix = split_suffix(path_below_root(request))
    return await _respond_to_either(request, descriptions, stem, stem, suffix)


async def _respond_to_either(
    request: Request, descriptions: DescriptionService, topic: str, path: str, suffix: str | None
) -> Response:
    """Return the description of the thing whose IRI ends as the address, decoded or else as it was sent."""
    base, plain = descriptions.service.settings.base, iri_path(topic)
    try:
        return await description_response(request, descriptions, f"{base}{plain}", path, suffix)
    except ThingNotFoundError:
        if plain == topic:
            raise
        return await description_response(request, descriptions, f"{base}{topic}", path, suffix)
