"""How to cite: `/zitieren` for the dataset, with `title` and `path` for a page of it; as BibTeX, RIS and CSL-JSON."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.ontology.errors import BadRequestError, NotAcceptableError
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.http.citation import Citation, citation, today
from ruhrgraph.server.http.conditional import REVALIDATE
from ruhrgraph.server.http.templates import page_response

router = APIRouter(tags=["citation"])

_MOST_TITLE, _MOST_PATH = 500, 6_000
_FILES: Mapping[str, tuple[str, Callable[[Citation, str], str]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", Citation.bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", Citation.ris),
    "json": ("application/vnd.citationstyles.csl+json", Citation.csl),
}


@router.get("/zitieren", summary="How to cite the dataset, or a page of it", response_class=Response)
async def how_to_cite(request: Request) -> Response:
    """Return the page on how to cite; it names the day of access, so it is asked for again each time."""
    cited = _cited(request)
    service: CatalogService = request.app.state.catalog
    response = page_response(
        request,
        "how_to_cite.html",
        query=cited.parameters if cited.title else "",
        cited=cited,
        accessed=today(),
        sources=(await service.summary()).sources,
        base=service.settings.base,
    )
    response.headers["cache-control"] = REVALIDATE
    return response


@router.get("/zitieren.{suffix}", summary="The same for reference managers", response_class=Response)
async def citation_file(request: Request, suffix: str) -> Response:
    """Return the citation as a file for reference managers.

    Raises:
        NotAcceptableError: There is no such format.

    """
    if suffix not in _FILES:
        raise NotAcceptableError(f"there is no format “{suffix}” here; there is: {', '.join(_FILES)}")
    media_type, write = _FILES[suffix]
    headers = {
        "cache-control": REVALIDATE,
        "content-type": media_type,
        "content-disposition": f'attachment; filename="ruhrgraph.{suffix}"',
    }
    return Response(write(_cited(request), today()).encode(), headers=headers)


def _cited(request: Request) -> Citation:
    """Return the citation of what the parameters name, the dataset without them.

    Raises:
        BadRequestError: A parameter is too long.

    """
    title, path = request.query_params.get("title", ""), request.query_params.get("path", "")
    if len(title) > _MOST_TITLE or len(path) > _MOST_PATH:
        raise BadRequestError(f"title has at most {_MOST_TITLE} characters, path {_MOST_PATH}")
    return citation(request, title, path)
