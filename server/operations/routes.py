"""For operators: `/health`, `/ready`, `/metrics`."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.pool.generation import ServedVersion
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.auth import require_token
from ruhrgraph.server.http.metrics import CONTENT_TYPE, exposition
from ruhrgraph.server.http.problems import public_message
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.sparql.dependencies import QueryServiceDep, SettingsDep

router = APIRouter()

_READY_SECONDS = 5.0
_SMALL = 4096


@router.get("/health", summary="Whether the server serves, and what", tags=["operations"], response_class=JSONResponse)
async def health(service: QueryServiceDep) -> Response:
    """Return the state of the server, the digest of the version that is served and the number of its triples.

    If the version in use is damaged, `warning` says so, and which one is served instead.
    """
    try:
        served = await service.engine.served(_READY_SECONDS)
    except RuhrgraphError as error:
        return JSONResponse({"status": public_message(error), "version": None, "triples": 0}, 503)
    status = "degraded" if served.problem else "ok"
    content = {"status": status, "version": served.digest, "triples": served.facts.triples}
    return JSONResponse({**content, **_warning(served)})


@router.get("/ready", summary="Whether a query is answered", tags=["operations"], response_class=JSONResponse)
async def ready(service: QueryServiceDep) -> Response:
    """Answer once a small query has been answered, so that a load balancer knows whether to send requests here.

    A server whose version in use is damaged is ready, as it goes on with the one in memory; `warning` says so.
    """
    served = await service.engine.served(_READY_SECONDS)
    async with service.engine.answer(Asked("ASK { ?s ?p ?o }"), _READY_SECONDS) as answer:
        await answer.buffered(_SMALL)
    return JSONResponse({"status": "ready", "version": answer.digest, **_warning(served)})


def _warning(served: ServedVersion) -> dict[str, str]:
    """Return what is wrong with the version in use, as a field of an answer."""
    if not served.problem:
        return {}
    return {"warning": f"{served.problem} (version {served.digest[:12]} is served from memory meanwhile)"}


@router.get("/metrics", summary="Metrics for Prometheus", tags=["operations"], response_class=Response)
async def metrics(request: Request, settings: SettingsDep) -> Response:
    """Return the metrics of all HTTP workers; with `RUHRGRAPH_METRICS_TOKEN` only to those who send the token."""
    if settings.metrics_token:
        await require_token(request)
    return Response(await in_thread(exposition), media_type=CONTENT_TYPE)
