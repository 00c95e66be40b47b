"""How long the server waits for a request: slow clients lose the connection, others are served meanwhile."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from unittest.mock import Mock

import httpx
import pytest

from ruhrgraph.server.http import request_timeouts
from ruhrgraph.server.http.connection import HttpConnection
from ruhrgraph.server.http.request_timeouts import HEAD_SECONDS, SLOWEST, Deadline
from tests.server.http.conftest import Connect
from tests.server.http.raw_connection import RawConnection

_HEAD = b"PUT /a HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n"


_complete = HttpConnection.on_response_complete


def _complete_soon(connection: HttpConnection) -> None:
    """Go on as always, with a short time for the next request."""
    connection.timeout_keep_alive = 1
    _complete(connection)


def _is_hung_up_on(connection: RawConnection) -> bool:
    with contextlib.suppress(ConnectionResetError):
        return connection.is_ended()
    return True


def test_slow_clients_are_hung_up_on(server: httpx.Client, connect: Connect) -> None:
    """Who does not finish the head of a request in time loses the connection, others are served meanwhile."""
    slow = connect(server)
    slow.socket.settimeout(2 * HEAD_SECONDS)
    slow.send(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert server.get("/health").status_code == 200
    assert _is_hung_up_on(slow)


@pytest.mark.parametrize("sent", [b"", b"G", _HEAD[:-2], _HEAD + b"x" * 400_000, b"GET / HTTP/1.1\r\nHost: x\r\n\r\nG"])
def test_unfinished_requests(echo_address: tuple[str, int], monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """Wherever a request stops, it is waited for only so long."""
    monkeypatch.setattr(request_timeouts, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(request_timeouts, "BODY_SECONDS", 0.3)
    with contextlib.closing(RawConnection(*echo_address)) as connection:
        begin = time.monotonic()
        connection.send(sent)
        if sent.startswith(b"GET"):
            assert connection.read().status == 200
        assert _is_hung_up_on(connection)
        assert time.monotonic() - begin < 5


@pytest.mark.parametrize("place", [1, 20, len(_HEAD), len(_HEAD) + 5000])
def test_what_waits_for_the_server(echo_address: tuple[str, int], monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """A request that the server does not read yet, as those before it take long, has its time afterwards."""
    monkeypatch.setattr(request_timeouts, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(request_timeouts, "BODY_SECONDS", 0.5)
    request = _HEAD + b"x" * 500_000
    with contextlib.closing(RawConnection(*echo_address)) as connection:
        connection.send(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n" + request[:place])
        assert [connection.read().status, connection.read().status] == [200, 200]
        connection.send(request[place:])
        assert connection.read().status == 200


def test_blank_lines_keep_no_connection(echo_address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """An idle connection ends in its time, also where a client sends blank lines meanwhile."""
    monkeypatch.setattr(HttpConnection, "on_response_complete", _complete_soon)
    with contextlib.closing(RawConnection(*echo_address)) as connection:
        connection.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.read().status == 200
        connection.send(b"\r\n", b"\r\n")
        assert _is_hung_up_on(connection)


def test_steady_bodies_have_their_time(echo_address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that comes fast enough may take longer than the time for one."""
    monkeypatch.setattr(request_timeouts, "BODY_SECONDS", 0.5)
    with contextlib.closing(RawConnection(*echo_address)) as connection:
        connection.send(_HEAD)
        for _ in range(10):
            time.sleep(0.1)
            connection.send(b"x" * 50_000)
        assert connection.read().status == 200


@pytest.mark.parametrize(
    ("steps", "is_over"),
    [
        ([], False),
        ([Deadline.wait_for_head], True),
        ([Deadline.wait_for_head, Deadline.cancel], False),
        ([Deadline.cancel, Deadline.wait_for_body], True),
        ([Deadline.wait_for_body, lambda deadline: deadline.receive(SLOWEST)], True),
        ([Deadline.wait_for_body, lambda deadline: deadline.receive(SLOWEST), Deadline.cancel], False),
    ],
)
def test_deadline(
    monkeypatch: pytest.MonkeyPatch,
    steps: list[Callable[[Deadline], None]],
    is_over: bool,  # noqa: FBT001  # a column of the table
) -> None:
    """A deadline that was set and not cancelled is over once, when its time is."""
    monkeypatch.setattr(request_timeouts, "HEAD_SECONDS", 0.02)
    monkeypatch.setattr(request_timeouts, "BODY_SECONDS", 0.02)
    on_expiry = Mock()

    async def work() -> None:
        deadline = Deadline(asyncio.get_running_loop(), on_expiry)
        for step in steps:
            step(deadline)
        await asyncio.sleep(0.1)

    asyncio.run(work())
    assert on_expiry.call_count == is_over
