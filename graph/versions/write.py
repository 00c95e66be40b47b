"""Writes one change: makes the next version from the one in use, or leaves everything as it is.

In: a data folder and a change. Out: a `WriteResult`. The change is applied to a store of the writer's own: a small
dataset is read into memory; for a large one a store on disk is made of hard links to the files of the version in use,
which takes milliseconds. So a writer that is killed leaves nothing to mend. The result becomes the new version, small
as N-Quads, large as a checkpoint of the store. Only when all of it is on the disk, `current` is switched, and only then
the change counts as written.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

import pyoxigraph as ox

from ruhrgraph.graph.versions.difference import Difference, TouchedTriples, read_difference
from ruhrgraph.graph.versions.disk_stores import add_file
from ruhrgraph.graph.versions.integrity import check
from ruhrgraph.graph.versions.record import damaged
from ruhrgraph.graph.versions.repository import (
    SCRATCH,
    Version,
    VersionRecord,
    commit_version,
    current,
    lock,
    read_record,
    remove,
    set_current,
    staging_folder,
    utc_now,
)
from ruhrgraph.graph.versions.store import fill_store, link_store
from ruhrgraph.graph.versions.update import Change, apply, version_digest, version_kind
from ruhrgraph.ontology.errors import RuhrgraphError, VersionChangedError

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


def _prepare(_: Version) -> None:
    """Do nothing."""


def write(
    data: Path,
    change: Change,
    ready: Callable[[], None] = _ready,
    expected: str | None = None,
    prepare: Callable[[Version], None] = _prepare,
) -> WriteResult:
    """Apply a change and publish the result as a new version, if the change has any effect.

    Args:
        data: The data folder; if nothing is published, the change starts from an empty dataset.
        change: The change to apply.
        ready: Called when the working store is open, just before the change is applied.
        expected: The digest of the version that the change is meant for, "" for none; None for any version.
        prepare: Called with the new version when all of it is on the disk, just before it comes into use. If this
            raises an error, it does not, and is removed.

    Returns:
        The result. An update of a large dataset that writes only what is there already counts as a change, unless it
        is known which triples it touches, because comparing all would take too long.

    Raises:
        QuerySyntaxError, BadRequestError, GraphNotFoundError: The change cannot be applied.
        VersionChangedError: The version in use is not the expected one.
        DataFolderError: The data folder cannot be written, the version in use is damaged, or no version is in use
            although there are some.

    """
    with lock(data):
        begun = perf_counter()
        parent = current(data)
        if parent:
            check(parent, quick=parent.store.is_dir())  # to read all of a large one would take as long as the write
        if expected is not None and expected != (parent.digest if parent else ""):
            raise VersionChangedError("another write came first; look at what is there now, and write again")
        own = _working_store(data, parent)
        ready()
        written = _apply(own, change, parent)
        if not written.changed:
            return WriteResult(parent.digest if parent else None, changed=False, created=written.created)
        version = _commit(data, change, own, written, parent, begun)
        try:
            prepare(version)
        except RuhrgraphError:
            remove(version)
            raise
        set_current(data, version)
        return WriteResult(version.digest, changed=True, created=written.created)


@dataclass(frozen=True, slots=True)
class _Written:
    """What a change made of a working store: its N-Quads unless it is large, and the difference if that is known."""

    changed: bool
    created: bool
    dataset: bytes | None = None
    difference: Difference | None = None


def _apply(own: _WorkingStore, change: Change, parent: Version | None) -> _Written:
    """Apply a change to a working store."""
    files, empty = _files(own), _empty_graphs(own.store)
    known = read_difference(parent) if parent else None
    touched = TouchedTriples(own.store, known.quads if known else None)
    effect = apply(own.store, change, touched)
    unchanged = _Written(changed=False, created=effect.created)
    if not effect.wrote or (own.folder and _files(own) == files):
        return unchanged
    difference = touched.difference(parent.digest if parent else "")
    if difference is not None and difference.is_empty():
        return unchanged
    dataset = _dataset(own, difference.quads if difference else len(own.store))
    if _empty_graphs(own.store) == empty and _has_dataset(parent, dataset):
        return unchanged
    return _Written(changed=True, created=effect.created, dataset=dataset, difference=difference)


def _commit(
    data: Path, change: Change, own: _WorkingStore, written: _Written, parent: Version | None, begun: float
) -> Version:
    """Return the new version, with all of it on the disk; it is not in use yet."""
    when = utc_now()
    name = version_digest(change, parent.digest if parent else None, when)
    folder = staging_folder(data, name)
    _write_files(folder, own, written, parent)
    seconds = round(perf_counter() - begun, 3)
    base = read_record(parent).base if parent else ""
    before = parent.digest if parent else None
    record = VersionRecord(name, before, when, version_kind(change), seconds, _empty_graphs(own.store), base)
    return commit_version(data, folder, record)


def _working_store(data: Path, version: Version | None) -> _WorkingStore:
    """Return a working store with the content of a version."""
    shutil.rmtree(data / SCRATCH, ignore_errors=True)
    if version is None:
        return _WorkingStore(ox.Store(), None)
    if version.dataset.is_file() and version.dataset.stat().st_size <= SMALL_BYTES:
        return _WorkingStore(_filled(version), None)
    scratch = _new_folder(data)
    if not version.store.is_dir():
        return _WorkingStore(_filled(version, scratch), scratch)
    link_store(version.store, scratch)
    return _WorkingStore(ox.Store(str(scratch)), scratch)


def _new_folder(data: Path) -> Path:
    """Return a path for a store that no other writer uses: the engine may still be closing that of the last one."""
    (data / SCRATCH).mkdir(exist_ok=True)
    return Path(mkdtemp(dir=data / SCRATCH)) / "store"


def _filled(version: Version, folder: Path | None = None) -> ox.Store:
    """Return a store with a version's N-Quads and its empty graphs, in memory or on disk in a folder."""
    store = ox.Store(str(folder)) if folder else ox.Store()
    try:
        if folder:
            add_file(store, version.dataset)
        else:
            fill_store(store, version.dataset)
    except SyntaxError as error:
        raise damaged(version, f"dataset.nq cannot be read ({error})") from None
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


def _dataset(own: _WorkingStore, quads: int) -> bytes | None:
    """Return a store as canonical N-Quads, or None if it has too many quads for that."""
    if own.folder is not None and quads > _SMALL_QUADS:
        return None
    return b"".join(sorted((own.store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


def _has_dataset(version: Version | None, dataset: bytes | None) -> bool:
    """Return whether a version has exactly this dataset."""
    if dataset is None:
        return False
    if version is None:
        return not dataset
    return version.dataset.is_file() and version.dataset.read_bytes() == dataset


def _write_files(folder: Path, own: _WorkingStore, written: _Written, parent: Version | None) -> None:
    """Write the files of a version, except its record."""
    version = Version("", folder)
    if written.dataset is not None:
        version.dataset.write_bytes(written.dataset)
    if written.difference is not None:
        version.difference_file.write_text(written.difference.as_json(), encoding="utf-8")
    if own.folder is not None:
        own.store.backup(str(version.store))
    if parent and parent.report.is_file():
        # Not links, as damage to one would be damage to all versions that could be gone back to.
        shutil.copyfile(parent.report, version.report)
    else:
        version.report.write_bytes(_REPORT)
    if parent and parent.documents.is_dir():
        version.documents.mkdir()
        for path in parent.documents.iterdir():
            shutil.copyfile(path, version.documents / path.name)
