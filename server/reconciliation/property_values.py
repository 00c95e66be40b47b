"""Values of properties: fetched from the version in use, compared with those of a query, and as cells of a table.

In: things and properties by identifier. Out: values, scores, cells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import TypeAlias

from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.queries.similarity import EXACT_SCORE, normalise, score
from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.http.threads import in_thread
from ruhrgraph.server.reconciliation.entity_types import LABEL, PROPERTY_PATHS, iri_of, path_pattern
from ruhrgraph.server.reconciliation.index import Index
from ruhrgraph.server.reconciliation.requests import QueryProperty

Value: TypeAlias = Row
"""A value: the term `o`, and where it has one its `label`."""
Values: TypeAlias = Mapping[tuple[str, str], Sequence[Value]]
"""Values by the identifiers of thing and property."""

_WHOLE = frozenset({f"{XSD}integer", f"{XSD}gYear"})
_FRACTION = frozenset({f"{XSD}decimal", f"{XSD}double", f"{XSD}float"})
_VALUES = (
    "SELECT DISTINCT ?s ?p ?o ?label {{ {things} {properties} "
    "OPTIONAL {{ VALUES ?l {{ {labels} }} GRAPH ?h {{ ?o ?l ?label }} }} }} ORDER BY ?s ?p ?o ?label LIMIT {most}"
)
_BACKWARDS = frozenset(
    name for kind in PROPERTY_PATHS.values() for name in kind if name.startswith("^") and "/" not in name
)
"""Paths whose values can be things without names, such as moderations; these values are left out."""
_MOST_ROWS = 100_000
_MOST_BYTES = 32 * 1024
"""Bytes of identifiers in one query; more need several queries."""


async def fetch_values(
    engine: Engine, index: Index, ids: Iterable[str] | None, properties: Iterable[str], seconds: float
) -> Values:
    """Return the values of properties.

    Args:
        engine: Answers queries.
        index: The known things and properties; others have no values.
        ids: The things, None for all.
        properties: The properties.
        seconds: How long it may take.

    Raises:
        RuhrgraphError: A query could not be answered.

    """
    offered = {property_ for kind in index.properties.values() for property_ in kind}
    asked = [name for name in properties if name in offered]
    found: defaultdict[tuple[str, str], list[Value]] = defaultdict(list)
    labels = _nodes((LABEL, iri_of("text", index.base)))
    for things in _subject_patterns(ids, index):
        for names, pattern in _property_patterns(asked, index.base):
            query = _VALUES.format(things=things, properties=pattern, labels=labels, most=_MOST_ROWS)
            _, solutions = await rows(engine, query, seconds)
            await in_thread(_add_values, found, solutions, names, index)
    return found


def _add_values(
    found: defaultdict[tuple[str, str], list[Value]],
    solutions: Iterable[Row],
    names: Mapping[str, str],
    index: Index,
) -> None:
    """Add the values in an answer; `names` has the identifiers of properties by the value of `?p`."""
    for row in solutions:
        name = names[row["p"].value]
        if name in _BACKWARDS and not index.find(row["o"].value):
            continue
        key = row["s"].value.removeprefix(f"{index.base}id/"), name
        # A value with two labels comes as two rows, one after the other.
        if not found[key] or found[key][-1]["o"] != row["o"]:
            found[key].append(row)


def _property_patterns(asked: Iterable[str], base: str) -> Iterator[tuple[Mapping[str, str], str]]:
    """Yield graph patterns that find values, with the identifiers of their properties by the value of `?p`."""
    paths = {name for kind in PROPERTY_PATHS.values() for name in kind}
    plain = {iri_of(name, base): name for name in asked if name not in paths}
    if plain:
        yield plain, f"VALUES ?p {{ {_nodes(plain)} }} GRAPH ?g {{ ?s ?p ?o }}"
    for name in asked:
        if name in paths:
            yield {name: name}, f'{path_pattern(name, base)} BIND("{name}" AS ?p)'


def _subject_patterns(ids: Iterable[str] | None, index: Index) -> Iterator[str]:
    """Yield VALUES clauses with as many things as a query holds; an empty clause stands for all things."""
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


def value_similarity(wanted: QueryProperty, found: Sequence[Value], index: Index) -> float | None:
    """Return the best score between a wanted value and one of a thing; None where the thing has no value."""
    if not found:
        return None
    names = [name for value in found for name in _names(value, index)]
    return max((_score(one, other) for one in wanted.values for other in names), default=0.0)


def _score(one: str, other: str) -> float:
    """Return how similar two values are."""
    return EXACT_SCORE if one == other else score(normalise(one), normalise(other))


def _names(value: Value, index: Index) -> Sequence[str]:
    """Return all names of a value: of a thing its identifier, IRI and names, else text and label."""
    text = value["o"].value
    if entity := index.find(text):
        return (entity.id, text, *entity.names)
    return (text, value["label"].value) if "label" in value else (text,)


def cell(value: Value, index: Index) -> dict[str, str | int | float]:
    """Return a value as a cell of a table, as data extension has it."""
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
        # The text is no number, whatever its datatype says.
        return {"str": text}
    return (
        {"date": f"{text}T00:00:00Z"}
        if term.datatype == f"{XSD}date" and len(text) == len("2019-04-08")
        else {"str": text}
    )


def cell_text(value: Value, index: Index) -> str:
    """Return a value as text that people read."""
    shown = cell(value, index)
    return str(shown.get("name") or shown.get("str") or value["o"].value)


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
