"""For operators: `/health`, `/ready`, `/metrics`; and the way in, `/`."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.graph.catalog.schema_org import as_script, schema_org
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.catalog.service import CatalogService
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.auth import require_token
from ruhrgraph.server.http.metrics import CONTENT_TYPE, exposition
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.pages import home_page
from ruhrgraph.server.http.urls import root_path, root_url
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.links import FORMATS
from ruhrgraph.server.resources.routes import answer
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep

router = APIRouter()

_READY_SECONDS = 5.0
_SMALL = 4096


@router.get("/", include_in_schema=False)
async def index(request: Request, documents: DescriptionsDep) -> Response:
    """Return the first page, or for programs what is said of those who maintain the data (`#maintainers`)."""
    chosen = choose(request.headers.get("accept"), FORMATS, request.query_params.get("format"))
    if chosen.format is HTML:
        return home_page(root_path(request), await _structured(request))
    return await answer(request, documents, f"{documents.service.settings.base}#maintainers", "", None)


async def _structured(request: Request) -> str | None:
    """Return what search engines read of the dataset; the first page is there also when nothing answers."""
    offering: CatalogService = request.app.state.catalog
    try:
        return as_script(schema_org(await offering.glance(root_url(request))))
    except RuhrgraphError:
        return None


@router.get("/health", summary="Whether the server serves, and what", tags=["operations"], response_class=JSONResponse)
async def health(service: QueryServiceDep) -> Response:
    """Return the state of the server, the digest of the version that it serves and the number of its triples."""
    try:
        digest, facts = await service.pool.facts(_READY_SECONDS)
    except RuhrgraphError as error:
        return JSONResponse({"status": str(error), "version": None, "triples": 0}, 503)
    return JSONResponse({"status": "ok", "version": digest, "triples": facts.triples})


@router.get("/ready", summary="Whether a query is answered", tags=["operations"], response_class=JSONResponse)
async def ready(service: QueryServiceDep) -> Response:
    """Ask a small query of the version in use; whoever balances load sends requests here only when it is answered."""
    async with service.pool.answer(Asked("ASK { ?s ?p ?o }"), _READY_SECONDS) as answer:
        await answer.buffered(_SMALL)
    return JSONResponse({"status": "ready", "version": answer.digest})


@router.get("/metrics", summary="Figures for Prometheus", tags=["operations"], response_class=Response)
async def metrics(request: Request, settings: SettingsDep) -> Response:
    """Return the figures of all server processes; behind the token if the settings say so."""
    if settings.metrics_token:
        require_token(settings, request.headers)
    return Response(exposition(), media_type=CONTENT_TYPE)
