"""Published versions: immutable folders `versions/<digest>/`, and the link `current` that names the one in use.

A version is put together in a staging folder, flushed to disk and renamed; only then `current` is switched. Renaming
and switching are single steps of the file system, so readers always find a whole version, even if a build or a write is
killed. One lock lets only one process write at a time.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from ruhrgraph.graph.versions.disk_errors import disk_error
from ruhrgraph.graph.versions.file_sync import flush, locked, put_in_place, remove_tree
from ruhrgraph.graph.versions.integrity import damage, file_sha256, list_files
from ruhrgraph.graph.versions.next_link import NEXT, make_link, reserve_room
from ruhrgraph.graph.versions.record import (
    Version,
    VersionFile,
    VersionRecord,
    damaged,
    read_record,
    utc_now,
    write_record,
)
from ruhrgraph.graph.versions.source_texts import write_texts
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError

__all__ = ["Version", "VersionRecord", "read_record", "utc_now"]
"""What others import from here although it is defined below."""

_DIGEST_CHARACTERS = 64
_CURRENT = "current"
_FOLDER = "versions"
_MENDED = "`ruhrgraph rollback DIGEST` puts a version into use; `ruhrgraph versions` lists them"
_STAGING = ".new-"
_REMOVED = ".old-"
SCRATCH = "writer"  # the folder of the working stores of writers


def digest(dataset: bytes | Path) -> str:
    """Return the digest of canonical N-Quads, or of a file of them.

    Raises:
        OSError: The file cannot be read.

    """
    return file_sha256(dataset) if isinstance(dataset, Path) else hashlib.sha256(dataset).hexdigest()


def versions(data: Path) -> tuple[Version, ...]:
    """Return all versions in a data folder, in the order of their digests."""
    folder = data / _FOLDER
    if not folder.is_dir():
        return ()
    names = sorted(path.name for path in folder.iterdir() if len(path.name) == _DIGEST_CHARACTERS)
    return tuple(Version(name, folder / name) for name in names)


def current(data: Path) -> Version | None:
    """Return the version in use, or None if nothing is published.

    Raises:
        DataFolderError: There are versions, but `current` names none of them.

    """
    link = data / _CURRENT
    try:
        target = link.readlink()
    except FileNotFoundError:
        # Whoever publishes the first version at this moment makes one link and then renames it.
        if not versions(data) or (data / NEXT).is_symlink() or link.is_symlink():
            return None
        raise DataFolderError(f"`current` is missing in the data folder, but versions are there; {_MENDED}") from None
    except OSError as error:
        first = " move it away, then" if link.is_dir() else ""
        raise DataFolderError(f"`current` in the data folder is no link to a version;{first} {_MENDED}") from error
    if not is_version_link(str(target)):
        raise DataFolderError(f"`current` in the data folder names no version; {_MENDED}")
    version = Version(target.name, data / target)
    if not version.folder.is_dir():
        raise damaged(version, "it is not there")
    return version


def is_version_link(target: str) -> bool:
    """Return whether `current` may say this: the folder of a version, seen from the data folder."""
    folder, _, name = target.rpartition("/")
    return folder == _FOLDER and len(name) == _DIGEST_CHARACTERS


def published(data: Path) -> Version:
    """Return the version in use.

    Raises:
        NotPublishedError: Nothing is published in this data folder.

    """
    if version := current(data):
        return version
    raise NotPublishedError(f"{data}: holds no published version; run `ruhrgraph build --data {data}` first")


@contextmanager
def lock(data: Path) -> Iterator[None]:
    """Hold the data folder's lock; other writers wait. The kernel releases it when the process ends, however it ends.

    Raises:
        NoRoomError: The disk is full; nothing half done is left.
        DataFolderError: The folder cannot be written, or writing fails while the lock is held.

    """
    try:
        (data / _FOLDER).mkdir(parents=True, exist_ok=True)
        with locked(data / ".lock"):
            _remove_leftovers(data)
            try:
                yield
            except BaseException:
                # On a full disk, what is half done would keep everybody else from writing, too.
                _remove_leftovers(data)
                shutil.rmtree(data / SCRATCH, ignore_errors=True)  # the engine may be at work there still
                raise
    except OSError as error:
        raise disk_error(data, error, hint="name a writable folder with --data") from error


@contextmanager
def pin(version: Version) -> Iterator[None]:
    """Protect a version from pruning while its files are needed.

    Raises:
        FileNotFoundError: It is already pruned; open the version that is in use now.

    """
    descriptor = os.open(version.folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        version.folder.stat()  # it may have been pruned between the two calls
        yield
    finally:
        os.close(descriptor)


def remove(version: Version) -> bool:
    """Delete a version unless a process has pinned it, and return whether it is deleted. The caller holds the lock."""
    descriptor = os.open(version.folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        away = version.folder.with_name(f"{_REMOVED}{version.digest}")
        version.folder.rename(away)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    remove_tree(away)
    return True


def _remove_leftovers(data: Path) -> None:
    """Remove what killed processes left behind. The caller holds the lock, so no other process is at work.

    A process that was killed between making the first version and putting it into use has left the link for that.
    """
    link, coming = data / _CURRENT, (data / NEXT)
    if coming.is_symlink() and not os.path.lexists(link) and (data / coming.readlink()).is_dir():
        coming.replace(link)
    for pattern in (f"{_STAGING}*", f"{_REMOVED}*"):
        for leftover in (data / _FOLDER).glob(pattern):
            remove_tree(leftover)
    coming.unlink(missing_ok=True)


def staging_folder(data: Path, name: str) -> Path:
    """Return a new folder to put the files of a version into. The caller holds the lock."""
    folder = data / _FOLDER / f"{_STAGING}{name}"
    folder.mkdir()
    return folder


def commit_version(data: Path, folder: Path, record: VersionRecord, known: tuple[VersionFile, ...] = ()) -> Version:
    """Turn a staging folder into a version: add its record, flush everything, rename. The caller holds the lock.

    A damaged version with the same digest is replaced. `known` are files of the folder that need not be read again.
    """
    version = Version(record.digest, data / _FOLDER / record.digest)
    if record.parent:
        with suppress(DataFolderError):
            known += read_record(Version(record.parent, data / _FOLDER / record.parent)).files
    write_record(Version(record.digest, folder), replace(record, files=list_files(folder, known)))
    for path in (*sorted(folder.rglob("*")), folder):
        flush(path)
    make_link(data, version.digest)  # now, as without room for its link a version would stay there unused
    flush(data)
    put_in_place(folder, version.folder)
    flush(data / _FOLDER)
    return version


def set_current(data: Path, version: Version) -> bool:
    """Make a version the one in use, in one step of the file system. The caller holds the lock.

    Returns:
        Whether another one was in use before.

    """
    link = data / _CURRENT
    if link.is_symlink() and link.readlink() == Path(_FOLDER) / version.digest:
        return False
    if link.is_dir() and not link.is_symlink():
        raise DataFolderError(f"{link}: is a folder, where a link to a version should be; move it away, and try again")
    make_link(data, version.digest)
    before = data / link.readlink() if link.is_symlink() else None
    (data / NEXT).replace(link)
    if before:
        with suppress(OSError):  # the time from which `lifecycle.prune` counts
            os.utime(before)
    flush(data)
    reserve_room(data)
    return True


def publish(
    data: Path,
    dataset: bytes | Path,
    report: bytes | Path,
    seconds: float = 0.0,
    texts: Mapping[str, str] | None = None,
    base: str = "",
) -> tuple[Version, bool]:
    """Publish a build's dataset as the version in use; where that version is there but damaged, it is written anew.

    Args:
        data: The data folder; it is created if it is missing.
        dataset: Canonical N-Quads; or a folder with a file of them, `dataset.nq`, and the stores of a large one (see
            `disk_stores`), which are moved into the version.
        report: The reading report as JSON; or a file of it, which is moved.
        seconds: How long the build took.
        texts: The texts of the source documents, by name; each is asked for when it is written.
        base: The base IRI of the build.

    Returns:
        The version, and whether another one was in use before.

    Raises:
        DataFolderError: The folder cannot be written.

    """
    name = digest(Version("", dataset).dataset if isinstance(dataset, Path) else dataset)
    version = Version(name, data / _FOLDER / name)
    with lock(data):
        if not os.path.lexists(version.folder) or damage(version):
            new = Version(name, staging_folder(data, name))
            if isinstance(dataset, Path):
                for path in sorted(dataset.iterdir()):
                    shutil.move(path, new.folder)
            else:
                new.dataset.write_bytes(dataset)
            if isinstance(report, Path):
                shutil.move(report, new.report)
            else:
                new.report.write_bytes(report)
            write_texts(new.documents, texts or {})
            status = new.dataset.stat()
            known = VersionFile(new.dataset.name, status.st_size, name, status.st_mtime_ns)
            commit_version(data, new.folder, _record_of_build(data, version, seconds, base), (known,))
        return version, set_current(data, version)


def _record_of_build(data: Path, version: Version, seconds: float, base: str) -> VersionRecord:
    """Return the record of a build; a version that is written anew keeps its parent and its time, if they are known."""
    if os.path.lexists(version.folder):
        with suppress(DataFolderError):
            if (record := read_record(version)).made:
                return replace(record, base=base, files=())
        # Its parent may descend from it.
        return VersionRecord(version.digest, None, utc_now(), "build", round(seconds, 3), base=base)
    return VersionRecord(version.digest, _named(data), utc_now(), "build", round(seconds, 3), base=base)


def _named(data: Path) -> str | None:
    """Return the digest that `current` names, even if that version does not exist."""
    link = data / _CURRENT
    return link.readlink().name if link.is_symlink() and is_version_link(str(link.readlink())) else None
