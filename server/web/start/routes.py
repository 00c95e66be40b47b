"""The first page, `/`: the ways in for people, and the dataset as schema.org describes it for search engines."""

import asyncio
from urllib.parse import quote

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.background import BackgroundTask
from starlette.responses import Response

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.language import in_language, language
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.links import DESCRIPTION_FORMATS
from ruhrgraph.server.resources.responses import description_response
from ruhrgraph.server.web.lists.definitions import EVENTS, LISTS
from ruhrgraph.server.web.lists.drawings import list_map
from ruhrgraph.server.web.lists.list_service import ListService
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
    figures, stories, events = await _read(request)
    structured = await request.app.state.structured_data(request)
    shown = {"figures": figures, "stories": stories, "lists": LISTS, "structured": structured, "events": events}
    response = with_etag(request, page_response(request, "home.html", section="start", **shown))
    if figures is not None and figures.proved is not None:  # of a large version, no list is kept
        response.background = BackgroundTask(request.app.state.lists.read_ahead, LISTS)
    return response


async def _read(request: Request) -> tuple[Figures | None, tuple[ToldStory, ...], Markup | None]:
    """Return figures, stories and the map of events; the figures alone of a large version.

    Nothing where no query is answered: the page comes even then.
    """
    canned: CannedRows = request.app.state.canned_rows
    figures: FiguresCache = request.app.state.figures
    lists: ListService = request.app.state.lists
    try:
        counted = await figures.get(canned.engine, canned.things_cache, canned.base, canned.seconds)
        if counted.proved is None:
            return counted, (), None
        events, stories = await asyncio.gather(lists.content(EVENTS), tell_stories(canned))
    except RuhrgraphError:
        return None, (), None
    title = in_language(language(request), EVENTS.title.de, EVENTS.title.en)
    address = f"{page_context(request).home}{EVENTS.path}?gemeinde="
    drawn = await in_thread(
        list_map, events, events.entries, title, language(request), lambda key: f"{address}{quote(key)}"
    )
    return counted, stories, drawn if events.entries else None
