"""The log of changes beside a server: it follows writes by itself, and what is wrong with it is told."""

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.changes.log_file import changes_folder
from ruhrgraph.graph.changes.recorder import has_unrecorded_changes
from ruhrgraph.graph.versions.file_sync import locked
from ruhrgraph.graph.versions.repository import publish
from tests.graph.changes.damage import ASIDE, KEPT, NAME
from tests.server.changes.ldes_client import Client, replay, union

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


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., AbstractContextManager[Serving]]
) -> Iterator[tuple[httpx.Client, Path]]:
    """Return a client of a server that may write, and its data folder, where something is recorded."""
    folder = tmp_path_factory.mktemp("written")
    publish(folder, ONE, b"{}")
    with serving("--data", str(folder), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (_, http):
        update(http, "INSERT DATA { <urn:x> <urn:y> 1 }")
        assert http.get("/feed").status_code == 200
        yield http, folder


def check_what_needs_no_log(http: httpx.Client, number: int) -> None:
    """Check that writes, queries, the catalogue and the versions are answered."""
    update(http, f"INSERT DATA {{ <urn:n> <urn:is> {number} }}")
    ask = http.get("/sparql", params={"query": f"ASK {{ <urn:n> <urn:is> {number} }}", "format": "json"})
    assert ask.json() == {"head": {}, "boolean": True}
    listed = http.get("/versions.json").json()["versions"]
    assert [item["current"] for item in listed] == [True, *[False] * (len(listed) - 1)]
    date = {"accept-datetime": format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)}
    assert http.get("/dataset", headers=date).headers["location"] == listed[0]["address"]
    assert http.get("/doc/never").status_code == 404
    assert http.get("/catalog.ttl").status_code == 200


_NOTICED = ("cut in the middle", "overwritten in the first page", "a text", "a folder", "without a table")


@pytest.mark.parametrize("kind", [*_NOTICED, "of another version", "with rows of other types", *list(KEPT)[:3]])
def test_a_damaged_log(written: tuple[httpx.Client, Path], kind: str) -> None:
    """Whatever is done to the log, each route answers, and the feed is made up anew and tells what is there."""
    http, folder = written
    {**ASIDE, **KEPT}[kind](changes_folder(folder) / NAME)
    check_what_needs_no_log(http, len(kind))
    members = Client(http).members()
    assert len(union(replay(members))) == int(http.get("/health").json()["triples"])


def test_a_log_damaged_where_nobody_looks(written: tuple[httpx.Client, Path]) -> None:
    """Damage in the middle is noticed by who reads there; the log is made up anew then, with other pages."""
    http, folder = written
    client = Client(http)
    client.members()
    with closing(sqlite3.connect(changes_folder(folder) / NAME, isolation_level=None)) as database:
        database.execute("UPDATE member SET payload = x'00010203'")
    assert http.get(client.fetched[-1]).status_code == 404
    assert len(union(replay(Client(http).members()))) == int(http.get("/health").json()["triples"])
    assert any(changes_folder(folder).glob("log.sqlite3.damaged-*"))


def test_a_locked_log(written: tuple[httpx.Client, Path]) -> None:
    """While another process has locked the log, only what needs it is 503, and that soon; no thread is held up."""
    http, folder = written
    with closing(sqlite3.connect(changes_folder(folder) / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        check_what_needs_no_log(http, 77)
        digest = http.get("/versions.json").json()["versions"][-1]["digest"]
        for path in ("/feed", f"/versions/{digest}/changes"):
            begun = time.monotonic()
            answer = http.get(path)
            assert time.monotonic() - begun < 10
            assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
            assert str(folder) not in answer.text
        begun = time.monotonic()
        with ThreadPoolExecutor(40) as pool:
            found = [*pool.map(lambda number: http.get(f"/doc/never{number}").status_code, range(80))]
        assert found == [404] * 80
        assert time.monotonic() - begun < 30
    assert http.get("/feed").status_code == 200


def test_a_recorder_that_does_not_end(written: tuple[httpx.Client, Path]) -> None:
    """While another process records for long, one client waits for it for some seconds, and all others are answered."""
    http, folder = written
    with locked(changes_folder(folder) / ".lock"):
        update(http, "INSERT DATA { <urn:slow> <urn:y> 1 }")
        assert http.get("/feed").status_code == 200
        begun = time.monotonic()
        with ThreadPoolExecutor(10) as pool:
            found = [*pool.map(lambda number: http.get(f"/doc/never{number}").status_code, range(20))]
        assert found == [404] * 20
        assert time.monotonic() - begun < 10
    until = time.monotonic() + 60
    while has_unrecorded_changes(folder):
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.parametrize("path", ["/feed", "/versions", "/dataset"])
def test_the_log_is_made_for_who_asks(
    tmp_path: Path, serving: Callable[..., AbstractContextManager[Serving]], path: str
) -> None:
    """A data folder of before there was a log gets one when somebody asks for what stands in it."""
    publish(tmp_path, ONE, b"{}")
    with serving("--data", str(tmp_path)) as (_, http):
        assert http.get(path).status_code in (200, 303)
        assert not has_unrecorded_changes(tmp_path)
