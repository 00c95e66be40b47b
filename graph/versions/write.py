"""Writes one change: makes the next version from the one in use, or leaves everything as it is.

In: a data folder and a change. Out: a `WriteResult`. The change is applied to a store of the writer's own: a small
dataset is read into memory; for a large one a store on disk is made of hard links to the files of the version in use,
which takes milliseconds. So a writer that is killed leaves nothing to mend. The result becomes the new version, small
as N-Quads, large as a checkpoint of the store. Only when all of it is on the disk, `current` is switched, and only then
the change counts as written.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox

from ruhrgraph.graph.versions.repository import (
    SCRATCH,
    Version,
    VersionRecord,
    commit_version,
    current,
    lock,
    read_record,
    set_current,
    staging_folder,
    utc_now,
)
from ruhrgraph.graph.versions.store import fill_store
from ruhrgraph.graph.versions.update import Change, apply, version_digest, version_kind
from ruhrgraph.ontology.errors import DataFolderError, VersionChangedError

SMALL_BYTES = 32 * 1024 * 1024
"""A dataset of up to this many bytes of N-Quads is handled in memory."""

_SMALL_QUADS = 100_000
_REPORT = b'{"documents": []}\n'


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The result of a change: the digest of the version in use now, whether it is new, whether a graph was created."""

    digest: str | None
    changed: bool
    created: bool


@dataclass(frozen=True, slots=True)
class _WorkingStore:
    """The store that a change is applied to; `folder` is where it is on disk, None if it is in memory."""

    store: ox.Store
    folder: Path | None


def _ready() -> None:
    """Do nothing."""


def write(data: Path, change: Change, ready: Callable[[], None] = _ready, expected: str | None = None) -> WriteResult:
    """Apply a change and publish the result as a new version, if the change has any effect.

    Args:
        data: The data folder; if nothing is published, the change starts from an empty dataset.
        change: The change to apply.
        ready: Called when the working store is open, just before the change is applied.
        expected: The digest of the version that the change is meant for, "" for none; None for any version.

    Returns:
        The result. An update of a large dataset that writes only what is there already counts as a change, because
        comparing would take too long.

    Raises:
        QuerySyntaxError, BadRequestError, GraphNotFoundError: The change cannot be applied.
        VersionChangedError: The version in use is not the expected one.
        DataFolderError: The data folder cannot be written.

    """
    with lock(data):
        begun = perf_counter()
        parent = current(data)
        if expected is not None and expected != (parent.digest if parent else ""):
            raise VersionChangedError("another write came first; look at what is there now, and write again")
        own = _working_store(data, parent)
        files, empty = _files(own), _empty_graphs(own.store)
        ready()
        applied = apply(own.store, change)
        if not applied.wrote or (own.folder and _files(own) == files):
            return WriteResult(parent.digest if parent else None, changed=False, created=applied.created)
        dataset, empty_now = _dataset(own), _empty_graphs(own.store)
        if empty_now == empty and _has_dataset(parent, dataset):
            return WriteResult(parent.digest if parent else None, changed=False, created=applied.created)
        when = utc_now()
        name = version_digest(change, parent.digest if parent else None, when)
        folder = staging_folder(data, name)
        _write_files(folder, own, dataset, parent)
        seconds = round(perf_counter() - begun, 3)
        base = read_record(parent).base if parent else ""
        record = VersionRecord(
            name, parent.digest if parent else None, when, version_kind(change), seconds, empty_now, base
        )
        set_current(data, commit_version(data, folder, record))
        return WriteResult(name, changed=True, created=applied.created)


def _working_store(data: Path, version: Version | None) -> _WorkingStore:
    """Return a working store with the content of a version."""
    scratch = data / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    if version is None:
        return _WorkingStore(ox.Store(), None)
    if version.dataset.is_file() and version.dataset.stat().st_size <= SMALL_BYTES:
        return _WorkingStore(_filled(ox.Store(), version), None)
    if not version.store.is_dir():
        store = _filled(ox.Store(str(scratch)), version)
        store.flush()
        return _WorkingStore(store, scratch)
    # RocksDB never modifies an .sst file, so hard links to those are safe.
    scratch.mkdir()
    for path in version.store.iterdir():
        if path.suffix == ".sst":
            os.link(path, scratch / path.name)
        else:
            shutil.copyfile(path, scratch / path.name)
    return _WorkingStore(ox.Store(str(scratch)), scratch)


def _filled(store: ox.Store, version: Version) -> ox.Store:
    """Return a store with a version's N-Quads and its empty graphs."""
    try:
        fill_store(store, version.dataset)
    except SyntaxError as error:
        raise DataFolderError(f"{version.dataset}: cannot be read ({error}); build again") from None
    for name in read_record(version).empty_graphs:
        store.add_graph(ox.NamedNode(name))
    return store


def _files(own: _WorkingStore) -> frozenset[str]:
    """Return the data files of a store on disk; if they are the same, so is its content."""
    if own.folder is None:
        return frozenset()
    own.store.flush()
    return frozenset(path.name for path in own.folder.glob("*.sst"))


def _empty_graphs(store: ox.Store) -> tuple[str, ...]:
    """Return the IRIs of the named graphs without a triple."""
    names = (name for name in store.named_graphs() if isinstance(name, ox.NamedNode))
    return tuple(sorted(name.value for name in names if not any(store.quads_for_pattern(None, None, None, name))))


def _dataset(own: _WorkingStore) -> bytes | None:
    """Return a store as canonical N-Quads, or None if it is too large for that."""
    if own.folder is not None and len(own.store) > _SMALL_QUADS:
        return None
    return b"".join(sorted((own.store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


def _has_dataset(version: Version | None, dataset: bytes | None) -> bool:
    """Return whether a version has exactly this dataset."""
    if dataset is None:
        return False
    if version is None:
        return not dataset
    return version.dataset.is_file() and version.dataset.read_bytes() == dataset


def _write_files(folder: Path, own: _WorkingStore, dataset: bytes | None, parent: Version | None) -> None:
    """Write the files of a version, except its record."""
    version = Version("", folder)
    if dataset is not None:
        version.dataset.write_bytes(dataset)
    if own.folder is not None:
        own.store.backup(str(version.store))
    if parent and parent.report.is_file():
        os.link(parent.report, version.report)
    else:
        version.report.write_bytes(_REPORT)
    if parent and parent.documents.is_dir():
        version.documents.mkdir()
        for path in parent.documents.iterdir():
            os.link(path, version.documents / path.name)
