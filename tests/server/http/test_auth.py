"""Who may write: nobody without a token on the server, and then only who brings it."""

import asyncio
from types import SimpleNamespace

import httpx
import pytest
from starlette.requests import Request

from ruhrgraph.ontology.errors import ReadOnlyServerError, TokenError, WritesOffError
from ruhrgraph.server.http.auth import require_token, require_writer
from ruhrgraph.server.http.wrong_tokens import WrongTokens
from ruhrgraph.server.settings import Settings

TOKEN = "grün-und-geheim"  # noqa: S105  # it opens nothing
ON = Settings(token=TOKEN)


def check(settings: Settings, text: str | None) -> None:
    """Check a request with such an `Authorization`, as servers hand it on."""
    state = SimpleNamespace(settings=settings, wrong_tokens=WrongTokens())
    headers = [] if text is None else [(b"authorization", text.encode())]
    app = SimpleNamespace(state=state)
    asyncio.run(require_token(Request({"type": "http", "headers": headers, "client": ("192.0.2.1", 1), "app": app})))


@pytest.mark.parametrize("text", [f"Bearer {TOKEN}", f"bearer   {TOKEN} "])
def test_the_token_opens(text: str) -> None:
    """The token passes, however the scheme is written."""
    check(ON, text)


@pytest.mark.parametrize(
    "text",
    [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer x y"],
)
def test_anything_else_does_not(text: str | None) -> None:
    """No token, another scheme and a wrong token are refused, and the right one is not told."""
    with pytest.raises(TokenError) as caught:
        check(ON, text)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("text", [None, "Bearer None", f"Bearer {TOKEN}"])
def test_without_a_token_writes_are_off(text: str | None) -> None:
    """A server without a token takes no writes, whatever they bring."""
    with pytest.raises(WritesOffError, match="RUHRGRAPH_TOKEN"):
        check(Settings(), text)


@pytest.mark.parametrize("token", [None, TOKEN])
def test_a_reader_names_the_writer(token: str | None) -> None:
    """A server beside a writer takes no writes, whatever token it has, and says where they belong."""
    settings = Settings(token=token, writer="https://schreiben.example/")
    scope = {"type": "http", "path": "/sparql/update", "headers": [(b"authorization", f"Bearer {TOKEN}".encode())]}
    app = SimpleNamespace(state=SimpleNamespace(settings=settings))
    with pytest.raises(ReadOnlyServerError, match="this server only reads") as caught:
        asyncio.run(require_writer(Request({**scope, "app": app})))
    assert caught.value.writer == "https://schreiben.example/sparql/update"


WRITES = [("POST", "/sparql/update"), ("PUT", "/store?default"), ("POST", "/store"), ("DELETE", "/store?graph=urn:g")]


@pytest.mark.parametrize(("method", "address"), WRITES)
def test_writes_without_the_token(writable: tuple[httpx.Client, object], method: str, address: str) -> None:
    """A write without the token, or with a wrong one, is answered 401 and a challenge; its body is not looked at."""
    client, _ = writable
    for given in ("", "Bearer wrong"):
        answer = client.request(method, address, headers={"authorization": given}, content=b"x" * 2_000_000)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "address"), WRITES)
def test_writes_to_a_server_that_takes_none(server: httpx.Client, method: str, address: str) -> None:
    """A server without a token answers 403 and says how writes are turned on."""
    answer = server.request(method, address, headers={"authorization": "Bearer x"})
    assert answer.status_code == 403
    assert "RUHRGRAPH_TOKEN" in answer.text


def test_reading_needs_no_token(server: httpx.Client) -> None:
    """A graph can be read from a server that takes no writes."""
    assert server.get("/store?default").status_code == 200
