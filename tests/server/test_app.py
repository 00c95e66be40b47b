"""The application in this process, with a real pool: what features do beside the event loop, and what OpenAPI says.

And in a process of its own: what it answers on a full disk.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.server.app import create_app
from ruhrgraph.server.catalog import routes as catalog_routes
from ruhrgraph.server.changes import feed
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.request import parameters
from ruhrgraph.server.reconciliation import routes as reconciliation
from ruhrgraph.server.resources import description_query, documents
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sources import routes as source_routes
from ruhrgraph.server.vocabulary import routes as vocabulary_routes
from tests.disks import FULL, READ_ONLY, free, small_disk, tree
from tests.server.conftest import Run, Serving
from tests.server.engine.pool.pools import generations

TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
SMALL_QUADS = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"
LARGE = f"INSERT DATA {{ {' '.join(f'<urn:l{number}> <urn:is> {number} .' for number in range(500))} }}"
HTML, TURTLE = "text/html", "text/turtle"


@pytest.fixture(scope="module")
def app(small_data: Path) -> Iterator[ASGIApp]:
    """Return the application on a dataset made by hand."""
    limits = Limits()
    with generations(limits, small_data) as address:
        yield create_app(Settings(data=small_data), limits, address)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """Return one event loop for all requests: what the first ones start beside them goes on, as in a server."""
    with asyncio.Runner() as started:
        yield started


@pytest.mark.parametrize(
    ("path", "accept", "module", "function"),
    [
        ("/doc/themenforum/13", HTML, documents, "render"),
        ("/doc/themenforum/13", TURTLE, documents, "write_graph"),
        ("/doc/veranstaltung/2-1", TURTLE, description_query, "_description"),
        ("/source/themenforen", HTML, source_routes, "render_source"),
        ("/source/themenforen", TURTLE, source_routes, "write_graph"),
        ("/ontology", HTML, vocabulary_routes, "render_ontology"),
        ("/ontology", "application/rdf+xml", vocabulary_routes, "write_graph"),
        ("/ontology/shapes", HTML, vocabulary_routes, "render_shapes"),
        ("/catalog", HTML, catalog_routes, "render_catalog"),
        ("/catalog", TURTLE, catalog_routes, "catalog"),
        ("/catalog", "application/rdf+xml", catalog_routes, "write_graph"),
        ("/.well-known/void", TURTLE, catalog_routes, "void"),
        ("/sitemap.xml", "*/*", catalog_routes, "sitemap"),
        ("/feed", HTML, feed, "render"),
        ("/feed", "application/trig", feed, "_stream"),
    ],
)
def test_pages_are_made_beside_the_event_loop(  # noqa: PLR0913, PLR0917  # four of them are the case
    app: ASGIApp,
    runner: asyncio.Runner,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    accept: str,
    module: object,
    function: str,
) -> None:
    """What takes the processor for long runs in another thread, so that the loop answers others meanwhile."""
    threads: list[int] = []
    original: Callable[..., object] = getattr(module, function)

    def noted(*arguments: object, **options: object) -> object:
        threads.append(threading.get_ident())
        return original(*arguments, **options)

    monkeypatch.setattr(module, function, noted)

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path, headers={"accept": accept})

    assert runner.run(get()).status_code == 200
    assert threads
    assert threading.get_ident() not in threads


def test_forms_are_read_beside_the_event_loop(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of many queries is taken apart in another thread, as it may be a million percent signs."""
    threads: list[int] = []

    def noted(form: bytes) -> list[tuple[str, str]]:
        threads.append(threading.get_ident())
        return parameters(form)

    monkeypatch.setattr(reconciliation, "parameters", noted)

    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post("/reconcile", data={"queries": "{}"})

    assert asyncio.run(post()).status_code == 200
    assert threads
    assert threading.get_ident() not in threads


def test_openapi_describes_all_routes(server: httpx.Client) -> None:
    """The description has the routes of all features, and no identifier of an operation twice."""
    paths = server.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/queries", "/health"} <= set(paths)
    identifiers = [method["operationId"] for path in paths.values() for method in path.values()]
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("kind", [*FULL, *READ_ONLY])
def test_a_full_disk(
    tmp_path: Path, serving: Callable[..., AbstractContextManager[Serving]], ruhrgraph: Run, kind: str
) -> None:
    """Writes say that there is no room, everything else goes on from what is there, and going back needs no room."""
    with small_disk(tmp_path / "disk") as disk:
        folder = disk / "the data"
        publish(folder, SMALL_QUADS, b"{}")
        write(folder, Update("INSERT DATA { <urn:x> <urn:y> 1 }", "urn:"))
        with serving("--data", str(folder), "--workers", "1", RUHRGRAPH_TOKEN=TOKEN) as (_, http):
            http.headers["authorization"] = f"Bearer {TOKEN}"
            assert http.get("/feed").status_code == 200
            {**FULL, **READ_ONLY}[kind](disk)
            before = tree(folder)
            for accept in ("text/plain", "application/problem+json"):
                answer = http.post("/sparql/update", data={"update": LARGE}, headers={"accept": accept})
                assert answer.status_code == (507 if kind in FULL else 503)
                assert "no room on the disk at the data" in answer.text or "Read-only file system" in answer.text
                assert str(disk) not in answer.text
                assert "retry-after" in answer.headers
            assert tree(folder) == before
            _goes_on(http)
            if kind in FULL:
                done = ruhrgraph("rollback", "--data", str(folder))
                assert done.returncode == 0, done.stderr
                assert not http.get("/sparql", params={"query": "ASK { <urn:x> ?p ?o }", "format": "json"}).json()[
                    "boolean"
                ]
                _goes_on(http)
                done = ruhrgraph("build", "--data", str(folder))
                assert done.returncode == 3
                assert f"no room on the disk at {folder}".encode() in done.stderr
            free(disk)
            assert http.post("/sparql/update", data={"update": LARGE}).status_code == 204


def _goes_on(http: httpx.Client) -> None:
    """Check that what needs no room is answered, and that nothing names a path of the server."""
    # Never a catalogue without files: a portal would delete them.
    assert "dumps/ruhrgraph.nq>" in http.get("/catalog.ttl").text
    for path, statuses in {
        "/sparql?query=ASK%7B%7D": {200},
        "/feed": {200},
        "/versions": {200},
        "/catalog.ttl": {200},
        "/.well-known/void": {200},
        "/dataset": {303},
        "/doc/never": {404},
        "/health": {200},
        "/dumps/": {200, 503},
    }.items():
        answer = http.get(path)
        assert answer.status_code in statuses, (path, answer.text)
        assert "/disk/" not in answer.text
