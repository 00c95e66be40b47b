"""The application in this process, with a real pool: what features do beside the event loop, and what OpenAPI says."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from ruhrgraph.server.app import create_app
from ruhrgraph.server.catalog import routes as catalog_routes
from ruhrgraph.server.changes import feed
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.resources import description_query, documents
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sources import routes as source_routes
from ruhrgraph.server.vocabulary import routes as vocabulary_routes
from tests.server.engine.pool.pools import generations

HTML, TURTLE = "text/html", "text/turtle"


@pytest.fixture(scope="module")
def app(small_data: Path) -> Iterator[ASGIApp]:
    """Return the application on a dataset made by hand."""
    limits = Limits()
    with generations(limits, small_data) as address:
        yield create_app(Settings(data=small_data), limits, address)


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
def test_pages_are_made_beside_the_event_loop(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, path: str, accept: str, module: object, function: str
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

    assert asyncio.run(get()).status_code == 200
    assert threads
    assert threading.get_ident() not in threads


def test_openapi_describes_all_routes(server: httpx.Client) -> None:
    """The description has the routes of all features, and no identifier of an operation twice."""
    paths = server.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/queries", "/health"} <= set(paths)
    identifiers = [method["operationId"] for path in paths.values() for method in path.values()]
    assert len(set(identifiers)) == len(identifiers)
