"""What every answer has: open to scripts of other sites, varied by `Accept`; and HEAD and OPTIONS for every address.

In: an ASGI application. Out: the same with these manners.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALL_ANSWERS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": (
        "Accept-Ranges, Allow, Content-Disposition, Content-Length, Content-Range, ETag, Link, Location, "
        "Memento-Datetime, Repr-Digest, Retry-After, Ruhrgraph-Version"
    ),
    "vary": "Accept, Accept-Encoding",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
COMMON_HEADERS = [(name.encode(), value.encode()) for name, value in _ALL_ANSWERS.items()]
"""The same for answers that do not come through the middleware."""
IS_HEAD = "ruhrgraph.head"
"""The key of a scope that tells of a GET that it was a HEAD, for answers whose body is costly to make."""
_PREFLIGHT = {
    "allow": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "access-control-allow-headers": (
        "Accept, Accept-Datetime, Authorization, Content-Type, If-None-Match, If-Range, Last-Modified, Origin, Range, "
        "X-Requested-With"
    ),
    "access-control-max-age": "86400",
}


class HeadersMiddleware:
    """ASGI middleware that adds headers to all answers and answers OPTIONS itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_manners(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in _ALL_ANSWERS.items():
                    headers.setdefault(name, value)
                if "frame-ancestors *" in headers["content-security-policy"]:
                    # What is meant for the pages of others must not be refused by the older of the two headers.
                    del headers["x-frame-options"]
            await send(message)

        if scope["method"] == "OPTIONS":
            headers = [(name.encode(), value.encode()) for name, value in _PREFLIGHT.items()]
            await send_with_manners({"type": "http.response.start", "status": 204, "headers": headers})
            await send_with_manners({"type": "http.response.body", "body": b""})
            return
        if scope["method"] == "HEAD":
            # The server in front knows that it was HEAD and leaves the body out.
            scope = {**scope, "method": "GET", IS_HEAD: True}
        await self._app(scope, receive, send_with_manners)
