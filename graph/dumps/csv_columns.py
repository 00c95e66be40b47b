"""The columns of the table of each class, found in one pass over the dataset.

In: the statements about each thing. Out: for each class of the ontology the columns for everything that is said of its
things. A column is one property with one kind of value (IRIs, texts in one language, one datatype), so that the tables
can be turned back into the statements.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.graph.rdf.terms import LABEL, TYPE

IRI = "iri"
"""The kind of a column of IRIs; that of texts in a language is `@` and the language, else it is the datatype's IRI."""

_SEPARATORS = ("; ", " | ", "\n", "\x1f")
_BETWEEN = "\0"
"""Stands in no separator."""
_WITH_VALUE = (Literal, NamedNode)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]+")
_LOCAL = re.compile(r"[^#/:]*[#/:]?\Z")

Key = tuple[str, str]
"""The key of a column: the IRI of the property and the kind of its values."""


@dataclass(slots=True)
class Column:
    """A column: its property, the kind of its values, its name, and the separator of several values.

    The separator is the first of a few candidates that occurs in none of the values. A column with at most one value in
    each cell has none.
    """

    key: Key
    name: str = ""
    several: bool = False
    _separators: list[str] = field(default_factory=lambda: list(_SEPARATORS))

    @property
    def is_link(self) -> bool:
        """Whether its cells hold several IRIs, which only rows of their own can say as IRIs."""
        return self.several and self.key[1] == IRI

    @property
    def separator(self) -> str | None:
        """The separator of several values."""
        return self._separators[0] if self.several else None

    def add_values(self, values: Sequence[str]) -> None:
        """Take account of the values of one cell."""
        self.several = self.several or len(values) > 1
        text = _BETWEEN.join(values)
        self._separators = [mark for mark in self._separators if mark == _SEPARATORS[-1] or mark not in text]


@dataclass(slots=True)
class Table:
    """A table: the class whose things it lists, its file, its columns in order, and how many lines it has."""

    term: str
    stem: str = ""
    columns: list[Column] = field(default_factory=list)
    rows: int = 0

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.stem}.csv"

    @property
    def links(self) -> dict[str, Column]:
        """The files in which each of several IRIs has a row of its own, and their columns."""
        return {f"{self.stem}-{column.name}.csv": column for column in self.columns if column.is_link}


def value_kind(term: object) -> str:
    """Return the kind of a value."""
    if isinstance(term, Literal):
        return f"@{term.language}" if term.language else term.datatype.value
    return IRI


def value_text(term: object) -> str:
    """Return a value as a cell has it."""
    return term.value if isinstance(term, _WITH_VALUE) else str(term)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as the tables show it: its IRI, the names of its classes, and its values by column."""

    iri: str
    classes: tuple[str, ...]
    cells: Mapping[Key, Sequence[str]]


def things(subjects: Iterable[Sequence[Quad]], base: str) -> Iterator[Thing]:
    """Yield the things that belong to a class of the ontology.

    Args:
        subjects: The statements of one subject after the other.
        base: The base IRI of the graph.

    """
    vocabulary = f"{base}ontology#"
    for statements in subjects:
        cells = _cells(statements)
        types = cells.pop((TYPE.value, IRI), [])
        if classes := sorted(iri.removeprefix(vocabulary) for iri in types if iri.startswith(vocabulary)):
            yield Thing(value_text(statements[0].subject), tuple(classes), cells)


def _cells(statements: Iterable[Quad]) -> dict[Key, list[str]]:
    """Return the values of a thing by column; a value that two graphs state counts once."""
    found: dict[Key, dict[str, None]] = {}
    for quad in statements:
        value = quad.object
        found.setdefault((quad.predicate.value, value_kind(value)), {})[value_text(value)] = None
    return {key: list(values) for key, values in found.items()}


def find_tables(found_things: Iterable[Thing], base: str) -> tuple[dict[str, Table], int]:
    """Return the tables to write, by the name of their class, and how many statements they contain.

    Args:
        found_things: The things to show.
        base: The base IRI of the graph.

    """
    count = 0
    found: dict[str, Table] = {}
    columns: dict[str, dict[Key, Column]] = {}
    for thing in found_things:
        count += len(thing.classes) + sum(map(len, thing.cells.values()))
        for name in thing.classes:
            if name not in found:
                found[name], columns[name] = Table(f"{base}ontology#{name}"), {}
            found[name].rows += 1
            known = columns[name]
            for key, values in thing.cells.items():
                if key not in known:
                    known[key] = Column(key)
                known[key].add_values(values)
    taken: set[str] = set()
    for name, table in sorted(found.items()):
        table.columns = _named(columns[name].values())
        table.stem = next(free for free in _numbered(_name(name).lower()) if free not in taken)
        taken.add(table.stem)
    return dict(sorted(found.items())), count


def _named(columns: Iterable[Column]) -> list[Column]:
    """Give columns their names and their order: the label first, the others by name."""
    columns = sorted(columns, key=lambda column: column.key)
    kinds = Counter(column.key[0] for column in columns)
    taken = {"iri"}
    for column in columns:
        property_, kind_ = column.key
        name = _name(property_) if kinds[property_] == 1 else f"{_name(property_)}_{_suffix(kind_)}"
        column.name = next(free for free in _numbered(name) if free not in taken)
        taken.add(column.name)
    return sorted(columns, key=lambda column: (column.key[0] != LABEL.value, column.name.lower(), column.name))


def _name(iri: str) -> str:
    """Return a property's IRI as a name: its last part, in the letters that CSVW allows."""
    match = _LOCAL.search(iri)
    return _NOT_IN_NAMES.sub("_", match[0].rstrip("#/:") if match else "").strip("_") or "value"


def _suffix(kind_: str) -> str:
    """Return the suffix that distinguishes columns of one property with several kinds of values."""
    return _NOT_IN_NAMES.sub("_", kind_.removeprefix("@")) if kind_.startswith("@") else _name(kind_)


def _numbered(name: str) -> Iterator[str]:
    """Yield a name, and then the same with numbers."""
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def datatype(kind_: str) -> object:
    """Return a kind of value as CSVW names it."""
    if kind_ == IRI:
        return "anyURI"
    if kind_.startswith("@"):
        return "string"
    name = kind_.removeprefix(XSD)
    return name if name in _DATATYPES else {"@id": kind_, "base": "string"}


_DATATYPES = frozenset(
    re.split(
        r"\s+",
        "anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float "
        "gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer language long negativeInteger "
        "nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short string time token unsignedByte "
        "unsignedInt unsignedLong unsignedShort yearMonthDuration",
    )
)
