"""Opens a published version for queries: small ones in memory, large ones on disk.

In: a version's folder. Out: an `Opened` store, and the `Facts` about it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ruhrgraph.graph.versions.record import Version, damaged
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.pool.union_store import union_store

if TYPE_CHECKING:
    from ruhrgraph.server.engine.remote.remote_store import RemoteStore  # only where another engine is set

_COUNT = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Opened:
    """A store to query.

    `files` is how many descriptors may still be opened: of a large store, the engine opens some files only when it
    needs them. With `remote`, another engine holds the version, and the store is empty.
    """

    store: ox.Store
    files: int = 0
    remote: "RemoteStore | None" = None


@dataclass(frozen=True, slots=True)
class Facts:
    """How many triples a version holds, and the IRIs of its named graphs."""

    triples: int
    graphs: tuple[str, ...]


def stays_on_disk(version: Version, in_memory: int) -> bool:
    """Return whether a version is queried on disk: it has a store there, and holds more bytes than go into memory."""
    if not version.store.is_dir():
        return False
    source = version.dataset if version.dataset.is_file() else version.store
    return _size(source) > in_memory


def open_in_memory(version: Version, *, union: bool) -> Opened:
    """Return a version in memory, with the union of its graphs as default graph if that is wanted.

    Raises:
        DamagedVersionError: It cannot be read.

    """
    store = load_store(version)
    return Opened(fill_default_graph(store) if union else store)


def open_on_disk(version: Version, *, union: bool) -> Opened:
    """Return a version where it lies on disk, with the union of its graphs as default graph if that is wanted.

    Raises:
        DamagedVersionError: It cannot be read.

    """
    folder = union_store(version) if union else version.store
    try:
        files = sum(path.suffix == ".sst" for path in folder.iterdir())
        return Opened(ox.Store.read_only(str(folder)), files)
    except (OSError, ValueError, RuntimeError) as error:
        raise damaged(version, f"{folder.name} cannot be read ({error})") from error


def facts_of(opened: Opened) -> Facts:
    """Return the facts of an open version."""
    graphs = sorted(graph.value for graph in opened.store.named_graphs() if isinstance(graph, ox.NamedNode))
    return Facts(_triples(opened.store), tuple(graphs))


def _triples(store: ox.Store) -> int:
    """Return how many triples the default graph holds."""
    result = store.query(_COUNT)
    assert isinstance(result, ox.QuerySolutions)  # noqa: S101  # it is a SELECT
    count = next(result)["count"]
    return int(count.value) if isinstance(count, ox.Literal) else 0


def _size(path: Path) -> int:
    """Return how many bytes a file, or the files in a folder, hold."""
    if path.is_file():
        return path.stat().st_size
    with os.scandir(path) as entries:
        return sum(entry.stat().st_size for entry in entries)
