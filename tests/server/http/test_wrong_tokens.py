"""Wrong tokens: a few are answered at once, more of them late; the right one, reading and others never wait."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.server.http import wrong_tokens
from ruhrgraph.server.http.errors import WrongTokensError
from ruhrgraph.server.http.wrong_tokens import FREE, PAUSE_SECONDS, WrongTokens
from tests.server.conftest import TOKEN, Serving

Serve = Callable[..., AbstractContextManager[Serving]]


def _late(sent: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses, among those that wrong tokens come from in turn, that are answered late."""
    monkeypatch.setattr(wrong_tokens, "PAUSE_SECONDS", 0.0)
    tokens = WrongTokens()

    async def work() -> list[str]:
        late = []
        for address in sent:
            try:
                await tokens.slow_down(address)
            except WrongTokensError:
                late.append(address)
        return late

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("sent", "late"),
    [
        (["192.0.2.1"] * FREE, []),
        (["192.0.2.1"] * (FREE + 2), ["192.0.2.1"] * 2),
        (["192.0.2.1"] * FREE + ["192.0.2.2", "192.0.2.1"], ["192.0.2.1"]),
        ([f"2001:db8::{number:x}" for number in range(FREE + 1)], [f"2001:db8::{FREE:x}"]),
        ([f"2001:db8:0:{number:x}::1" for number in range(FREE + 1)], []),
        ([""] * (FREE + 1), [""]),
        ([*["192.0.2.1"] * FREE, *(f"10.0.{number // 256}.{number % 256}" for number in range(4096)), "192.0.2.1"], []),
    ],
)
def test_counts(monkeypatch: pytest.MonkeyPatch, sent: list[str], late: list[str]) -> None:
    """Each address, or network of IPv6, has some that are free; the table of them is bounded."""
    assert _late(sent, monkeypatch) == late


def test_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a time without wrong tokens an address starts anew."""
    monkeypatch.setattr(wrong_tokens, "FORGET_SECONDS", 0.0)
    assert not _late(["192.0.2.1"] * (FREE + 5), monkeypatch)


def _update(client: httpx.Client, token: str, **headers: str) -> httpx.Response:
    return client.post(
        "/sparql/update",
        content=b"INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        headers={"content-type": "application/sparql-update", "authorization": f"Bearer {token}", **headers},
    )


def test_server(serving: Serve, tmp_path: Path) -> None:
    """Who tries many tokens waits for each, on however many connections; nobody else does, and nothing else."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b'{"documents": []}\n')
    settings = {"RUHRGRAPH_TOKEN": TOKEN, "RUHRGRAPH_FORWARDED_ALLOW": "127.0.0.1"}
    with (
        serving("--data", str(tmp_path), "--workers", "1", **settings) as (_, client),
        ThreadPoolExecutor(40) as threads,
    ):
        begin = time.monotonic()
        answers = list(threads.map(lambda number: _update(client, f"wrong-{number}"), range(FREE + 30)))
        assert Counter(answer.status_code for answer in answers) == {401: FREE, 429: 30}
        assert time.monotonic() - begin > PAUSE_SECONDS
        late = next(answer for answer in answers if answer.status_code == 429)
        assert late.headers["retry-after"] == "60"
        assert late.headers["access-control-allow-origin"] == "*"
        assert TOKEN not in late.text
        for _ in range(20):
            threads.submit(_update, client, "wrong")
        assert _update(client, "wrong", **{"x-forwarded-for": "203.0.113.7"}).status_code == 401
        assert client.get("/health").status_code == 200
        assert _update(client, "", authorization="").status_code == 401
        assert _update(client, TOKEN).status_code == 204
