"""Closing while the client still sends: for how long it is listened to."""

import time

import pytest

from ruhrgraph.server.http import lingering_close
from tests.server.http.raw_connection import RawConnection

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
