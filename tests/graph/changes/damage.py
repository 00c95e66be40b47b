"""Kinds of damage to the file of the log of changes, by name, each as a function of its path."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeAlias

NAME = "log.sqlite3"
Damage: TypeAlias = Callable[[Path], object]


def _cut(path: Path, part: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])


def _overwrite(path: Path, first: float) -> None:
    content = bytearray(path.read_bytes())
    place = int(len(content) * first)
    content[place : place + 3000] = bytes(byte ^ 0xFF for byte in content[place : place + 3000])
    path.write_bytes(content)


def _replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").write_bytes(b"x")


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def _journal_folder(path: Path) -> None:
    beside = path.with_name(f"{path.name}-journal")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()


def _leftover(path: Path, suffix: str) -> None:
    path.with_name(f"{path.name}{suffix}").write_bytes(b"left over" * 1000)


def _emptied_with_journal(path: Path) -> None:
    path.write_bytes(b"")
    _leftover(path, "-journal")


ASIDE: Mapping[str, Damage] = {
    "cut in the middle": partial(_cut, part=0.5),
    "cut in the first page": lambda path: path.write_bytes(path.read_bytes()[:700]),
    "cut in the header": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "overwritten in the first page": partial(_overwrite, first=0),
    "overwritten in the middle": partial(_overwrite, first=0.5),
    "overwritten near the end": partial(_overwrite, first=0.9),
    "a text": partial(_replace, content=b"this is no database\n" * 400),
    "zeros": partial(_replace, content=bytes(20_000)),
    "a folder": _folder,
    "a link to nothing": _dangling,
    "without a table": lambda path: _sql(path, "DROP TABLE member"),
    "with another column": lambda path: _sql(path, "ALTER TABLE entry ADD COLUMN more TEXT"),
    "with a column renamed": lambda path: _sql(path, "ALTER TABLE member RENAME COLUMN object TO subject"),
    "with a table of others": lambda path: _sql(path, "CREATE TABLE others (a)"),
    "with a view for a table": lambda path: _sql(path, "DROP TABLE difference", "CREATE VIEW difference AS SELECT 1"),
    "of another version": lambda path: _sql(path, "PRAGMA user_version = 7"),
    "with rows of other types": lambda path: _sql(path, "UPDATE entry SET members = 'many'"),
    "with a time after all dates": lambda path: _sql(path, "UPDATE entry SET time = 9223372036854775807"),
    "with a time before all dates": lambda path: _sql(path, "UPDATE member SET time = -9223372036854775807"),
    "without members": lambda path: _sql(path, "DELETE FROM member WHERE position > 100"),
    "with a gap in the entries": lambda path: _sql(path, "DELETE FROM entry WHERE number = 2"),
    "with payloads that are none": lambda path: _sql(path, "UPDATE member SET payload = x'00010203'"),
    "with a folder for its journal": _journal_folder,
}
"""What is set aside."""

KEPT: Mapping[str, Damage] = {
    "missing": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "one byte": partial(_replace, content=b"x"),
    "emptied, with a journal": _emptied_with_journal,
    "without rows": lambda path: _sql(path, "DELETE FROM entry", "DELETE FROM member", "DELETE FROM difference"),
    "without entries": lambda path: _sql(path, "DELETE FROM entry"),
    "without an index": lambda path: _sql(path, "DROP INDEX member_object"),
    "in another journal mode": lambda path: _sql(path, "PRAGMA journal_mode = WAL"),
    "with a journal": partial(_leftover, suffix="-journal"),
    "with a write-ahead log": partial(_leftover, suffix="-wal"),
    "with shared memory": partial(_leftover, suffix="-shm"),
    "analysed": lambda path: _sql(path, "ANALYZE"),
}
"""What is completed or used as it is."""
