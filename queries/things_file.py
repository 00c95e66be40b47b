"""The named things of a large version in an SQLite file, so that no process has all of them in memory.

In: `Things` of one class after the other, once for each version. Out: a file, and `Things` that look up in it what they
are asked for, with the same results. The pages of the file are shared by all processes that read it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.things import NAMED_TYPES, Entity, Things, TypeIndex, entity_of

_TABLES = """
CREATE TABLE entity (place INTEGER PRIMARY KEY, key TEXT, id TEXT, type TEXT, names TEXT, others TEXT);
CREATE TABLE name (place INTEGER PRIMARY KEY, type TEXT, words TEXT, ordered TEXT, joined TEXT, entity INTEGER);
CREATE TABLE form (type TEXT, form TEXT, id TEXT);
CREATE TABLE nameless (id TEXT PRIMARY KEY, type TEXT) WITHOUT ROWID;
CREATE TABLE span (type TEXT PRIMARY KEY, entity INTEGER, entities INTEGER, name INTEGER, names INTEGER);
"""
_INDEXES = """
CREATE INDEX entity_key ON entity (key);
CREATE INDEX name_joined ON name (type, joined);
CREATE INDEX form_form ON form (type, form);
"""
_ENTITY = "SELECT id, type, names, others FROM entity"


def write_things(parts: Iterable[tuple[str, Things]], nameless: Iterable[tuple[str, str]], path: Path) -> None:
    """Write the named things of a version to a new file.

    Args:
        parts: Each class with its things, of which only one is in memory at a time.
        nameless: Identifier and type of all other things.
        path: The file.

    Raises:
        OSError, sqlite3.Error: The file cannot be written.

    """
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
        entity = name = 0
        for type_, things in parts:
            index = things.by_type[type_]
            spans = (type_, entity, len(index.entities), name, len(index.words))
            connection.execute("INSERT INTO span VALUES (?, ?, ?, ?, ?)", spans)
            places = {item.id: entity + number for number, item in enumerate(index.entities)}
            connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?)", _entities(index, places))
            connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", _names(index, places, type_, name))
            forms = ((type_, form, id_) for (_, form), ids in things.by_form.items() for id_ in ids)
            connection.executemany("INSERT INTO form VALUES (?, ?, ?)", forms)
            entity, name = entity + len(index.entities), name + len(index.words)
        connection.executemany("INSERT OR REPLACE INTO nameless VALUES (?, ?)", nameless)
        connection.executescript(_INDEXES)
        connection.commit()
    finally:
        connection.close()


def open_things(path: Path, base: str) -> Things:
    """Return the named things in a file.

    Raises:
        sqlite3.Error: It cannot be read.

    """
    # The file never changes, and the library lets one thread at a time use a connection.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    spans = {row[0]: row[1:] for row in connection.execute("SELECT * FROM span")}
    by_type = {type_: _type_index(connection, type_, *spans[type_]) for type_ in NAMED_TYPES if type_ in spans}
    return Things(base, _Entities(connection), by_type, _Forms(connection), _Nameless(connection))


def _entities(index: TypeIndex, places: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for item in index.entities:
        names, others = (json.dumps(values, ensure_ascii=False) for values in (item.names, item.others))
        yield places[item.id], composed(item.id), item.id, item.type, names, others


def _names(index: TypeIndex, places: Mapping[str, int], type_: str, first: int) -> Iterator[tuple[Any, ...]]:
    forms = (forms for item in index.entities for forms in item.normalised)
    for place, (owner, found) in enumerate(zip(index.owners, forms, strict=True), first):
        yield place, type_, found.words, found.ordered, found.joined, places[owner.id]


def _type_index(
    connection: sqlite3.Connection, type_: str, entity: int, entities: int, name: int, names: int
) -> TypeIndex:
    owner = "SELECT id, entity.type, names, others FROM name JOIN entity ON entity.place = name.entity"
    return TypeIndex(
        _Column(connection, _ENTITY, "entity.place", entity, entities, _entity),
        _Column(connection, owner, "name.place", name, names, _entity),
        _Column(connection, "SELECT words FROM name", "place", name, names, _text),
        _Column(connection, "SELECT ordered FROM name", "place", name, names, _text),
        _Joined(connection, type_),
    )


def _entity(row: tuple[Any, ...]) -> Entity:
    id_, type_, names, others = row
    return entity_of(id_, type_, tuple(json.loads(names)), tuple(json.loads(others)))


def _text(row: tuple[Any, ...]) -> str:
    return str(row[0])


@dataclass(frozen=True)
class _Column(Sequence[Any]):
    """The rows of a query whose places follow each other."""

    connection: sqlite3.Connection
    query: str
    place: str
    first: int
    length: int
    value: Any

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401  # of each column another

    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self.length))]
        if not -self.length <= index < self.length:
            raise IndexError(index)
        place = self.first + index % self.length
        row = self.connection.execute(f"{self.query} WHERE {self.place} = ?", (place,)).fetchone()
        return self.value(row)

    def __iter__(self) -> Iterator[Any]:
        where = f"{self.query} WHERE {self.place} >= ? AND {self.place} < ? ORDER BY {self.place}"
        return map(self.value, self.connection.execute(where, (self.first, self.first + self.length)))


class _Table(Mapping[Any, Any]):
    """A table that is looked up by its key."""

    count = "SELECT 0"
    keys_query = ""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __len__(self) -> int:
        return int(self.connection.execute(self.count).fetchone()[0])

    def __iter__(self) -> Iterator[Any]:
        return (row[0] if len(row) == 1 else row for row in self.connection.execute(self.keys_query))

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401  # of each table another
        found = self.look_up(key)
        if not found:
            raise KeyError(key)
        return found

    def look_up(self, key: Any) -> Any:  # noqa: ANN401  # the same
        """Return what belongs to a key, nothing where there is none."""
        raise NotImplementedError


class _Entities(_Table):
    count, keys_query = "SELECT COUNT(DISTINCT key) FROM entity", "SELECT DISTINCT key FROM entity"

    def look_up(self, key: str) -> Entity | None:
        """Return the thing of an identifier; of several the last, as where they are read into memory."""
        query = f"{_ENTITY} WHERE key = ? ORDER BY type DESC LIMIT 1"
        row = self.connection.execute(query, (key,)).fetchone()
        return _entity(row) if row else None


class _Forms(_Table):
    count = "SELECT COUNT(*) FROM (SELECT DISTINCT type, form FROM form)"
    keys_query = "SELECT DISTINCT type, form FROM form"

    def look_up(self, key: tuple[str, str]) -> list[str]:
        """Return the identifiers of the things of a type that have a form."""
        query = "SELECT id FROM form WHERE type = ? AND form = ? ORDER BY rowid"
        return [row[0] for row in self.connection.execute(query, key)]


class _Nameless(_Table):
    count, keys_query = "SELECT COUNT(*) FROM nameless", "SELECT id FROM nameless"

    def look_up(self, key: str) -> str:
        """Return the type of a thing without a name."""
        row = self.connection.execute("SELECT type FROM nameless WHERE id = ?", (key,)).fetchone()
        return row[0] if row else ""


class _Joined(_Table):
    def __init__(self, connection: sqlite3.Connection, type_: str) -> None:
        super().__init__(connection)
        self.type = type_

    def __len__(self) -> int:
        query = "SELECT COUNT(DISTINCT joined) FROM name WHERE type = ?"
        return int(self.connection.execute(query, (self.type,)).fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        return (
            row[0] for row in self.connection.execute("SELECT DISTINCT joined FROM name WHERE type = ?", (self.type,))
        )

    def look_up(self, key: str) -> list[Entity]:
        """Return the things whose names are the same without blanks."""
        query = (
            "SELECT id, entity.type, names, others FROM name JOIN entity ON entity.place = name.entity "
            "WHERE name.type = ? AND joined = ? ORDER BY name.place"
        )
        return [_entity(row) for row in self.connection.execute(query, (self.type, key))]
