"""A server whose version is damaged, by all that a client and an operator see of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.graph.dumps.dumps import ensure_dumps
from ruhrgraph.graph.versions.repository import Version, publish, published, versions
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.versions.damages import DAMAGES, LINK_DAMAGES, remove
from tests.server.conftest import TOKEN
from tests.server.processes.test_hanging import wait_until, zygotes_of

Serving = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
ONE, TWO = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"<urn:a> <urn:b> <urn:d> <urn:g> .\n"
ASK = "/sparql?query=SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D"
READS = (ASK, "/", "/queries/forums.csv", "/catalog.ttl", "/store?graph=urn:g", "/dumps/", "/dumps/ruhrgraph.nq")
LINKS = ("removed", "dangling", "a folder elsewhere", "a folder", "a file")
"""Some of the damages to the link; the others are told apart in no other place than where versions are looked up."""
WRITES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("POST", "/sparql/update", {"content-type": "application/sparql-update"}),
    ("PUT", "/store?graph=urn:new", {}),
    ("PUT", "/store?graph=urn:g", {"if-none-match": "*"}),
    ("PUT", "/store?graph=urn:g", {"if-match": "*"}),
    ("POST", "/store?graph=urn:g", {}),
    ("POST", "/store", {}),
    ("DELETE", "/store?graph=urn:g", {}),
    ("DELETE", "/store?default", {"if-match": "*"}),
    ("PATCH", "/store?graph=urn:g", {}),
)


def _send(client: httpx.Client, method: str, path: str, headers: dict[str, str]) -> int:
    """Send a write, and return the status."""
    body = b"INSERT DATA { <urn:x> <urn:y> 1 }" if "update" in path else b"<urn:x> <urn:y> 1 ."
    sent = {"authorization": f"Bearer {TOKEN}", "content-type": "text/turtle", **headers}
    return client.request(method, path, headers=sent, content=b"" if method == "DELETE" else body).status_code


def _warning(client: httpx.Client, *, there: bool) -> str:
    """Return the warning of `/ready`, as soon as there is one, or none."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        answer = client.get("/ready")
        assert answer.status_code == 200
        warning = str(answer.json().get("warning", ""))
        if bool(warning) == there:
            return warning
        time.sleep(0.1)
    raise AssertionError(warning)


def _two(data: Path) -> tuple[Version, Version]:
    """Publish two versions; the second is in use."""
    first, second = publish(data, ONE, b"{}")[0], publish(data, TWO, b"{}")[0]
    for version in (first, second):
        ensure_dumps(version, DEFAULT_BASE)
    return first, second


@pytest.mark.parametrize("how", ["cut", "removed"])
def test_damage_while_serving(serving: Serving, tmp_path: Path, how: str) -> None:
    """Reads go on from memory, writes are refused, the operator is told; repaired, all is as before."""
    _, second = _two(tmp_path)
    with serving("--data", str(tmp_path), RUHRGRAPH_TOKEN=TOKEN) as (_, client):
        before = {path: client.get(path).content for path in READS}
        DAMAGES[how](second.dataset)
        warning = _warning(client, there=True)
        assert f"version {second.digest[:12]} is damaged: dataset.nq" in warning
        assert "`ruhrgraph build`" in warning
        assert str(tmp_path) not in warning
        health = client.get("/health").json()
        assert (health["status"], health["version"], health["warning"]) == ("degraded", second.digest, warning)
        assert {path: client.get(path).content for path in READS} == before
        assert client.get("/feed").status_code in (200, 503)
        for method, path, headers in WRITES:
            assert _send(client, method, path, headers) in (405, 412, 503), (method, path)
        assert len(versions(tmp_path)) == 2
        _wait_for_metric(client, "1.0")
        assert publish(tmp_path, TWO, b"{}") == (second, False)
        assert _warning(client, there=False) == ""
        assert client.get(ASK).content == before[ASK]
        assert _send(client, *WRITES[0]) == 204
        _wait_for_metric(client, "0.0")


@pytest.mark.parametrize("what", ["a file", "the link"])
def test_damage_and_a_zygote_that_dies(serving: Serving, tmp_path: Path, what: str) -> None:
    """Where a zygote dies while its version is damaged, another takes it from memory; the warning stays."""
    _, second = _two(tmp_path)
    with serving("--data", str(tmp_path), "--workers", "1") as (process, client):
        assert "urn:d" in client.get(ASK).text
        if what == "a file":
            DAMAGES["cut"](second.dataset)
        else:
            LINK_DAMAGES["removed"](tmp_path)
        warning = _warning(client, there=True)
        for number in range(2):
            before = zygotes_of(process.pid)
            for zygote in before:
                os.kill(zygote, signal.SIGKILL)
            wait_until(lambda before=before: set(zygotes_of(process.pid)) - {*before} != set())  # type: ignore[misc]
            answer = client.get(f"{ASK}+LIMIT+{100 + number}")
            assert (answer.status_code, "urn:d" in answer.text) == (200, True), answer.text
            assert _warning(client, there=True) == warning
        if what == "the link":
            rollback(tmp_path, second.digest)
        else:
            publish(tmp_path, TWO, b"{}")
        assert _warning(client, there=False) == ""


