"""The list of a large version: only the things of one page are read, so that no worker holds all of them.

In: the named things of the version, which say how many there are and in which order, and the property paths of the
columns. Out: entries, for a page or, part by part, for a file. Filters and other orders would need all rows.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, ORG, RDFS, SKOS
from ruhrgraph.ontology.errors import OverloadedError
from ruhrgraph.queries.things import Entity, Things
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.engine.rows import ResultTerm, rows
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.web.lists.entries import Entry, Value, shown_text
from ruhrgraph.server.web.lists.list_definition import ListColumn, ListDefinition

_PART = 200
"""How many things are read at once for a file."""
_MOST_VALUES = 50
"""Values of a cell for each thing, on average; what is beyond is left out."""
_SHORT_NAMES = ("Ressort", "Themenforum", "Projekt")
"""The classes whose things tables call by acronym, number or code."""
_PREFIXES = (
    f"PREFIX rk: <%sontology#> PREFIX rdfs: <{RDFS}> PREFIX dct: <{DCT}> PREFIX foaf: <{FOAF}> PREFIX skos: <{SKOS}> "
    f"PREFIX org: <{ORG}>\n"
)


@dataclass(frozen=True)
class LargeList:
    """The list of a large version: its columns, its things in the order of their identifiers, and the digest."""

    definition: ListDefinition
    things: Things
    digest: str
    english: dict[str, str] = field(default_factory=dict)

    @property
    def entities(self) -> Sequence[Entity]:
        """Return its things, which may be in a file."""
        index = self.things.by_type.get(self.definition.class_name)
        return index.entities if index else ()

    async def entries(self, canned: CannedRows, start: int, stop: int) -> tuple[Entry, ...]:
        """Return some of its entries.

        Raises:
            OverloadedError: Another version has been taken into use.
            RuhrgraphError: The query could not be answered.

        """
        shown = await in_thread(lambda: self.entities[start:stop])
        iris = [self.things.iri(entity.id) for entity in shown]
        terms = " ".join(str(ox.NamedNode(iri)) for iri in iris)
        query = _query(self.definition, terms, len(shown), canned.base)
        digest, found = await rows(canned.engine, query, canned.seconds)
        if digest != self.digest:
            raise OverloadedError("another version has been taken into use meanwhile; ask again")
        values: defaultdict[tuple[str, str], list[ResultTerm]] = defaultdict(list)
        for row in found:
            if "thing" in row and row["value"].language != "en":
                values[row["thing"].value, row["column"].value].append(row["value"])
        return await in_thread(lambda: tuple(self._entry(iri, values) for iri in iris))

    async def parts(self, canned: CannedRows) -> AsyncIterator[tuple[Entry, ...]]:
        """Yield all entries in parts; raises as `entries`."""
        for start in range(0, len(self.entities), _PART):
            yield await self.entries(canned, start, start + _PART)

    def _entry(self, iri: str, values: defaultdict[tuple[str, str], list[ResultTerm]]) -> Entry:
        cells = {
            column.name: tuple(
                value for term in values.get((iri, column.name), ()) for value in self._values(column, iri, term)
            )
            for column in self.definition.columns
        }
        none = {column.name: (Value("0"),) if column.counted else () for column in self.definition.columns}
        found = {name: tuple(dict.fromkeys(cell)) or none[name] for name, cell in cells.items()}
        return Entry(iri, {}, found, {}, {}, "")

    def _values(self, column: ListColumn, thing: str, term: ResultTerm) -> Iterator[Value]:
        """Yield the value of a cell; none where it leads to a thing of another kind than the column's."""
        if not term.is_iri:
            own = self._entity(thing) if column.kind == self.definition.kind else None
            is_linked = own or column.iris == self.definition.key
            yield Value(shown_text(column, own, term.value) if own else term.value, thing if is_linked else "")
            return
        entity = self._entity(term.value)
        if entity and (not column.kind or entity.type.lower() in column.kind.split(", ")):
            text = entity.short_name if entity.type in _SHORT_NAMES else entity.label
            english = self.english.get(term.value, "") if text == entity.label else ""
            yield Value(shown_text(column, entity, text), term.value, english)

    def _entity(self, iri: str) -> Entity | None:
        return self.things.entities.get(self.things.identifier(iri))


def large_list(definition: ListDefinition, things: Things, digest: str, english: dict[str, str]) -> LargeList:
    """Return the list of a large version, with the columns that are read for single things."""
    columns = tuple(column for column in definition.columns if column.path)
    return LargeList(replace(definition, columns=columns, facets=(), drawings=()), things, digest, english)


def _query(definition: ListDefinition, terms: str, count: int, base: str) -> str:
    """Return the query for the values of some things, one for each row."""
    parts = []
    for column in definition.columns:
        of_things = f"VALUES ?thing {{ {terms} }} ?thing {column.path} "
        if column.counted:
            counts = f'("{column.name}" AS ?column) (COUNT(DISTINCT ?counted) AS ?value)'
            parts.append(f"{{ SELECT ?thing {counts} {{ {of_things} ?counted }} GROUP BY ?thing }}")
        else:
            values = f'SELECT ?thing ("{column.name}" AS ?column) ?value {{ {of_things} ?value }}'
            parts.append(f"{{ {values} LIMIT {count * _MOST_VALUES} }}")
    return f"{_PREFIXES % base}SELECT ?thing ?column ?value {{ {' UNION '.join(parts)} }}"
