"""The head of a request: which ones are let through, and what the application sees of them."""

import json
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology.errors import BadRequestError, RuhrgraphError
from ruhrgraph.server.http.errors import TargetTooLongError
from ruhrgraph.server.http.request_head import check_head, origin_form
from tests.server.http.raw_connection import RawConnection

HOST = (b"host", b"x")


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"x",
        b"example.org",
        b"example.org:8000",
        b"127.0.0.1",
        b"[::1]",
        b"[2001:db8::7]:80",
        b"a:",
        b"%C3%A4.de",
        b"a_b",
        b"a" * 255 + b":65535",
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_hosts(host: bytes, version: str) -> None:
    """A host is a name or an address, with or without a port; an empty one says that there is none."""
    check_head(b"GET", b"/", version, [(b"host", host)])


@pytest.mark.parametrize(
    "host",
    [
        b"a b", b"a/b", b"a?b", b"a#b", b"user@a", b"http://a", b"a:b", b"a:80:80", b"[::1", b"::1", b"[x]", b"%zz",
        b"a\xe4", b'"a"', b"<a>", b"a\\b", b"{a}", b"a|b", b"a^b", b"a`b", b"a\tb", b"[::1]a",
        b"a" * 262, b"a:" + b"0" * 300, b"[" + b":" * 300 + b"]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_bad_hosts(host: bytes, version: str) -> None:
    """What is no host is refused in every version."""
    with pytest.raises(BadRequestError, match="Host"):
        check_head(b"GET", b"/", version, [(b"host", host)])


@pytest.mark.parametrize(
    ("version", "hosts", "is_fine"),
    [("1.1", 0, False), ("1.1", 1, True), ("1.1", 2, False), ("1.0", 0, True), ("1.0", 1, True), ("1.0", 2, False)],
)
def test_number_of_hosts(version: str, hosts: int, is_fine: bool) -> None:  # noqa: FBT001  # a column of the table
    """HTTP/1.1 has one Host, HTTP/1.0 may have none, two are never right."""
    with nullcontext() if is_fine else pytest.raises(BadRequestError, match="one Host header"):
        check_head(b"GET", b"/", version, [(b"accept", b"a/b"), *[HOST] * hosts])


@pytest.mark.parametrize("version", ["0.9", "1.2", "2.0", "3.0", "9.9"])
def test_versions(version: str) -> None:
    """Other versions of HTTP than 1.0 and 1.1 are refused."""
    with pytest.raises(BadRequestError, match=r"HTTP/1\.1"):
        check_head(b"GET", b"/", version, [HOST])


@pytest.mark.parametrize(
    ("method", "target", "is_fine"),
    [
        (b"GET", b"/", True),
        (b"GET", b"//a", True),
        (b"OPTIONS", b"*", True),
        (b"GET", b"*", False),
        (b"GET", b"http://a/", True),
        (b"GET", b"HTTPS://a", True),
        (b"GET", b"ftp://a/", False),
        (b"GET", b"urn:a", False),
        (b"GET", b"a", False),
        (b"GET", b"?a", False),
        (b"GET", b"a:80", False),
        (b"CONNECT", b"a:80", False),
        (b"CONNECT", b"/", False),
        (b"GET", b"http://", False),
        (b"GET", b"http:///a", False),
        (b"GET", b"http://user@a/", False),
        (b"GET", b"http://" + b"a" * 255 + b"/", True),
        (b"GET", b"http://" + b"a" * 262 + b"/", False),
    ],
)
def test_targets(method: bytes, target: bytes, is_fine: bool) -> None:  # noqa: FBT001  # a column of the table
    """A target is a path, or an address of the web; a star is for OPTIONS."""
    with nullcontext() if is_fine else pytest.raises(BadRequestError):
        check_head(method, target, "1.1", [HOST])
        origin_form(target, [HOST])


@pytest.mark.parametrize(
    ("target", "error"),
    [
        (b"/" + b"%" * 8191, None),
        (b"/" + b"%" * 8192, TargetTooLongError),
        (b"http://x/" + b"%41" * 3000, TargetTooLongError),
        (b"/sparql?" + b"%41" * 20_000, None),
        (b"/ruhr/sparql/?" + b"%41" * 20_000, None),
        (b"/reconcile?" + b"%41" * 20_000, None),
        (b"/queries/forums?" + b"a" * 8192, None),
        (b"/queries/forums?" + b"a" * 8193, TargetTooLongError),
        (b"/?" + b"%41" * 20_000, TargetTooLongError),
        (b"/" + b"&" * 8000, None),
        (b"/?" + b"&" * 999, None),
        (b"/?" + b"a=b&" * 1000, BadRequestError),
        (b"/sparql?b?" + b"&" * 60_000, BadRequestError),
    ],
)
def test_long_targets(target: bytes, error: type[RuhrgraphError] | None) -> None:
    """A path has 8,192 bytes at most, so have parameters but of queries, of which there are 1,000 at most."""
    with pytest.raises(error) if error else nullcontext():
        check_head(b"GET", target, "1.1", [HOST])


@given(st.binary())
def test_any_target(target: bytes) -> None:
    """Whatever stands there, it is refused or becomes a path or a star."""
    try:
        check_head(b"OPTIONS", target, "1.1", [HOST])
        path, headers = origin_form(target, [HOST])
    except BadRequestError:
        return
    assert path == b"*" or path.startswith(b"/")
    assert [name for name, _ in headers] == [b"host"]


@pytest.mark.parametrize(
    ("target", "host", "path", "query"),
    [
        (b"/a?b", b"x", "/a", "b"),
        (b"//a", b"x", "//a", ""),
        (b"http://other:81/a?b", b"other:81", "/a", "b"),
        (b"HTTPS://other", b"other", "/", ""),
        (b"http://other?a=/b", b"other", "/", "a=/b"),
        (b"http://[::1]:8000//a", b"[::1]:8000", "//a", ""),
    ],
)
def test_target(echo: RawConnection, target: bytes, host: bytes, path: str, query: str) -> None:
    """A target may be absolute, and then its host counts more than the header (RFC 9112 §3.2.2)."""
    echo.send(b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % target)
    said = json.loads(echo.read().body)
    assert (said["path"], said["query"]) == (path, query)
    assert said["headers"] == [["host", host.decode()]]
