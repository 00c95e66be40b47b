"""Rows of canned queries as plain text, kept for as long as the version is in use.

In: the name of a canned query and its parameters. Out: its rows, for pages that show or count them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cachetools import LRUCache

from ruhrgraph.queries import bind, read
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.rows import rows
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.http.threads import in_thread

PlainRow: TypeAlias = Mapping[str, str]
"""The text of each column; "" where a cell is empty."""
_MOST_ROWS = 100_000
"""How many rows are kept, of all queries together."""


@dataclass
class CannedRows:
    """The rows of canned queries, asked again only when another version is in use; what was used longest ago goes."""

    engine: Engine
    base: str
    seconds: float
    things_cache: ThingsCache
    _digest: str = ""
    _kept: LRUCache[tuple[str, ...], Sequence[PlainRow]] = field(
        default_factory=lambda: LRUCache(_MOST_ROWS, getsizeof=lambda found: len(found) + 1)
    )

    async def digest(self) -> str:
        """Return the digest of the version in use.

        Raises:
            RuhrgraphError: No version answers.

        """
        return (await self.engine.facts(self.seconds))[0]

    async def things(self) -> Things:
        """Return the named things of the version in use; raises as `digest`."""
        return await self.things_cache.get(self.engine, self.base, self.seconds)

    async def get(self, name: str, values: Mapping[str, str] | None = None) -> Sequence[PlainRow]:
        """Return the rows of a canned query.

        Args:
            name: The query.
            values: Its parameters as a person writes them.

        Raises:
            NameNotFoundError: A value names nothing that there is.
            RuhrgraphError: The query could not be answered.

        """
        digest = await self.digest()
        if digest != self._digest:
            self._kept.clear()
            self._digest = digest
        given = dict(values or {})
        key = (name, *(part for item in sorted(given.items()) for part in item))
        if key in self._kept:
            return self._kept[key]
        query = read(name, self.base)
        things = await self.things() if query.needs_names(given) else None
        asked = await in_thread(bind, query, given, things)
        answered, found = await rows(self.engine, asked, self.seconds)
        plain = await in_thread(
            lambda: [{column: row[column].value if column in row else "" for column in query.columns} for row in found]
        )
        if answered == self._digest and len(plain) < _MOST_ROWS:
            self._kept[key] = plain
        return plain
