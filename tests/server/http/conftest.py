"""Fixtures of connections: `connect` opens a raw one to a server, `echo` is one to a server that says what it got.

`echo` is the protocol of the HTTP workers in front of a small application, so that each case takes a millisecond.
"""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from ruhrgraph.server.http.connection import HttpConnection
from tests.server.http.raw_connection import RawConnection

Connect = Callable[[httpx.Client], RawConnection]

LARGE = 16 * 1024 * 1024
"""Bytes of the long answers, more than the buffers of the system take."""


async def _application(scope: Scope, receive: Receive, send: Send) -> None:
    """Say what a request was; paths ask for answers of other kinds."""
    path = scope["path"]
    if path.startswith("/early"):
        await _send(send, 401, [b"no", b""], pause=0.3 if path == "/early/slow" else 0)
        return
    body = bytearray()
    is_more = True
    while is_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message["body"]
        if path == "/limited" and len(body) > 1000:
            await _send(send, 413, [b"too long"])
            return
        is_more = message["more_body"]
    if path == "/slow":
        await asyncio.sleep(1)
    if path == "/large":
        await _send(send, 200, [b"x" * LARGE])
    elif path == "/many":
        await _send(send, 200, [b"x" * (LARGE // 256)] * 256, is_length_known=False)
    elif path == "/stream":
        await _send(send, 200, [b"a" * 10, b"b" * 20_000, b"", b"c"], is_length_known=False)
    elif path == "/broken":
        await _send(send, 200, [b"a" * 10, b"b" * 20_000, None], is_length_known=False)
    else:
        headers = [[name.decode(), value.decode()] for name, value in scope["headers"]]
        said = {name: scope[name] for name in ("method", "path", "http_version")}
        query = scope["query_string"].decode()
        text = json.dumps({**said, "query": query, "headers": headers, "body": body.decode()})
        await _send(send, 200, [text.encode()])


async def _send(
    send: Send, status: int, parts: list[bytes | None], *, is_length_known: bool = True, pause: float = 0
) -> None:
    length = sum(len(part or b"") for part in parts)
    headers = [(b"content-length", b"%d" % length)] if is_length_known else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    for number, part in enumerate(parts, 1):
        if part is None:
            raise RuntimeError("the answer fails")
        await send({"type": "http.response.body", "body": part, "more_body": number < len(parts)})
        await asyncio.sleep(pause)


@pytest.fixture(scope="session")
def echo_server() -> Iterator[tuple[uvicorn.Server, tuple[str, int]]]:
    """Return a server that says what it got, which runs in a thread, and its address."""
    config = uvicorn.Config(
        _application, http=HttpConnection, ws="none", lifespan="off", log_level="critical", server_header=False
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield server, listener.getsockname()
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def echo_address(echo_server: tuple[uvicorn.Server, tuple[str, int]]) -> tuple[str, int]:
    """Return the address of the server that says what it got."""
    return echo_server[1]


@pytest.fixture
def echo(echo_address: tuple[str, int]) -> Iterator[RawConnection]:
    """Return a connection to the server that says what it got."""
    with closing(RawConnection(*echo_address)) as connection:
        yield connection


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Return a function that connects to the server of a client; all connections are closed afterwards."""
    with ExitStack() as opened:

        def connected(client: httpx.Client) -> RawConnection:
            return opened.enter_context(closing(RawConnection(client.base_url.host, client.base_url.port or 80)))

        yield connected
