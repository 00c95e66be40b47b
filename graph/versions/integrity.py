"""Checks the files of a version against its record, so that a damaged one is never read as if it were right.

SHA-256 takes a few hundredths of the time that loading a version takes, so no faster hash stands beside it. Versions of
older releases have no list of files; of a build the digest proves the dataset, of a write only that it is there.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ruhrgraph.graph.versions.record import MADE_OF_STORE, Version, VersionFile, VersionRecord, damaged, read_record
from ruhrgraph.ontology.errors import DamagedVersionError


def list_files(folder: Path, known: Iterable[VersionFile] = ()) -> tuple[VersionFile, ...]:
    """Return all files in a folder as a record lists them, without those that can be made again of its store.

    Args:
        folder: The folder of a version that is put together; its record is not there yet.
        known: The files of its parent. What has name, size and time of one of them is a link to it, and not read again.

    Raises:
        OSError: A file cannot be read.

    """
    before = {(file.name, file.bytes, file.modified): file for file in known}
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, status = path.relative_to(folder).as_posix(), path.stat()
        if name.partition("/")[0] in MADE_OF_STORE:
            continue
        same = before.get((name, status.st_size, status.st_mtime_ns))
        found.append(same or VersionFile(name, status.st_size, file_sha256(path), status.st_mtime_ns))
    return tuple(found)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; in large blocks, so that memory stays small.

    Raises:
        OSError: It cannot be read.

    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(version: Version, *, quick: bool = False) -> None:
    """Check that the files of a version are as they were written.

    Args:
        version: The version.
        quick: Whether a file counts as right if its size and time of modification are those of the record.

    Raises:
        DamagedVersionError: One is not; the message says which, and what to do.

    """
    record = read_record(version)
    fault = next(filter(None, (_fault(version, file, quick=quick) for file in record.files)), "")
    if fault := fault or ("" if record.files else _fault_of_older(version, record)):
        raise damaged(version, fault)


def damage(version: Version, *, quick: bool = False) -> str:
    """Return what is wrong with a version, "" if nothing is; `quick` as `check` has it."""
    try:
        check(version, quick=quick)
    except DamagedVersionError as error:
        return str(error)
    return ""


def read_file(version: Version, path: Path) -> bytes:
    """Return the content of a file of a version, if it is as it was written.

    Args:
        version: The version.
        path: A path in its folder.

    Raises:
        FileNotFoundError: The version never had such a file.
        DamagedVersionError: It is damaged.

    """
    name = path.relative_to(version.folder).as_posix()
    files = read_record(version).files
    expected = next((file for file in files if file.name == name), None)
    try:
        content = path.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not expected:
            raise
        raise damaged(version, f"{name} cannot be read ({error.strerror or error})") from None
    if files and not expected:
        raise FileNotFoundError(name)
    if expected and hashlib.sha256(content).hexdigest() != expected.sha256:
        raise damaged(version, f"{name} is not as it was written")
    return content


def signature(version: Version) -> str:
    """Return a text that changes whenever a file of a version is changed, replaced, added or removed.

    It is made of names, sizes and times, so it takes no longer than listing the folder. The dumps do not count.
    """
    return " ".join(folder_signature(folder) for folder in (version.folder, version.store, version.documents))


def folder_signature(folder: Path) -> str:
    """Return such a text for the files of one folder, without those in folders in it."""
    return " ".join(sorted(_entries(folder)))


def _entries(folder: Path) -> Iterator[str]:
    """Yield each file in a folder with what a change of it changes."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                if entry.is_file(follow_symlinks=False):
                    facts = status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode
                    yield f"{folder.name}/{entry.name}:{':'.join(map(str, facts))}"
    except OSError as error:
        yield f"{folder.name}:{error.errno}"


def _fault(version: Version, file: VersionFile, *, quick: bool) -> str:
    """Return what is wrong with a file that a record lists, "" if nothing is."""
    path = version.folder / file.name
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return f"{file.name} is no file"
        if status.st_size != file.bytes:
            return f"{file.name} has {status.st_size} bytes instead of {file.bytes}"
        unchanged = quick and status.st_mtime_ns == file.modified
        return "" if unchanged or file_sha256(path) == file.sha256 else f"{file.name} is not as it was written"
    except (FileNotFoundError, NotADirectoryError):
        return f"{file.name} is missing"
    except OSError as error:
        return f"{file.name} cannot be read ({error.strerror or error})"


def _fault_of_older(version: Version, record: VersionRecord) -> str:
    """Return what is wrong with a version whose record lists no files, "" if nothing is known to be."""
    if not record.made and version.documents.exists():  # no release wrote source texts without a record
        return "version.json is missing"
    if record.kind == "build":
        dataset = VersionFile(version.dataset.name, 0, version.digest, 0)
        size = version.dataset.stat().st_size if version.dataset.is_file() else 0
        return _fault(version, replace(dataset, bytes=size), quick=False)
    return "" if version.dataset.is_file() or version.store.is_dir() else "its dataset is missing"
