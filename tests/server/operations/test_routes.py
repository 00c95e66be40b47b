"""What operators ask a real server process."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx

Serving = Callable[..., AbstractContextManager[tuple[Popen[str], httpx.Client]]]


def test_health(server: httpx.Client) -> None:
    """The server says that it is well, which version it serves and how large it is."""
    answer = server.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert re.fullmatch(r"[0-9a-f]{64}", answer.json()["version"])
    assert answer.json()["triples"] > 100


def test_ready(server: httpx.Client) -> None:
    """The server says that it answers a query, and from which version."""
    answer = server.get("/ready").json()
    assert answer == {"status": "ready", "version": server.get("/health").json()["version"]}


def test_metrics(server: httpx.Client) -> None:
    """Operators see what the server did, a second later at most."""
    assert server.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 5"}).status_code == 200
    missing = {"ruhrgraph_requests_total", "ruhrgraph_query_seconds", "ruhrgraph_cache_total", "ruhrgraph_triples"}
    end = time.monotonic() + 20
    while missing and time.monotonic() < end:
        text = server.get("/metrics").text
        missing = {name for name in missing if name not in text}
        time.sleep(0.1)
    assert not missing


def test_metrics_behind_the_token(serving: Serving, small_data: Path) -> None:
    """The figures may be put behind the token."""
    settings = {"RUHRGRAPH_TOKEN": "secret", "RUHRGRAPH_METRICS_TOKEN": "yes", "RUHRGRAPH_WORKERS": "1"}
    with serving("--data", str(small_data), **settings) as (_, client):
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers={"authorization": "Bearer secret"}).status_code == 200
