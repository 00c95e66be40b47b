"""The networks of the version in use, read and measured once for each version.

In: the engine. Out: networks, and networks with measures and positions. The work is done in threads,
because it would hold up the event loop.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cachetools import LRUCache

from ruhrgraph.graph.networks.extraction import Row, extract, ministries_of_things
from ruhrgraph.graph.networks.files.drawing import Drawing, draw
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.parameters import language_of, selection
from ruhrgraph.graph.networks.selection import Selection, select
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.http.threads import in_thread

_MOST_DRAWINGS = 16
"""How many drawings are kept: their measures take long, and each has several files."""
_QUOTES = """
PREFIX rk: <%sontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?beleg ?quote ?passage WHERE {
  VALUES ?beleg { %s }
  ?beleg rk:zitat ?quote ; prov:wasQuotedFrom ?passage .
}
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a document says: the wording, and the IRI of the passage."""

    text: str
    passage: str


@dataclass
class _Read:
    """What was read of one version: networks by name, and the ministries that things belong to."""

    digest: str = ""
    networks: dict[str, Network] = field(default_factory=dict)
    ministries: Mapping[str, frozenset[str]] | None = None
    drawings: LRUCache[str, Drawing] = field(default_factory=lambda: LRUCache(_MOST_DRAWINGS))


@dataclass
class NetworkService:
    """Answers with networks for one HTTP worker."""

    engine: Engine
    base: str
    seconds: float
    """How long each query may take."""
    _read: _Read = field(default_factory=_Read)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def digest(self) -> str:
        """Return the digest of the version in use."""
        return self.engine.digest()

    async def network(self, definition: NetworkDefinition) -> Network:
        """Return a whole network.

        Raises:
            RuhrgraphError: Its query could not be answered.

        """
        async with self._reading:
            networks = self._of_version().networks
            if definition.name not in networks:
                loop = asyncio.get_running_loop()
                networks[definition.name] = await asyncio.to_thread(self._extract, definition, loop)
            return networks[definition.name]

    def _of_version(self) -> _Read:
        """Return what was read of the version in use; nothing yet if another one was in use before."""
        if self._read.digest != self.digest():
            self._read = _Read(self.digest())
        return self._read

    async def part(self, definition: NetworkDefinition, values: Mapping[str, str]) -> Network:
        """Return the part of a network that parameters name.

        Raises:
            ParameterError, NodeNotFoundError: A parameter is at fault.
            RuhrgraphError: A query could not be answered.

        """
        network = await self.network(definition)
        wanted = await in_thread(selection, network, values)
        if wanted == Selection():
            return network
        return await in_thread(select, network, wanted, await self._ministries() if wanted.ministry else {})

    async def drawing(self, definition: NetworkDefinition, values: Mapping[str, str]) -> Drawing:
        """Return the part of a network that parameters name with its measures and positions; raises as `part`."""
        language = language_of(values)
        key = str((definition.name, sorted((name, value) for name, value in values.items() if name != "lang")))
        drawings = self._of_version().drawings
        if key not in drawings:
            drawings[key] = await in_thread(draw, await self.part(definition, values))
        return replace(drawings[key], language=language)

    async def quotes(self, evidence: Iterable[str]) -> dict[str, Quote]:
        """Return the wording of Belege, and the IRI of the passage where it stands, by the IRI of the Beleg."""
        wanted = " ".join(f"<{iri}>" for iri in sorted(set(evidence)))
        if not wanted:
            return {}
        _, found = await rows(self.engine, _QUOTES % (self.base, wanted), self.seconds)
        return {row["beleg"].value: Quote(row["quote"].value, row["passage"].value) for row in found}

    async def ministries_in(self, network: Network) -> frozenset[str]:
        """Return the IRIs of the ministries at the edges of a network, or of what the edges lead through."""
        of_things = await self._ministries()
        kind = f"{self.base}id/ressort/"
        through = {iri for edge in network.edges for iri in (edge.source, edge.target, *edge.via)}
        found = {iri for iri in through if iri.startswith(kind)}
        return frozenset(found.union(*(of_things.get(iri, frozenset()) for iri in through)))

    async def _ministries(self) -> Mapping[str, frozenset[str]]:
        """Return the ministries that things belong to."""
        async with self._reading:
            read = self._of_version()
            if read.ministries is None:
                loop = asyncio.get_running_loop()
                read.ministries = await asyncio.to_thread(
                    ministries_of_things, lambda query: self._ask(query, loop), self.base
                )
            return read.ministries

    def _extract(self, definition: NetworkDefinition, loop: asyncio.AbstractEventLoop) -> Network:
        return extract(lambda query: self._ask(query, loop), definition, self.base)

    def _ask(self, query: str, loop: asyncio.AbstractEventLoop) -> Iterator[Row]:
        """Yield the solutions of a query, asked from a thread beside the event loop."""
        _, found = asyncio.run_coroutine_threadsafe(rows(self.engine, query, self.seconds), loop).result()
        for row in found:
            yield {name: term.value for name, term in row.items()}
