"""The rows of a list: what canned queries say of each thing, with the values that it can be found by.

In: a definition, the rows of the canned queries that it names, the named things of the version. Out: a `ListContent`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ruhrgraph.queries.similarity import normalise
from ruhrgraph.queries.things import Entity, Things
from ruhrgraph.server.engine.canned_rows import PlainRow
from ruhrgraph.server.language.collation import din_5007
from ruhrgraph.server.web.lists.list_definition import Facet, ListColumn, ListDefinition, Source
from ruhrgraph.server.web.named_things import NamedThings

NOT_STATED = "-"
"""The key of the facet value that stands for: the documents do not say it."""
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a cell, with the IRI of what it names and its text in English, "" for none."""

    text: str
    iri: str = ""
    english: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of a list: the values of each column, the keys of each facet, and all its words as they are compared.

    `row` is its first row of the query.
    """

    iri: str
    row: PlainRow
    cells: Mapping[str, tuple[Value, ...]]
    order: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    words: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: its key in addresses and its name, also in English; a month is its own name."""

    key: str
    label: str
    iri: str = ""
    english: str = ""


@dataclass(frozen=True, slots=True)
class ListContent:
    """All that a list can show of one version, in the first order of the list."""

    digest: str
    entries: tuple[Entry, ...]
    facets: Mapping[str, Mapping[str, FacetValue]]


Tables = Mapping[str, Sequence[PlainRow]]
"""The rows of canned queries, by the name of the query."""


def queries_of(definition: ListDefinition) -> tuple[str, ...]:
    """Return the names of the canned queries that a list is made of."""
    others = (source.query for facet in definition.facets for source in facet.sources)
    return tuple(dict.fromkeys((definition.query, *filter(None, others))))


def list_content(
    definition: ListDefinition, tables: Tables, things: Things, digest: str, english: Mapping[str, str] | None = None
) -> ListContent:
    """Return the content of a list.

    Args:
        definition: What the list shows.
        tables: The rows of the queries of `queries_of`.
        things: The named things of the version.
        digest: The version.
        english: The English names of things, by IRI.

    """
    names = NamedThings(things, english)
    joined = {
        source: _by_key(tables[source.query], source)
        for facet in definition.facets
        for source in facet.sources
        if source.query
    }
    rows: defaultdict[str, list[PlainRow]] = defaultdict(list)
    for row in tables[definition.query]:
        if row[definition.key]:
            rows[row[definition.key]].append(row)
    entries = []
    known: dict[str, dict[str, FacetValue]] = {facet.name: {} for facet in definition.facets}
    for key, group in rows.items():
        found = {facet.name: tuple(_facet_values(facet, group, joined, names)) for facet in definition.facets}
        for name, values in found.items():
            known[name].update((value.key, value) for value in values)
        entries.append(_entry(definition, key, group, found, names))
    return ListContent(digest, tuple(in_order(entries, definition.sort, descending=False)), known)


def in_order(entries: Iterable[Entry], column: str, *, descending: bool) -> list[Entry]:
    """Return entries sorted by a column; those that have nothing in it stand last, in either direction."""
    filled: list[Entry] = []
    empty: list[Entry] = []
    for entry in entries:
        (filled if entry.order[column] else empty).append(entry)
    return sorted(filled, key=lambda entry: din_5007(entry.order[column]), reverse=descending) + empty


def _entry(
    definition: ListDefinition,
    key: str,
    group: Sequence[PlainRow],
    facets: Mapping[str, Sequence[FacetValue]],
    names: NamedThings,
) -> Entry:
    """Return a thing with its values."""
    cells = {column.name: tuple(_cell(column, group, names)) for column in definition.columns}
    iri = key if ":" in key else next(iter(names.iris(key, (definition.kind,))), "")
    said = " ".join(value.text for values in cells.values() for value in values)
    return Entry(
        iri,
        group[0],
        cells,
        {column.name: _order(column, group, cells[column.name]) for column in definition.columns},
        {name: tuple(value.key for value in values) or (NOT_STATED,) for name, values in facets.items()},
        f" {normalise(said).words} ",
    )


def _cell(column: ListColumn, group: Sequence[PlainRow], names: NamedThings) -> Iterator[Value]:
    """Yield the values of a cell, each once."""
    if column.form == "count":
        yield Value(str(len(group)))
        return
    seen = dict.fromkeys(pair for row in group for pair in _named(column, row))
    for text, iri in seen:
        found = (iri,) if iri or not column.kind else names.iris(text, column.kind.split(", "))
        entity = names.entity(found[0]) if found else None
        shown = shown_text(column, entity, text) if entity else text
        english = names.english(found[0]) if entity and text == entity.label else ""
        yield Value(shown, found[0] if found else "", english)


