"""One graph as it is stored: from the query processes, or for the default graph from a process of its own.

In: a server's state and a graph. Out: the version's digest, and then bytes. Queries see the union of all graphs as the
default graph, so they cannot tell what the real one holds.
"""

import json
from collections.abc import AsyncIterator

import pyoxigraph as ox
from starlette.datastructures import State

from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.update.writers import Writers

BUFFERED_BYTES = 1024 * 1024
"""Bytes up to which an answer is held until it is complete, so that its length and its status are known."""


def read_graph(state: State, graph: str | None, format_name: str) -> AsyncIterator[bytes]:
    """Yield the digest of the version in use, as JSON, and then a graph's statements.

    Args:
        state: The application's, with its settings, writers and query service.
        graph: The graph's IRI; None is the default graph.
        format_name: The short name of the format.

    Raises:
        GraphNotFoundError: There is no such graph.
        BadRequestError: Its name is no IRI.
        RuhrgraphError: It cannot be read to its end; what has been yielded so far is not the whole.

    """
    writers: Writers = state.writers
    if graph is None:
        return writers.read(graph, format_name)
    return _from_engine(state.service.engine, state.settings, graph, format_name)


async def version_with(state: State, graph: str | None) -> str:
    """Return the digest of the version in use, if it has a graph; the default graph is always there.

    Raises:
        GraphNotFoundError: There is no such graph.
        BadRequestError: Its name is no IRI.
        RuhrgraphError: The version cannot be asked.

    """
    if graph is None:
        return str(state.service.digest())
    return await _check_graph(state.service.engine, state.settings, _term(graph))


async def _from_engine(engine: Engine, settings: Settings, graph: str, format_name: str) -> AsyncIterator[bytes]:
    """Yield the digest and the statements of a named graph, as the engine answers."""
    name = _term(graph)
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"
    async with engine.answer(Asked(query, format=format_name, base=settings.base), settings.query_timeout) as answer:
        # Only when nothing is found, the question is whether the graph is there at all.
        if await answer.buffered(BUFFERED_BYTES) is not None and answer.end and not answer.end.rows:
            await _check_graph(engine, settings, name)
        yield json.dumps(answer.digest).encode()
        async for chunk in answer.chunks():
            yield chunk


def _term(graph: str) -> str:
    """Return the name of a graph as it stands in a query."""
    try:
        return str(ox.NamedNode(graph))
    except ValueError:
        raise BadRequestError(f"“{graph}” is no absolute IRI of a graph") from None


async def _check_graph(engine: Engine, settings: Settings, name: str) -> str:
    """Check that a graph exists, even if it is empty; return the digest of the version that was asked.

    Raises:
        GraphNotFoundError: It is not.

    """
    digest, found = await rows(engine, f"SELECT * {{ GRAPH {name} {{}} }}", settings.query_timeout)
    if not found:
        raise GraphNotFoundError(f"there is no graph {name}")
    return digest
