"""The questions that are asked while measuring: the canned queries as they are, and cold ones, no two of them alike.

In: a dataset. Out: `Question`s, each with the texts that are asked in turn. `{n}` in a cold one becomes a number that
is never used twice in a run, as a limit far above the number of rows: it costs nothing, and no cache of results helps.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import ROOT

MARK = "{n}"
_SUBJECTS = 1000
_TYPED = re.compile(r"<([^<>]+/id/[^<>]+)> <[^<>]+#type> <[^<>]+#(\w+)> ")
_PREFIXES = (
    "PREFIX rk: <https://w3id.org/ruhrgraph/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
_JOINS = {
    "Projekt": """SELECT ?text ?name ?acronym WHERE {
        ?measure rk:projekt <%s> ; rk:text ?text . <%s> rk:themenforum ?forum .
        ?forum rk:hatModeration/rk:person/foaf:name ?name ; rk:federfuehrendesRessort/rk:kuerzel ?acronym }""",
    "Person": """SELECT ?code ?title ?text WHERE {
        ?moderation rk:person <%s> ; rk:themenforum ?forum . ?project rk:themenforum ?forum ; rk:code ?code .
        ?project rdfs:label ?title ; rk:hatMassnahme ?measure . ?measure rk:text ?text }""",
    "Veranstaltung": """SELECT ?name ?code ?label WHERE {
        <%s> rk:themenforum ?forum . ?forum rk:hatModeration/rk:person/foaf:name ?name .
        ?project rk:themenforum ?forum ; rk:code ?code ; rk:handlungsfeld ?field . ?field rdfs:label ?label }""",
    "Themenforum": """SELECT ?person (COUNT(DISTINCT ?project) AS ?projects) WHERE {
        <%s> rk:hatModeration/rk:person ?person . ?project rk:themenforum <%s> ; rk:hatMassnahme/rk:text ?text }
        GROUP BY ?person ORDER BY DESC(?projects) ?person""",
}
_LONG_JOIN = """SELECT ?name ?other (COUNT(DISTINCT ?text) AS ?texts) WHERE {
        <%s> a rk:Person . ?measure rk:projekt ?project ; rk:text ?text . ?project rk:themenforum ?forum .
        ?forum rk:hatModeration/rk:person ?person ; rk:federfuehrendesRessort/rk:kuerzel ?acronym .
        ?person foaf:name ?name . ?forum rk:hatModeration/rk:person/foaf:name ?other
        FILTER(?person != <%s> && ?name < ?other) }
        GROUP BY ?name ?other ORDER BY DESC(?texts) ?name ?other"""
"""A join that the engine has some 15 ms of work with, so that what is around the engine weighs little."""


@dataclass(frozen=True)
class Question:
    """What is asked in one row of the tables; `cold` ones have `MARK` in each text."""

    name: str
    cold: bool
    texts: tuple[str, ...]


def questions(quads: Path) -> tuple[Question, ...]:
    """Return all questions for a dataset."""
    things = _things(quads)
    return (
        Question("cold look-up", cold=True, texts=tuple(_lookups(things))),
        Question("cold join", cold=True, texts=tuple(_joins(things))),
        Question("cold long join", cold=True, texts=tuple(_queries("Person", _LONG_JOIN, things))),
        *(Question(path.stem, cold=False, texts=(_canned(path),)) for path in sorted((ROOT / "queries").glob("*.rq"))),
    )


def _canned(path: Path) -> str:
    """Return a canned query without its header."""
    return "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line[:2] != "#+")


def _things(quads: Path) -> dict[str, list[str]]:
    """Return the things of each kind in the order of their names."""
    found: dict[str, set[str]] = {}
    with quads.open(encoding="utf-8") as lines:
        for line in lines:
            if typed := _TYPED.match(line):
                found.setdefault(typed[2], set()).add(typed[1])
    return {kind: sorted(names) for kind, names in sorted(found.items())}


def _spread(names: Sequence[str], number: int) -> Sequence[str]:
    """Return at most so many of these names, from all over."""
    return names[:: max(1, len(names) // number)][:number]


def _lookups(things: dict[str, list[str]]) -> Iterator[str]:
    for name in _spread(sorted({name for names in things.values() for name in names}), _SUBJECTS):
        yield f"SELECT ?property ?value WHERE {{ <{name}> ?property ?value }} LIMIT {MARK}"


def _joins(things: dict[str, list[str]]) -> Iterator[str]:
    """Yield joins with different constants, the kinds in turn as far as there are as many things."""
    for kind, text in _JOINS.items():
        yield from _queries(kind, text, things)


def _queries(kind: str, text: str, things: dict[str, list[str]]) -> Iterator[str]:
    """Yield a query about some of the things of a kind, one after the other."""
    for name in _spread(things[kind], _SUBJECTS // len(_JOINS)):
        yield " ".join(f"{_PREFIXES}{text.replace('%s', name)} LIMIT {MARK}".split())
