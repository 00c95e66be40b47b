"""Reading on: only when nobody holds it, whoever asks for it."""

import asyncio
from typing import cast

import pytest

from ruhrgraph.server.http.flow import HeldFlow
from tests.server.http.raw_connection import RawConnection

SLOW = b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"


class _Transport:
    """Notes whether it is read from."""

    is_read = True

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        self.is_read = True


@pytest.mark.parametrize(
    ("steps", "is_read"),
    [
        ("pause", False),
        ("pause resume", True),
        ("hold resume", False),
        ("hold resume free", True),
        ("pause hold resume", False),
        ("pause free", False),
        ("hold hold free", True),
    ],
)
def test_hold(steps: str, is_read: bool) -> None:  # noqa: FBT001  # a column of the table
    """A hold goes before all others, and its end changes nothing where there was none."""
    transport = _Transport()
    flow = HeldFlow(cast("asyncio.Transport", transport))
    for step in steps.split():
        match step:
            case "pause":
                flow.pause_reading()
            case "resume":
                flow.resume_reading()
            case _:
                flow.hold_reading(is_held=step == "hold")
    assert transport.is_read == is_read


def test_many_requests_at_once(echo: RawConnection) -> None:
    """Requests that wait are answered in their order, however many come, and the last one may have a body."""
    count, body = 3000, b"a" * 300_000
    requests = [b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % number for number in range(count)]
    last = b"POST /last HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
    echo.send(SLOW, b"".join(requests[:2000]), b"".join(requests[2000:]) + last + body)
    assert b'"/slow"' in echo.read().body
    for number in range(count):
        assert b'"/%d"' % number in echo.read().body
    assert body in echo.read().body
