"""Queries of the short way: asked and answered by calls from the event loop, without a task that waits.

In: a query, and the exchange that its answer goes to. Out: the answer there. It does what `QueryService.respond` does
for all other requests, with the same parts.
"""

from time import perf_counter
from typing import Protocol

from starlette.types import Message

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.metrics import count_request
from ruhrgraph.server.http.middleware import COMMON_HEADERS
from ruhrgraph.server.http.problems import error_response
from ruhrgraph.server.sparql.service import BUFFER, ClientHeaders, Headers, QueryService


class Exchange(Protocol):
    """Where an answer goes."""

    def answer(self, status: int, headers: Headers, body: bytes) -> None:
        """Send a whole answer."""

    def stream(self, query: "DirectQuery") -> None:
        """Let a task send the answer by `DirectQuery.send_stream`."""

    async def send(self, message: Message) -> None:
        """Send a part of an answer, as ASGI has it."""


class DirectQuery:
    """One query on the short way."""

    def __init__(self, service: QueryService, client: ClientHeaders, asked: Asked, exchange: Exchange) -> None:
        self._service = service
        self._client = client
        self._asked = asked
        self._exchange = exchange
        self._begun_at = perf_counter()
        self._key = ""
        self._gone = False

    def begin(self, seconds: float, accept: str | None) -> None:
        """Answer from the cache, or begin to evaluate the query.

        Args:
            seconds: How long it may take.
            accept: The request's `Accept` header, for errors.

        """
        self._accept = accept
        self._answer = self._service.pool.answer(self._asked, seconds)
        try:
            self._key, ready = self._service.look(self._client, self._asked)
        except RuhrgraphError as error:
            self._fail(error)
            return
        if ready is not None:
            self._exchange.answer(*ready)
            return
        try:
            self._answer.begin(BUFFER, self._told)
        except RuhrgraphError as error:
            self._note(type(error).__name__)
            self._fail(error)

    def leave(self) -> None:
        """Take it that the client is gone."""
        self._gone = True
        if not self._answer.done:
            self._answer.let_go()
            self._note("client gone")

    async def send_stream(self) -> None:
        """Send an answer that is too long to be had as a whole.

        Raises:
            BrokenOffError: It failed on the way.

        """
        outcome = "failed"
        try:
            await self._service.send_stream(self._client, self._answer, self._exchange.send)
            outcome = "answered"
        finally:
            self._answer.let_go()
            if not self._gone:
                self._note(outcome)

    def _told(self) -> None:
        """Send what has come."""
        try:
            whole = self._answer.whole()
        except RuhrgraphError as error:
            self._note(type(error).__name__)
            self._fail(error)
            return
        if whole is None:
            self._exchange.stream(self)
            return
        stored = self._service.keep(self._answer, self._key, whole)
        seconds = perf_counter() - self._begun_at
        self._exchange.answer(*self._service.ready(self._client, stored, seconds))
        self._note("answered")

    def _note(self, outcome: str) -> None:
        self._service.note(self._asked, self._answer, outcome, perf_counter() - self._begun_at)

    def _fail(self, error: RuhrgraphError) -> None:
        """Send an error."""
        response = error_response(error, self._accept)
        count_request(self._client.route, str(response.status_code))
        self._exchange.answer(response.status_code, [*response.raw_headers, *COMMON_HEADERS], bytes(response.body))
