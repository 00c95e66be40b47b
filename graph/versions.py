"""Published versions: immutable folders `versions/<digest>/`, and the link `current` that names the one in use.

A version is written aside, flushed to disk and renamed into place, and only then the link is switched, each in one step
of the file system: whoever reads finds a whole version, whenever a build is killed.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError

_DIGEST_CHARACTERS = 64
_CURRENT = "current"
_ASIDE = ".new-"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its digest (SHA-256 of the canonical N-Quads, hexadecimal) and its folder."""

    digest: str
    folder: Path

    @property
    def dataset(self) -> Path:
        """The dataset as canonical N-Quads."""
        return self.folder / "dataset.nq"

    @property
    def report(self) -> Path:
        """The reading report as JSON."""
        return self.folder / "report.json"


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
    if not version.dataset.is_file():
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
def _only_one_build(data: Path) -> Iterator[None]:
    """Hold the data folder's lock; another build waits. The lock goes with the process, killed or not."""
    with (data / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _flush_folder(folder)


def _switch(data: Path, name: str) -> None:
    """Let `current` name a version; renaming over the old link is one step."""
    aside = data / f"{_ASIDE}{_CURRENT}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path("versions") / name)
    aside.replace(data / _CURRENT)
    _flush_folder(data)


def publish(data: Path, dataset: bytes, report: bytes) -> tuple[Version, bool]:
    """Publish a dataset as the version in use.

    Args:
        data: The data folder; it is made where it is missing.
        dataset: Canonical N-Quads.
        report: The reading report as JSON.

    Returns:
        The version, and whether it is another one than was in use before.

    Raises:
        DataFolderError: The folder cannot be written.

    """
    name = digest(dataset)
    try:
        folder = data / "versions"
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one_build(data):
            return _publish(data, name, {"dataset.nq": dataset, "report.json": report})
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderError(f"{data}: cannot be written ({reason}); name a writable folder with --data") from error


def _publish(data: Path, name: str, files: Mapping[str, bytes]) -> tuple[Version, bool]:
    folder = data / "versions"
    for leftover in folder.glob(f"{_ASIDE}*"):
        # A build that was killed left it; the lock says that no other build is at work.
        shutil.rmtree(leftover)
    version = Version(name, folder / name)
    if not version.folder.is_dir():
        aside = folder / f"{_ASIDE}{name}"
        _write(aside, files)
        aside.rename(version.folder)
        _flush_folder(folder)
    link = data / _CURRENT
    if link.is_symlink() and link.readlink() == Path("versions") / name:
        return version, False
    _switch(data, name)
    return version, True
