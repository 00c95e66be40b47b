"""Fixtures of the W3C's tests: one real server for all of them, one engine without a server, and other endpoints."""

from collections.abc import Iterator

import pytest

from tests.w3c.backends import Engine, Server
from tests.w3c.endpoints import Endpoints
from tests.w3c.exchanges import graph_store_chain
from tests.w3c.process import serving
from tests.w3c.wire import outcomes


@pytest.fixture(scope="session")
def endpoints() -> Iterator[Endpoints]:
    """Return the endpoints that queries with SERVICE may ask."""
    with Endpoints() as started:
        yield started


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory, endpoints: Endpoints) -> Iterator[Server]:
    """Return a server that may be written to at will."""
    with serving(tmp_path_factory.mktemp("w3c"), endpoints.addresses) as server:
        yield server


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Return the engine without a server."""
    return Engine()


@pytest.fixture(scope="session")
def chain_outcomes(playground: Server) -> dict[str, str | None]:
    """Return why the tests that build on each other fail, `None` for those that pass."""
    return outcomes(graph_store_chain(), playground)
