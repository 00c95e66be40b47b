"""Published versions: immutable folders `versions/<digest>/`, and the link `current` that names the one in use.

A version is written aside, flushed to disk and renamed into place, and only then the link is switched, each in one step
of the file system: whoever reads finds a whole version, whenever a build or a write is killed. One lock serialises all
who write; `ruhrgraph.graph.versions.history` has the chain that the versions make.
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

from ruhrgraph.graph.versions.files import flush, locked
from ruhrgraph.graph.versions.source_texts import write_texts
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError

_DIGEST_CHARACTERS = 64
_CURRENT = "current"
_STAGING = ".new-"
_REMOVED = ".old-"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its digest (64 hexadecimal digits) and its folder.

    The digest of a build is the SHA-256 of its canonical N-Quads; that of a write follows from its parent and itself.
    """

    digest: str
    folder: Path

    @property
    def dataset(self) -> Path:
        """The dataset as canonical N-Quads; a large version that came from a write has none."""
        return self.folder / "dataset.nq"

    @property
    def store(self) -> Path:
        """The dataset as a RocksDB store that is read, never written; a version that came from a build has none."""
        return self.folder / "store"

    @property
    def report(self) -> Path:
        """The reading report as JSON."""
        return self.folder / "report.json"

    @property
    def documents(self) -> Path:
        """The folder of the source documents' texts (`source_texts`); versions of older releases have none."""
        return self.folder / "documents"

    @property
    def record_file(self) -> Path:
        """Where the version comes from, a `VersionRecord` as JSON."""
        return self.folder / "version.json"


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """Where a version comes from, as it stands in its version.json.

    `kind` is `build`, `update` (SPARQL Update) or `store` (Graph Store Protocol); `parent` the digest of the version
    that was in use before; `made` the time in UTC; `seconds` how long it took; `empty_graphs` names the graphs that
    exist without a statement, which N-Quads cannot say; `base` is the base IRI of the build, empty where not known.
    """

    digest: str
    parent: str | None
    made: str
    kind: str
    seconds: float
    empty_graphs: tuple[str, ...] = ()
    base: str = ""


def read_record(version: Version) -> VersionRecord:
    """Return where a version comes from; one whose record is missing is a build of unknown time.

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
    """Return the time in UTC as it stands in a version.json, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def digest(dataset: bytes) -> str:
    """Return the digest of canonical N-Quads."""
    return hashlib.sha256(dataset).hexdigest()


def versions(data: Path) -> tuple[Version, ...]:
    """Return all versions in a data folder, by digest."""
    folder = data / "versions"
    if not folder.is_dir():
        return ()
    names = sorted(path.name for path in folder.iterdir() if len(path.name) == _DIGEST_CHARACTERS)
    return tuple(Version(name, folder / name) for name in names)


def current(data: Path) -> Version | None:
    """Return the version in use, or None where nothing is published.

    Raises:
        DataFolderError: The link names a version that is not there.

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
    """Hold the data folder's lock; others who write wait. It goes with the process, killed or not.

    Raises:
        DataFolderError: The folder cannot be written, or the work inside fails to write.

    """
    try:
        (data / "versions").mkdir(parents=True, exist_ok=True)
        with locked(data / ".lock"):
            _remove_leftovers(data)
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderError(f"{data}: cannot be written ({reason}); name a writable folder with --data") from error


@contextmanager
def pin(version: Version) -> Iterator[None]:
    """Keep a version from being pruned while its files are needed.

    Raises:
        FileNotFoundError: It has been pruned already; take the current one.

    """
    descriptor = os.open(version.folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        version.folder.stat()  # it may have been taken away between the two
        yield
    finally:
        os.close(descriptor)


def remove(version: Version) -> bool:
    """Remove a version for good, unless someone holds it; call it under the lock. Return whether it is gone."""
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
    """Remove what killed processes left; the lock says that no other is at work."""
    for pattern in (f"{_STAGING}*", f"{_REMOVED}*"):
        for leftover in (data / "versions").glob(pattern):
            shutil.rmtree(leftover)


def staging_folder(data: Path, name: str) -> Path:
    """Return an empty folder in which to put together the version of a digest; call it under the lock."""
    folder = data / "versions" / f"{_STAGING}{name}"
    folder.mkdir()
    return folder


def commit_version(data: Path, folder: Path, record: VersionRecord) -> Version:
    """Make a version of a folder from `aside`: add its record, flush all of it, rename it; call it under the lock."""
    version = Version(record.digest, data / "versions" / record.digest)
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    (folder / version.record_file.name).write_text(f"{text}\n", encoding="utf-8")
    for path in (*sorted(folder.rglob("*")), folder):
        flush(path)
    folder.rename(version.folder)
    flush(data / "versions")
    return version


def set_current(data: Path, version: Version) -> bool:
    """Let `current` name a version; renaming over the old link is one step. Call it under the lock.

    Returns:
        Whether it named another one before.

    """
    target = Path("versions") / version.digest
    link = data / _CURRENT
    if link.is_symlink() and link.readlink() == target:
        return False
    new = data / f"{_STAGING}{_CURRENT}"
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    flush(data)
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
        data: The data folder; it is made where it is missing.
        dataset: Canonical N-Quads.
        report: The reading report as JSON.
        seconds: How long the build took.
        texts: The texts of the source documents, by name.
        base: The base IRI of the build.

    Returns:
        The version, and whether it is another one than was in use before.

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
    """Return the digest that `current` names, whether or not such a version is there."""
    link = data / _CURRENT
    return link.readlink().name if link.is_symlink() else None
