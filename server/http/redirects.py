"""The way from an address with a slash too many to the page: `/catalog/` and `//catalog` lead to `/catalog`.

In: a request for which there is nothing. Out: a redirect, or None where without these slashes there is nothing either.
"""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Match, Route

from ruhrgraph.server.http.urls import page_root, path_below_root

_SLASHES = re.compile(r"/{2,}")


def without_extra_slashes(request: Request) -> RedirectResponse | None:
    """Return the redirect to the same address without slashes at its end or in a row, if a route has it.

    It is a 308, so that the method and the body stay; the query string is kept.
    """
    path = f"/{path_below_root(request)}"
    plain = _SLASHES.sub("/", path).rstrip("/") or "/"
    if plain == path or not _has_route(request, plain):
        return None
    query = request.scope["query_string"].decode("latin-1")
    return RedirectResponse(f"{page_root(request)}{plain[1:]}{f'?{query}' if query else ''}", 308)


def _has_route(request: Request, path: str) -> bool:
    """Return whether some route has a path, with whatever method."""
    scope = {**request.scope, "path": f"{request.scope.get('root_path', '')}{path}"}
    routes = (route for route in request.app.routes if isinstance(route, Route))
    return any(route.matches(scope)[0] is not Match.NONE for route in routes)
