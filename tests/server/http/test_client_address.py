"""Where a request comes from: the connection, or what trusted proxies say, and never what clients make up."""

import pytest
from starlette.requests import Request

from ruhrgraph.server.http.client_address import client_address
from ruhrgraph.server.settings import from_environment

ONE, MANY, ALL = "10.0.0.1", "10.0.0.0/8, fd00::/8", "*"


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        ("", "10.0.0.1", None, "10.0.0.1"),
        ("", "10.0.0.1", "203.0.113.7", "10.0.0.1"),
        ("", "::ffff:10.0.0.1", None, "10.0.0.1"),
        ("", "2001:db8::7", None, "2001:db8::7"),
        (ONE, "10.0.0.2", "203.0.113.7", "10.0.0.2"),
        (ONE, "10.0.0.1", None, "10.0.0.1"),
        (ONE, "10.0.0.1", "", "10.0.0.1"),
        (ONE, "10.0.0.1", "203.0.113.7", "203.0.113.7"),
        (ONE, "10.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (ONE, "10.0.0.1", "1.2.3.4, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (MANY, "10.0.0.1", "1.2.3.4, 203.0.113.7, 10.9.9.9, fd00::1", "203.0.113.7"),
        (MANY, "10.0.0.1", "10.1.1.1, 10.9.9.9", "10.1.1.1"),
        (ALL, "10.0.0.1", "1.2.3.4, 203.0.113.7", "1.2.3.4"),
        (ONE, "10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        (ONE, "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        (ONE, "10.0.0.1", "2001:db8::7", "2001:db8::7"),
        (ONE, "::ffff:10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        (ONE, "10.0.0.1", "203.0.113.7, unknown", "10.0.0.1"),
        (ONE, "10.0.0.1", "_hidden, 999.1.1.1", "10.0.0.1"),
        (ALL, None, "203.0.113.7", ""),
        (ALL, "/run/a.sock", "203.0.113.7", "/run/a.sock"),
    ],
)
def test_addresses(proxies: str, peer: str | None, forwarded: str | None, expected: str) -> None:
    """The last address that no trusted proxy has is the client's; what stands before it may be made up."""
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    request = Request({"type": "http", "headers": headers, "client": (peer, 1) if peer is not None else None})
    networks = from_environment({"RUHRGRAPH_FORWARDED_ALLOW": proxies}).forwarded_allow
    assert client_address(request, networks) == expected
