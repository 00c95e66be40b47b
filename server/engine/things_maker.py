"""Writes the named things of a large version beside it: `python -m ruhrgraph.server.engine.things_maker FOLDER BASE`.

In: the folder of a version on disk, and the base IRI. Out: the file of `queries.things_file`, made by one process at a
time and once for each version, so that no HTTP worker is busy with it or has all names in memory.
"""

import os
import sys
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.versions.file_sync import locked
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.queries.things_file import write_things
from ruhrgraph.server.engine.things_cache import THINGS_FILE, things_of


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
            work = path.with_name(f".{path.name}-{os.getpid()}")
            write_things(things_of(ox.Store.read_only(str(version.store)), base), work)
            work.replace(path)
    return path


def main(arguments: list[str]) -> None:
    """Make the file of one version."""
    folder = Path(arguments[0])
    make_things(Version(folder.name, folder), arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
