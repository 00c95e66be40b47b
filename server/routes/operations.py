"""For operators: `/health`, `/ready`, `/metrics`; and the way in, `/`."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.auth import authorise
from ruhrgraph.server.graph import AnsweringDep, SettingsDep
from ruhrgraph.server.metrics import CONTENT_TYPE, exposition
from ruhrgraph.server.pages import home
from ruhrgraph.server.pages import response as page_response
from ruhrgraph.server.sparql.frames import Asked

router = APIRouter()

_READY_SECONDS = 5.0
_SMALL = 4096


@router.get("/", include_in_schema=False)
async def index() -> Response:
    """Return the first page."""
    return page_response(home())


@router.get("/health", summary="Whether the server serves, and what", tags=["operations"], response_class=JSONResponse)
async def health(answering: AnsweringDep) -> Response:
    """Return the state of the server, the digest of the version that it serves and the number of its triples."""
    try:
        digest, facts = await answering.pool.facts(_READY_SECONDS)
    except RuhrgraphError as error:
        return JSONResponse({"status": str(error), "version": None, "triples": 0}, 503)
    return JSONResponse({"status": "ok", "version": digest, "triples": facts.triples})


@router.get("/ready", summary="Whether a query is answered", tags=["operations"], response_class=JSONResponse)
async def ready(answering: AnsweringDep) -> Response:
    """Ask a small query of the version in use; whoever balances load sends requests here only when it is answered."""
    async with answering.pool.answer(Asked("ASK { ?s ?p ?o }"), _READY_SECONDS) as answer:
        await answer.buffered(_SMALL)
    return JSONResponse({"status": "ready", "version": answer.digest})


@router.get("/metrics", summary="Figures for Prometheus", tags=["operations"], response_class=Response)
async def metrics(request: Request, settings: SettingsDep) -> Response:
    """Return the figures of all server processes; behind the token if the settings say so."""
    if settings.metrics_token:
        authorise(settings, request.headers)
    return Response(exposition(), media_type=CONTENT_TYPE)
