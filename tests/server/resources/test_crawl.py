"""A crawl over every IRI of the dataset under its base: each leads to 200, and all its forms carry the same triples."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology import DEFAULT_BASE
from tests.benchmarks.wire import Connection, Reply, get

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]

FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
PAGE = "text/html"
CONNECTIONS = 8
FILES = ("dumps/", "network/")
"""Addresses of files: they have the one form that they have."""


def addresses(data: Path) -> list[str]:
    """Return the address below the base of every IRI in the published dataset, each once, without fragments."""
    found: set[str] = set()
    for quad in ox.parse(path=str(published(data).dataset), format=ox.RdfFormat.N_QUADS):
        found.update(_iris(quad))
    return sorted({iri.removeprefix(DEFAULT_BASE).partition("#")[0] for iri in found if iri.startswith(DEFAULT_BASE)})


def _iris(quad: ox.Quad) -> Iterator[str]:
    for term in quad:
        if isinstance(term, ox.NamedNode):
            yield term.value
        elif isinstance(term, ox.Literal):
            yield term.datatype.value


class Crawl:
    """Follows addresses on several connections, and notes what is wrong with them."""

    def __init__(self, port: int, paths: list[str]) -> None:
        self.wrong: list[str] = []
        self._port = port
        self._left = iter(paths)

    async def run(self) -> None:
        """Follow them all."""
        await asyncio.gather(*(self._work() for _ in range(CONNECTIONS)))

    async def _work(self) -> None:
        connection = Connection("127.0.0.1", self._port)
        for path in self._left:
            if wrong := await self._look(connection, f"/{path}"):
                self.wrong.append(f"/{path}: {wrong}")
        connection.close()

    async def _look(self, connection: Connection, path: str) -> str:
        """Return what is wrong with an address, nothing where all is well."""
        address, page = await self._follow(connection, path)
        if page.status != 200:
            return f"{address} answers {page.status}: {page.body[:200]!r}"
        if path.startswith(tuple(f"/{start}" for start in FILES)):
            return ""
        if not page.headers["content-type"].startswith(PAGE):
            return f"{address} has no page"
        graphs = {}
        for media_type, format_ in FORMATS.items():
            reply = await connection.ask(get(address, accept=media_type))
            if reply.status != 200 or not reply.headers["content-type"].startswith(media_type):
                return f"{address} is not to be had as {media_type}: {reply.status}"
            graphs[media_type] = _canonical(reply.body, format_)
        first, *others = graphs.values()
        return "" if first and all(first == other for other in others) else f"the triples of {address} differ"

    async def _follow(self, connection: Connection, path: str) -> tuple[str, Reply]:
        """Return where an address leads to, and the answer there."""
        reply = await connection.ask(get(path, accept=PAGE))
        for _ in range(3):
            if "location" not in reply.headers:
                break
            path = reply.headers["location"]
            reply = await connection.ask(get(path, accept=PAGE))
        return path, reply


def _canonical(body: bytes, format_: ox.RdfFormat) -> frozenset[ox.Quad]:
    """Return triples so that equal graphs are equal, however their blank nodes are called."""
    quads = list(ox.parse(body, format_))
    if any(isinstance(term, ox.BlankNode) for quad in quads for term in quad):
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        quads = list(dataset)
    return frozenset(quads)


@pytest.mark.timeout(240)
def test_every_iri_dereferences(data: Path, serving: Callable[..., Serving]) -> None:
    """Every IRI in the dataset under the base answers 200, after at most one redirect, with the same triples in all."""
    paths = addresses(data)
    assert len(paths) > 4000
    with serving("--data", str(data)) as (_, client):
        while client.get("/catalog").status_code == httpx.codes.SERVICE_UNAVAILABLE:
            time.sleep(1)  # the first time the dumps are made
        assert client.base_url.port is not None
        crawl = Crawl(client.base_url.port, paths)
        asyncio.run(crawl.run())
    assert crawl.wrong == []
