"""`/mcp` over HTTP: what comes in without the library's client, well or badly made."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.mcp.conftest import Serving

HEADERS = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
INITIALIZE = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "test", "version": "1"},
}


def _message(method: str, **params: object) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


def _post(server: httpx.Client, message: object, **headers: str) -> httpx.Response:
    return server.post("/mcp", content=json.dumps(message), headers={**HEADERS, **headers})


def test_a_call_alone(server: httpx.Client) -> None:
    """There is no session: a call needs no greeting before it, and its answer is JSON with the usual headers."""
    answer = _post(server, _message("tools/call", name="forums", arguments={"forum": 13}))
    assert answer.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in answer.headers
    assert answer.headers["access-control-allow-origin"] == "*"
    content = answer.json()["result"]["structuredContent"]
    assert [row["values"]["title"] for row in content["rows"]] == ["Mobilität der Zukunft"]
    pages = {thing["iri"]: thing["address"] for thing in content["things"]}
    assert pages["https://w3id.org/ruhrgraph/id/themenforum/13"] == str(server.base_url.join("/doc/themenforum/13"))


def test_a_greeting(server: httpx.Client) -> None:
    """The server names itself, what it can, and what it holds."""
    result = _post(server, _message("initialize", **INITIALIZE)).json()["result"]
    assert result["serverInfo"]["name"] == "ruhrgraph"
    assert {*result["capabilities"]} == {"tools", "resources"}
    assert "does not say that they met" in result["instructions"]
    told = server.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"}, headers=HEADERS)
    assert (told.status_code, told.content) == (202, b"")


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_other_methods(server: httpx.Client, method: str) -> None:
    """There is no stream to open and no session to end."""
    answer = server.request(method, "/mcp", headers={"accept": "text/event-stream"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("{bad", {}, 400),
        ("", {}, 400),
        ("[]", {}, 400),
        ("1", {}, 400),
        ("[" * 100_000, {}, 400),
        ('{"jsonrpc": "2.0", "id": 1}', {}, 400),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"a": "\\ud800"}}', {}, 400),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping"}', {"mcp-protocol-version": "1999-01-01"}, 400),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping"}', {"accept": "text/html"}, 406),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping"}', {"content-type": "text/plain"}, 415),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping"}', {"content-encoding": "br"}, 415),
        ('{"jsonrpc": "2.0", "id": 1, "method": "ping"}', {"content-type": ""}, 415),
        ("x" * 7_000_000, {}, 413),
    ],
)
def test_bad_messages(server: httpx.Client, body: str, headers: dict[str, str], status: int) -> None:
    """A message that cannot be read is refused, and the next one is answered."""
    assert server.post("/mcp", content=body.encode(), headers={**HEADERS, **headers}).status_code == status
    assert _post(server, _message("ping")).json()["result"] == {}


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://evil.example", "", 403),
        ("http://evil.example:8000", "evil.example:8000", 403),
        ("null", "", 403),
        ("http://[", "", 403),
        ("http://localhost.evil.example", "", 403),
        ("http://localhost:6274", "", 200),
        ("http://127.0.0.1", "", 200),
        ("http://[::1]:8080", "", 200),
    ],
)
def test_origins(server: httpx.Client, origin: str, host: str, status: int) -> None:
    """Pages of other sites may not ask, not even by a name that was made to lead here (DNS rebinding)."""
    headers = {"origin": origin} | ({"host": host} if host else {})
    assert _post(server, _message("ping"), **headers).status_code == status


def test_origins_behind_a_proxy(serving: Serving, small_data: Path) -> None:
    """The public address may ask, and it is where the pages of things are."""
    public = "https://graph.example/ruhr/"
    with serving("--data", str(small_data), "--workers", "1", RUHRGRAPH_PUBLIC_URL=public) as (_, client):
        for origin, status in (("https://graph.example", 200), ("https://graph.example:443", 200)):
            assert _post(client, _message("ping"), origin=origin).status_code == status
        for origin in ("http://graph.example", "https://graph.example:8443", "https://example"):
            assert _post(client, _message("ping"), origin=origin).status_code == 403
        answer = _post(client, _message("tools/call", name="forums", arguments={"forum": "13"})).json()
        addresses = [thing["address"] for thing in answer["result"]["structuredContent"]["things"]]
        assert f"{public}doc/themenforum/13" in addresses


def test_openapi(server: httpx.Client) -> None:
    """The address stands in the description of the server."""
    assert server.get("/openapi.json").json()["paths"]["/mcp"]["post"]["requestBody"]["required"]