def _wait_for_metric(client: httpx.Client, value: str) -> None:
    """Wait until the metrics say of the damage what they should."""
    end = time.monotonic() + 30
    while f"ruhrgraph_version_damaged {value}" not in client.get("/metrics").text:
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.parametrize("how", LINKS)
def test_a_damaged_link_while_serving(serving: Serving, tmp_path: Path, how: str) -> None:
    """A link that names no version stops no reader; writes do not start anew beside the versions; a rollback mends."""
    first, second = _two(tmp_path)
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (_, client):
        before = {path: client.get(path).content for path in READS}
        LINK_DAMAGES[how](tmp_path)
        assert client.get(ASK).content == before[ASK]
        assert "`ruhrgraph rollback DIGEST`" in _warning(client, there=True)
        assert {path: client.get(path).content for path in READS} == before
        for method, path, headers in WRITES:
            assert _send(client, method, path, headers) in (405, 503), (method, path)
        assert {version.digest for version in versions(tmp_path)} == {first.digest, second.digest}
        if how == "a folder":
            remove(tmp_path / "current")
        rollback(tmp_path, first.digest)
        assert "urn:c" in client.get(ASK).text
        assert _warning(client, there=False) == ""
        assert _send(client, *WRITES[0]) == 204


def test_going_to_a_damaged_version(serving: Serving, tmp_path: Path) -> None:
    """Where the link is switched to a damaged version, the one before goes on, with its own address for caches."""
    first, second = _two(tmp_path)
    DAMAGES["flipped"](first.dataset)
    with serving("--data", str(tmp_path), "--workers", "1") as (_, client):
        tag = client.get(ASK).headers["etag"]
        (tmp_path / "current").unlink()
        (tmp_path / "current").symlink_to(f"versions/{first.digest}")
        for _ in range(3):
            answer = client.get(ASK)
            assert ("urn:d" in answer.text, answer.headers["etag"]) == (True, tag)
        assert f"version {second.digest[:12]} is served from memory" in _warning(client, there=True)


@pytest.mark.parametrize("how", ["dataset.nq", "version.json", *LINKS])
def test_damage_at_the_start(serving: Serving, tmp_path: Path, how: str) -> None:
    """The server starts, says everywhere what is wrong and what to do, and answers once it is repaired."""
    first, second = _two(tmp_path)
    if how in LINK_DAMAGES:
        LINK_DAMAGES[how](tmp_path)
    else:
        DAMAGES["flipped"](second.folder / how)
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (_, client):
        for path in ("/health", "/ready", ASK, "/queries/forums.csv", "/catalog.ttl"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert "`ruhrgraph rollback DIGEST`" in answer.text, path
        assert _send(client, *WRITES[0]) == 503
        if how == "a folder":
            remove(tmp_path / "current")
        if how in LINK_DAMAGES:
            rollback(tmp_path, first.digest)
        else:
            publish(tmp_path, TWO, b"{}")
        assert client.get(ASK).status_code == 200
        assert client.get("/health").json()["status"] == "ok"


def test_an_empty_data_folder_takes_a_first_write(serving: Serving, tmp_path: Path) -> None:
    """Where there is no version at all, a write makes the first one, also one that asks for nothing to be there."""
    publish(tmp_path, ONE, b"{}")
    for headers, path in (({}, "/sparql/update"), ({"if-none-match": "*"}, "/store?graph=urn:new")):
        with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (process, client):
            assert client.get(ASK).status_code == 200
            _remove_all(tmp_path)
            method, kind = ("POST", "application/sparql-update") if "update" in path else ("PUT", "text/turtle")
            assert _send(client, method, path, {**headers, "content-type": kind}) in (201, 204)
            assert "urn:x" in client.get(ASK).text
            assert process.poll() is None


def _remove_all(data: Path) -> None:
    """Remove all versions, and the link to the one in use."""
    (data / "current").unlink()
    shutil.rmtree(data / "versions")


SITE = """
import json, os, sys
with open(os.path.join(os.path.dirname(__file__), "started"), "a") as file:
    file.write(json.dumps([" ".join(sys.orig_argv), "hidden" in os.environ.values()]) + "\\n")
"""
MODULE = """
from pathlib import Path
(Path(__file__).parent / "imported").touch()
raise SystemExit(3)
"""


def test_no_process_gets_secrets_or_foreign_modules(own_data: Path, tmp_path: Path) -> None:
    """Whatever a server starts has no token in its environment, and takes no module from the working folder."""
    data, here, site = own_data, tmp_path / "here", tmp_path / "site"
    here.mkdir()
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE)
    for name in ("json", "ruhrgraph", "asyncio", "pyoxigraph"):
        (here / f"{name}.py").write_text(MODULE)
    remove(published(data).folder / "dumps")
    remove(data / "changes")
    secrets = {"RUHRGRAPH_TOKEN": "hidden", "CLOUD_SECRET_KEY": "hidden"}
    command = [str(Path(sys.executable).with_name("ruhrgraph")), "serve", "--port", "0", "--data", str(data)]
    environment = {**os.environ, **secrets, "PYTHONPATH": str(site)}
    with subprocess.Popen(command, cwd=here, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            root = process.stdout.readline().split()[2]
            with httpx.Client(base_url=root, transport=httpx.HTTPTransport(retries=10), timeout=60) as client:
                for path in (ASK, "/store?default", "/dumps/", "/feed"):
                    assert client.get(path).status_code == 200, path
                headers = {"authorization": "Bearer hidden", "content-type": "application/sparql-update"}
                assert client.post("/sparql/update", content="CLEAR DEFAULT", headers=headers).status_code == 204
        finally:
            process.terminate()
            process.wait(30)
    started = [json.loads(line) for line in (site / "started").read_text().splitlines()]
    assert not (here / "imported").exists()
    (server,) = [line for line, has_secrets in started if has_secrets]
    assert " serve " in server
    for module in ("engine.pool.", "reader_process", "writer_process", "dumps.dumps", "changes.recorder"):
        assert any(module in line for line, _ in started), module
