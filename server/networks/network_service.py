"""The networks of the version in use, read and measured once for each version.

In: the engine. Out: networks, and networks with measures and positions. The work is done in threads,
because it would hold up the event loop.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from cachetools import LRUCache

from ruhrgraph.graph.networks.extraction import Ask, Row, extract, ministries_of_things
from ruhrgraph.graph.networks.files.drawing import Drawing, draw
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.parameters import language_of, selection
from ruhrgraph.graph.networks.selection import Selection, select
from ruhrgraph.ontology.errors import NetworkTooLargeError, QueryTimeoutError
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE, MOST_EDGES, MOST_NODES, NETWORK_SECONDS
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http.threads import in_thread

_MOST_DRAWINGS = 16
"""How many drawings are kept: their measures take long, and each has several files."""
_PAUSE = 60.0
_INSTEAD = "“ruhrgraph network” writes the whole file"
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
    """What was read of one version: networks by name, and the ministries that things belong to.

    `slow` are networks that took too long, and until when they are not asked for again.
    """

    digest: str = ""
    networks: dict[str, Network] = field(default_factory=dict)
    ministries: Mapping[str, frozenset[str]] | None = None
    slow: dict[str, float] = field(default_factory=dict)
    drawings: LRUCache[str, Drawing] = field(default_factory=lambda: LRUCache(_MOST_DRAWINGS))


@dataclass
class NetworkService:
    """Answers with networks for one HTTP worker."""

    engine: Engine
    base: str
    seconds: float
    """How long each query may take."""
    things: ThingsCache = field(default_factory=ThingsCache)
    _read: _Read = field(default_factory=_Read)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def digest(self) -> str:
        """Return the digest of the version in use."""
        return self.engine.digest()

    async def network(self, definition: NetworkDefinition) -> Network:
        """Return a whole network.

        Raises:
            NetworkTooLargeError: It is one of a large version, and more than can be worked out soon.
            RuhrgraphError: Its query could not be answered.

        """
        async with self._reading:
            networks = self._of_version().networks
            if definition.name not in networks:
                _, facts = await self.engine.facts(self.seconds)
                if facts.triples > LARGE:
                    networks[definition.name] = await self._small(definition)
                else:
                    found = await asyncio.to_thread(extract, self._slowly(), definition, self.base)
                    networks[definition.name] = found
            return networks[definition.name]

    async def _small(self, definition: NetworkDefinition) -> Network:
        """Return a network of a large version if it is small and found soon; raises as `network`."""
        things = (await self.things.get(self.engine, self.base, self.seconds)).by_type
        count = sum(len(things[name].entities) for name in definition.node_types if name in things)
        if count > MOST_NODES:
            raise NetworkTooLargeError(f"network {definition.name} has {count} things; {_INSTEAD}")
        slow, now = self._of_version().slow, asyncio.get_running_loop().time()
        too_long = f"network {definition.name} takes more than {NETWORK_SECONDS:.0f} s; {_INSTEAD}"
        if now < slow.get(definition.name, now):
            raise NetworkTooLargeError(too_long)
        try:
            network = await asyncio.to_thread(extract, self._soon(), definition, self.base)
        except QueryTimeoutError:
            slow[definition.name] = now + _PAUSE
            raise NetworkTooLargeError(too_long) from None
        if len(network.edges) > MOST_EDGES:
            raise NetworkTooLargeError(f"network {definition.name} has {len(network.edges)} edges; {_INSTEAD}")
        return network

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
                _, facts = await self.engine.facts(self.seconds)
                ask = self._soon() if facts.triples > LARGE else self._slowly()
                try:
                    read.ministries = await asyncio.to_thread(ministries_of_things, ask, self.base)
                except QueryTimeoutError:
                    if facts.triples <= LARGE:
                        raise
                    raise NetworkTooLargeError(f"the ministries of all things take too long; {_INSTEAD}") from None
            return read.ministries

    def _slowly(self) -> Ask:
        """Return what answers queries in a thread, each in the time that a query may take."""
        return partial(self._ask, loop=asyncio.get_running_loop())

    def _soon(self) -> Ask:
        """Return what answers queries in a thread, all together in little time."""
        loop = asyncio.get_running_loop()
        return partial(self._ask, loop=loop, until=loop.time() + min(self.seconds, NETWORK_SECONDS))

    def _ask(self, query: str, loop: asyncio.AbstractEventLoop, until: float | None = None) -> Iterator[Row]:
        """Yield the solutions of a query, asked from a thread beside the event loop; `until` is a time of that loop.

        Raises:
            QueryTimeoutError: The time is over.

        """
        seconds = self.seconds if until is None else until - loop.time()
        if seconds <= 0:
            raise QueryTimeoutError("the queries of the network take too long")
        _, found = asyncio.run_coroutine_threadsafe(rows(self.engine, query, seconds), loop).result()
        for row in found:
            yield {name: term.value for name, term in row.items()}
