"""Opens a published version for queries: small ones in memory, large ones on disk.

In: a version's folder. Out: an `Opened` store, and the `Facts` about it.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.versions.repository import Version, read_record
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.server.engine.evaluation import prepare
from ruhrgraph.server.engine.pool.wire import Facts

_COUNT = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Opened:
    """A store to query, whether the union of its graphs has to be feigned as its default graph, and what is known.

    In memory, a look at all statements writes to their counters of uses, so it is done before processes are forked
    that would each copy them.
    """

    store: ox.Store
    union: bool
    known: Facts | None = None


def stays_on_disk(version: Version, in_memory: int) -> bool:
    """Tell whether a version is queried on disk: it has a store there, and holds more bytes than go into memory."""
    if not version.store.is_dir():
        return False
    source = version.dataset if version.dataset.is_file() else version.store
    return _size(source) > in_memory


def open_in_memory(version: Version, *, union: bool) -> Opened:
    """Return a version in memory, if asked with the union of its graphs as default graph.

    Raises:
        DataFolderError: It cannot be read.

    """
    if version.dataset.is_file():
        store = load_store(version)
    else:
        store = ox.Store()
        store.bulk_extend(_open(version.store))
    for name in read_record(version).empty_graphs:
        store.add_graph(ox.NamedNode(name))
    opened = Opened(prepare(store) if union else store, union=False)
    return replace(opened, known=facts(opened))


def open_on_disk(version: Version, *, union: bool) -> Opened:
    """Return a version where it lies on disk, if asked with a feigned union of its graphs as default graph.

    Raises:
        DataFolderError: It cannot be read.

    """
    return Opened(_open(version.store), union)


def facts(opened: Opened) -> Facts:
    """Return what is told of an open version; on disk its statements are counted, one of two graphs twice."""
    if opened.known is not None:
        return opened.known
    store = opened.store
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return Facts(len(store) if opened.union else _triples(store), tuple(graphs))


def _triples(store: ox.Store) -> int:
    """Return how many triples the default graph holds."""
    result = store.query(_COUNT)
    assert isinstance(result, ox.QuerySolutions)  # noqa: S101  # it is a SELECT
    count = next(result)["count"]
    return int(count.value) if isinstance(count, ox.Literal) else 0


def _open(path: Path) -> ox.Store:
    """Return a store on disk that is only read."""
    try:
        return ox.Store.read_only(str(path))
    except (OSError, ValueError) as error:
        raise DataFolderError(f"{path}: cannot be read ({error}); build again") from error


def _size(path: Path) -> int:
    """Return how many bytes a file, or the files in a folder, hold."""
    if path.is_file():
        return path.stat().st_size
    with os.scandir(path) as entries:
        return sum(entry.stat().st_size for entry in entries)
