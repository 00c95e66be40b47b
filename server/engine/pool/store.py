"""Opens a published version for queries: small ones in memory, large ones on disk.

In: a version's folder. Out: an `Opened` store, and the `Facts` about it.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ruhrgraph.graph.versions.facts import Facts, counted_facts, keep_facts, known_facts
from ruhrgraph.graph.versions.integrity import check
from ruhrgraph.graph.versions.record import Version, damaged
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.union_store import union_store
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.limits import Limits

if TYPE_CHECKING:
    from ruhrgraph.server.engine.remote.remote_store import RemoteStore  # only where another engine is set


@dataclass(frozen=True, slots=True)
class Opened:
    """A store to query.

    `files` is how many descriptors may still be opened: of a large store, the engine opens some files only when it
    needs them. With `remote`, another engine holds the version, and the store is empty.
    """

    store: ox.Store
    files: int = 0
    remote: "RemoteStore | None" = None


def stays_on_disk(version: Version, in_memory: int) -> bool:
    """Return whether a version is queried on disk: it has a store there, and holds more bytes than go into memory."""
    if not version.store.is_dir():
        return False
    source = version.dataset if version.dataset.is_file() else version.store
    return _size(source) > in_memory


def open_version(version: Version, *, union: bool, in_memory: int = Limits().in_memory) -> Opened:
    """Return a version to query in this process: on disk if it is large, else in memory.

    Args:
        version: The version.
        union: Whether the default graph is to be the union of all graphs.
        in_memory: As the limits have it.

    Raises:
        DamagedVersionError: It cannot be read.

    """
    if stays_on_disk(version, in_memory):
        check(version, quick=True)
        return open_on_disk(version, union=union)
    return open_in_memory(version, union=union)


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
    return counted_facts(opened.store)


def facts_on_disk(version: Version, *, union: bool) -> Facts:
    """Return the facts of a version on disk, with its store ready to be opened; what had to be counted is kept.

    Raises:
        RuhrgraphError: It cannot be read.

    """
    store = open_on_disk(version, union=union).store
    known = known_facts(version, union=union)
    if known is None:
        known = counted_facts(store)
        with suppress(OSError):  # a folder that may only be read is counted at each start
            keep_facts(version, known, union=union)
    return known


def _size(path: Path) -> int:
    """Return how many bytes a file, or the files in a folder, hold."""
    if path.is_file():
        return path.stat().st_size
    with os.scandir(path) as entries:
        return sum(entry.stat().st_size for entry in entries)
