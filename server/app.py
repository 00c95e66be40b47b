"""The HTTP face: puts the routes together behind the endpoint, and starts and ends the pool of query processes.

In: settings. Out: an ASGI application.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from ruhrgraph.server import logs
from ruhrgraph.server.answering import Answering
from ruhrgraph.server.linked.documents import Documents
from ruhrgraph.server.manners import Manners
from ruhrgraph.server.measuring import measure
from ruhrgraph.server.metrics import flush
from ruhrgraph.server.offering import Offering
from ruhrgraph.server.problems import install
from ruhrgraph.server.reconciling.index import Names
from ruhrgraph.server.recording import Recorder
from ruhrgraph.server.routes import (
    catalog,
    dumps,
    feed,
    linked_data,
    operations,
    queries,
    reconcile,
    sources,
    sparql,
    store,
    updates,
    versions,
    vocabulary,
)
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.endpoint import Endpoint
from ruhrgraph.server.sparql.limits import Limits
from ruhrgraph.server.sparql.pool import Pool
from ruhrgraph.server.sparql.updates import Writers
from ruhrgraph.server.sparql.void import Counts


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
    answering = Answering(settings, pool)
    recorder = Recorder(settings.data)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        logs.configure(settings.log_level)
        await pool.start()
        endpoint.answering = answering
        measuring = asyncio.create_task(measure(answering))
        yield
        await recorder.close()
        measuring.cancel()
        with suppress(asyncio.CancelledError):
            await measuring
        await pool.close(settings.query_timeout)
        answering.query_log.flush()
        flush()

    endpoint = Endpoint(_framework(settings, answering, recorder, lifespan))
    return endpoint


def _framework(
    settings: Settings,
    answering: Answering,
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
    app.state.answering = answering
    app.state.writers = Writers(settings)
    app.state.counts = Counts()
    app.state.documents = Documents(answering, recorder, settings.offer.licence)
    app.state.recorder = recorder
    app.state.names = Names()
    app.state.offering = Offering(settings, answering.pool, app.state.counts)
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
    install(app)
    _describe(app)
    app.add_middleware(Manners)
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
