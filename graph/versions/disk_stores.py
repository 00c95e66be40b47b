"""The stores on disk of a large version, made of its canonical N-Quads before it is published.

In: a folder with `dataset.nq`. Out: `store/`, `union/` and their facts in it; `repository.publish` makes a version of
the folder. So a server opens the version at once, and needs no right to write. The file is loaded in parts, because the
engine holds in memory what it loads at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, Store

from ruhrgraph.graph.rdf.nquads import split_graph
from ruhrgraph.graph.versions.facts import Facts, keep_facts
from ruhrgraph.graph.versions.record import Version

LARGE_BYTES = 300 * 1024 * 1024
"""A dataset of more bytes of N-Quads gets stores on disk."""
_PART = 16 * 1024 * 1024
"""Bytes that are loaded at once: the engine takes ten times as much memory for them."""
_BLANK = b"_:"
_TRIPLES = b"triples"
"""No graph has this name."""


def is_large(dataset: Path) -> bool:
    """Return whether a file of N-Quads gets stores on disk."""
    return dataset.stat().st_size > LARGE_BYTES


def finish_stores(store: Store, folder: Path) -> None:
    """Make `union/` and the facts beside `store/`, which is open and has all of `dataset.nq`.

    Raises:
        OSError: The disk is full or fails.

    """
    version = Version("", folder)
    _compact(store)
    store.backup(str(version.union))  # hard links
    union = Store(str(version.union))
    counts = Counter[bytes]()
    with version.dataset.open("rb") as lines:
        add_lines(union, _union(lines, counts))
    _compact(union)
    triples, default = counts.pop(_TRIPLES, 0), counts.pop(b"", 0)
    graphs = tuple(sorted(name[1:-1].decode() for name in counts))
    keep_facts(version, Facts(triples, graphs), union=True)
    keep_facts(version, Facts(default, graphs), union=False)


def add_file(store: Store, dataset: Path) -> None:
    """Add a file of N-Quads to a store on disk, as `add_lines` does.

    Raises:
        OSError: The disk is full or fails.
        SyntaxError: The file is damaged.

    """
    with dataset.open("rb") as lines:
        add_lines(store, lines)


def add_lines(store: Store, lines: Iterable[bytes]) -> None:
    """Add lines of N-Quads that the engine has written to a store on disk.

    As the bulk loader gives blank nodes new labels, lines that may have some are parsed separately.

    Raises:
        OSError: The disk is full or fails.

    """
    for part in _parts(lines):
        text = b"".join(part)
        if _BLANK in text:
            doubtful = b"".join(line for line in part if _BLANK in line)
            text = b"".join(line for line in part if _BLANK not in line)
            quads = ox.parse(doubtful, RdfFormat.N_QUADS, lenient=True)
            store.bulk_extend(quad for quad in quads if isinstance(quad, Quad))
        store.bulk_load(text, RdfFormat.N_QUADS, lenient=True)
    store.flush()


def _parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield lines in lists of about `_PART` bytes."""
    part, size = list[bytes](), 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= _PART:
            yield part
            part, size = [], 0
    if part:
        yield part


def _union(lines: Iterable[bytes], counts: Counter[bytes]) -> Iterator[bytes]:
    """Yield the triples of sorted quads, each once, and count them, and the quads of each graph."""
    last = b""
    for line in lines:
        triple, graph = split_graph(line)
        counts[graph] += 1
        if triple != last:
            counts[_TRIPLES] += 1
            yield triple
            last = triple


def _compact(store: Store) -> None:
    """Put the files of a store on disk in order, so that a look-up has to look at few of them."""
    store.optimize()
    store.flush()
