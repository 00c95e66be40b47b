"""The first page, `/`: the ways in for people, and the dataset as schema.org describes it for search engines."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.links import DESCRIPTION_FORMATS
from ruhrgraph.server.resources.responses import description_response
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.start.figures import Figures, FiguresCache
from ruhrgraph.server.web.start.stories import ToldStory, tell_stories

router = APIRouter()


@router.get("/", include_in_schema=False)
async def home(request: Request, descriptions: DescriptionsDep) -> Response:
    """Return the first page; as RDF, the description of those who maintain the data (`#maintainers`)."""
    chosen = choose(request.headers.get("accept"), DESCRIPTION_FORMATS, request.query_params.get("format"))
    if chosen.format is not HTML:
        topic = f"{descriptions.service.settings.base}#maintainers"
        return await description_response(request, descriptions, topic, "", None)
    figures, stories = await _read(request)
    structured = await request.app.state.structured_data(request)
    shown = {"figures": figures, "stories": stories, "lists": LISTS, "structured": structured}
    return with_etag(request, page_response(request, "home.html", section="start", **shown))


async def _read(request: Request) -> tuple[Figures | None, tuple[ToldStory, ...]]:
    """Return figures and stories; nothing where queries are not answered, as the page comes even then."""
    canned: CannedRows = request.app.state.canned_rows
    cache: FiguresCache = request.app.state.figures
    try:
        return await cache.get(canned.pool, canned.base, canned.seconds), await tell_stories(canned)
    except RuhrgraphError:
        return None, ()
