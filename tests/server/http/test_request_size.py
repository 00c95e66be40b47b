"""The size of a request besides its body: what is read, what is refused as it comes, and that none of it is kept."""

import json
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.http.errors import HeadersTooLargeError, TargetTooLongError
from ruhrgraph.server.http.request_size import MAX_FIELDS, MAX_HEADERS, MAX_TARGET, RequestSize
from tests.server.conftest import Serving
from tests.server.http.processes import memory
from tests.server.http.raw_connection import UPGRADES, RawConnection, assert_refused

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("target", "fields", "line", "error"),
    [
        (MAX_TARGET, 1, 10, None),
        (MAX_TARGET + 1, 0, 0, TargetTooLongError),
        (10, 1, MAX_HEADERS - 1, None),
        (10, 1, MAX_HEADERS, HeadersTooLargeError),
        (10, MAX_FIELDS, 1, None),
        (10, MAX_FIELDS + 1, 1, HeadersTooLargeError),
        (MAX_TARGET, 2, MAX_HEADERS // 2 - 1, None),
        (MAX_TARGET, 2, MAX_HEADERS // 2, HeadersTooLargeError),
    ],
)
def test_sizes(target: int, fields: int, line: int, error: type[RuhrgraphError] | None) -> None:
    """Target and header lines may have their number of bytes and lines, and not one more."""
    size = RequestSize()

    def take() -> None:
        for _ in range(target):
            size.take_target(1)
        for _ in range(fields):
            size.take_field(b"x", b"y" * line)
        size.check_rest()

    if error is None:
        take()
        return
    with pytest.raises(error):
        take()


def test_each_request_counts_anew() -> None:
    """What a request had is forgotten with the next one."""
    size = RequestSize()
    for _ in range(5):
        size.begin()
        size.receive(MAX_HEADERS)
        size.take_field(b"x", b"y" * (MAX_HEADERS - 1))
        size.check_rest()


def test_bodies_do_not_count() -> None:
    """A body of any length, and its chunks, count for nothing; what is around them does."""
    size = RequestSize()
    for _ in range(10_000):
        size.receive(1006)
        size.take_body(1000)
        size.take_chunk()
        size.check_rest()
    size.receive(2 * MAX_HEADERS)
    with pytest.raises(HeadersTooLargeError):
        size.check_rest()


@pytest.mark.parametrize("size", [65_535, 65_536, 300_000, 5_000_000])
@pytest.mark.parametrize("method", [b"GET", b"POST"])
def test_long_target(echo: RawConnection, method: bytes, size: int) -> None:
    """A target of 65,535 bytes is read; a longer one is 414 with a word of POST, also while the client still sends."""
    target = b"/sparql?query=".ljust(size, b"x")
    echo.send(method + b" " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    if size <= 65_535:
        assert len(json.loads(echo.read().body)["query"]) == size - len("/sparql?")
    else:
        assert b"POST" in assert_refused(echo, 414).body


@pytest.mark.parametrize("upgrade", [b"", UPGRADES[0]])
@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (b"X: " + b"y" * 60_000 + b"\r\n", 200),
        (b"X: " + b"y" * 70_000 + b"\r\n", 431),
        (b"X: " + b"y" * 5_000_000 + b"\r\n", 431),
        (b"X:" + b" " * 80_000 + b"\r\n", 431),
        (b"X" * 70_000 + b": y\r\n", 431),
        (b"X-Line: abc\r\n" * 90, 200),
        (b"X-Line: abc\r\n" * 101, 431),
        (b"X-Line: abc\r\n" * 500_000, 431),
        (b"X: " + b"y" * 7_000 + b"\r\n" + b"Z: " + b"y" * 60_000 + b"\r\n", 431),
    ],
)
def test_long_header_lines(echo: RawConnection, upgrade: bytes, lines: bytes, status: int) -> None:
    """Header lines of more than 64 KiB, or more than 100, are 431, also while the client still sends."""
    echo.send(HEAD + upgrade + lines + b"\r\n")
    if status == 200:
        assert echo.read().status == 200
    else:
        assert_refused(echo, status)


