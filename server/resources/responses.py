"""The response that describes a thing: in the form that the client wants, with its links, or 304.

In: a request, and the IRI of a thing. Out: a response.
"""

import re
from dataclasses import replace
from functools import lru_cache

from fastapi import Request
from starlette.responses import Response

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import client_has, conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.resources.documents import DescriptionService, DocumentRequest
from ruhrgraph.server.resources.links import DESCRIPTION_FORMATS, LINKSET, linkset

_choose = lru_cache(maxsize=256)(choose)
_PAGE = re.compile(r"[1-9][0-9]{0,5}")


async def description_response(
    request: Request, descriptions: DescriptionService, topic: str, path: str, suffix: str | None
) -> Response:
    """Return the description of a thing as a response.

    Args:
        request: The request.
        descriptions: Makes the documents.
        topic: The IRI of the thing.
        path: The path of its document, without suffix, below the root.
        suffix: The suffix that names a format, None where the path has none.

    Raises:
        NotAcceptableError: The client takes none of the formats.
        ThingNotFoundError, ThingGoneError: There are no statements about the thing, or not any more.

    """
    chosen = _choose(request.headers.get("accept"), DESCRIPTION_FORMATS, suffix or request.query_params.get("format"))
    wanted = DocumentRequest(topic, path, _page(request), root_path(request), chosen, page_context(request))
    etag = descriptions.etag(wanted)
    if chosen.format is LINKSET:
        return await _linkset(request, descriptions, wanted, etag)
    headers = {"content-security-policy": PAGE_POLICY} if chosen.format is HTML else {}
    if client_has(request, etag):
        return conditional_response(request, b"", chosen.content_type, etag, headers)
    document = await descriptions.get(wanted)
    return conditional_response(request, document, headers={**headers, "link": document.link})


async def _linkset(request: Request, descriptions: DescriptionService, wanted: DocumentRequest, etag: str) -> Response:
    """Return the links of a document; their URLs are absolute, so they depend on where the server is."""
    absolute = replace(wanted, root=root_url(request))
    links = descriptions.links(absolute, await descriptions.describe(absolute))
    body = linkset(links, f"{links.address}{links.query}")
    return conditional_response(request, body, LINKSET.media_type, entity_tag(etag, absolute.root))


def _page(request: Request) -> int:
    """Return the number of the page that is asked for.

    Raises:
        BadRequestError: It is not a whole number above 0.

    """
    asked = request.query_params.get("page", "1")
    if not _PAGE.fullmatch(asked):
        raise BadRequestError(f"page: “{asked}” has to be a whole number above 0")
    return int(asked)
