"""The subjects that changed between two large versions, found by the differences that writes keep beside them.

In: the last recorded version and a later one. Out: the subjects that differ, as `diff.changed_subjects` has them, or
None where not all differences in between are known, or blank nodes are among the statements: then both versions have to
be compared as wholes. So recording a small write takes as long as the write is large, and not as the dataset is.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.changes.diff import blank_nodes
from ruhrgraph.graph.changes.log_file import changes_folder
from ruhrgraph.graph.rdf.nquads import subject
from ruhrgraph.graph.versions.difference import Difference, read_difference
from ruhrgraph.graph.versions.record import Version
from ruhrgraph.ontology.errors import DataFolderError

_FOLDER = "differences"
_MOST_VERSIONS = 1000
"""How many differences are put together at most."""


def keep_difference(data: Path, version: Version) -> None:
    """Link to the difference of a version that is about to be pruned, until the version after it is recorded."""
    folder = changes_folder(data) / _FOLDER / version.digest
    with suppress(OSError):  # without it, whole versions are compared
        folder.mkdir(parents=True)
        os.link(version.record_file, folder / version.record_file.name)
        os.link(version.difference_file, folder / version.difference_file.name)


def forget_differences(data: Path) -> None:
    """Remove the links to differences, as all versions are recorded."""
    shutil.rmtree(changes_folder(data) / _FOLDER, ignore_errors=True)


def changed_by_differences(
    data: Path, before: Version, after: Version, dataset: str
) -> list[tuple[bytes, list[bytes], list[bytes]]] | None:
    """Return each subject that differs between two versions with its quads in both, sorted; None if that is not known.

    Args:
        data: The data folder.
        before: The last recorded version.
        after: The later one.
        dataset: The IRI that owns blank nodes that no IRI links to.

    Raises:
        OSError: A store cannot be read.

    """
    subjects = set[ox.NamedNode]()
    for difference in _between(data, before, after):
        if difference is None:
            return None
        terms = {quad.subject for quad in (*difference.removed, *difference.added)}
        named = {term for term in terms if isinstance(term, ox.NamedNode) and term.value != dataset}
        if named != terms:
            return None
        subjects |= named
    old, new = _lines_about(before, subjects), _lines_about(after, subjects)
    if any(b"_:" in line and blank_nodes(line) for lines in (*old.values(), *new.values()) for line in lines):
        return None
    names = sorted(old.keys() | new.keys())
    found = [(about, sorted(old.get(about, ())), sorted(new.get(about, ()))) for about in names]
    return [item for item in found if item[1] != item[2]]


def _between(data: Path, before: Version, after: Version) -> Iterator[Difference | None]:
    """Yield the differences from a version back to an earlier one; at last None if one of them is not known."""
    version = after
    for _ in range(_MOST_VERSIONS):
        difference = None
        with suppress(DataFolderError):  # where one is damaged, whole versions are compared
            difference = read_difference(version)
        yield difference
        if difference is None or difference.parent == before.digest:
            return
        kept = changes_folder(data) / _FOLDER / difference.parent
        version = Version(difference.parent, kept if kept.is_dir() else data / "versions" / difference.parent)
    yield None


def _lines_about(version: Version, subjects: Collection[ox.NamedNode]) -> dict[bytes, list[bytes]]:
    """Return the quads of a version about some subjects as lines, by subject."""
    found: dict[bytes, list[bytes]] = {}
    for line in _stored(version, subjects) if version.store.is_dir() else _written(version, subjects):
        found.setdefault(subject(line), []).append(line)
    return found


def _stored(version: Version, subjects: Iterable[ox.NamedNode]) -> list[bytes]:
    """Return the lines about some subjects in a store on disk."""
    store = ox.Store.read_only(str(version.store))
    quads = (quad for about in subjects for quad in store.quads_for_pattern(about, None, None, None))
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _written(version: Version, subjects: Iterable[ox.NamedNode]) -> list[bytes]:
    """Return the lines about some subjects in a file of N-Quads."""
    wanted = {str(about).encode() for about in subjects}
    with version.dataset.open("rb") as file:
        return [line for line in file if subject(line) in wanted]
