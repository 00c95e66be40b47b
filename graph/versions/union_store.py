"""A store on disk whose default graph is the union of all graphs, beside the store of a version.

In: a version that is a store on disk. Out: the folder `union` in that of the version. A build makes it (`disk_stores`);
that of a write is made when it is first needed: of hard links to the files of the parent's and the difference to it,
where both are known, else by reading all. Its facts are kept with it. The engine can also evaluate a query over the
union of all graphs, but then gives a statement of two graphs twice.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.versions.difference import apply_difference, read_difference
from ruhrgraph.graph.versions.facts import counted_facts, keep_facts, known_facts
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.graph.versions.store import link_store
from ruhrgraph.ontology.errors import DataFolderError

_PART = 100_000
"""Quads that are added at once: the engine holds them in memory."""


def union_store(version: Version) -> Path:
    """Return the folder of a version's store with the union as default graph; make it if there is none.

    Raises:
        DataFolderError: It cannot be read or written.

    """
    folder = version.union
    if not folder.is_dir():
        work = folder.with_name(f".{folder.name}-{os.getpid()}")
        try:
            _make(version, work)
            try:
                work.rename(folder)
            except OSError:
                if not folder.is_dir():  # another process was no quicker
                    raise
        except (OSError, RuntimeError, ValueError) as error:
            raise DataFolderError(f"{version.folder}: the union of its graphs cannot be made ({error})") from None
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return folder


def _make(version: Version, folder: Path) -> None:
    """Make the store in a folder."""
    difference = read_difference(version)
    parent = Version(difference.parent, version.folder.with_name(difference.parent)) if difference else None
    if difference is not None and parent is not None and difference.parent and parent.union.is_dir():
        link_store(parent.union, folder)
        store = ox.Store(str(folder))
        gained = apply_difference(store, difference, union=True)
        known = known_facts(parent, union=True)
        triples = known.triples + gained if known else None
    else:
        link_store(version.store, folder)
        store = ox.Store(str(folder))
        quads, triples = _triples(version), None
        while part := list(islice(quads, _PART)):
            store.bulk_extend(part)
        store.optimize()
    store.flush()
    keep_facts(version, counted_facts(store, triples), union=True)


def _triples(version: Version) -> Iterator[ox.Quad]:
    """Yield the statements of the named graphs, in the default graph."""
    for quad in ox.Store.read_only(str(version.store)):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