def shown_text(column: ListColumn, entity: Entity, text: str) -> str:
    """Return what a cell says of a thing: a text, or its label; the number of a field says nothing to anybody."""
    return _title(entity, text) if column.titled or entity.type == "Handlungsfeld" else text


def _named(column: ListColumn, row: PlainRow) -> Iterator[tuple[str, str]]:
    """Yield the texts of a cell with the IRIs that stand beside them."""
    texts = _split(row[column.name], column.separator)
    iris = row[column.iris].split(" ") if column.iris else []
    yield from zip(texts, iris if len(iris) == len(texts) else ("",) * len(texts), strict=True)


def _order(column: ListColumn, group: Sequence[PlainRow], values: Sequence[Value]) -> str:
    """Return the text that a column is sorted by."""
    if column.order:
        return min(row[column.order] for row in group)
    first = values[0].text if values else ""
    if column.form == "person":
        given, _, family = first.rpartition(" ")
        return f"{family} {given}"
    return first


def _facet_values(
    facet: Facet,
    group: Sequence[PlainRow],
    joined: Mapping[Source, Mapping[str, Sequence[PlainRow]]],
    names: NamedThings,
) -> Iterator[FacetValue]:
    """Yield the values that a facet has for a thing, each once."""
    if facet.form == "months":
        first, last = (source.column for source in facet.sources)
        months = {month for row in group for month in _months(row[first], row[last])}
        yield from (FacetValue(month, month) for month in sorted(months))
        return
    texts = dict.fromkeys(text for source in facet.sources for text in _texts(source, group, joined))
    found: dict[str, FacetValue] = {}
    for text in texts:
        for value in _of_text(text, facet.kind, names):
            found.setdefault(value.key, value)
    yield from found.values()


def _of_text(text: str, kind: str, names: NamedThings) -> Iterator[FacetValue]:
    """Yield the facet values that a text means: the things that it names, or itself."""
    if not kind:
        yield FacetValue(text, text)
    for iri in names.iris(text, (kind,)) if kind else ():
        if entity := names.entity(iri):
            english = names.english(iri)
            yield FacetValue(
                entity.key, _facet_label(entity, entity.label), iri, _facet_label(entity, english) if english else ""
            )


def _texts(
    source: Source, group: Sequence[PlainRow], joined: Mapping[Source, Mapping[str, Sequence[PlainRow]]]
) -> Iterator[str]:
    """Yield what a source says of a thing."""
    if source.query:
        group = [other for row in group for other in joined[source].get(row[source.own], ())]
    for row in group:
        yield from _split(row[source.column], source.separator)


def _by_key(rows: Iterable[PlainRow], source: Source) -> Mapping[str, Sequence[PlainRow]]:
    """Return the rows of another query by the keys that they are joined by."""
    found: defaultdict[str, list[PlainRow]] = defaultdict(list)
    for row in rows:
        for key in row[source.other].replace(",", " ").split():
            found[key].append(row)
    return found


def _split(text: str, separator: str) -> list[str]:
    """Return the values of a text, none of an empty one."""
    return [part for part in (text.split(separator) if separator else [text]) if part]


def _months(first: str, last: str) -> Iterator[str]:
    """Yield the months of a span of days, at most those of a year."""
    if len(first) < len("2019-04") or not first[:4].isdecimal() or not first[5:7].isdecimal():
        return
    year, month = int(first[:4]), int(first[5:7])
    for _ in range(12):
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004  # months of a year
        if f"{year:04}-{month:02}" > last[:7]:
            return


def _title(entity: Entity, text: str) -> str:
    """Return a thing's number and label, or its label alone; a long one is cut."""
    label = entity.label.rpartition(": ")[2] if entity.type == "Handlungsfeld" else entity.label
    cut = label if len(label) <= _LONGEST_TITLE else f"{label[:_LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(' –-:,')} …"
    return f"{text} {cut}" if entity.type == "Themenforum" else cut


def _facet_label(entity: Entity, label: str) -> str:
    """Return the name of a facet value: of a ministry what people know it by, then what the tables call it."""
    short = entity.short_name
    if entity.type == "Ressort":
        return f"{label} ({short})" if short != label else short
    return _title(entity, short)
