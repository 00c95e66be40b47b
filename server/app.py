"""The HTTP face: puts the routes together and loads the published graph once, when the server starts.

In: settings. Out: an application; `ruhrgraph.server.asgi` makes the one that servers import.
"""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from ruhrgraph.server.graph import open_graph
from ruhrgraph.server.manners import Manners
from ruhrgraph.server.problems import install
from ruhrgraph.server.routes import operations, queries, sparql
from ruhrgraph.server.settings import Settings

# Queries are parsed in threads. The parser calls itself for each bracket and each part of a chain, and what the guard
# lets through fits into the eight MiB that threads have on most systems, but not into the half of one on others.
_STACK = 64 * 1024 * 1024


def create_app(settings: Settings) -> FastAPI:
    """Return the application.

    Args:
        settings: What to serve and how.

    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        threading.stack_size(_STACK)
        app.state.graph = open_graph(settings)
        yield

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
    app.state.graph = None
    for router in (operations.router, sparql.router, queries.router(settings.base)):
        # Not `include_router`: it hides the routes of each in one of its own, and errors look for their methods.
        app.router.routes.extend(router.routes)
    install(app)
    app.add_middleware(Manners)
    return app


def _version() -> str:
    """Return the version of the installed package."""
    from importlib.metadata import version  # noqa: PLC0415  # slow to import, and only servers ask

    return version("ruhrgraph")
