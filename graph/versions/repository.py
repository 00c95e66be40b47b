"""Published versions: immutable folders `versions/<digest>/`, and the link `current` that names the one in use.

A version is put together in a staging folder, flushed to disk and renamed; only then `current` is switched. Renaming
and switching are single steps of the file system, so readers always find a whole version, even if a build or a write is
killed. One lock lets only one process write at a time.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ruhrgraph.graph.versions.disk_errors import disk_error
from ruhrgraph.graph.versions.file_sync import flush, locked
from ruhrgraph.graph.versions.next_link import NEXT, make_link, reserve_room
from ruhrgraph.graph.versions.source_texts import write_texts
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError

_DIGEST_CHARACTERS = 64
_CURRENT = "current"
_STAGING = ".new-"
_REMOVED = ".old-"
SCRATCH = "writer"  # the folder of a writer's working store


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its digest (64 hexadecimal digits) and its folder.

    The digest of a build is the SHA-256 of its canonical N-Quads; that of a write follows from its parent and itself.
    """

    digest: str
    folder: Path

    @property
    def dataset(self) -> Path:
        """The dataset as canonical N-Quads; a large version that a write made has none."""
        return self.folder / "dataset.nq"

    @property
    def store(self) -> Path:
        """The dataset as a RocksDB store, which is only read; a version that a build made has none."""
        return self.folder / "store"

    @property
    def report(self) -> Path:
        """The reading report as JSON."""
        return self.folder / "report.json"

    @property
    def documents(self) -> Path:
        """The folder of the source texts (see `source_texts`); versions of older releases have none."""
        return self.folder / "documents"

    @property
    def record_file(self) -> Path:
        """The version's record, a `VersionRecord` as JSON."""
        return self.folder / "version.json"


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """How a version came about, as its version.json says.

    `kind` is `build`, `update` (SPARQL Update) or `store` (Graph Store Protocol), `parent` the digest of the version
    that was in use before, `made` the time in UTC, `seconds` how long making it took. `empty_graphs` are the IRIs of
    graphs that exist without a triple, which N-Quads cannot express. `base` is the base IRI of the build, or empty if
    an older release did not record it.
    """

    digest: str
    parent: str | None
    made: str
    kind: str
    seconds: float
    empty_graphs: tuple[str, ...] = ()
    base: str = ""


def read_record(version: Version) -> VersionRecord:
    """Return the record of a version; a version of an older release without one counts as a build of unknown time.

    Raises:
        DataFolderError: The record is damaged.

    """
    try:
        content = json.loads(version.record_file.read_bytes())
        return VersionRecord(**{**content, "empty_graphs": tuple(content["empty_graphs"])})
    except FileNotFoundError:
        return VersionRecord(version.digest, None, "", "build", 0.0)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataFolderError(f"{version.record_file}: cannot be read ({error}); build again") from None


def utc_now() -> str:
    """Return the present time in UTC as version.json writes it, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def digest(dataset: bytes) -> str:
    """Return the digest of canonical N-Quads."""
    return hashlib.sha256(dataset).hexdigest()


def versions(data: Path) -> tuple[Version, ...]:
    """Return all versions in a data folder, in the order of their digests."""
    folder = data / "versions"
    if not folder.is_dir():
        return ()
    names = sorted(path.name for path in folder.iterdir() if len(path.name) == _DIGEST_CHARACTERS)
    return tuple(Version(name, folder / name) for name in names)


def current(data: Path) -> Version | None:
    """Return the version in use, or None if nothing is published.

    Raises:
        DataFolderError: The link names a version that does not exist.

    """
    link = data / _CURRENT
    try:
        folder = data / link.readlink()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataFolderError(
            f"{link}: is no link to a version ({error.strerror}); remove it and build again"
        ) from error
    version = Version(folder.name, folder)
    if not version.dataset.is_file() and not version.store.is_dir():
        raise DataFolderError(f"{link}: names version {folder.name}, which is not there; build again")
    return version


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
        (data / "versions").mkdir(parents=True, exist_ok=True)
        with locked(data / ".lock"):
            _remove_leftovers(data)
            try:
                yield
            except BaseException:
                # On a full disk, what is half done would keep everybody else from writing, too.
                _remove_leftovers(data)
                shutil.rmtree(data / SCRATCH, ignore_errors=True)
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
    shutil.rmtree(away)
    return True


def _remove_leftovers(data: Path) -> None:
    """Remove what killed processes left behind. The caller holds the lock, so no other process is at work."""
    for pattern in (f"{_STAGING}*", f"{_REMOVED}*"):
        for leftover in (data / "versions").glob(pattern):
            shutil.rmtree(leftover)
    (data / NEXT).unlink(missing_ok=True)


def staging_folder(data: Path, name: str) -> Path:
    """Return a new folder to put the files of a version into. The caller holds the lock."""
    folder = data / "versions" / f"{_STAGING}{name}"
    folder.mkdir()
    return folder


def commit_version(data: Path, folder: Path, record: VersionRecord) -> Version:
    """Turn a staging folder into a version: add its record, flush everything, rename. The caller holds the lock."""
    version = Version(record.digest, data / "versions" / record.digest)
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    (folder / version.record_file.name).write_text(f"{text}\n", encoding="utf-8")
    for path in (*sorted(folder.rglob("*")), folder):
        flush(path)
    make_link(data, version.digest)  # now, as without room for its link a version would stay there unused
    folder.rename(version.folder)
    flush(data / "versions")
    return version


def set_current(data: Path, version: Version) -> bool:
    """Make a version the one in use, in one step of the file system. The caller holds the lock.

    Returns:
        Whether another one was in use before.

    """
    target = Path("versions") / version.digest
    link = data / _CURRENT
    if link.is_symlink() and link.readlink() == target:
        return False
    make_link(data, version.digest)
    (data / NEXT).replace(link)
    flush(data)
    reserve_room(data)
    return True


def publish(
    data: Path,
    dataset: bytes,
    report: bytes,
    seconds: float = 0.0,
    texts: Mapping[str, str] | None = None,
    base: str = "",
) -> tuple[Version, bool]:
    """Publish a build's dataset as the version in use.

    Args:
        data: The data folder; it is created if it is missing.
        dataset: Canonical N-Quads.
        report: The reading report as JSON.
        seconds: How long the build took.
        texts: The texts of the source documents, by name.
        base: The base IRI of the build.

    Returns:
        The version, and whether another one was in use before.

    Raises:
        DataFolderError: The folder cannot be written.

    """
    name = digest(dataset)
    version = Version(name, data / "versions" / name)
    with lock(data):
        if not version.folder.is_dir():
            folder = staging_folder(data, name)
            (folder / version.dataset.name).write_bytes(dataset)
            (folder / version.report.name).write_bytes(report)
            write_texts(folder / version.documents.name, texts or {})
            commit_version(
                data, folder, VersionRecord(name, _named(data), utc_now(), "build", round(seconds, 3), base=base)
            )
        return version, set_current(data, version)


def _named(data: Path) -> str | None:
    """Return the digest that `current` names, even if that version does not exist."""
    link = data / _CURRENT
    return link.readlink().name if link.is_symlink() else None
