"""One graph as it is stored, from a real pool and from the process for the default graph."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TypeVar

import pytest
from starlette.datastructures import State

from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.query_service import QueryService
from ruhrgraph.server.sparql.update.graph_reader import read_graph, version_with
from ruhrgraph.server.sparql.update.writers import Writers
from tests.server.engine.pool.pools import generations

T = TypeVar("T")
QUADS = b"""<urn:a> <urn:b> "named" <urn:g> .
<urn:a> <urn:b> "default" .
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a statement in a named graph and one in the default graph."""
    publish(tmp_path, QUADS, b"{}")
    return tmp_path


def play(data: Path, work: Callable[[State], Coroutine[None, None, T]]) -> T:
    """Run a coroutine with the state of an application."""
    settings = Settings(data=data)

    async def main(address: str) -> T:
        service = QueryService(settings, Pool(Limits(), data, address))
        writers = Writers(settings, service.engine.prepare)
        return await work(State({"settings": settings, "writers": writers, "service": service}))

    with generations(Limits(), data) as address:
        return asyncio.run(main(address))


@pytest.mark.parametrize(("graph", "value"), [("urn:g", "named"), (None, "default")])
def test_the_digest_and_the_statements(data: Path, graph: str | None, value: str) -> None:
    """The version that was read comes first, then the statements of this graph alone."""

    async def work(state: State) -> list[bytes]:
        return [part async for part in read_graph(state, graph, "nt")]

    digest, *parts = play(data, work)
    assert json.loads(digest) == published(data).digest
    assert b"".join(parts) == f'<urn:a> <urn:b> "{value}" .\n'.encode()


@pytest.mark.parametrize(
    ("graph", "error"),
    [("urn:none", GraphNotFoundError), ("no iri", BadRequestError), ("urn:x> {} } #", BadRequestError)],
)
def test_a_graph_that_is_not_there(data: Path, graph: str, error: type[Exception]) -> None:
    """A graph that does not exist, or cannot, is an error of its own, for its statements and for its version."""

    async def read(state: State) -> None:
        async for _ in read_graph(state, graph, "nt"):
            pytest.fail("something came of a graph that is not there")

    async def ask(state: State) -> None:
        await version_with(state, graph)

    for work in (read, ask):
        with pytest.raises(error):
            play(data, work)


@pytest.mark.parametrize("graph", ["urn:g", None])
def test_the_version_with_a_graph(data: Path, graph: str | None) -> None:
    """The version in use has the graph; the default graph is always there."""

    async def work(state: State) -> str:
        return await version_with(state, graph)

    assert play(data, work) == published(data).digest
