"""What the tools ask: queries, names, networks and counts of the version in use, whatever way a call came.

In: the services of a process. Out: rows, things and addresses. Networks and counts are made by other features, which
hand them in.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from cachetools import LRUCache

from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.schema.ontology import Vocabulary
from ruhrgraph.queries.networks import NetworkDefinition
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.sparql.query_service import QueryService

_MOST_ROWS = 10_000
"""How many rows are kept, of all queries together."""
NetworkAnswer: TypeAlias = tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]
"""The answer to a question: all of it, and its rows."""


class UsageExample(Protocol):
    """A thing that uses a term."""

    @property
    def iri(self) -> str:
        """Its IRI."""


class TermUsage(Protocol):
    """How often a term is used, and a thing that uses it."""

    @property
    def count(self) -> int:
        """How many things of a class there are, or statements with a property."""

    @property
    def example(self) -> UsageExample:
        """A thing that uses the term."""


class Networks(Protocol):
    """Gives networks, or parts of them."""

    async def part(self, definition: NetworkDefinition, values: Mapping[str, str]) -> Network:
        """Return the part of a network that parameters name."""


@dataclass(frozen=True, slots=True)
class NetworkQuestion:
    """A question to a network: its name, what it asks, its parameters as OpenAPI has them, its columns, its answer."""

    name: str
    summary: str
    parameters: Sequence[Mapping[str, Any]]
    columns: Sequence[str]
    answer: Callable[[NetworkDefinition, Mapping[str, str]], Awaitable[NetworkAnswer]]


@dataclass(frozen=True)
class GraphAccess:
    """All that the tools need of a process."""

    service: QueryService
    things_cache: ThingsCache
    networks: Networks
    questions: Sequence[NetworkQuestion]
    term_usages: Callable[[Engine, Vocabulary, float], Awaitable[tuple[str, Mapping[str, TermUsage]]]]

    _kept: LRUCache[tuple[str, str], Sequence[Row]] = field(
        default_factory=lambda: LRUCache(_MOST_ROWS, getsizeof=lambda found: len(found) + 1)
    )

    @property
    def base(self) -> str:
        """The base of all IRIs."""
        return self.service.settings.base

    @property
    def seconds(self) -> float:
        """How long a query may take."""
        return self.service.settings.query_timeout

    async def rows(self, query: str) -> Sequence[Row]:
        """Return the solutions of a SELECT of ours; kept for the next page, as long as the version is in use.

        Raises:
            RuhrgraphError: It could not be answered.

        """
        if (kept := self._kept.get((self.service.digest(), query))) is not None:
            return kept
        digest, found = await rows(self.service.engine, query, self.seconds)
        if len(found) < _MOST_ROWS:
            self._kept[digest, query] = found
        return found

    async def things(self) -> Things:
        """Return the named things; raises as `rows`."""
        return await self.things_cache.get(self.service.engine, self.base, self.seconds)

    def identifier(self, iri: str) -> str:
        """Return the part of a thing's IRI that names it, such as `person/hendrik-wuest`; other IRIs as they are."""
        return iri.removeprefix(f"{self.base}id/")


def page_address(iri: str, base: str, root: str) -> str:
    """Return the address of the page about a thing.

    Args:
        iri: An IRI of the data.
        base: The base of all IRIs.
        root: Where the server is, ending in `/`.

    """
    return page_link(iri, base, root) or iri
