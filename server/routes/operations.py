"""For operators, and the way in: `/health` and `/`."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ruhrgraph.server.graph import Graph
from ruhrgraph.server.pages import home

router = APIRouter()


@router.get("/", include_in_schema=False)
async def index() -> Response:
    """Return the first page."""
    return HTMLResponse(home())


@router.get("/health", summary="Whether the server serves, and what", tags=["operations"], response_class=JSONResponse)
async def health(request: Request) -> Response:
    """Return the state of the server, the digest of the version that it serves and the number of its triples."""
    graph: Graph | None = request.app.state.graph
    if graph is None:
        return JSONResponse({"status": "nothing published", "version": None, "triples": 0}, 503)
    return JSONResponse({"status": "ok", "version": graph.digest, "triples": graph.triples})
