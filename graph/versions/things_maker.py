"""Writes the named things of a large version beside it: `python -m ruhrgraph.graph.versions.things_maker FOLDER BASE`.

In: a version on disk, and the base IRI. Out: the file of `queries.things_file`, once for each version: at publishing,
or where it is missing by one process at a time, so that no HTTP worker is busy with it or has all names in memory.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ruhrgraph.graph.versions.file_sync import locked
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.queries.things import NAMED_TYPES, NameRow, Things, nameless_things, queries_for_names, read_things
from ruhrgraph.queries.things_file import write_things

THINGS_FILE = "things.sqlite3"


class Store(Protocol):
    """What a query can be put to."""

    def query(self, query: str) -> object:
        """Evaluate a query."""


def make_things(version: Version, base: str) -> Path:
    """Return the file with the named things of a version on disk; make it if there is none.

    Raises:
        OSError, sqlite3.Error: It cannot be written, or the version cannot be read.

    """
    path = version.derived / THINGS_FILE
    if path.is_file():
        return path
    path.parent.mkdir(exist_ok=True)
    with locked(path.with_name(f".{path.name}.lock")):
        if not path.is_file():
            keep_things(ox.Store.read_only(str(version.store)), version, base)
    return path


def keep_things(store: Store, version: Version, base: str) -> None:
    """Write the file with the named things of a version, which is open; raises as `make_things`."""
    path = version.derived / THINGS_FILE
    path.parent.mkdir(exist_ok=True)
    work = path.with_name(f".{path.name}-{os.getpid()}")
    parts = ((type_, _things_of_class(store, base, type_)) for type_ in NAMED_TYPES)
    write_things(parts, nameless_things(base, _plain(store, queries_for_names(base)[1])), work)
    work.replace(path)


def things_of(store: Store, base: str) -> Things:
    """Return the named things of a store, for whoever has one at hand."""
    names, others = (_plain(store, query) for query in queries_for_names(base))
    return read_things(base, names, others)


def _things_of_class(store: Store, base: str, type_: str) -> Things:
    """Return the named things of one class: those of all together would take too much memory."""
    return read_things(base, _plain(store, queries_for_names(base, (type_,))[0]), ())


def _plain(store: Store, query: str) -> Iterator[NameRow]:
    """Yield the rows of a SELECT with plain values."""
    solutions = store.query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("the query was no SELECT")
    names = [variable.value for variable in solutions.variables]
    for row in solutions:
        yield {name: getattr(row[name], "value", "") for name in names}


def main(arguments: list[str]) -> None:
    """Make the file of one version."""
    folder = Path(arguments[0])
    make_things(Version(folder.name, folder), arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
