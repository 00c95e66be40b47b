"""`/datenqualitaet`: how the documents were read, and how good the data are; as JSON the report of the build."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.catalog.quality import read_report
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import content_etag
from ruhrgraph.server.http.negotiation import HTML, JSON, choose
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.http.responses import conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, render
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.http.urls import page_root, root_url

router = APIRouter(tags=["data quality"])


@router.get("/datenqualitaet", summary="How the documents were read and what is in the data", response_class=Response)
async def get_data_quality(request: Request) -> Response:
    """Return the page, made once for each version; as JSON, the report as `ruhrgraph report` prints it."""
    service: CatalogService = request.app.state.catalog
    chosen = choose(request.headers.get("accept"), (HTML, JSON), request.query_params.get("format"))
    digest = await service.digest()
    if chosen.format is JSON:
        body = await in_thread(read_report, service.version(digest))
        return conditional_response(request, body, chosen.content_type, content_etag(body))
    key = f"data quality {root_url(request)} {page_root(request)}"
    stored = service.answers.get(digest, key)
    if stored is None:
        shown = {"quality": await service.quality(), "summary": await service.summary(), "base": service.settings.base}
        page = (await in_thread(lambda: render(page_context(request), "data_quality.html", **shown))).encode()
        stored = CachedAnswer(chosen.content_type, content_etag(page), page)
        if await service.digest() == digest:  # else it may mix one version with the next
            service.answers.put(digest, key, stored)
    return conditional_response(request, stored, headers={"content-security-policy": PAGE_POLICY})
