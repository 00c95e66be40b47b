"""Which pages were perhaps meant by an address where there is nothing: routes and things of a similar name.

In: a request. Out: `NearPage`s for the page of the error.
"""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.queries.lookup import ANY, KINDS, nearest
from ruhrgraph.queries.things import NAMED_TYPES, Entity
from ruhrgraph.server.http.error_page import NearPage, last_words
from ruhrgraph.server.http.urls import path_below_root
from ruhrgraph.server.sparql.query_service import QueryService

_PAGE = re.compile(r"/[a-z-]+(?:/[a-z-]+)*")
_THINGS = ("doc", "id")
_NO_PAGES = (*_THINGS, "health", "ready", "metrics", "reconcile", "store", "static", "mcp")
"""First parts of paths that are for programs, or lead elsewhere."""
_LONGEST = 200
_LEAST, _LEAST_OF_THINGS, _LEAST_ELSEWHERE = 70, 60, 80
"""How much a path, the name in the address of a thing, and a word in any address have to be alike, of 100."""
_MOST = 3


class NearPages:
    """Finds pages by addresses that are nearly right."""

    def __init__(self, service: QueryService, routes: Iterable[BaseRoute]) -> None:
        self._service = service
        found = (route.path for route in routes if isinstance(route, Route) and "GET" in (route.methods or ()))
        self._paths = sorted(
            {path[1:] for path in found if _PAGE.fullmatch(path) and path.split("/")[1] not in _NO_PAGES}
        )

    async def __call__(self, request: Request) -> Sequence[NearPage]:
        """Return the pages; without the named things of the version those of the routes alone."""
        path = path_below_root(request)[:_LONGEST].strip("/")
        found = process.extract(path, self._paths, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=_MOST)
        above = {parent for parent in self._paths if path.startswith(f"{parent}/")}
        pages = [NearPage(f"/{near}", near) for near in (*(near for near, _, _ in found), *sorted(above))]
        pages = list(dict.fromkeys(pages))
        folder, *below = path.split("/")
        if below and folder not in _THINGS:
            return pages
        service = self._service
        try:
            things = await service.things.get(service.engine, service.settings.base, service.settings.query_timeout)
        except RuhrgraphError:
            return pages
        kind = below[0] if below else ANY
        types = (KINDS[kind],) if kind in KINDS and kind != ANY else NAMED_TYPES
        least = _LEAST_OF_THINGS if below else _LEAST_ELSEWHERE
        return [*pages, *map(_page, nearest(last_words(request), types, things, least) if things.by_type else ())]


def _page(thing: Entity) -> NearPage:
    """Return the page about a thing."""
    return NearPage(thing.label, thing.id if thing.id.startswith("source/") else f"doc/{thing.id}")
