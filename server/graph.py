"""The published graph as the server holds it: loaded once, shared by all requests, never changed.

In: a data folder. Out: a `Graph`, and the way for a route to get it.
"""

from dataclasses import dataclass
from typing import Annotated, TypeAlias

import pyoxigraph as ox
from fastapi import Depends, Request

from ruhrgraph.graph.store import load
from ruhrgraph.graph.versions import current
from ruhrgraph.ontology.errors import NotPublishedError
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.evaluation import prepare


@dataclass(frozen=True)
class Graph:
    """A version in memory: its digest, the store, how many different triples it holds and its named graphs."""

    digest: str
    store: ox.Store
    triples: int
    names: tuple[str, ...]


def open_graph(settings: Settings) -> Graph | None:
    """Return the published version in memory, or None where nothing is published.

    Raises:
        DataFolderError: The data folder cannot be read.

    """
    version = current(settings.data)
    if version is None:
        return None
    store = prepare(load(version))
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return Graph(version.digest, store, triples, tuple(names))


async def graph_of(request: Request) -> Graph:
    """Return the graph that this server serves.

    Raises:
        NotPublishedError: Nothing was published when it started.

    """
    graph: Graph | None = request.app.state.graph
    if graph is None:
        raise NotPublishedError("nothing is published yet; run `ruhrgraph build` and start the server again")
    return graph


async def settings_of(request: Request) -> Settings:
    """Return the settings of this server."""
    settings: Settings = request.app.state.settings
    return settings


GraphDep: TypeAlias = Annotated[Graph, Depends(graph_of)]
SettingsDep: TypeAlias = Annotated[Settings, Depends(settings_of)]
