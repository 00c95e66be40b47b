"""The Model Context Protocol over HTTP, `/mcp`: streamable HTTP without sessions, each call answered in JSON.

In: a POST with one message. Out: its answer. There is no stream to open and no session to end, so GET and DELETE are
not for this address, as the protocol allows.
"""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, TypeAlias
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ruhrgraph.ontology.errors import UnsupportedMediaTypeError
from ruhrgraph.server.http.client_address import is_among
from ruhrgraph.server.http.errors import ForeignOriginError
from ruhrgraph.server.http.header_fields import parse_content_type
from ruhrgraph.server.http.negotiation import JSON
from ruhrgraph.server.http.request_bodies import read_body
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.query_service import ClientWatch

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

router = APIRouter(tags=["assistants"])

_KIB = 1024
_BODY_FACTOR, _MORE = 6, 64 * _KIB
"""JSON writes a character of a query as up to six, and has more fields."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ProtocolService:
    """Answers the messages that come to a process; the library is loaded with the first one."""

    def __init__(self, access: GraphAccess) -> None:
        self._access = access
        self._starting = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None
        self._running: asyncio.Task[None] | None = None

    async def answer(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        """Answer a message; what it asked for ends if the client leaves."""
        async with self._starting:
            if self._manager is None:
                self._manager = await self._start()
        with ClientWatch(receive):
            await self._manager.handle_request(scope, _again(body), send)

    async def _start(self) -> "StreamableHTTPSessionManager":
        """Load the library and run its part for HTTP until `close`."""
        manager = await asyncio.to_thread(_manager, self._access)
        ready = asyncio.Event()

        async def run() -> None:
            async with manager.run():
                ready.set()
                await asyncio.Event().wait()

        self._running = asyncio.create_task(run())
        await ready.wait()
        return manager

    async def close(self) -> None:
        """End what runs."""
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running


def _manager(access: GraphAccess) -> "StreamableHTTPSessionManager":
    """Return the library's part for HTTP."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415  # slow to import

    from ruhrgraph.server.mcp.protocol import protocol_server  # noqa: PLC0415  # the same

    server = protocol_server(access)
    return StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, max_request_body_size=_longest(access.service.settings)
    )


async def protocol_service_of(request: Request) -> ProtocolService:
    """Return the service that answers messages."""
    service: ProtocolService = request.app.state.mcp
    return service


ProtocolServiceDep: TypeAlias = Annotated[ProtocolService, Depends(protocol_service_of)]


@router.post(
    "/mcp",
    summary="The Model Context Protocol, for assistants",
    description=(
        "Streamable HTTP without sessions: a POST brings one JSON-RPC message and is answered in JSON. Add this "
        "address to an assistant as a remote server; its tools are the canned queries, the networks, search, schema "
        "and SPARQL."
    ),
    response_class=Response,
    responses={200: {"content": {"application/json": {}}}, 403: {"description": "A page of another origin asks"}},
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True}},
)
async def message(request: Request, service: ProtocolServiceDep) -> Response:
    """Answer one message."""
    settings: Settings = request.app.state.settings
    _check_origin(request, settings)
    if (media_type := parse_content_type(request.headers.get("content-type")).media_type) != JSON.media_type:
        raise UnsupportedMediaTypeError(
            f"the message's content type is {media_type or 'not named'}; send application/json"
        )
    limit = _longest(settings)
    body = await read_body(request.headers, request.receive, limit, f"the message is longer than {limit // _KIB} KiB")
    return _MessageResponse(service, body)


class _MessageResponse(Response):
    """The response to a message, which the library sends."""

    def __init__(self, service: ProtocolService, body: bytes) -> None:
        super().__init__()
        self._service = service
        self._message = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        told = (b"content-encoding", b"content-length")  # the body is decoded by now
        headers = [(name, value) for name, value in scope["headers"] if name not in told]
        await self._service.answer({**scope, "headers": headers}, self._message, receive, send)


def _again(body: bytes) -> Receive:
    """Return an ASGI function that gives a body which was read already, and then nothing."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        while not messages:
            await asyncio.Event().wait()
        return messages.pop()

    return receive


def _longest(settings: Settings) -> int:
    """Return how many bytes a message may have."""
    return settings.query_size * _KIB * _BODY_FACTOR + _MORE


def _check_origin(request: Request, settings: Settings) -> None:
    """Check that no page of a foreign site asks, as the protocol wants against DNS rebinding.

    A browser sends the origin of a page with each POST, other clients send none. Our own origin is the public URL, or
    what a trusted proxy says; without these a name in `Host` may be anybody's, so only this machine's own names count.

    Raises:
        ForeignOriginError: One does.

    """
    origin = request.headers.get("origin")
    if origin is None:
        return
    client = request.scope.get("client")
    told = settings.public_url or (client and is_among(client[0], settings.forwarded_allow))
    if told and _origin(origin) == _origin(root_url(request)):
        return
    if _origin(origin)[1] in _LOOPBACK:
        return
    raise ForeignOriginError(
        f"pages of {origin[:200]} may not ask here; RUHRGRAPH_PUBLIC_URL names the address of this server"
    )


def _origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of an address; empty ones where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", "", None
    return parts.scheme, parts.hostname or "", port
