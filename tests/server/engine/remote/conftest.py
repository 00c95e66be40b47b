"""Fixtures of other engines: Oxigraph's server, and a server of ours that asks it through a proxy that can fail."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from ruhrgraph.server.engine.remote.marker import Marker
from tests.server.engine.remote.engines import Engine, oxigraph_server, put_version
from tests.server.engine.remote.faulty_proxy import FaultyProxy, running

Serving = Callable[..., AbstractContextManager[tuple[object, httpx.Client]]]


class Remote(NamedTuple):
    """A client of a server of ours, the proxy between this and the engine, the engine, and the marker in it."""

    client: httpx.Client
    proxy: FaultyProxy
    engine: Engine
    marker: Marker

    def ask(self, query: str, accept: str = "text/csv", **parameters: str) -> httpx.Response:
        """Return the answer to a query, which is not kept."""
        return self.client.get("/sparql", params={"query": query, **parameters}, headers={"accept": accept})


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Engine]:
    """Return host and port of a server of Oxigraph."""
    with oxigraph_server() as engine:
        yield engine


@pytest.fixture(scope="module")
def remote(oxigraph: Engine, small_data: Path, serving: Serving) -> Iterator[Remote]:
    """Return a server that asks Oxigraph through a proxy."""
    marker = put_version(oxigraph, small_data)
    with running(FaultyProxy(oxigraph)) as proxy:
        settings = {
            "RUHRGRAPH_ENGINE": f"{proxy.url}/query?timeout={{seconds}}",
            "RUHRGRAPH_ENGINE_USER": "reader",
            "RUHRGRAPH_ENGINE_PASSWORD": "geheim",
            "RUHRGRAPH_PROCESSES": "4",
        }
        with serving("--data", str(small_data), "--workers", "1", **settings) as (_, client):
            yield Remote(client, proxy, oxigraph, marker)
