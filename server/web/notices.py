"""The legal notices: `/impressum`, `/datenschutz`, `/barrierefreiheit`.

In: requests of browsers. Out: the text of the settings, a redirect to the page that they name, or what is true of every
server.
"""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from ruhrgraph.graph.catalog.publisher import Notice
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.settings import Settings

router = APIRouter()


@router.get("/impressum", include_in_schema=False)
async def imprint(request: Request) -> Response:
    """Return the imprint."""
    return _notice(request, "imprint.html", _settings(request).offer.imprint)


@router.get("/datenschutz", include_in_schema=False)
async def privacy(request: Request) -> Response:
    """Return the privacy policy."""
    return _notice(request, "privacy.html", _settings(request).offer.privacy)


@router.get("/barrierefreiheit", include_in_schema=False)
async def accessibility(request: Request) -> Response:
    """Return the accessibility statement."""
    return _notice(request, "accessibility.html", _settings(request).offer.accessibility)


def _notice(request: Request, template: str, notice: Notice | None) -> Response:
    """Return a notice as the settings have it; without one, the template says what is true of every server."""
    if notice and notice.url:
        return RedirectResponse(notice.url, 303)
    return with_etag(request, page_response(request, template, notice=notice, settings=_settings(request)))


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings
