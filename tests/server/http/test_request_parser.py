"""Requests that ask for an upgrade: they are read as all others are, and so is what follows them."""

import json
from itertools import product

import pytest

from tests.server.http.raw_connection import UPGRADES, RawConnection

FRAMINGS = (
    (b"\r\n", b"", b""),
    (b"Content-Length: 0\r\n\r\n", b"", b""),
    (
        b"Content-Length: 33\r\n\r\n",
        b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n",
    ),
    (b"Transfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
    (
        b"Trailer: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        b'3;name=value\r\nabc\r\n1;a="b"\r\nd\r\n0\r\nX-Trailer: y\r\nUpgrade: z\r\n\r\n',
        b"abcd",
    ),
)


def _cut(data: bytes, way: str) -> list[bytes]:
    """Return bytes in the packets that a way of sending makes of them."""
    head, end, rest = data.partition(b"\r\n\r\n")
    return {
        "at once": [data],
        "head and body": [head + end, rest],
        "byte by byte": [data[place : place + 1] for place in range(len(data))],
    }[way]


@pytest.mark.parametrize("way", ["at once", "head and body", "byte by byte"])
@pytest.mark.parametrize("method", [b"GET", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"HEAD"])
def test_body_beside_upgrade(echo: RawConnection, method: bytes, way: str) -> None:
    """A request that asks for an upgrade is read as one that does not, and so are those behind it."""
    for number, (upgrade, (framing, sent, body)) in enumerate(product(UPGRADES, FRAMINGS)):
        request = b"%b /%d?a=b HTTP/1.1\r\nHost: x\r\nX-First: 1\r\n%b%b%b" % (method, number, upgrade, framing, sent)
        echo.send(*_cut(request + b"GET /next HTTP/1.1\r\nHost: x\r\n\r\n", way))
        answer = echo.read(head_only=method == b"HEAD")
        assert answer.status == 200
        if method != b"HEAD":
            said = json.loads(answer.body)
            assert (said["method"], said["path"], said["query"]) == (method.decode(), f"/{number}", "a=b")
            assert said["body"] == body.decode()
            assert ["x-first", "1"] in said["headers"]
            assert "x-trailer" not in dict(said["headers"])
        assert json.loads(echo.read().body)["path"] == "/next"


def test_many_upgrades_at_once(echo: RawConnection) -> None:
    """Any number of such requests may come in one packet."""
    echo.send(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: a\r\n\r\n" * 2000)
    assert {echo.read().status for _ in range(2000)} == {200}


def test_upgrade_with_close_and_expect(echo: RawConnection) -> None:
    """What else such a request asks for is done: the body is awaited with 100, the connection ends."""
    echo.send(
        b"PUT /a HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade\r\nUpgrade: h2c\r\n"
        b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"
    )
    assert echo.read().status == 100
    echo.send(b"abc")
    assert json.loads(echo.read().body)["body"] == "abc"
    assert echo.is_ended()
