"""When connections of the short way are closed: idle ones, and no others."""

import asyncio
from contextlib import suppress

import uvicorn
from starlette.types import Message, Receive, Scope, Send
from uvicorn.server import ServerState

from ruhrgraph.server.http.lane import SwiftProtocol

_REQUEST = b"GET /a HTTP/1.1\r\nHost: idle\r\n\r\n"
_ANSWER: tuple[Message, ...] = (
    {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]},
    {"type": "http.response.body", "body": b"ok"},
)


async def _app(_scope: Scope, _receive: Receive, send: Send) -> None:
    for message in _ANSWER:
        await send(message)


def test_idle_connections_end() -> None:
    """A request on the usual way counts as a sign of life; a client that was slow to read is no longer spared."""

    async def work() -> None:
        config = uvicorn.Config(_app, lifespan="off", log_config=None, access_log=False, timeout_keep_alive=500)
        config.load()
        made: list[SwiftProtocol] = []

        def make() -> SwiftProtocol:
            made.append(SwiftProtocol(config, ServerState(), {}))
            return made[-1]

        server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())

            async def ask(request: bytes) -> None:
                writer.write(request)
                assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
                assert await reader.readexactly(2) == b"ok"

            for _ in range(2):
                await ask(_REQUEST)
            (protocol,) = made
            assert protocol._idle_timer is not None
            protocol._heard_at -= 1000
            await ask(b"GET /a HTTP/1.1\r\nHost: other\r\n\r\n")
            protocol._close_if_idle()
            await ask(_REQUEST)
            protocol._heard_at -= 1000
            protocol.pause_writing()
            protocol._close_if_idle()
            assert await reader.read() == b""
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    asyncio.run(work())
