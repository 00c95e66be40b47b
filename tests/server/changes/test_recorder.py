"""The log of changes beside a server: it follows writes by itself, and what is wrong with it is told."""

import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.changes.log_file import changes_folder
from ruhrgraph.graph.changes.recorder import has_unrecorded_changes
from ruhrgraph.graph.versions.repository import publish, published

Serving = tuple[subprocess.Popen[str], httpx.Client]
TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def update(http: httpx.Client, text: str) -> None:
    """Carry out an update."""
    headers = {"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
    assert http.post("/sparql/update", content=text, headers=headers).status_code == 204


def test_the_log_follows_writes(tmp_path: Path, serving: Callable[..., AbstractContextManager[Serving]]) -> None:
    """Soon after some writes the log has them all, though nobody has asked for it."""
    publish(tmp_path, ONE, b"{}")
    with serving("--data", str(tmp_path), RUHRGRAPH_TOKEN=TOKEN) as (_, http):
        for number in range(3):
            update(http, f"INSERT DATA {{ <urn:n> <urn:is> {number} }}")
        until = time.monotonic() + 60
        while has_unrecorded_changes(tmp_path):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_damaged_log(tmp_path: Path, serving: Callable[..., AbstractContextManager[Serving]]) -> None:
    """With a log that cannot be read the feed is 503 and names the file, while queries and writes are answered."""
    publish(tmp_path, ONE, b"{}")
    changes_folder(tmp_path).mkdir()
    (changes_folder(tmp_path) / "log.sqlite3").write_bytes(b"damaged" * 1000)
    with serving("--data", str(tmp_path), RUHRGRAPH_TOKEN=TOKEN) as (_, http):
        answer = http.get("/feed")
        assert (answer.status_code, "log.sqlite3" in answer.text) == (503, True)
        before = published(tmp_path)
        update(http, "INSERT DATA { <urn:x> <urn:y> 1 }")
        assert published(tmp_path) != before
        assert http.get("/sparql", params={"query": "ASK { <urn:x> ?p ?o }", "format": "json"}).json()["boolean"]


@pytest.mark.parametrize("path", ["/feed", "/versions", "/dataset"])
def test_the_log_is_made_for_who_asks(
    tmp_path: Path, serving: Callable[..., AbstractContextManager[Serving]], path: str
) -> None:
    """A data folder of before there was a log gets one when somebody asks for what stands in it."""
    publish(tmp_path, ONE, b"{}")
    with serving("--data", str(tmp_path)) as (_, http):
        assert http.get(path).status_code in (200, 303)
        assert not has_unrecorded_changes(tmp_path)
