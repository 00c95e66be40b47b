"""The HTTP face: puts the routes together behind the endpoint, and starts and ends the pool of query processes.

In: settings. Out: an ASGI application.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from ruhrgraph.server.canned_queries import routes as queries
from ruhrgraph.server.catalog import routes as catalog
from ruhrgraph.server.catalog.service import Offering
from ruhrgraph.server.changes import feed, versions
from ruhrgraph.server.changes.recorder import Recorder
from ruhrgraph.server.dumps import routes as dumps
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.http import logs
from ruhrgraph.server.http.metrics import flush_counts
from ruhrgraph.server.http.middleware import HeadersMiddleware
from ruhrgraph.server.http.problems import add_error_handlers
from ruhrgraph.server.operations import routes as operations
from ruhrgraph.server.operations.pool_metrics import measure_pool
from ruhrgraph.server.reconciliation import routes as reconcile
from ruhrgraph.server.reconciliation.index import Names
from ruhrgraph.server.resources import routes as linked_data
from ruhrgraph.server.resources.documents import Documents
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sources import routes as sources
from ruhrgraph.server.sparql import routes as sparql
from ruhrgraph.server.sparql.endpoint import Endpoint
from ruhrgraph.server.sparql.service import QueryService
from ruhrgraph.server.sparql.update import graph_store as store
from ruhrgraph.server.sparql.update import routes as updates
from ruhrgraph.server.sparql.update.writers import Writers
from ruhrgraph.server.vocabulary import routes as vocabulary


def create_app(settings: Settings) -> ASGIApp:
    """Return the application.

    Args:
        settings: What to serve and how.

    """
    pool = Pool(
        Limits(
            processes=settings.processes,
            queue=settings.queue,
            memory=settings.query_memory,
            union=settings.default_graph == "union",
        ),
        settings.data,
    )
    service = QueryService(settings, pool)
    recorder = Recorder(settings.data)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        logs.configure(settings.log_level)
        await pool.start()
        endpoint.service = service
        measuring = asyncio.create_task(measure_pool(service))
        yield
        await recorder.close()
        measuring.cancel()
        with suppress(asyncio.CancelledError):
            await measuring
        await pool.close(settings.query_timeout)
        service.query_log.flush()
        flush_counts()

    endpoint = Endpoint(_framework(settings, service, recorder, lifespan))
    return endpoint


def _framework(
    settings: Settings,
    service: QueryService,
    recorder: Recorder,
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
) -> FastAPI:
    """Return the application of all routes but the hot one."""
    # The documentation pages that come with the framework load scripts from elsewhere, so they are off.
    app = FastAPI(
        title="Ruhrgraph",
        description="The Ruhr-Konferenz as a knowledge graph that answers SPARQL.",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.service = service
    app.state.writers = Writers(settings)
    app.state.counts = Counts()
    app.state.documents = Documents(service, recorder, settings.offer.licence)
    app.state.recorder = recorder
    app.state.names = Names()
    app.state.offering = Offering(settings, service.pool, app.state.counts)
    for router in (
        linked_data.router,
        operations.router,
        sparql.router,
        updates.router,
        store.router,
        sources.router,
        vocabulary.router,
        reconcile.router,
        feed.router,
        versions.router,
        catalog.router,
        dumps.router,
        queries.router(settings.base),
    ):
        # Not `include_router`: it hides the routes of each in one of its own, and errors look for their methods.
        app.router.routes.extend(router.routes)
    add_error_handlers(app)
    _describe(app)
    app.add_middleware(HeadersMiddleware)
    return app


def _describe(app: FastAPI) -> None:
    """Let the OpenAPI description tell of what is answered before the framework, too."""
    generate = app.openapi

    def with_endpoint() -> dict[str, Any]:
        schema = generate()
        sparql.describe_post(schema)
        return schema

    app.openapi = with_endpoint  # type: ignore[method-assign]  # the way that FastAPI documents


def _version() -> str:
    """Return the version of the installed package."""
    from importlib.metadata import version  # noqa: PLC0415  # slow to import, and only servers ask

    return version("ruhrgraph")
