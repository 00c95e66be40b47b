"""The hot path: `/sparql` as a plain ASGI application in front of all the others.

In: HTTP requests. Out: answers to queries; what is no query (a preflight, the service description, another address)
goes on to the application behind. A route of the web framework costs as much as the rest of an answer, so this path
has none.
"""

from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ruhrgraph.ontology.errors import BadRequestError, RuhrgraphError
from ruhrgraph.server.engine.inspection import MAX_BYTES
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.request import SparqlRequest, from_address, from_body, parameters
from ruhrgraph.server.http.errors import RequestTooLargeError
from ruhrgraph.server.http.metrics import count_request
from ruhrgraph.server.http.middleware import COMMON_HEADERS
from ruhrgraph.server.http.problems import error_response
from ruhrgraph.server.sparql.service import Address, ClientHeaders, QueryService, client_headers

MAX_BODY = 4 * MAX_BYTES
"""Bytes of a body that are read: a form writes some characters as three, and has more fields than the query."""
_PATHS = ("/sparql", "/sparql/")
_ROUTE = "/sparql"
_METHODS = ("GET", "HEAD", "POST")
_UPDATE = "application/sparql-update"


class Endpoint:
    """Answers queries at `/sparql`, hands everything else on."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner
        self.service: QueryService | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query, or hand the request on."""
        if scope["type"] != "http" or self.service is None:
            await self._inner(scope, receive, send)
            return
        known = self.service.known.find(address_of(scope)) if scope["method"] in ("GET", "HEAD") else None
        if known is None and not _is_ours(scope):
            await self._inner(scope, receive, send)
            return
        try:
            if known is not None:
                await self.service.respond(client_headers(scope, _route(scope)), *known, receive, send)
                return
            pairs = parameters(scope["query_string"])
            if scope["method"] != "POST" and not any(name in ("query", "update") for name, _ in pairs):
                await self._inner(scope, receive, send)
                return
            if (_header(scope, b"content-type") or "").startswith(_UPDATE):
                await self._inner(_to_updates(scope), receive, send)
                return
            body = await read_body(receive, MAX_BODY) if scope["method"] == "POST" else b""
            if _is_update(_header(scope, b"content-type"), body, pairs):
                await self._inner(_to_updates(scope), _again(body), send)
                return
            asked, seconds = self._asked(scope, body, pairs)
            if scope["method"] != "POST":
                self.service.known.remember(address_of(scope), asked, seconds)
            await self.service.respond(client_headers(scope, _ROUTE), asked, seconds, receive, send)
        except RuhrgraphError as error:
            response = error_response(error, _header(scope, b"accept"))
            response.raw_headers += COMMON_HEADERS
            count_request(_ROUTE, str(response.status_code))
            await response(scope, receive, send)

    def _asked(self, scope: Scope, body: bytes, pairs: list[tuple[str, str]]) -> tuple[Asked, float]:
        """Return the query of a request, and how many seconds it may take.

        Raises:
            RuhrgraphError: It is none, or it is not to be evaluated.

        """
        assert self.service is not None  # noqa: S101  # for the type checker: `__call__` looked
        settings = self.service.settings
        if scope["method"] == "POST":
            content_type = _header(scope, b"content-type")
            request, given = from_body(content_type, body, pairs), _all_pairs(content_type, body, pairs)
        else:
            request, given = from_address(pairs), pairs
        seconds = time_limit(given, settings.query_timeout)
        return to_asked(request, _header(scope, b"accept"), settings.base, settings.service_allow), seconds


class QueryResponse(Response):
    """A response of a route that is a query's answer; it is made when it is sent."""

    def __init__(self, service: QueryService, client: ClientHeaders, asked: Asked, seconds: float) -> None:
        super().__init__()
        self._parts = (service, client, asked, seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        service, client, asked, seconds = self._parts
        service.known.remember(address_of(scope), asked, seconds)
        await service.respond(client, asked, seconds, receive, send)


def to_asked(request: SparqlRequest, accept: str | None, base: str, service_allow: tuple[str, ...] = ()) -> Asked:
    """Return a request as it crosses to a query process."""
    return Asked(
        request.query, request.default_graphs, request.named_graphs, accept, request.format, base, service_allow
    )


def time_limit(pairs: list[tuple[str, str]], seconds: float) -> float:
    """Return how many seconds a query may take: a client may lower the limit by `timeout=`, never raise it.

    Raises:
        BadRequestError: It names no number above 0.

    """
    for name, value in pairs:
        if name == "timeout" and value:
            try:
                asked = float(value)
            except ValueError:
                asked = 0.0
            if not 0 < asked < float("inf"):
                raise BadRequestError(f"timeout: “{value}” has to be a number of seconds above 0")
            return min(asked, seconds)
    return seconds


async def read_body(receive: Receive, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        RequestTooLargeError: It is longer than is read.
        BadRequestError: The client left before its end.

    """
    body = bytearray()
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequestError("the request broke off before its end")
        body += message.get("body", b"")
        if len(body) > most:
            raise RequestTooLargeError(f"the body is longer than the {most:,} bytes that are read")
        if not message.get("more_body", False):
            return bytes(body)


def _is_update(content_type: str | None, body: bytes, pairs: list[tuple[str, str]]) -> bool:
    """Tell whether a form brings an update and no query."""
    if not body or b"update" not in body:
        return False
    given = {name for name, _ in _all_pairs(content_type, body, pairs)}
    return "update" in given and "query" not in given


def _to_updates(scope: Scope) -> Scope:
    """Return a request as one to `/sparql/update`: some clients know one address for both."""
    return {**scope, "path": f"{scope.get('root_path', '')}/sparql/update", "raw_path": b"/sparql/update"}


def _again(body: bytes) -> Receive:
    """Return a function that gives a body that was read already once more."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def address_of(scope: Scope) -> Address:
    """Return what a request by GET asks by."""
    return scope["path"], scope["query_string"], _header(scope, b"accept")


def _route(scope: Scope) -> str:
    return _ROUTE if _is_ours(scope) else "/queries"


def _is_ours(scope: Scope) -> bool:
    return scope["path"].removeprefix(scope.get("root_path", "")) in _PATHS and scope["method"] in _METHODS


def _header(scope: Scope, wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), None)


def _all_pairs(content_type: str | None, body: bytes, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters of a POST: those of its address, and of its form where it is one."""
    return [*parameters(body), *pairs] if content_type and "x-www-form-urlencoded" in content_type else pairs
