"""What the tests of connections share: a connection on which bytes are sent as they are, and answers are read."""

import re
import socket
from dataclasses import dataclass

_LENGTH = re.compile(rb"^content-length: (\d+)", re.IGNORECASE | re.MULTILINE)

UPGRADES = (
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n",
    b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n",
    b"connection: keep-alive, UPGRADE\r\nupgrade: TLS/1.0, unknown/7\r\n",
    b"Upgrade: a\r\nUpgrade: b\r\nConnection: x\r\nConnection: upgrade\r\n",
    b"Connection: Upgrade\r\n",
    b"Upgrade: h2c\r\n",
)
"""Header lines of requests that ask for another protocol, and two that only seem to."""


@dataclass(frozen=True)
class RawResponse:
    """An answer as it came, chunks taken apart."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header; two of one name are a mistake."""
        lines = [line.split(b":", 1) for line in self.head.splitlines()[1:] if line]
        values = [value.strip().decode() for found, value in lines if found.lower() == name.encode()]
        assert len(values) < 2, f"{name} is there {len(values)} times"
        return values[0] if values else None


class RawConnection:
    """A connection to a server."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self.socket.makefile("rb")

    def send(self, *parts: bytes) -> None:
        """Send bytes, each part in a packet of its own."""
        for part in parts:
            self.socket.sendall(part)

    def read(self, *, head_only: bool = False) -> RawResponse:
        """Return the next answer; one to HEAD has a length and no body."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self._file.readline()
            assert line, f"the connection ended after {head!r}"
            head += line
        status = int(head.split()[1])
        if head_only or status in (100, 204, 304):
            return RawResponse(status, head, b"")
        if b"transfer-encoding: chunked" in head.lower():
            return RawResponse(status, head, b"".join(self._chunks()))
        length = _LENGTH.search(head)
        return RawResponse(status, head, self._file.read(int(length[1])) if length else self._file.read())

    def is_ended(self) -> bool:
        """Tell whether the server has closed the connection; wait for it, or for more bytes."""
        return self._file.read(1) == b""

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self.socket.close()

    def _chunks(self) -> list[bytes]:
        chunks = []
        while size := int(self._file.readline(), 16):
            chunks.append(self._file.read(size))
            assert self._file.read(2) == b"\r\n"
        assert self._file.readline() == b"\r\n"
        return chunks


def assert_refused(connection: RawConnection, status: int) -> RawResponse:
    """Return an answer that refuses, in a plain sentence and with the headers of all, and ends the connection."""
    answer = connection.read()
    assert answer.status == status
    assert answer.header("content-type") == "text/plain; charset=utf-8"
    assert answer.header("access-control-allow-origin") == "*"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("date") is not None
    assert answer.header("connection") == "close"
    assert answer.body.endswith(b"\n")
    assert answer.body.count(b"\n") == 1
    assert connection.is_ended()
    return answer
