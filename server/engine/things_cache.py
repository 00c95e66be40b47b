"""The named things of the version in use, read once for each version.

In: the engine. Out: `Things`, in which features look up what a name means.
"""

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ruhrgraph.graph.versions import things_maker
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.things_maker import THINGS_FILE
from ruhrgraph.queries.things import NameRow, Things, queries_for_names, read_things
from ruhrgraph.queries.things_file import open_things
from ruhrgraph.server.engine.child_process import start_module
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import LARGE
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.http.threads import in_thread

_MAKER = things_maker.__name__


@dataclass
class ThingsCache:
    """The things of the version in use; read again only when another version is in use.

    `data` is the data folder, None where there is none: then all are in memory.
    """

    data: Path | None = None
    digest: str = ""
    things: Things = field(default_factory=lambda: Things(""))
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, engine: Engine, base: str, seconds: float) -> Things:
        """Return the things.

        Args:
            engine: Answers queries.
            base: The base IRI.
            seconds: How long each of the two queries may take.

        Raises:
            RuhrgraphError: They could not be answered.

        """
        digest, facts = await engine.facts(seconds)
        if digest == self.digest:
            return self.things
        async with self._reading:
            if digest == self.digest:
                return self.things
            found = await self._in_file(digest, base) if facts.triples > LARGE else None
            if found is not None:
                self.things, self.digest = found, digest
            else:
                names, others = [(await rows(engine, query, seconds))[1] for query in queries_for_names(base)]
                self.things, self.digest = await in_thread(_things, base, names, others), digest
        return self.things

    async def _in_file(self, digest: str, base: str) -> Things | None:
        """Return the things of a version on disk from a file, which is made if need be; None where there is none."""
        version = Version(digest, (self.data or Path()) / "versions" / digest)
        if self.data is None or not version.store.is_dir():
            return None
        path = version.derived / THINGS_FILE
        if not path.is_file():
            maker = await start_module(_MAKER, str(version.folder), base)
            await maker.wait()
        with suppress(sqlite3.Error):  # the folder cannot be written: then they are read into memory
            return await in_thread(open_things, path, base)
        return None


def _things(base: str, names: Iterable[Row], others: Iterable[Row]) -> Things:
    """Return the things of the rows that the engine gave."""
    return read_things(base, map(_values, names), map(_values, others))


def _values(row: Row) -> NameRow:
    return {name: term.value for name, term in row.items()}
