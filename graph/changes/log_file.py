"""Opens the file of the log of changes, an SQLite database in `changes/` of the data folder, and mends it.

In: the folder. Out: a `ChangeLog`. The tables are made in one transaction whenever they are missing, so a process that
is killed at the first creation leaves nothing that stays broken. A file that is damaged, has other tables, or may not
be read and written is set aside under another name: the log is then made up from the versions that are there.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import zstandard

from ruhrgraph.graph.changes.database import SCHEMA, ChangeLog
from ruhrgraph.graph.versions.disk_errors import disk_error, has_room
from ruhrgraph.ontology.errors import BusyLogError, DamagedLogError, DataFolderError, NoRoomError

_FOLDER = "changes"
_FILE = "log.sqlite3"
_LEFTOVERS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database. It would take them for parts of another file of that name."""
_WAIT = 0.5
"""Seconds to wait for another process that is writing; our own writes take milliseconds."""
_COLUMNS = (
    "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
    "WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' ORDER BY c.cid"
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)
"""Our statements never change. So if one is refused, or breaks a rule, the tables are not ours."""
_NOT_WRITTEN = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
"""What SQLite says, among other things, when there is no inode for its journal."""
_PRIMARY = 0xFF
"""The bits of an error code that tell its kind."""

_log = logging.getLogger(__name__)


def changes_folder(data: Path) -> Path:
    """Return the folder of the log of changes."""
    return data / _FOLDER


@contextmanager
def open_log(folder: Path, wait: float = _WAIT) -> Iterator[ChangeLog | None]:
    """Open the log in a folder to read one consistent state of it; yields None if there is no log yet.

    Args:
        folder: The folder of the log.
        wait: How many seconds to wait for another process that has locked it.

    Raises:
        DamagedLogError: It is damaged.
        BusyLogError: Another process has locked it.
        DataFolderError: It cannot be read.

    """
    if not os.path.lexists(folder / _FILE):
        yield None
        return
    with _readable_errors(folder), closing(_connect(folder, "rw", wait)) as connection:
        connection.execute("BEGIN")
        missing = _check_tables(connection)
        yield None if missing else ChangeLog(connection)


@contextmanager
def open_log_for_writing(folder: Path) -> Iterator[ChangeLog]:
    """Open the log in a folder to append to it; it is created if missing. The caller sees to it that no one else does.

    Raises:
        DamagedLogError: It is damaged.
        BusyLogError: Another process has locked it.
        NoRoomError: The disk is full.
        DataFolderError: It cannot be written.

    """
    with _readable_errors(folder), closing(_connect(folder, "rwc", _WAIT)) as connection:
        if _check_tables(connection):
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
        yield ChangeLog(connection)


def check_log(folder: Path) -> None:
    """Read all of the log in a folder.

    Raises:
        DamagedLogError: It is damaged.
        BusyLogError: Another process has locked it.
        DataFolderError: It cannot be read.

    """
    with open_log(folder) as log:
        if log is not None:
            log.check()


def set_log_aside(folder: Path, reason: DamagedLogError) -> None:
    """Rename a damaged log, with what SQLite left beside it, and say so in the log of this process.

    Raises:
        OSError: It cannot be renamed.

    """
    taken = (folder / f"{_FILE}.damaged-{number}" for number in count(1))
    aside = next(path for path in taken if not os.path.lexists(path))
    for suffix in (*_LEFTOVERS, ""):
        if os.path.lexists(part := folder / f"{_FILE}{suffix}"):
            part.rename(folder / f"{aside.name}{suffix}")
    _log.warning("%s; it is %s now, and the log is made up from the versions that are there", reason, aside.name)


def times_set_aside(folder: Path) -> int:
    """Return how many damaged logs there are in a folder."""
    return sum(not path.name.endswith(_LEFTOVERS) for path in folder.glob(f"{_FILE}.damaged-*"))


def _connect(folder: Path, mode: str, wait: float) -> sqlite3.Connection:
    """Open the database; where it cannot be opened although the folder is well, it is damaged."""
    path = folder.absolute() / _FILE
    try:
        for item in (path, *(path.with_name(f"{_FILE}{leftover}") for leftover in _LEFTOVERS)):
            _check_file(item)
    except OSError as error:
        raise disk_error(path, error, "cannot be read") from None
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )


def _check_file(path: Path) -> None:
    """Check that something, if it is there, is a file which may be read and written like its folder.

    A journal may go at any moment, while another process writes.
    """
    if not path.is_file() and os.path.lexists(path):
        raise DamagedLogError(f"{path}: is no file")
    if not os.access(path, os.R_OK | os.W_OK) and os.path.lexists(path) and os.access(path.parent, os.W_OK):
        raise DamagedLogError(f"{path}: may not be read and written")


def _check_tables(connection: sqlite3.Connection) -> bool:
    """Return whether tables are missing, which is well as long as nothing is recorded."""
    found = _tables(connection)
    expected = _expected_tables()
    (edition,) = connection.execute("PRAGMA user_version").fetchone()
    other = {name for name, columns in found.items() if expected.get(name) != columns}
    recorded = "entry" in found and not other and connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone()
    if edition or other or (recorded and found != expected):
        raise sqlite3.DatabaseError("it has other tables")
    return found != expected


def _tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the columns of each table, in order."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(_COLUMNS):
        found.setdefault(table, []).append(column)
    return found


@cache
def _expected_tables() -> dict[str, list[str]]:
    """Return the columns of each table, as they should be."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        return _tables(connection)


@contextmanager
def _readable_errors(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite, and of what it holds, into errors for people."""
    path = folder / _FILE
    try:
        yield
    except zstandard.ZstdError as error:
        raise DamagedLogError(f"{path}: is damaged ({error})") from None
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        kind = None if code is None else code & _PRIMARY
        if kind in _BUSY:
            raise BusyLogError(f"{path}: another process has locked it; try again in a moment") from None
        if kind == sqlite3.SQLITE_FULL or (kind in _NOT_WRITTEN and not has_room(folder)):
            raise NoRoomError(f"no room on the disk at {path}; free some, and try again") from None
        if kind is None or kind in _DAMAGED:  # None: from ourselves, or for text that is none
            raise DamagedLogError(f"{path}: is damaged ({error})") from None
        raise DataFolderError(f"{path}: cannot be read or written ({error})") from None