ENDLESS: dict[str, tuple[bytes, bytes, int]] = {
    "target": (b"GET /", b"y" * 4000, 414),
    "lines": (HEAD, b"a: b\r\n" * 600, 431),
    "value": (HEAD + b"X: ", b"y" * 4000, 431),
    "value in small packets": (HEAD + b"X: ", b"y" * 100, 431),
    "blanks": (HEAD + b"X:", b" " * 4000, 431),
    "name": (HEAD, b"y" * 4000, 431),
    "folded lines": (HEAD + b"X: y", b"\r\n y" * 1000, 400),
    "blank lines": (b"", b"\r\n" * 2000, 431),
    "blank lines between requests": (HEAD + b"\r\n", b"\r\n" * 2000, 431),
    "trailers": (CHUNKED + b"0\r\n", b"a: b\r\n" * 600, 431),
    "trailer": (CHUNKED + b"0\r\nX: ", b"y" * 4000, 431),
    "trailers after many chunks": (CHUNKED + b"1\r\na\r\n" * 20_000 + b"0\r\nX: ", b"y" * 4000, 431),
    "extension": (CHUNKED + b"3;a=", b"y" * 4000, 431),
    "extensions": (CHUNKED, b"1;" + b"y" * 4000 + b"\r\na\r\n", 431),
    "small extensions": (CHUNKED, b"1;" + b"y" * 100 + b"\r\na\r\n", 431),
    "digits": (CHUNKED, b"0" * 4000, 431),
    "with an upgrade": (HEAD + UPGRADES[0] + b"X: ", b"y" * 4000, 431),
}
"""Requests without end: a beginning, what is sent again and again, and the answer."""


def _send_without_end(connection: RawConnection, begin: bytes, repeated: bytes, most: int) -> None:
    """Send a request without end, until so many bytes are sent or the server has ended the connection."""
    with suppress(ConnectionError):
        connection.send(begin, *[repeated] * (most // len(repeated)))


@pytest.mark.parametrize("kind", ENDLESS)
def test_endless(echo: RawConnection, kind: str) -> None:
    """A request without end is refused when it cannot become a small one any more."""
    begin, repeated, status = ENDLESS[kind]
    if begin.endswith(b"\r\n\r\n") and not begin.startswith(b"POST"):
        echo.send(begin)
        assert echo.read().status == 200
        begin = b""
    _send_without_end(echo, begin, repeated, 2 * MAX_HEADERS)
    assert_refused(echo, status)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell what a process takes")
def test_memory(serving: Callable[..., AbstractContextManager[Serving]], small_data: Path, summary: list[str]) -> None:
    """A worker takes no more memory for requests without end, and gives back what it took for many large heads."""
    with serving("--data", str(small_data), "--workers", "1") as (process, client):
        host, port = client.base_url.host, client.base_url.port or 80
        assert client.get("/health").status_code == 200
        before, most = memory(process.pid), 0.0
        for begin, repeated, _ in ENDLESS.values():
            with closing(RawConnection(host, port)) as connection:
                _send_without_end(connection, begin.replace(b"GET / ", b"GET /health "), repeated, 20_000_000)
                most = max(most, memory(process.pid))
        pipelined = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 5000
        with closing(RawConnection(host, port)) as connection:
            connection.socket.settimeout(2)
            with suppress(TimeoutError, ConnectionError):
                connection.send(*[pipelined] * 20)
            most = max(most, memory(process.pid))
        connections = [socket.create_connection((host, port)) for _ in range(100)]
        for opened in connections:
            opened.sendall(HEAD + b"X: " + b"y" * 60_000)
        time.sleep(0.5)
        for opened in connections:
            opened.close()
        end = time.monotonic() + 20
        while memory(process.pid) > before + 24 and time.monotonic() < end:
            assert client.get("/health").status_code == 200
            time.sleep(0.2)
        after = memory(process.pid)
    summary.append(f"requests without end: {before:.0f} MiB before, {most:.0f} at most, {after:.0f} afterwards")
    assert max(most, after) < before + 24
