"""Answers to queries as pages: asked for as data, and put into a template.

In: a query as `Asked`, and where its answer stands. Out: a response that asks the query when it is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.prologue import missing_prefixes
from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.conditional import NO_STORE, content_etag
from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.http.responses import cache_control, conditional_response
from ruhrgraph.server.http.templates import PAGE_POLICY, render
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.result_pages.answer_data import ASKED_AS, MOST_BYTES, in_query_order, read_answer
from ruhrgraph.server.result_pages.page import AnswerPlace, ResultView, result_view
from ruhrgraph.server.result_pages.terms import TermText
from ruhrgraph.server.sparql.beginnings import Beginning
from ruhrgraph.server.sparql.query_service import QueryService


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The page that an answer is put into: its template, where it stands, and what else the page shows.

    `context` gets the answer and the things of the version, for what depends on them.
    """

    template: str
    place: AnswerPlace
    context: Callable[[ResultView, Things], Mapping[str, Any]] = field(default=lambda _view, _things: {})


class AnswerPageResponse(Response):
    """The page with the answer to a query, which runs when the response is sent."""

    def __init__(self, service: QueryService, asked: Asked, seconds: float, page: AnswerPage) -> None:
        super().__init__()
        self._service = service
        self._asked = as_data(asked)
        self._seconds = seconds
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page; nothing where the client left meanwhile."""
        request = Request(scope, receive)
        where = page_context(request, request.url.query)
        begun = perf_counter()
        known = self._service.cache.get(self._service.digest(), self._key(where)) if self._asked_again() else None
        answer = known or await self._answer(request, where)
        if answer is not None:
            headers = {
                "cache-control": cache_control(self._service.settings) if self._asked_again() else NO_STORE,
                "content-security-policy": PAGE_POLICY,
                # Not on the page, whose bytes are the same each time.
                "server-timing": f"total;dur={0.0 if known else (perf_counter() - begun) * 1000:.1f}",
            }
            await conditional_response(request, answer, headers=headers)(scope, receive, send)

    def _asked_again(self) -> bool:
        """Return whether the answer is the same each time."""
        return bool(self._service.cache_key(self._asked))

    def _key(self, where: PageContext) -> str:
        """Return what the page depends on besides the version."""
        values = sorted(self._page.place.values.items())
        return f"page {where} {self._page.template} {values} {self._service.cache_key(self._asked)}"

    async def _answer(self, request: Request, where: PageContext) -> CachedAnswer | None:
        """Return the page, made anew; None where the client left."""
        service = self._service
        beginning = await service.beginning(request, self._asked, self._seconds, MOST_BYTES)
        if beginning is None:
            return None
        things = await service.things.get(service.engine, service.settings.base, service.settings.query_timeout)
        body = await in_thread(_page, where, self._page, self._asked.query, beginning, things, service.settings.base)
        answer = CachedAnswer("text/html; charset=utf-8", content_etag(body), body)
        if self._asked_again():
            service.cache.put(beginning.digest, self._key(where), answer)
        return answer


def as_data(asked: Asked) -> Asked:
    """Return a query as it is asked for a page: in a format that can be read in part, with our prefixes declared."""
    return replace(asked, accept=ASKED_AS, format=None, prologue=missing_prefixes(asked.query, asked.base))


def _page(where: PageContext, page: AnswerPage, query: str, beginning: Beginning, things: Things, base: str) -> bytes:
    """Return the HTML of a page."""
    data = in_query_order(read_answer(beginning.body, beginning.kind, complete=beginning.is_complete), query)
    texts = TermText(things, base, where.home, where.language)
    view = result_view(data, texts, page.place, beginning.digest)
    return render(where, page.template, result=view, **page.context(view, things)).encode("utf-8", "replace")
