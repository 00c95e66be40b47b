"""The count of open connections, and the memory of those that have ended."""

import asyncio
import gc
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
import uvicorn

from ruhrgraph.server.http import open_connections
from ruhrgraph.server.http.connection import HttpConnection
from ruhrgraph.server.http.open_connections import OPEN_CONNECTIONS, OpenConnections
from tests.server.http.raw_connection import RawConnection

_HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("opened", "closed", "times"),
    [((150,), (150,), 0), ((300,), (100,), 0), ((300,), (200,), 1), ((900,), (900,), 1), ((150, 150), (150, 150), 0)],
)
def test_memory_is_given_back(
    monkeypatch: pytest.MonkeyPatch, opened: tuple[int, ...], closed: tuple[int, ...], times: int
) -> None:
    """Memory is given back once, after many connections have ended."""
    monkeypatch.setattr(open_connections, "_PAUSE_SECONDS", 0.01)
    trimmed: list[int] = []
    monkeypatch.setattr(open_connections, "_trim", trimmed.append)

    async def work() -> int:
        connections = OpenConnections()
        for more, less in zip(opened, closed, strict=True):
            for _ in range(more):
                connections.add()
            for _ in range(less):
                connections.remove()
            await asyncio.sleep(0.1)
        return connections.count

    assert asyncio.run(work()) == sum(opened) - sum(closed)
    assert len(trimmed) == times


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Let nothing collect garbage that is kept by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _known() -> int:
    return sum(isinstance(thing, HttpConnection) for thing in gc.get_objects())


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("is_reset", [False, True])
@pytest.mark.parametrize(
    "sent",
    [
        b"",
        _HEAD,
        _HEAD + b"\r\n",
        _HEAD + b"\r\n" + _HEAD + b"\r\n",
        _HEAD + b"\r\n" + _HEAD,
        _HEAD + b"Connection: close\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /broken HTTP/1.0\r\n\r\n",
        b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nabc",
        _HEAD + b"Connection: upgrade\r\nUpgrade: h2c\r\n\r\n",
        _HEAD + b"X: " + b"y" * 100_000,
        b"GET\r\n\r\n",
    ],
)
def test_nothing_is_left(
    echo_server: tuple[uvicorn.Server, tuple[str, int]],
    sent: bytes,
    is_reset: bool,  # noqa: FBT001  # a column
) -> None:
    """A connection that has ended, in whatever state and way, is gone from memory without being searched for."""
    server, address = echo_server
    before = _known(), OPEN_CONNECTIONS.count
    for _ in range(3):
        with closing(RawConnection(*address)) as connection:
            connection.send(sent)
            time.sleep(0.05)
            if is_reset:
                connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end = time.monotonic() + 4
    while (_known(), OPEN_CONNECTIONS.count) > before and time.monotonic() < end:
        time.sleep(0.05)
    assert (_known(), OPEN_CONNECTIONS.count) <= before
    assert not server.server_state.connections
