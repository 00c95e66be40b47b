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
    _making: tuple[str, asyncio.Task[None]] | None = None
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, engine: Engine, base: str, seconds: float) -> Things:
        """Return the things; until those of a large version are in a file, those of the version before.

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
        path = self._file(digest) if facts.triples > LARGE else None
        if path and self.digest and self._is_coming(digest, path, base):
            return self.things
        async with self._reading:
            if digest == self.digest:
                return self.things
            found = await self._in_file(path, base) if path else None
            if found is not None:
                self.things, self.digest = found, digest
            else:
                names, others = [(await rows(engine, query, seconds))[1] for query in queries_for_names(base)]
                self.things, self.digest = await in_thread(_things, base, names, others), digest
        return self.things

    def _file(self, digest: str) -> Path | None:
        """Return where the file of a version on disk belongs; None for one that is in memory."""
        version = Version(digest, (self.data or Path()) / "versions" / digest)
        return version.derived / THINGS_FILE if self.data and version.store.is_dir() else None

    def _is_coming(self, digest: str, path: Path, base: str) -> bool:
        """Return whether a file is being made; begin with it where it is missing."""
        if path.is_file():
            return False
        if self._making is None or self._making[0] != digest:
            self._making = digest, asyncio.create_task(_make(path, base))
        return not self._making[1].done()

    async def _in_file(self, path: Path, base: str) -> Things | None:
        """Return the things in a file, which is made if need be; None where it cannot be."""
        if not await in_thread(path.is_file):
            await _make(path, base)
        with suppress(sqlite3.Error):  # the folder cannot be written: then they are read into memory
            return await in_thread(open_things, path, base)
        return None


async def _make(path: Path, base: str) -> None:
    """Make the file of a version's things in a process of its own."""
    maker = await start_module(_MAKER, str(path.parent.parent), base)
    await maker.wait()


def _things(base: str, names: Iterable[Row], others: Iterable[Row]) -> Things:
    """Return the things of the rows that the engine gave."""
    return read_things(base, map(_values, names), map(_values, others))


def _values(row: Row) -> NameRow:
    return {name: term.value for name, term in row.items()}
