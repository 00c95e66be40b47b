"""Values of properties: asked of the version in use, compared with what a query wants, and handed out as data.

In: things and properties by identifier. Out: their values, as data extension has them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, TypeAlias

from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.reconciliation.entity_types import LABEL, PATHS, full, pattern
from ruhrgraph.server.reconciliation.index import Index
from ruhrgraph.server.reconciliation.requests import Extension, Wanted
from ruhrgraph.server.reconciliation.similarity import EXACT, form, score

Value: TypeAlias = Row
"""One value: the term `o`, and what it is labelled, `label`."""
Values: TypeAlias = Mapping[tuple[str, str], Sequence[Value]]
"""Values by identifiers of thing and property."""

_WHOLE = frozenset({f"{XSD}integer", f"{XSD}gYear"})
_FRACTION = frozenset({f"{XSD}decimal", f"{XSD}double", f"{XSD}float"})
_VALUES = (
    "SELECT DISTINCT ?s ?p ?o ?label {{ {things} {properties} "
    "OPTIONAL {{ VALUES ?l {{ {labels} }} GRAPH ?h {{ ?o ?l ?label }} }} }} ORDER BY ?s ?p ?o ?label LIMIT {most}"
)
_BACKWARDS = frozenset(name for kind in PATHS.values() for name in kind if name.startswith("^") and "/" not in name)
"""Paths that also come from things that have no names, such as moderations; these are left out."""
_MOST_ROWS = 100_000
_MOST_BYTES = 32 * 1024
"""Bytes of identifiers in one query, of which there may be more than a query can hold."""


async def values(
    pool: Pool, index: Index, ids: Iterable[str] | None, properties: Iterable[str], seconds: float
) -> Values:
    """Return the values of properties.

    Args:
        pool: Answers queries.
        index: The things and properties there are; others have no values.
        ids: The things, None for all.
        properties: The properties.
        seconds: How long it may take.

    Raises:
        RuhrgraphError: They could not be asked for.

    """
    offered = {property_ for kind in index.properties.values() for property_ in kind}
    asked = [name for name in properties if name in offered]
    found: defaultdict[tuple[str, str], list[Value]] = defaultdict(list)
    for things in _things(ids, index):
        for names, found_by in _patterns(asked, index.base):
            labels = _nodes((LABEL, full("text", index.base)))
            query = _VALUES.format(things=things, properties=found_by, labels=labels, most=_MOST_ROWS)
            for row in (await rows(pool, query, seconds))[1]:
                if names[row["p"].value] in _BACKWARDS and not index.find(row["o"].value):
                    continue
                key = row["s"].value.removeprefix(f"{index.base}id/"), names[row["p"].value]
                # A value with two labels is still one.
                if not found[key] or found[key][-1]["o"] != row["o"]:
                    found[key].append(row)
    return found


def _patterns(asked: Iterable[str], base: str) -> Iterator[tuple[Mapping[str, str], str]]:
    """Yield patterns that find the values of properties, with the identifiers of the properties by what `?p` is."""
    paths = {name for kind in PATHS.values() for name in kind}
    plain = {full(name, base): name for name in asked if name not in paths}
    if plain:
        yield plain, f"VALUES ?p {{ {_nodes(plain)} }} GRAPH ?g {{ ?s ?p ?o }}"
    for name in asked:
        if name in paths:
            yield {name: name}, f'{pattern(name, base)} BIND("{name}" AS ?p)'


def _things(ids: Iterable[str] | None, index: Index) -> Iterator[str]:
    """Yield patterns that name the things, as many at once as a query holds; one that names none stands for all."""
    if ids is None:
        yield ""
        return
    nodes: list[str] = []
    for entity in filter(None, map(index.find, ids)):
        nodes.append(f"<{index.base}id/{entity.id}>")
        if sum(map(len, nodes)) > _MOST_BYTES:
            yield f"VALUES ?s {{ {' '.join(nodes)} }}"
            nodes = []
    if nodes:
        yield f"VALUES ?s {{ {' '.join(nodes)} }}"


def likeness(wanted: Wanted, found: Sequence[Value], index: Index) -> float | None:
    """Return how alike the best of the wanted values and of those found are; None where a thing has none."""
    if not found:
        return None
    names = [name for value in found for name in _names(value, index)]
    return max((_alike(one, other) for one in wanted.values for other in names), default=0.0)


def _alike(one: str, other: str) -> float:
    """Return how alike two values are."""
    return EXACT if one == other else score(form(one), form(other))


def _names(value: Value, index: Index) -> Sequence[str]:
    """Return all that a value may be called: the names of a thing, or what it is."""
    text = value["o"].value
    if entity := index.find(text):
        return (entity.id, text, *entity.names)
    return (text, value["label"].value) if "label" in value else (text,)


def extended(asked: Extension, found: Values, index: Index) -> dict[str, Any]:
    """Return the answer to a data extension.

    Args:
        asked: What was asked.
        found: The values.
        index: What things and properties are called.

    """
    meta = [{"id": name, "name": index.labels.get(name, name)} for name in asked.properties]
    cells = {
        id_: {name: [_cell(value, index) for value in found.get((id_, name), ())] for name in asked.properties}
        for id_ in (_identifier(given, index) for given in asked.ids)
    }
    return {"meta": meta, "rows": {given: cells[_identifier(given, index)] for given in asked.ids}}


def _identifier(given: str, index: Index) -> str:
    """Return the identifier of a thing that may be named by its IRI."""
    entity = index.find(given)
    return entity.id if entity else given


def _cell(value: Value, index: Index) -> dict[str, str | int | float]:
    """Return a value as a cell of a table."""
    term, text = value["o"], value["o"].value
    if term.is_iri:
        entity = index.find(text)
        if entity:
            return {"id": entity.id, "name": entity.label}
        return {"str": value["label"].value if "label" in value else text}
    try:
        if term.datatype in _WHOLE:
            return {"int": int(text)}
        if term.datatype in _FRACTION and isfinite(float(text)):
            return {"float": float(text)}
    except ValueError:
        # What is written there is no number, whatever it is called.
        return {"str": text}
    return (
        {"date": f"{text}T00:00:00Z"}
        if term.datatype == f"{XSD}date" and len(text) == len("2019-04-08")
        else {"str": text}
    )


def text_of(value: Value, index: Index) -> str:
    """Return a value as text for people."""
    cell = _cell(value, index)
    return str(cell.get("name") or cell.get("str") or value["o"].value)


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
