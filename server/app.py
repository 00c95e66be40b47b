"""The HTTP application: puts the routes of all features together behind the SPARQL endpoint.

In: settings, and where the query processes are. Out: an ASGI application.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI, Request
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ruhrgraph.server.canned_queries.routes import router as canned_queries
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.catalog.citations import router as citations
from ruhrgraph.server.catalog.quality_routes import router as data_quality
from ruhrgraph.server.catalog.routes import router as catalog
from ruhrgraph.server.catalog.structured_data import structured_data
from ruhrgraph.server.changes.feed import router as feed
from ruhrgraph.server.changes.recorder import ChangeRecorder
from ruhrgraph.server.changes.versions import router as versions
from ruhrgraph.server.dumps.routes import router as dumps
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.statistics import Counts
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http import logs
from ruhrgraph.server.http.metrics import flush_counts
from ruhrgraph.server.http.middleware import CommonMiddleware
from ruhrgraph.server.http.problems import add_error_handlers, unexpected_error
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.threads import favour_event_loop
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.http.wrong_tokens import WrongTokens
from ruhrgraph.server.mcp.graph_access import GraphAccess, NetworkQuestion
from ruhrgraph.server.mcp.routes import ProtocolService
from ruhrgraph.server.mcp.routes import router as mcp
from ruhrgraph.server.networks.network_service import NetworkService
from ruhrgraph.server.networks.question_routes import QUESTIONS, answer_question, question_parameters
from ruhrgraph.server.networks.routes import router as networks
from ruhrgraph.server.operations.pool_metrics import measure_pool
from ruhrgraph.server.operations.routes import router as operations
from ruhrgraph.server.reconciliation.index import IndexCache
from ruhrgraph.server.reconciliation.routes import router as reconciliation
from ruhrgraph.server.resources.documents import DescriptionService
from ruhrgraph.server.resources.routes import router as resources
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sources.routes import router as sources
from ruhrgraph.server.sparql.editor_routes import router as editor
from ruhrgraph.server.sparql.endpoint import Endpoint
from ruhrgraph.server.sparql.near_pages import NearPages
from ruhrgraph.server.sparql.query_service import QueryService
from ruhrgraph.server.sparql.routes import describe_post
from ruhrgraph.server.sparql.routes import router as sparql
from ruhrgraph.server.sparql.update.graph_store import router as graph_store
from ruhrgraph.server.sparql.update.routes import router as updates
from ruhrgraph.server.sparql.update.writers import Writers
from ruhrgraph.server.vocabulary.routes import router as vocabulary
from ruhrgraph.server.vocabulary.usage import term_usages
from ruhrgraph.server.web.lists.list_service import ListService
from ruhrgraph.server.web.lists.routes import router as lists
from ruhrgraph.server.web.notices import router as notices
from ruhrgraph.server.web.search.routes import router as search
from ruhrgraph.server.web.start.figures import FiguresCache
from ruhrgraph.server.web.start.routes import router as start
from ruhrgraph.server.web.static_routes import router as static_files

_ROUTERS = (
    lists,  # before resources, as these take all of `/doc/…`
    resources,
    start,
    search,
    operations,
    sparql,
    editor,
    updates,
    graph_store,
    sources,
    vocabulary,
    reconciliation,
    feed,
    versions,
    catalog,
    dumps,
    mcp,
    static_files,
    notices,
    citations,
    data_quality,
)
"""The routes of each feature; those of the canned queries and of the networks need the base IRI first."""


def create_app(settings: Settings, limits: Limits, pool_address: str) -> ASGIApp:
    """Return the application.

    Args:
        settings: What to serve and how.
        limits: What queries may use.
        pool_address: The path of the socket at which the server tells where its query processes are.

    """
    pool = Pool(limits, settings.data, pool_address, remote=settings.engine is not None)
    service = QueryService(settings, pool)
    recorder = ChangeRecorder(settings.data, reads_only=bool(settings.writer))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        logs.configure(settings.log_level)
        favour_event_loop()
        measuring = asyncio.create_task(measure_pool(service))
        yield
        await app.state.mcp.close()
        await recorder.close()
        measuring.cancel()
        with suppress(asyncio.CancelledError):
            await measuring
        service.query_log.flush()
        flush_counts()

    async def failed(request: Request, error: Exception) -> Response:
        return await unexpected_error(Request({**request.scope, "app": framework}), error)

    framework = _framework(settings, service, recorder, lifespan)
    routes = {route.path.split("/")[1] for route in framework.routes if isinstance(route, Route)}
    # What goes wrong in the endpoint is an error 500 as in the framework, which has this middleware of its own.
    return CommonMiddleware(ServerErrorMiddleware(Endpoint(framework, service), failed), routes)


def _framework(
    settings: Settings,
    service: QueryService,
    recorder: ChangeRecorder,
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
) -> FastAPI:
    """Return the application with all routes but that of queries."""
    # The documentation pages that come with the framework load scripts from elsewhere, so they are off.
    app = FastAPI(
        title="Ruhrgraph",
        description="The Ruhr-Konferenz as a knowledge graph that answers SPARQL.",
        version=_version(),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.service = service
    app.state.writers = Writers(settings, service.engine.prepare)
    app.state.wrong_tokens = WrongTokens()
    app.state.counts = Counts()
    app.state.descriptions = DescriptionService(service, settings.offer.licence, recorder.was_described)
    app.state.recorder = recorder
    app.state.canned_rows = CannedRows(service.engine, settings.base, settings.query_timeout, service.things)
    app.state.lists = ListService(app.state.canned_rows)
    app.state.figures = FiguresCache()
    app.state.structured_data = structured_data
    app.state.reconciliation = IndexCache(service.things)
    app.state.networks = NetworkService(service.engine, settings.base, settings.query_timeout, service.things)
    app.state.mcp = ProtocolService(graph_access(service, service.things, app.state.networks))
    app.state.catalog = CatalogService(settings, service.engine, app.state.counts)
    for router in (*_ROUTERS, canned_queries(settings.base), networks(settings.base)):
        # Not `include_router`: it hides the routes of each in one of its own, and errors look for their methods.
        app.router.routes.extend(router.routes)
    app.state.near_pages = NearPages(service, app.router.routes)
    add_error_handlers(app)
    _describe(app)
    return app


def graph_access(service: QueryService, things: ThingsCache, networks: NetworkService) -> GraphAccess:
    """Return what the tools of assistants ask."""
    questions = [
        NetworkQuestion(
            question.name,
            question.summary,
            question_parameters(question),
            question.columns,
            partial(answer_question, question, networks),
        )
        for question in QUESTIONS
    ]
    return GraphAccess(service, things, networks, questions, term_usages)


def _describe(app: FastAPI) -> None:
    """Add the route of the OpenAPI description, with what is answered before the framework, and where the server is."""

    async def openapi(request: Request) -> Response:
        schema = app.openapi()
        describe_post(schema)
        return with_etag(request, JSONResponse({**schema, "servers": [{"url": root_url(request).rstrip("/")}]}))

    app.add_api_route("/openapi.json", openapi, include_in_schema=False)


def _version() -> str:
    """Return the version of the installed package."""
    from importlib.metadata import version  # noqa: PLC0415  # slow to import, and only servers ask

    return version("ruhrgraph")
