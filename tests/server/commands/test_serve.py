"""`ruhrgraph serve` as a process of its own."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.catalog.publisher import Contact, shipped
from ruhrgraph.server.commands.serve import _print_lack_of_contact
from ruhrgraph.server.settings import Settings
from tests.server.commands.errors import check_error_line
from tests.server.engine.remote.engines import oxigraph_server

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Serving = AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]


def test_help_of_serve_explains_the_settings(ruhrgraph: Run) -> None:
    """All environment variables are documented."""
    text = ruhrgraph("serve", "--help").stdout.decode()
    for name in ("DATA", "BASE_IRI", "TOKEN", "QUERY_TIMEOUT", "QUERY_MEMORY", "WORKERS", "SERVICE_ALLOW"):
        assert f"RUHRGRAPH_{name}" in text


def test_serve_says_when_the_port_is_taken(ruhrgraph: Run, small_data: Path) -> None:
    """A port in use is told at once, before anything is built."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = ruhrgraph("serve", "--port", str(port))
        check_error_line(done, 2, f"port {port}", "--port")
        assert b"building" not in done.stdout
    check_error_line(ruhrgraph("serve", "--host", "192.0.2.1", "--data", str(small_data)), 2, "192.0.2.1")


def test_serve_says_when_the_path_of_its_sockets_is_too_long(ruhrgraph: Run, small_data: Path, tmp_path: Path) -> None:
    """Where the folder for temporary files has too long a path for a socket, the error says what to set."""
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    done = ruhrgraph("serve", "--port", "0", "--data", str(small_data), TMPDIR=str(folder))
    check_error_line(done, 2, str(folder), "TMPDIR")
    assert not list(folder.iterdir())


def test_serve_says_that_nobody_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a contact in the settings one line says so, and names the setting; with one there is none."""
    _print_lack_of_contact(Settings())
    assert capsys.readouterr().out.count("RUHRGRAPH_CATALOG") == 1
    _print_lack_of_contact(Settings(offer=replace(shipped(), contact=Contact("Amt", email="amt@amt.example"))))
    assert capsys.readouterr().out == ""


def test_serve_builds_first(serving: Callable[..., Serving], tmp_path: Path) -> None:
    """Where nothing is published, the shipped documents are built, and then served until Ctrl-C."""
    with serving("--data", str(tmp_path / "new")) as (process, client):
        assert len(client.get("/queries/forums.csv").text.splitlines()) == 21
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert (tmp_path / "new" / "current" / "dataset.nq").is_file()


def test_serve_publishes_first(serving: Callable[..., Serving], small_data: Path, tmp_path: Path) -> None:
    """An engine that has no version gets the one in the data folder; if it has one, nothing is built nor published.

    Who writes finds what was written there at once.
    """
    own = shutil.copytree(small_data, tmp_path / "own", symlinks=True)
    with oxigraph_server() as (host, port):
        root = f"http://{host}:{port}"
        settings = {"RUHRGRAPH_ENGINE": f"{root}/query", "RUHRGRAPH_ENGINE_UPDATE": f"{root}/update"}
        with serving("--data", str(own), "--workers", "1", RUHRGRAPH_TOKEN="t", **settings) as (_, client):  # noqa: S106
            assert len(client.get("/queries/forums.csv").text.splitlines()) == 3
            for number in range(3):
                update = f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:a> <urn:b> {number} }} }}"
                written = client.post("/sparql/update", data={"update": update}, headers={"authorization": "Bearer t"})
                asked = client.get("/sparql", params={"query": f"ASK {{ <urn:a> <urn:b> {number} }}"})
                assert (written.status_code, asked.json()["boolean"]) == (204, True)
        with serving("--data", str(tmp_path / "other"), "--workers", "1", **settings) as (_, client):
            assert client.get("/sparql", params={"query": "ASK { GRAPH <urn:g> { ?s ?p 2 } }"}).json()["boolean"]
    assert not (tmp_path / "other").exists()


def test_serve_waits_for_a_version(serving: Callable[..., Serving], tmp_path: Path) -> None:
    """Where the engine has no version, and none can be put there from here, the server waits for one."""
    with oxigraph_server() as (host, port):
        settings = {"RUHRGRAPH_ENGINE": f"http://{host}:{port}/query"}
        with serving("--data", str(tmp_path), "--workers", "1", **settings) as (_, client):
            answer = client.get("/sparql", params={"query": "ASK {}"})
            assert (answer.status_code, "`ruhrgraph publish`" in answer.text) == (503, True)
    assert not (tmp_path / "current").exists()
