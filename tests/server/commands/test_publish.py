"""`ruhrgraph publish`, and the other commands with another engine, as processes of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import read_marker
from tests.graph.versions.examples import publish_versions
from tests.server.commands.errors import check_error_line
from tests.server.engine.remote.engines import oxigraph_server
from tests.server.engine.remote.request_proxy import Passed, Proxy, address, proxy_before

Run = Callable[..., subprocess.CompletedProcess[bytes]]
_DEAD = {"RUHRGRAPH_ENGINE": "http://127.0.0.1:1/query", "RUHRGRAPH_ENGINE_UPDATE": "http://127.0.0.1:1/update"}


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    """Return the root of an engine."""
    with oxigraph_server() as (host, port):
        yield f"http://{host}:{port}"


@pytest.fixture
def engine(root: str) -> dict[str, str]:
    """Return the settings for an engine that is empty."""
    Endpoint(address(root)).update("DROP ALL", 10)
    return _settings(root)


def _settings(root: str) -> dict[str, str]:
    """Return the settings for an engine."""
    names = {"": "query", "_UPDATE": "update", "_STORE": "store"}
    return {f"RUHRGRAPH_ENGINE{name}": f"{root}/{path}" for name, path in names.items()}


def _in_use(root: str) -> str:
    """Return the digest of the version in use in an engine."""
    return read_marker(Endpoint(address(root)), DEFAULT_BASE, 10).digest


def test_publish(ruhrgraph: Run, small_data: Path, root: str, engine: dict[str, str]) -> None:
    """The version in use is put there once; what is done is told on standard error, and the outcome in one line."""
    done = [ruhrgraph("publish", "--data", str(small_data), **engine) for _ in range(2)]
    digest = published(small_data).digest
    assert [item.returncode for item in done] == [0, 0]
    assert done[0].stdout.decode() == f"version {digest} is in use now in the engine\n"
    assert done[1].stdout.decode() == f"nothing new: version {digest} is in use already in the engine\n"
    assert b"counting what the engine has" in done[0].stderr
    assert done[1].stderr == b""
    assert _in_use(root) == digest


@pytest.mark.parametrize(
    ("settings", "code", "part"),
    [
        ({}, 2, "RUHRGRAPH_ENGINE: is not set"),
        ({"RUHRGRAPH_ENGINE": "http://127.0.0.1:1/query"}, 2, "RUHRGRAPH_ENGINE_UPDATE: is not set"),
        (_DEAD, 3, "is in use in"),
    ],
)
def test_publish_to_nowhere(ruhrgraph: Run, small_data: Path, settings: dict[str, str], code: int, part: str) -> None:
    """Without an engine that can be written to, one line says what to do."""
    check_error_line(ruhrgraph("publish", "--data", str(small_data), **settings), code, part)


def test_publish_nothing(ruhrgraph: Run, tmp_path: Path) -> None:
    """Without a version there is nothing to publish."""
    check_error_line(ruhrgraph("publish", "--data", "none", **_DEAD), 3, "ruhrgraph build")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("step", ["version/lock", "<urn:b>", "version/current", "DELETE DATA"])
def test_a_publication_that_is_killed(ruhrgraph: Run, tmp_path: Path, engine: dict[str, str], step: str) -> None:
    """Whatever it was doing, the next one puts the version there."""
    (digest,) = publish_versions(tmp_path, 1)
    root = engine["RUHRGRAPH_ENGINE"].removesuffix("/query")
    command = ["publish", "--data", str(tmp_path)]
    with proxy_before(root) as proxy:
        called, settings = [sys.executable, "-m", "ruhrgraph.server.cli", *command], _settings(proxy.root)
        with subprocess.Popen(called, stderr=subprocess.DEVNULL, env={**os.environ, **settings}) as process:

            def kill(request: Passed, _: int) -> bytes:
                if step.encode() in request.body and request.target != "/query":
                    process.kill()
                return request.body

            proxy.before = kill
        assert process.returncode == -signal.SIGKILL
        proxy.before = Proxy().before
        assert ruhrgraph(*command, **settings).returncode == 0
        assert _in_use(root) == digest


def test_build_and_rollback(ruhrgraph: Run, own_data: Path, root: str, engine: dict[str, str]) -> None:
    """A build and a rollback publish to the engine; without it they are done all the same, and the line says so."""
    first = published(own_data).digest
    failed = ruhrgraph("build", "--data", str(own_data), **_DEAD)
    check_error_line(failed, 3, f"version {first} is in use in", "but not in the engine", "`ruhrgraph publish`")
    assert b"nothing new: version" in failed.stdout
    (second,) = publish_versions(own_data, 1)
    gone_to = ruhrgraph("rollback", first, "--data", str(own_data), **engine)
    assert (gone_to.returncode, _in_use(root)) == (0, first)
    assert gone_to.stdout.decode().splitlines()[-1] == f"version {first} is in use now in the engine"
    check_error_line(ruhrgraph("rollback", second, "--data", str(own_data), **_DEAD), 3, "`ruhrgraph publish`")
    assert (published(own_data).digest, _in_use(root)) == (second, first)
