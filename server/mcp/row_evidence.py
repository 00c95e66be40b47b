"""Which Belege prove the rows of a table that does not name them itself.

In: rows, and the named things of the version. Out: for each row the IRIs of Belege: of statements between its things,
of statements whose value stands in a cell, and, where there are none, of one that names the first of its things.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ruhrgraph.graph.rdf.namespaces import RDF
from ruhrgraph.queries.lookup import KINDS
from ruhrgraph.queries.name_forms import name_forms
from ruhrgraph.queries.things import Things
from ruhrgraph.server.mcp.graph_access import GraphAccess

_MOST_THINGS = 400
_MOST_ROWS = 20_000
_SHORTEST = 4
"""Characters of a cell that is compared with values; shorter ones are equal by chance."""
_LONG = 30
"""Characters from which a cell may be a part of a value, as a passage that was searched for."""
_COMPARED = 1000
_KINDS_OF_COLUMN: Mapping[str, tuple[str, ...]] = {
    "code": ("projekt",),
    "contexts": ("projekt", "themenforum"),
    "forumNumber": ("themenforum",),
    "forumNumbers": ("themenforum",),
    "acronym": ("ressort",),
    "otherAcronym": ("ressort",),
    "leadMinistry": ("ressort",),
    "otherMinistries": ("ressort",),
    "interestedMinistries": ("ressort",),
    "ministry": ("ressort",),
    "ministries": ("ressort",),
    "moderators": ("person",),
    "venues": ("ort", "organisation", "ressort"),
}
"""The columns of canned queries that name things by acronym, code, number or name, several with commas between."""
_QUERY = f"""PREFIX rdf: <{RDF}>
SELECT DISTINCT ?beleg ?subject ?predicate ?value {{
VALUES ?thing {{ %s }}
{{ ?beleg rdf:subject ?thing }} UNION {{ ?beleg rdf:object ?thing }}
?beleg rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object
BIND(IF(ISLITERAL(?object), SUBSTR(STR(?object), 1, {_COMPARED}), STR(?object)) AS ?value) }}
ORDER BY ?beleg LIMIT {_MOST_ROWS}"""
_NAMING = re.compile(r"[#/](?:label|title|name|prefLabel)$")
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@dataclass(frozen=True, slots=True)
class _Proven:
    """A statement that a Beleg proves."""

    beleg: str
    subject: str
    predicate: str
    value: str


def things_of_row(row: Mapping[str, Any], things: Things) -> tuple[str, ...]:
    """Return the IRIs of the things that a row is about, in the order of its columns."""
    found: list[str] = []
    for column, value in row.items():
        text = str(value)
        if text.startswith(f"{things.base}id/"):
            found += (part for part in text.split(" ") if part.startswith(f"{things.base}id/"))
        else:
            for kind in _KINDS_OF_COLUMN.get(column, ()):
                found += _named(text, KINDS[kind], things)
    if {"forumNumber", "eventNumber"} <= row.keys():
        found.insert(0, things.iri(f"veranstaltung/{row['forumNumber']}-{row['eventNumber']}"))
    if {"code", "position"} <= row.keys():
        found.insert(0, things.iri(f"massnahme/{row['code']}-{row['position']}"))
    return tuple(iri for iri in dict.fromkeys(found) if not _UNSAFE.search(iri))


def _named(text: str, type_: str, things: Things) -> Iterator[str]:
    """Yield the things that a cell names."""
    for part in text.split(", "):
        for form in name_forms(part, type_):
            ids = things.by_form.get((type_, form), ())
            if ids:
                yield from map(things.iri, ids)
                break


async def belege_of_rows(
    access: GraphAccess, rows: Sequence[Mapping[str, Any]], about: Sequence[Sequence[str]]
) -> list[tuple[str, ...]]:
    """Return the Belege of each row, the most important first.

    Args:
        access: The graph.
        rows: The rows.
        about: The things of each row, from `things_of_row`.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    wanted = list(dict.fromkeys(iri for each in about for iri in each))[:_MOST_THINGS]
    if not wanted:
        return [()] * len(rows)
    found = await access.rows(_QUERY % " ".join(f"<{iri}>" for iri in wanted))
    by_thing: dict[str, list[_Proven]] = defaultdict(list)
    for row in found:
        proven = _Proven(*(row[name].value for name in ("beleg", "subject", "predicate", "value")))
        by_thing[proven.subject].append(proven)
        by_thing[proven.value].append(proven)
    return [_of_row(row, each, by_thing) for row, each in zip(rows, about, strict=True)]


def _of_row(row: Mapping[str, Any], about: Sequence[str], by_thing: Mapping[str, Sequence[_Proven]]) -> tuple[str, ...]:
    """Return the Belege of one row."""
    among = set(about)
    statements = list(dict.fromkeys(item for iri in about for item in by_thing.get(iri, ())))
    chosen = [item for item in statements if item.subject in among and item.value in among]
    chosen += _through_one(statements, among, chosen)
    cells = [str(value) for value in row.values() if len(str(value)) >= _SHORTEST]
    chosen += [item for item in statements if item.subject in among and _stands_in(item.value, cells)]
    if not chosen and statements:
        chosen = [min(statements, key=lambda item: (item.subject not in among, not _NAMING.search(item.predicate)))]
    named = [iri for iri in about if "/id/beleg/" in iri]
    return tuple(dict.fromkeys((*named, *(item.beleg for item in chosen))))


def _through_one(statements: Iterable[_Proven], among: set[str], direct: Iterable[_Proven]) -> list[_Proven]:
    """Return the statements by which another thing, such as a Moderation, ties things of the row that are not tied yet.

    Args:
        statements: All that are about the row's things.
        among: The row's things.
        direct: The statements that tie two of them.

    """
    by_subject: dict[str, list[_Proven]] = defaultdict(list)
    for item in statements:
        if item.subject not in among and item.value in among:
            by_subject[item.subject].append(item)
    tied = {frozenset((item.subject, item.value)) for item in direct}
    found: list[_Proven] = []
    for each in sorted(by_subject.values(), key=lambda items: -len({item.value for item in items})):
        pairs = {frozenset(pair) for pair in combinations(sorted({item.value for item in each}), 2)}
        if pairs - tied:
            found += each
            tied |= pairs
    return found


def _stands_in(value: str, cells: Iterable[str]) -> bool:
    """Return whether a value stands in a cell, or a passage of it does."""
    return any(cell == value or (len(cell) >= _LONG and cell.strip("… ") in value) for cell in cells)
