"""For operators: `/health`, `/ready`, `/metrics`."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.ontology.errors import EngineError, RuhrgraphError
from ruhrgraph.server.engine.pool.generation import ServedVersion
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.auth import require_token
from ruhrgraph.server.http.metrics import CONTENT_TYPE, exposition
from ruhrgraph.server.http.problems import public_message
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep

router = APIRouter()

_READY_SECONDS = 5.0
_SMALL = 4096


@router.get("/health", summary="Whether the server serves, and what", tags=["operations"], response_class=JSONResponse)
async def health(service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Return the state of the server, the digest of the version that is served and the number of its triples.

    If the version in use is damaged, or another engine does not answer, `warning` says so, and what is served instead.
    """
    try:
        served = await service.engine.served(_READY_SECONDS)
    except RuhrgraphError as error:
        return JSONResponse({"status": public_message(error), "version": None, "triples": 0}, 503)
    status = "degraded" if served.problem else "ok"
    content = {"status": status, "version": served.digest, "triples": served.facts.triples}
    return JSONResponse({**content, **_warning(served, settings)})


@router.get("/ready", summary="Whether a query is answered", tags=["operations"], response_class=JSONResponse)
async def ready(service: QueryServiceDep, settings: SettingsDep) -> Response:
    """Answer once a small query has been answered, so that a load balancer knows whether to send requests here.

    A server whose version in use is damaged is ready, as it goes on with the one in memory; `warning` says so. It also
    says where the data folder lacks the version of another engine, as dumps and sources are then of another one.
    """
    served = await service.engine.served(_READY_SECONDS)
    async with service.engine.answer(Asked("ASK { ?s ?p ?o }"), _READY_SECONDS) as answer:
        await answer.buffered(_SMALL)
    return JSONResponse({"status": "ready", "version": answer.digest, **_warning(served, settings)})


def _warning(served: ServedVersion, settings: Settings) -> dict[str, str]:
    """Return what is wrong with the version in use, as a field of an answer."""
    named = f"version {served.digest[:12]}"
    if settings.engine and served.problem:
        problem = public_message(EngineError(served.problem))
        return {"warning": f"{problem} (of {named}, the last that was found there, only kept answers go on)"}
    if served.problem:
        return {"warning": f"{served.problem} ({named} is served from memory meanwhile)"}
    if settings.engine and not (settings.data / "versions" / served.digest).is_dir():
        lacking = "dumps and sources lack or are those of another version; run `ruhrgraph publish`"
        return {"warning": f"the data folder does not hold {named}, which the engine has: {lacking}"}
    return {}


@router.get("/metrics", summary="Metrics for Prometheus", tags=["operations"], response_class=Response)
async def metrics(request: Request, settings: SettingsDep) -> Response:
    """Return the metrics of all HTTP workers; with `RUHRGRAPH_METRICS_TOKEN` only to those who send the token."""
    if settings.metrics_token:
        await require_token(request)
    return Response(await in_thread(exposition), media_type=CONTENT_TYPE)
