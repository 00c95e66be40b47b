"""The classes of things, kept on disk, so that a part of a dataset can be validated without the rest of it.

In: lines of a dataset, in order. Out: the lines that state the class of a thing.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from ruhrgraph.graph.builds.work_folder import unfinished_path
from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.rdf.terms import TYPE

TYPE_MARK = f" <{TYPE.value}> ".encode()


class TypeIndex:
    """Classes of things by the things."""

    def __init__(self, folder: Path, base: str) -> None:
        self._unfinished = unfinished_path(folder)
        self._beleg = f"<{base}id/beleg/".encode()
        self._database = sqlite3.connect(self._unfinished, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE type (thing BLOB, triple BLOB, PRIMARY KEY (thing, triple)) WITHOUT ROWID; BEGIN"
        )

    def add(self, lines: Iterable[bytes]) -> None:
        """Add the classes that lines of N-Quads state; nothing asks for those of Belege, which are most of all."""
        self._database.executemany(
            "INSERT OR IGNORE INTO type VALUES (?, ?)",
            (
                (line.partition(TYPE_MARK)[0], split_graph(line)[0])
                for line in lines
                if TYPE_MARK in line and not line.startswith(self._beleg)
            ),
        )

    def finish(self, path: Path) -> None:
        """Write what is left, and give the index its path."""
        self._database.execute("COMMIT")
        self._database.close()
        self._unfinished.replace(path)


def types_of(path: Path, things: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines of N-Triples that state the classes of things, which are IRIs in their brackets."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        for thing in things:
            for (line,) in database.execute("SELECT triple FROM type WHERE thing = ?", (thing,)):
                yield line
