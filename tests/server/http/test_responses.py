"""Responses with a body of known bytes: coding, ETag, caching."""

import gzip
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from ruhrgraph.server.http.cache import CachedAnswer
from ruhrgraph.server.http.compression import MIN_BYTES
from ruhrgraph.server.http.conditional import FOLLOWED, REVALIDATE, SHORT_LIVED
from ruhrgraph.server.http.errors import PreconditionFailedError
from ruhrgraph.server.http.responses import cache_control, client_has, conditional_response, has_conditions
from ruhrgraph.server.settings import Settings

LONG = b"x" * MIN_BYTES


def _request(token: str | None = None, method: str = "GET", **headers: str) -> Request:
    """Return a request to a server with or without a token."""
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    app = SimpleNamespace(state=SimpleNamespace(settings=Settings(token=token)))
    return Request({"type": "http", "method": method, "headers": lines, "app": app})


def test_long_bodies_are_compressed() -> None:
    """A body that is worth it comes in the best coding that the client accepts, and says so in its ETag."""
    response = conditional_response(_request(accept_encoding="gzip"), LONG, "text/csv", "e")
    assert gzip.decompress(bytes(response.body)) == LONG
    assert (response.headers["content-encoding"], response.headers["etag"]) == ("gzip", '"e-gzip"')
    assert response.headers["content-length"] == str(len(response.body))


@pytest.mark.parametrize(
    ("body", "accept_encoding"), [(LONG, ""), (LONG, "identity"), (LONG, "gzip;q=0"), (LONG[1:], "gzip")]
)
def test_other_bodies_are_not(body: bytes, accept_encoding: str) -> None:
    """A short body, or one for a client that accepts no coding, comes as it is."""
    response = conditional_response(_request(accept_encoding=accept_encoding), body, "text/csv", "e")
    assert (response.body, response.headers["etag"]) == (body, '"e"')
    assert "content-encoding" not in response.headers


def test_a_cached_answer_is_compressed_once() -> None:
    """The compressed form of a cached answer is made for the first client that asks for it."""
    answer = CachedAnswer("text/csv", "e", LONG)
    first, second = (conditional_response(_request(accept_encoding="br"), answer) for _ in range(2))
    assert first.body is second.body
    assert first.headers["content-type"] == "text/csv"


def test_not_modified_has_the_headers_but_no_body() -> None:
    """304 has the ETag of what the client has, the caching and what else was to be said."""
    request = _request(if_none_match='"e-br"', accept_encoding="gzip, br")
    response = conditional_response(request, LONG, "text/csv", "e", {"link": "<x>"})
    assert (response.status_code, response.body) == (304, b"")
    assert {name: response.headers[name] for name in ("etag", "link", "cache-control")} == {
        "etag": '"e-br"',
        "link": "<x>",
        "cache-control": SHORT_LIVED,
    }


def test_a_condition_that_is_not_met_is_an_error() -> None:
    """412 is an error as all others, so it is told in the form that the client accepts."""
    with pytest.raises(PreconditionFailedError):
        conditional_response(_request(if_match='"x"'), LONG, "text/csv", "e")
    with pytest.raises(PreconditionFailedError):
        conditional_response(_request(method="POST", if_none_match='"e"'), LONG, "text/csv", "e")


def test_how_long_an_answer_may_be_kept() -> None:
    """With writes a cache has to ask again, beside a writer soon; what an answer says of itself counts more."""
    assert cache_control(Settings(writer="https://w.example/")) == FOLLOWED
    assert cache_control(Settings(token="x")) == REVALIDATE  # noqa: S106  # it opens nothing
    assert conditional_response(_request("x"), b"", "text/csv").headers["cache-control"] == REVALIDATE
    own = conditional_response(_request("x"), b"", "text/csv", headers={"cache-control": "no-store"})
    assert own.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "has"),
    [
        ({"if_none_match": '"e"'}, True),
        ({"if_none_match": 'W/"e-gzip"', "accept_encoding": "gzip"}, True),
        ({"if_none_match": '"e-gzip"'}, False),
        ({"if_none_match": "*"}, False),
        ({"if_match": '"e"'}, False),
        ({}, False),
    ],
)
def test_what_a_client_has_need_not_be_made(headers: dict[str, str], *, has: bool) -> None:
    """Only an ETag by its name tells before the answer is made that the client has it."""
    assert client_has(_request(**headers), "e") is has
    assert has_conditions(_request(**headers)) is any(name.startswith("if_") for name in headers)
