"""Reads a published version, which is a file of N-Quads or a store on disk: as quads, as a store, as a sorted file.

Each of these checks the version first, so that a damaged one is never read as if it were right.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, Store

from ruhrgraph.graph.rdf.external_sort import sorted_lines
from ruhrgraph.graph.versions.integrity import check
from ruhrgraph.graph.versions.record import Version, damaged, read_record


def read_quads(version: Version) -> Iterator[Quad]:
    """Yield the quads of a version one by one, whether it lies in a file or in a store on disk.

    Raises:
        DamagedVersionError: The version cannot be read.

    """
    check(version)
    try:
        if version.dataset.is_file():
            quads = ox.parse(path=str(version.dataset), format=RdfFormat.N_QUADS)
            yield from (quad for quad in quads if isinstance(quad, Quad))
        else:
            yield from Store.read_only(str(version.store))
    except (OSError, SyntaxError, RuntimeError) as error:
        raise damaged(version, f"it cannot be read ({error})") from error


def load_store(version: Version) -> Store:
    """Return a version as a store in memory, with its named graphs, the empty ones too, and its default graph.

    Raises:
        DamagedVersionError: The version cannot be read.

    """
    store = Store()
    try:
        if version.dataset.is_file():
            check(version)
            fill_store(store, version.dataset)
        else:
            store.bulk_extend(read_quads(version))
    except (OSError, SyntaxError, RuntimeError) as error:
        raise damaged(version, f"it cannot be read ({error})") from error
    for name in read_record(version).empty_graphs:
        store.add_graph(ox.NamedNode(name))
    return store


def fill_store(store: Store, dataset: Path) -> None:
    """Read canonical N-Quads into an empty store.

    The bulk loader gives blank nodes new labels each time. So lines that may have some are parsed separately: every
    process shows the same labels for a version, and the next version keeps them.

    Raises:
        OSError, SyntaxError: The file cannot be read.

    """
    content = dataset.read_bytes()
    if b"_:" not in content:
        store.bulk_load(content, RdfFormat.N_QUADS)
        return
    lines = content.splitlines(keepends=True)
    store.bulk_load(b"".join(line for line in lines if b"_:" not in line), RdfFormat.N_QUADS)
    doubtful = b"".join(line for line in lines if b"_:" in line)
    store.bulk_extend(quad for quad in ox.parse(doubtful, RdfFormat.N_QUADS) if isinstance(quad, Quad))


def link_store(store: Path, folder: Path) -> None:
    """Make a store on disk with the content of another one, in a new folder, of hard links to its files.

    RocksDB never modifies an .sst file, so hard links to those are safe; the others are copied.

    Raises:
        OSError: The disk is full, or one of the folders is no such folder.

    """
    folder.mkdir()
    for path in store.iterdir():
        if path.suffix == ".sst":
            os.link(path, folder / path.name)
        else:
            shutil.copyfile(path, folder / path.name)


def dump_store(version: Version, path: Path) -> None:
    """Write the N-Quads of a version that is a store on disk, in the order of the store.

    Raises:
        OSError: The store cannot be read, or the disk is full.

    """
    Store.read_only(str(version.store)).dump(str(path), format=RdfFormat.N_QUADS)


def canonical_file(version: Version, folder: Path) -> Path:
    """Return a file with a version's canonical N-Quads.

    Args:
        version: The version.
        folder: Where to write the file if the version is a store on disk and has none.

    Raises:
        DamagedVersionError: The version is damaged.
        OSError: The version cannot be read, or the disk is full.

    """
    check(version)
    if version.dataset.is_file():
        return version.dataset
    unsorted, path = folder / "unsorted.nq", folder / version.dataset.name
    dump_store(version, unsorted)
    with unsorted.open("rb") as lines, path.open("wb") as file:
        file.writelines(sorted_lines(lines, folder))
    unsorted.unlink()
    return path
