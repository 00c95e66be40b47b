"""Closing while the client still sends: for how long it is listened to."""

import asyncio
import time
from unittest.mock import Mock

import pytest

from ruhrgraph.server.http import lingering_close
from ruhrgraph.server.http.lingering_close import LingeringTransport
from tests.server.http.raw_connection import UPGRADES, RawConnection

_REQUEST = b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"


def _seconds_until_reset(connection: RawConnection, pause: float) -> float:
    """Send until the server has closed the connection for good, and return how long that took."""
    begin = time.monotonic()
    while time.monotonic() < begin + 10:
        try:
            connection.send(b"x" * 10_000)
        except ConnectionError:
            return time.monotonic() - begin
        time.sleep(pause)
    return float("inf")


def _refused(connection: RawConnection) -> RawConnection:
    """Send a request that is answered before its body has come."""
    connection.send(_REQUEST)
    assert connection.read().status == 401
    assert connection.is_ended()
    return connection


def test_transport() -> None:
    """For the protocol the connection is over at once, and a second close does nothing."""

    async def work() -> None:
        protocol, inner = Mock(), Mock(is_closing=Mock(return_value=False))
        inner.get_protocol.return_value = protocol
        transport = LingeringTransport(inner, lambda: True)
        protocol.connection_lost.side_effect = lambda _: transport.close()  # as uvicorn does
        assert not transport.is_closing()
        transport.close()
        transport.close()
        assert transport.is_closing()
        protocol.connection_lost.assert_called_once_with(None)
        inner.write_eof.assert_called_once_with()
        inner.close.assert_not_called()
        inner.set_protocol.call_args.args[0].connection_lost(None)

    asyncio.run(work())


def test_steady_clients(echo: RawConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that goes on sending is listened to for the time in all."""
    monkeypatch.setattr(lingering_close, "TOTAL_SECONDS", 1.0)
    monkeypatch.setattr(lingering_close, "PAUSE_SECONDS", 0.5)
    assert 0.9 < _seconds_until_reset(_refused(echo), 0.02) < 2


def test_clients_that_pause(echo: RawConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that stops in between is not waited for."""
    monkeypatch.setattr(lingering_close, "PAUSE_SECONDS", 0.2)
    _refused(echo)
    assert _seconds_until_reset(echo, 0.5) < 2


def test_bytes(echo: RawConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that sends more than is discarded is cut off."""
    monkeypatch.setattr(lingering_close, "MAX_BYTES", 50_000)
    assert _seconds_until_reset(_refused(echo), 0.01) < 2


EARLY = [
    (b"Content-Length: 30000000\r\n\r\n", b"x" * 30_000_000),
    (b"Transfer-Encoding: chunked\r\n\r\n", b"fffff\r\n" + b"x" * 0xFFFFF + b"\r\n"),
]


@pytest.mark.parametrize(("path", "status"), [(b"/early", 401), (b"/limited", 413)])
@pytest.mark.parametrize(("framing", "part"), EARLY)
@pytest.mark.parametrize("upgrade", [b"", UPGRADES[0]])
def test_early_answer(
    echo: RawConnection, path: bytes, status: int, framing: bytes, part: bytes, upgrade: bytes
) -> None:
    """An answer that does not wait for the body says that it is the last, and the client may still send."""
    echo.send(b"POST %b HTTP/1.1\r\nHost: x\r\n%b%b" % (path, upgrade, framing), *[part] * 5)
    answer = echo.read()
    assert (answer.status, answer.header("connection")) == (status, "close")
    assert echo.is_ended()


def test_early_answer_to_a_whole_request(echo: RawConnection) -> None:
    """Where the body has come already, the connection goes on."""
    for _ in range(3):
        echo.send(b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
        assert echo.read().header("connection") is None


@pytest.mark.parametrize("framing", [framing for framing, _ in EARLY])
def test_early_answer_to_expect(echo: RawConnection, framing: bytes) -> None:
    """A client that asks before it sends its body is refused without being told to send it."""
    echo.send(b"PUT /early HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + framing)
    answer = echo.read()
    assert (answer.status, answer.header("connection")) == (401, "close")
    assert echo.is_ended()


def test_what_follows_an_early_answer(echo: RawConnection) -> None:
    """What comes behind a body that is discarded is no request."""
    echo.send(b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
    assert echo.read().status == 401
    echo.send(b"abcGET /next HTTP/1.1\r\nHost: x\r\n\r\n")
    assert echo.is_ended()


def test_body_between_head_and_end_of_an_early_answer(echo: RawConnection) -> None:
    """An answer that said that it is the last is the last, even if the body comes before its end."""
    echo.send(b"POST /early/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
    time.sleep(0.1)
    echo.send(b"abc")
    assert echo.read().header("connection") == "close"
    echo.socket.settimeout(2)  # an idle connection would be closed, too, but later
    assert echo.is_ended()
