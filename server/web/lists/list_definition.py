"""What a list is made of: its query, its columns, its facets.

In: nothing. Out: the types of the definitions in `definitions`.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ruhrgraph.graph.schema.ontology import Text

Drawing: TypeAlias = Literal["karte", "zeitstrahl"]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list.

    Attributes:
        name: The column of the canned query, by which a list is sorted, too.
        label: What stands above it.
        form: `count` is the number of rows that a thing has in the query; a `person` is sorted by the family name.
        kind: The kind of thing that a cell names, to link it.
        iris: The column with the IRIs of what a cell names, with blanks between; for cells that are not looked up.
        separator: What stands between several values.
        order: Another column that it is sorted by.
        titled: Whether a thing is shown with its number and its label, not with its short name alone.
        path: The property path from a thing to the values, by which the list of a large version reads them for the
            things of one page; it has no column without one.
        counted: Whether the path leads to what is counted.

    """

    name: str
    label: Text
    form: Literal["text", "number", "date", "count", "person"] = "text"
    kind: str = ""
    iris: str = ""
    separator: str = ""
    order: str = ""
    titled: bool = False
    path: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values of a facet stand.

    Attributes:
        column: A column of the list's own query, or of another one.
        separator: What stands between several values.
        query: The other query.
        own: The column of the list's own query that it is joined by.
        other: The same column in the other query; several keys may stand there, as they have no blanks.

    """

    column: str
    separator: str = ""
    query: str = ""
    own: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice of values by which a list is narrowed.

    Attributes:
        name: The parameter of the address.
        label: What stands above the values.
        sources: Where its values stand.
        kind: The kind of thing that the values are; none for plain words.
        form: `months` reads an interval of days, and has all months that it touches.

    """

    name: str
    label: Text
    sources: tuple[Source, ...]
    kind: str = ""
    form: Literal["text", "months"] = "text"


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list of the things of one class.

    `key` is the column that names the thing of a row, `sort` the first order, `drawings` are what can be seen in place
    of the table: `karte` needs the facet `gemeinde`, `zeitstrahl` the columns of the query `events`.
    """

    path: str
    class_name: str
    title: Text
    query: str
    key: str
    columns: tuple[ListColumn, ...]
    facets: tuple[Facet, ...]
    sort: str
    drawings: tuple[Drawing, ...] = ()

    @property
    def kind(self) -> str:
        """Return the kind of its things, as in IRIs."""
        return self.class_name.lower()

    def column(self, name: str) -> ListColumn | None:
        """Return the column with a name."""
        return next((column for column in self.columns if column.name == name), None)
