"""The tools on the shipped documents: `call` calls one in this process, `full_server` answers over HTTP."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest

from ruhrgraph.server.app import graph_access
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.mcp.answers import ToolAnswer
from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.tool_list import all_tools
from ruhrgraph.server.mcp.tools import arguments_as_text
from ruhrgraph.server.networks.network_service import NetworkService
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.query_service import QueryService

ROOT = "https://graph.example/"
Wait: TypeAlias = Callable[[Coroutine[Any, Any, Any]], Any]
Serving: TypeAlias = Callable[..., AbstractContextManager[Any]]
Call: TypeAlias = Callable[..., ToolAnswer]


@pytest.fixture(scope="session")
def wait() -> Iterator[Wait]:
    """Return a function that waits for a coroutine, in an event loop that lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield lambda coroutine: asyncio.run_coroutine_threadsafe(coroutine, loop).result(60)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where `full_server` has the sockets of its pool."""
    return tmp_path_factory.mktemp("mcp")


@pytest.fixture(scope="session")
def full_server(serving: Serving, data: Path, folder: Path) -> Iterator[httpx.Client]:
    """Return a client of a server on the shipped documents, for all tests of this folder."""
    with serving("--data", str(data), "--workers", "1", TMPDIR=str(folder)) as (_, client):
        yield client


@pytest.fixture(scope="session")
def access(data: Path, folder: Path, full_server: httpx.Client) -> GraphAccess:
    """Return the graph of the shipped documents, asked in this process with the query processes of that server."""
    assert full_server.get("/ready").status_code == 200
    (address,) = folder.glob("ruhrgraph-server-*/control")
    settings = Settings(data=data, query_size=4)
    service = QueryService(settings, Pool(Limits(), data, str(address)))
    return graph_access(service, ThingsCache(), NetworkService(service.engine, settings.base, 20))


@pytest.fixture(scope="session")
def call(access: GraphAccess, wait: Wait) -> Call:
    """Return a function that calls a tool with arguments."""
    tools = all_tools(access)

    def answer(name: str, /, **arguments: object) -> ToolAnswer:
        tool = tools[name]
        found: ToolAnswer = wait(tool.call(arguments_as_text(tool, arguments), ROOT))
        return found

    return answer
