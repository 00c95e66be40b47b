"""Fixtures of the faces: `server` is a real process on a dataset made by hand, `small_data` its data folder.

`ruhrgraph` runs the command line as a process of its own. Tests of single rooms need neither.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pyoxigraph import Store
from starlette.requests import Request

from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.server.settings import Settings

SMALL = Path(__file__).parent / "small.trig"
_REPORT = b'{"documents": []}\n'
_READY = re.compile(r"serving at (http://\S+)/ ")

TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
Writable = tuple[httpx.Client, Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
Serving = tuple[subprocess.Popen[str], httpx.Client]


def _command() -> list[str]:
    """Return the command as the installed script runs it."""
    return [sys.executable, "-c", "import sys; from ruhrgraph.server.cli import main; sys.exit(main())"]


def _environment() -> dict[str, str]:
    """Return an environment without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}


@contextmanager
def _serving(*arguments: str, **settings: str) -> Iterator[Serving]:
    """Run a server on a free port, and give its process and a client; end it afterwards."""
    called = [*_command(), "serve", "--port", "0", *arguments]
    with subprocess.Popen(called, stdout=subprocess.PIPE, text=True, env={**_environment(), **settings}) as process:
        assert process.stdout is not None
        try:
            roots = (found[1] for line in process.stdout if (found := _READY.match(line)))
            transport = httpx.HTTPTransport(retries=10)
            with httpx.Client(base_url=next(roots), transport=transport, timeout=30) as client:
                yield process, client
        finally:
            # Whatever went wrong in a test, the server must not be waited for in vain.
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def serving() -> Callable[..., AbstractContextManager[Serving]]:
    """Return the function that runs a server with arguments and settings of one's own."""
    return _serving


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the dataset made by hand is published."""
    store = Store()
    store.load(path=str(SMALL))
    folder = tmp_path_factory.mktemp("small")
    publish(folder, canonical(store), _REPORT)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[httpx.Client]:
    """Return a client of a server on the shipped documents."""
    with _serving("--data", str(data), "--workers", "1") as (_, found):
        yield found


@pytest.fixture(scope="session")
def server(small_data: Path) -> Iterator[httpx.Client]:
    """Return a client of a real server process on the dataset made by hand."""
    with _serving("--data", str(small_data)) as (_, client):
        yield client


@pytest.fixture(scope="session")
def large_server(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Return a client of a server for which the dataset made by hand is large: all its processes take it for one."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "sitecustomize.py").write_text(
        "from ruhrgraph.server.engine import limits\n\nlimits.LARGE = limits.MOST_TIES = limits.MOST_NODES = 1\n"
    )
    with _serving("--data", str(small_data), "--workers", "1", PYTHONPATH=str(folder)) as (_, client):
        yield client


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writable]:
    """Return a client that may write, and the data folder of its server, where one statement is published."""
    folder = tmp_path_factory.mktemp("writable")
    publish(folder, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", _REPORT)
    with _serving("--data", str(folder), RUHRGRAPH_TOKEN=TOKEN, RUHRGRAPH_WRITE_SIZE="1") as (_, client):
        client.headers["authorization"] = f"Bearer {TOKEN}"
        yield client, folder


@pytest.fixture
def ruhrgraph(tmp_path: Path) -> Run:
    """Return a function that runs the command line in an empty folder."""

    def run(*arguments: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*_command(), *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            cwd=tmp_path,
            env={**_environment(), **settings},
        )

    return run


@pytest.fixture
def page_request() -> Callable[[str], Request]:
    """Return a function that gives the request for a page on a server whose root has a path."""

    def request(root: str) -> Request:
        app = FastAPI()
        app.state.settings = Settings()
        mount = root.rstrip("/")
        scope = {"type": "http", "method": "GET", "path": f"{mount}/", "root_path": mount, "query_string": b""}
        return Request({**scope, "headers": [(b"host", b"testserver")], "app": app})

    return request
