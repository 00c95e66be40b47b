"""Sending: who takes nothing is disconnected, who reads slowly is not."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import uvicorn

from ruhrgraph.server.http import send_deadline
from tests.server.http.conftest import LARGE

Echo = tuple[uvicorn.Server, tuple[str, int]]

_REQUESTS = {
    "whole": b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n",
    "whole, then closed": b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "streamed": b"GET /many HTTP/1.1\r\nHost: x\r\n\r\n",
    "streamed to the end of the connection": b"GET /many HTTP/1.0\r\n\r\n",
    "streamed, while another one waits": b"GET /many HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "many": b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 100,
    "many, and one that is refused": b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 3 + b"GET / HTTP/3.0\r\n\r\n",
    "while it sends": b"GET /large HTTP/1.1\r\nHost: x\r\n\r\nPOST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
}


@contextmanager
def _reader(address: tuple[str, int], request: bytes) -> Iterator[socket.socket]:
    """Send a request, and give the connection; the system takes little for it in advance."""
    with closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.settimeout(20)
        connection.connect(address)
        connection.sendall(request)
        yield connection


def _is_reset(connection: socket.socket) -> bool:
    """Tell whether the server resets a connection within a while; read nothing."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("kind", _REQUESTS)
def test_who_reads_nothing(
    echo_server: Echo, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    """A client that takes nothing is disconnected, and the work for it ends without an error."""
    monkeypatch.setattr(send_deadline, "SEND_SECONDS", 0.6)
    monkeypatch.setattr(logging.getLogger("uvicorn"), "propagate", True)
    caplog.set_level(logging.ERROR, "uvicorn.error")
    server, address = echo_server
    with _reader(address, _REQUESTS[kind]) as connection:
        assert _is_reset(connection)
    end = time.monotonic() + 20
    while (server.server_state.tasks or server.server_state.connections) and time.monotonic() < end:
        time.sleep(0.05)
    assert not server.server_state.tasks
    assert not server.server_state.connections
    assert not caplog.records


@pytest.mark.parametrize("path", ["/large", "/many"])
def test_who_reads_slowly(echo_server: Echo, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A client that reads all the time gets its answer, however long that takes."""
    monkeypatch.setattr(send_deadline, "SEND_SECONDS", 2.0)
    with _reader(echo_server[1], b"GET %b HTTP/1.0\r\n\r\n" % path.encode()) as connection:
        got = 0
        begin = time.monotonic()
        while data := connection.recv(LARGE // 100):
            got += len(data)
            time.sleep(0.02)
    assert got > LARGE
    assert time.monotonic() - begin > 2


def test_who_waits(echo_server: Echo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection on which nothing is to be sent is none that takes nothing."""
    monkeypatch.setattr(send_deadline, "SEND_SECONDS", 0.2)
    with _reader(echo_server[1], b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") as connection:
        time.sleep(2)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(10_000)
