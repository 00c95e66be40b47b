"""`/sparql` as a plain ASGI application, in front of all routes.

In: HTTP requests. Out: answers to queries; what is no query (the service description, another address) goes on to the
application behind. A route of the web framework costs as much as the rest of an answer, so this path has none.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.request import (
    FORM,
    QUERY,
    SparqlRequest,
    from_address,
    from_body,
    parameters,
    unsupported_type,
)
from ruhrgraph.server.http.error_page import QUERY_KEY
from ruhrgraph.server.http.errors import RequestTooLargeError
from ruhrgraph.server.http.header_fields import parse_content_type
from ruhrgraph.server.http.problems import error_response
from ruhrgraph.server.http.request_bodies import read_body
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.language import language
from ruhrgraph.server.result_pages.answer_data import wants_html
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.html_answers import AnswerPageResponse
from ruhrgraph.server.sparql.query_service import QueryService, RequestKey
from ruhrgraph.server.sparql.result_page import answer_page

_PATHS = ("/sparql", "/sparql/")
_WITHOUT_BASE = frozenset({"sparql", "store", "health", "ready", "metrics", "openapi.json", "robots.txt"})
"""First segments of paths whose answers are right whatever base IRI the version in use was built with."""
_UPDATE = "application/sparql-update"
_KIB = 1024
_BODY_FACTOR, _MORE_FIELDS = 3, 64 * _KIB
"""A form writes a character as up to three, and has more fields than the query."""
_LONG = 64 * _KIB

Parameters = list[tuple[str, str]]


class Endpoint:
    """Answers queries at `/sparql`, hands everything else on."""

    def __init__(self, inner: ASGIApp, service: QueryService) -> None:
        self._inner = inner
        self._service = service
        self._settings = service.settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a query, or hand the request on."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            await self._answer(request, send)
        except RuhrgraphError as error:
            # The framework, which puts itself into the scope, has not seen this request.
            seen = Request({**scope, "app": self._inner}, receive)
            await error_response(seen, error)(scope, receive, send)

    async def _answer(self, request: Request, send: Send) -> None:
        """Answer a request; one to other routes by these.

        Raises:
            RuhrgraphError: It cannot be answered.

        """
        scope, receive, path = request.scope, request.receive, _path(request.scope)
        if path.split("/", 2)[1] not in _WITHOUT_BASE:
            self._service.check_base()
        if request.method == "GET" and (known := self._service.requests.get(request_key(request))):
            await self._service.respond(request, *known, send)
            return
        pairs = parameters(scope["query_string"]) if path in _PATHS else []
        if request.method == "POST" and path in _PATHS:
            await self._post(request, pairs, send)
        elif request.method == "GET" and any(name in ("query", "update") for name, _ in pairs):
            query = from_address(pairs)
            if wants_html(request.headers.get("accept"), query.format):
                await self._show(request, query, pairs, send)
                return
            asked, seconds = self._asked(request, query)
            self._service.remember(request_key(request), asked, seconds)
            await self._service.respond(request, asked, seconds, send)
        else:
            await self._inner(scope, receive, send)

    async def _post(self, request: Request, pairs: Parameters, send: Send) -> None:
        """Answer a query by POST; some clients send their updates here, too."""
        content_type = parse_content_type(request.headers.get("content-type"))
        if content_type.media_type == _UPDATE:
            await self._inner(_to_updates(request.scope), request.receive, send)
            return
        if content_type.media_type not in ("", FORM, QUERY):
            raise unsupported_type(content_type.media_type)
        limit = self._settings.query_size * _KIB * _BODY_FACTOR + _MORE_FIELDS
        too_large = f"{_too_large(self._settings)}; long updates go to /sparql/update"
        body = await read_body(request.headers, request.receive, limit, too_large)
        if content_type.media_type == FORM and await _brings_update(body):
            await self._inner(_decoded(_to_updates(request.scope)), _again(body), send)
            return
        # In a thread: a long form takes a while to decode, and other requests should not wait for it.
        read = partial(from_body, request.headers.get("content-type"), body, pairs)
        query = await in_thread(read) if len(body) > _LONG else read()
        if wants_html(request.headers.get("accept"), query.format):
            form = parameters(body) if content_type.media_type == FORM else []
            await self._show(request, query, [*form, *pairs], send)
            return
        await self._service.respond(request, *self._asked(request, query), send)

    async def _show(self, request: Request, query: SparqlRequest, pairs: Parameters, send: Send) -> None:
        """Answer a query with a page."""
        # The framework, which puts itself into the scope, has not seen this request.
        scope = {**request.scope, "app": self._inner}
        page = answer_page(Request(scope), query, pairs, self._settings.base)
        answer = AnswerPageResponse(self._service, *self._asked(request, query), page)
        await answer(scope, request.receive, send)

    def _asked(self, request: Request, query: SparqlRequest) -> tuple[Asked, float]:
        """Return a query as it crosses to a query process, and how many seconds it may take.

        Raises:
            RequestTooLargeError: It is longer than a query may be.

        """
        request.scope[QUERY_KEY] = query.query
        limit = self._settings.query_size * _KIB
        # A character takes four bytes at most, so most queries need not be encoded to be sure.
        if len(query.query) * 4 > limit and len(query.query.encode("utf-8", "surrogatepass")) > limit:
            raise RequestTooLargeError(_too_large(self._settings))
        asked = to_asked(query, request.headers.get("accept"), self._settings.base, self._settings.service_allow)
        return asked, min(query.timeout, self._settings.query_timeout)


class QueryResponse(Response):
    """The response of a route that answers a query: the query runs when the response is sent."""

    def __init__(self, service: QueryService, asked: Asked, seconds: float) -> None:
        super().__init__()
        self._service = service
        self._asked = asked
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        request = Request(scope, receive)
        self._service.remember(request_key(request), self._asked, self._seconds)
        await self._service.respond(request, self._asked, self._seconds, send)


def to_asked(request: SparqlRequest, accept: str | None, base: str, service_allow: tuple[str, ...] = ()) -> Asked:
    """Return a query as it crosses to a query process."""
    return Asked(
        request.query, request.default_graphs, request.named_graphs, accept, request.format, base, service_allow
    )


def request_key(request: Request) -> RequestKey:
    """Return what a request is recognised by when it comes again."""
    return f"{language(request)} {request.scope['path']}", request.scope["query_string"], request.headers.get("accept")


def _path(scope: Scope) -> str:
    """Return the path of a request below the root of the server."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path if path.startswith("/") else f"/{path}"


def _too_large(settings: Settings) -> str:
    """Return the message for a query that is too long."""
    return f"the query is longer than the {settings.query_size} KiB that RUHRGRAPH_QUERY_SIZE allows"


async def _brings_update(form: bytes) -> bool:
    """Return whether a form brings an update and no query."""
    if b"update" not in form:
        return False
    names = {name for name, _ in (await in_thread(parameters, form) if len(form) > _LONG else parameters(form))}
    return "update" in names and "query" not in names


def _to_updates(scope: Scope) -> Scope:
    """Return a request as one to `/sparql/update`: some clients know one address for both."""
    return {**scope, "path": f"{scope.get('root_path', '')}/sparql/update", "raw_path": b"/sparql/update"}


def _decoded(scope: Scope) -> Scope:
    """Return a request whose body was decoded already."""
    told = (b"content-encoding", b"content-length")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in told]}


def _again(body: bytes) -> Receive:
    """Return an ASGI function that gives a body again which was read already."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
