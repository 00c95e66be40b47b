"""The files that pages load, `/static/VERSION/NAME`."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.server.http.static_files import static_response

router = APIRouter()


@router.get("/static/{version}/{name}", include_in_schema=False)
async def static_file(version: str, name: str, request: Request) -> Response:
    """Return a file.

    Raises:
        PageNotFoundError: There is no such file.

    """
    return static_response(request, version, name)
