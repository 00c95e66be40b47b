"""What all requests and answers have in common: header lists, HEAD, OPTIONS, CORS, security headers.

In: an ASGI application. Out: the same inside of this middleware. It stands outside of all others, so that answers to
errors have these headers, too.
"""

import re
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ruhrgraph.server.http.header_fields import RawHeaders, combine_lines, drop_unread
from ruhrgraph.server.http.language_path import with_language
from ruhrgraph.server.http.metrics import count_request

_EXPOSED = (
    b"Accept-Ranges, Allow, Content-Disposition, Content-Encoding, Content-Length, Content-Range, ETag, Last-Modified, "
    b"Link, Location, Memento-Datetime, Repr-Digest, Retry-After, Ruhrgraph-Version, Server-Timing"
)
COMMON_HEADERS: RawHeaders = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", _EXPOSED),
    (b"vary", b"Accept, Accept-Encoding"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
]
"""The headers of all answers, where an answer has none of that name already."""
_METHODS = b"GET, HEAD, POST, PUT, DELETE, OPTIONS"
_ALLOWED_HEADERS = (
    b"Accept, Accept-Datetime, Authorization, Content-Encoding, Content-Type, If-Match, If-Modified-Since, "
    b"If-None-Match, If-Range, If-Unmodified-Since, Last-Modified, Origin, Range, X-Requested-With"
)
_FIELD_NAMES = re.compile(r"[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*", re.ASCII)
IS_HEAD = "ruhrgraph.head"
"""A key in the scope of a HEAD, which the application sees as a GET; for answers whose body is costly to make."""


class CommonMiddleware:
    """ASGI middleware that is the outermost of the application.

    Args:
        app: What is inside.
        routes: The first segments of the paths that requests are counted under; all others are counted as one.

    """

    def __init__(self, app: ASGIApp, routes: Collection[str]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers that all have."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = with_language(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                count_request(self._route(scope), message["status"])
                message["headers"] = _complete(message.get("headers", []))
            await send(message)

        headers = drop_unread(combine_lines(scope["headers"]))
        if scope["method"] == "OPTIONS":
            await send_with_headers({"type": "http.response.start", "status": 204, "headers": _options(headers)})
            await send_with_headers({"type": "http.response.body", "body": b""})
            return
        if scope["method"] == "HEAD":
            # The server in front knows that it was HEAD and leaves the body out.
            scope = {**scope, "headers": headers, "method": "GET", IS_HEAD: True}
        elif headers is not scope["headers"]:
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send_with_headers)

    def _route(self, scope: Scope) -> str:
        """Return the route that a request is counted under."""
        segment = scope["path"].removeprefix(scope.get("root_path", "")).split("/", 2)[1]
        return f"/{segment}" if segment in self._routes else "other"


def _complete(headers: RawHeaders) -> RawHeaders:
    """Return the headers of an answer with those that all answers have; what it has already stays."""
    given = dict(headers)
    # What is meant for the pages of others must not be refused by the older of the two headers.
    is_framed = b"frame-ancestors *" in given.get(b"content-security-policy", b"")
    return [
        *headers,
        *(
            item
            for item in COMMON_HEADERS
            if item[0] not in given and not (is_framed and item[0] == b"x-frame-options")
        ),
    ]


def _options(headers: RawHeaders) -> RawHeaders:
    """Return the headers of the answer to OPTIONS; a preflight allows the headers that it asks for (Fetch)."""
    asked = Headers(raw=headers).get("access-control-request-headers", "").strip()
    return [
        (b"allow", _METHODS),
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", asked.encode() if _FIELD_NAMES.fullmatch(asked) else _ALLOWED_HEADERS),
        (b"access-control-max-age", b"86400"),
        (b"vary", b"Access-Control-Request-Method, Access-Control-Request-Headers"),
    ]
