"""What is in the log of changes, an SQLite database which is only appended to; `log_file` opens it.

In: an entry for each time another version came into use, the quads it added and removed, and a member for each subject
that changed. Out: the same, in order. An entry counts once its own row is written, which happens last. Rows that a
killed process left without an entry are deleted by the next one.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from types import NoneType
from typing import Any, Literal, TypeAlias

import zstandard

ChangeType: TypeAlias = Literal["Create", "Update", "Delete"]
Sign: TypeAlias = Literal["+", "-"]

_BATCH, _PARTS, _PART = 5000, 16, 256 * 1024
"""How many members and how many parts of quads are written at once, and how many bytes of quads make a part."""
_READERS = 5000
"""Milliseconds to wait for those who read when a transaction ends."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY, previous TEXT, digest TEXT NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL,
    base TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER NOT NULL, first INTEGER NOT NULL,
    members INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_digest ON entry (digest);
CREATE TABLE IF NOT EXISTS member (
    position INTEGER PRIMARY KEY, entry INTEGER NOT NULL, time INTEGER NOT NULL, type TEXT NOT NULL,
    object TEXT NOT NULL, payload BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS member_object ON member (object);
CREATE INDEX IF NOT EXISTS member_time ON member (time);
CREATE TABLE IF NOT EXISTS difference (
    part INTEGER PRIMARY KEY, entry INTEGER NOT NULL, sign TEXT NOT NULL, quads BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS difference_entry ON difference (entry, sign);
"""
"""The statements that make the tables where they are missing."""
_ENTRY = (int, (str, NoneType), str, int, str, str, int, int, int, int)
_MEMBER = (int, int, int, str, str, bytes)
"""The types of the columns, which SQLite does not enforce."""
_LATEST = 253_402_300_799_999_999
"""The last microsecond of the year 9999. All numbers in the log are times, or smaller."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry of the log: another version came into use.

    `number` counts from 1. `previous` and `digest` are the versions before (None for the first entry) and after. `time`
    is in microseconds since 1970 and later than that of any earlier entry. `kind` is `build`, `update`, `store`,
    `rollback` if the version had existed before, or `several`: all that changed after the entry before it, up to this
    time, because the versions in between were pruned before they were recorded. `base` is the base of the version's
    IRIs, empty if unknown. `added` and `removed` count quads. `first` is the position of the entry's first member,
    `members` their number.
    """

    number: int
    previous: str | None
    digest: str
    time: int
    kind: str
    base: str
    added: int
    removed: int
    first: int
    members: int

    @property
    def end(self) -> int:
        """The first time, in microseconds, after the entry and its members."""
        return self.time + max(self.members, 1)


@dataclass(frozen=True, slots=True)
class Member:
    """The change of one subject in an entry.

    `position` counts from 0 through all entries. `object` is the IRI of the subject. `payload` has its triples after
    the change as N-Triples; it is empty if the subject is deleted.
    """

    position: int
    entry: int
    time: int
    type: ChangeType
    object: str
    payload: bytes


class ChangeLog:
    """An open log of changes, as `open_log` and `open_log_for_writing` give it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self) -> LogEntry | None:
        """Return the newest entry."""
        return next(self.entries("ORDER BY number DESC LIMIT 1"), None)

    def entries(self, how: str = "ORDER BY number", *values: str | int) -> Iterator[LogEntry]:
        """Yield entries: all in order by default, or those that an SQL clause selects."""
        for row in self._connection.execute(f"SELECT * FROM entry {how}", values):  # noqa: S608  # never from outside
            yield LogEntry(*_checked(row, _ENTRY))

    def members(self, first: int, count: int) -> Iterator[Member]:
        """Yield members from a position on, without those of an entry that is still being written."""
        last = self.last()
        end = min(first + count, last.first + last.members if last else 0)
        rows = "SELECT position, entry, time, type, object, payload FROM member WHERE position >= ? AND position < ?"
        before = 1
        for row in self._connection.execute(f"{rows} ORDER BY position", (first, end)):
            position, entry, time, type_, object_, payload = _checked(row, _MEMBER)
            if last is None or not before <= entry <= last.number:
                raise sqlite3.DatabaseError(f"member {position} belongs to no entry")
            before = entry
            yield Member(position, entry, time, type_, object_, _unpacked(payload))

    def times(self, positions: Iterable[int]) -> tuple[int, ...]:
        """Return the times of the members at these positions."""
        row = "SELECT time FROM member WHERE position = ?"
        found = (self._connection.execute(row, (position,)).fetchone() for position in positions)
        return tuple(_checked(item or (), (int,))[0] for item in found)

    def position(self, time: int) -> int | None:
        """Return the position of the member with this time, or None."""
        found = self._connection.execute("SELECT position FROM member WHERE time = ?", (time,)).fetchone()
        return int(found[0]) if found else None

    def current_subjects(self) -> Iterator[tuple[str, bytes]]:
        """Yield each subject that exists after the last entry, with its triples, in the order of N-Quads."""
        rows = (
            "SELECT object, payload FROM member JOIN (SELECT MAX(position) AS position FROM member GROUP BY object) "
            "USING (position) WHERE type <> 'Delete' ORDER BY object || '>'"
        )
        for object_, payload in self._connection.execute(rows):
            yield object_, _unpacked(payload)

    def has_subject(self, object_: str) -> bool:
        """Return whether any version ever had triples about a subject."""
        return (
            self._connection.execute("SELECT 1 FROM member WHERE object = ? LIMIT 1", (object_,)).fetchone() is not None
        )

    def has_version(self, digest: str) -> bool:
        """Return whether a version came into use in any entry."""
        return (
            self._connection.execute("SELECT 1 FROM entry WHERE digest = ? LIMIT 1", (digest,)).fetchone() is not None
        )

    def difference(self, number: int, sign: Sign, after: int = 0) -> tuple[int, bytes] | None:
        """Return one part of the quads that an entry added or removed.

        Args:
            number: The number of the entry.
            sign: `+` for added quads, `-` for removed ones.
            after: The number of the part before, 0 to get the first part.

        Returns:
            The number of the part and its lines of N-Quads; None after the last part.

        """
        rows = "SELECT part, quads FROM difference WHERE entry = ? AND sign = ? AND part > ? ORDER BY part LIMIT 1"
        found = self._connection.execute(rows, (number, sign, after)).fetchone()
        return (found[0], _unpacked(found[1])) if found else None

    def check_structure(self) -> None:
        """Check pages, rows and indexes, but not what is compressed.

        Raises:
            sqlite3.DatabaseError: They do not fit.

        """
        (found,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)

    def check(self) -> None:
        """Read everything.

        Raises:
            sqlite3.DatabaseError, zstandard.ZstdError: Something is damaged or missing.

        """
        self.check_structure()
        end = 0
        for number, entry in enumerate(self.entries(), 1):
            if (entry.number, entry.first) != (number, end):
                raise sqlite3.DatabaseError(f"entry {number} does not follow the one before it")
            end += entry.members
        if sum(1 for _ in self.members(0, end)) != end:
            raise sqlite3.DatabaseError("members are missing")
        for (quads,) in self._connection.execute("SELECT quads FROM difference"):
            _unpacked(quads)

    def begin(self) -> "LogEntryWriter":
        """Begin a new entry, after deleting what is left of an unfinished one."""
        last = self.last()
        number, position = (last.number + 1, last.first + last.members) if last else (1, 0)
        with _transaction(self._connection):
            self._connection.execute("DELETE FROM member WHERE position >= ?", (position,))
            self._connection.execute("DELETE FROM difference WHERE entry >= ?", (number,))
        return LogEntryWriter(self._connection, number, position)


class LogEntryWriter:
    """An entry that is being written."""

    def __init__(self, connection: sqlite3.Connection, number: int, first: int) -> None:
        self.number = number
        self.first = first
        self.members = 0
        self.counts: dict[Sign, int] = {"+": 0, "-": 0}
        self._connection = connection
        # One for all: to create a compressor takes longer than to compress what is said of a thing.
        self._compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
        self._members: list[tuple[int, int, int, str, str, bytes]] = []
        self._parts: list[tuple[int, Sign, bytes]] = []
        self._quads: dict[Sign, list[bytes]] = {"+": [], "-": []}
        self._bytes: dict[Sign, int] = {"+": 0, "-": 0}

    def add_member(self, time: int, type_: ChangeType, object_: str, payload: bytes) -> None:
        """Add the change of a subject."""
        position = self.first + self.members
        self._members.append((position, self.number, time, type_, object_, self._packed(payload)))
        self.members += 1
        self._write_batch()

    def add_quads(self, sign: Sign, quads: list[bytes]) -> None:
        """Add lines of N-Quads that were added or removed."""
        self.counts[sign] += len(quads)
        self._quads[sign] += quads
        self._bytes[sign] += sum(map(len, quads))
        if self._bytes[sign] >= _PART:
            self._pack_quads(sign)
            self._write_batch()

    def finish(self, entry: LogEntry) -> None:
        """Write the entry itself, which makes it count."""
        self._pack_quads("+")
        self._pack_quads("-")
        with _transaction(self._connection):
            self._write()
            self._connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(entry))

    def _packed(self, content: bytes) -> bytes:
        return self._compressor.compress(content) if content else b""

    def _pack_quads(self, sign: Sign) -> None:
        if self._quads[sign]:
            self._parts.append((self.number, sign, self._packed(b"".join(self._quads[sign]))))
            self._quads[sign].clear()
            self._bytes[sign] = 0

    def _write_batch(self) -> None:
        """Write what there is, if it is enough. No one can read while a transaction ends, so there are few."""
        if len(self._members) >= _BATCH or len(self._parts) >= _PARTS:
            with _transaction(self._connection):
                self._write()

    def _write(self) -> None:
        self._connection.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)", self._members)
        self._connection.executemany("INSERT INTO difference (entry, sign, quads) VALUES (?, ?, ?)", self._parts)
        self._members.clear()
        self._parts.clear()


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        # Readers are never long, and no new ones begin once this has begun to wait for them.
        connection.execute(f"PRAGMA busy_timeout = {_READERS}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has rolled back already
            connection.execute("ROLLBACK")
        raise


def _checked(row: tuple[Any, ...], types: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row whose values have these types, and numbers that can be times; in a damaged file they may not."""
    if len(row) != len(types) or not all(map(isinstance, row, types)):
        raise sqlite3.DatabaseError(f"a row has values of other types: {row[:4]}")
    if not all(0 <= value <= _LATEST for value in row if isinstance(value, int)):
        raise sqlite3.DatabaseError(f"a row has numbers that are no times or counts: {row[:4]}")
    return row


def _unpacked(content: bytes) -> bytes:
    (content,) = _checked((content,), (bytes,))
    return zstandard.ZstdDecompressor().decompress(content) if content else b""
