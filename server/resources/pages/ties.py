"""The ties of a thing, asked of its canned query, and the wording of their Belege.

In: the IRI of a thing, its kind of page. Out: ties, names in English, passages; two queries, whatever the page shows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pyoxigraph as ox

from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.queries import bind, read
from ruhrgraph.server.engine.limits import LARGE, MOST_TIES, SHORT_SECONDS
from ruhrgraph.server.engine.rows import Row, rows
from ruhrgraph.server.language import Language
from ruhrgraph.server.resources.pages.records import PageKind, Tie
from ruhrgraph.server.sparql.query_service import QueryService

_read = lru_cache(maxsize=32)(read)
_EVENT = re.compile(r"^([0-9]+)\. Veranstaltung, Forum ([0-9]+)")
"""How the graph names an event that has no name of its own."""
_PREFIXES = (
    "PREFIX rk: <%sontology#> PREFIX prov: <http://www.w3.org/ns/prov#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Names of things in English, acronyms of ministries, and quote and passage of Belege, each by IRI."""

    names: Mapping[str, str] = field(default_factory=dict)
    acronyms: Mapping[str, str] = field(default_factory=dict)
    quotes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


async def ties_of(service: QueryService, kind: PageKind, iri: str) -> tuple[Tie, ...] | None:
    """Return the ties of a thing, in the order of its canned query.

    Those of a large version are None where there are more than a page can tell of, or where they take long: a page
    that tells of some of them would count wrongly.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    query = bind(_read(kind.query, service.settings.base), {kind.query: iri})
    seconds = service.settings.query_timeout
    _, facts = await service.engine.facts(seconds)
    if facts.triples <= LARGE:
        _, found = await rows(service.engine, query, seconds)
        return tuple(map(tie_in, found))
    try:
        _, found = await rows(service.engine, f"{query}\nLIMIT {MOST_TIES + 1}", min(seconds, SHORT_SECONDS))
    except QueryTimeoutError:
        return None
    return tuple(map(tie_in, found)) if len(found) <= MOST_TIES else None


def tie_in(row: Row) -> Tie:
    """Return the tie in a row of a canned query."""
    cells = {name: term.value for name, term in row.items()}
    relation, evidence = cells.pop("relation"), tuple(cells.pop("evidence", "").split())
    place = ", ".join(without_doubles(cells.pop("place", "").split(", ")))
    return Tie(relation, cells.pop("thing", ""), evidence=evidence, place=place, **cells)


def without_doubles(names: Sequence[str]) -> list[str]:
    """Return the parts of a place without those that another part says already (`Wissenschaftspark Gelsenkirchen`)."""
    said = [f" {name.casefold()} " for name in names]
    return [
        name
        for number, name in enumerate(names)
        if said[number] not in said[:number]
        and not any(said[number] in other and said[number] != other for other in said)
    ]


async def wording_of(service: QueryService, things: Iterable[str], belege: Iterable[str]) -> Wording:
    """Return how things are called in English, the acronyms of ministries, and the wording of Belege.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    named, proving = _terms(things), _terms(belege)
    if not named and not proving:
        return Wording()
    query = (
        f"{_PREFIXES % service.settings.base}SELECT ?thing ?name ?acronym ?quote ?passage {{\n"
        f"{{ VALUES ?thing {{ {proving} }} ?thing rk:zitat ?quote ; prov:wasQuotedFrom ?passage }}\n"
        f'UNION {{ VALUES ?thing {{ {named} }} ?thing rdfs:label ?name FILTER(LANG(?name) = "en") }}\n'
        f"UNION {{ VALUES ?thing {{ {named} }} ?thing rk:kuerzel ?acronym }}\n}}"
    )
    _, found = await rows(service.engine, query, service.settings.query_timeout)
    return Wording(
        {row["thing"].value: row["name"].value for row in found if "name" in row},
        {row["thing"].value: row["acronym"].value for row in found if "acronym" in row},
        {row["thing"].value: (row["quote"].value, row["passage"].value) for row in found if "quote" in row},
    )


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in sorted({iri for iri in iris if ":" in iri and _is_iri(iri)}))


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def in_words(ties: Iterable[Tie], wording: Wording, language: Language) -> tuple[Tie, ...]:
    """Return ties with the names of what is tied in the reader's language, as far as there are any."""
    if language == "de":
        return tuple(ties)
    return tuple(
        replace(tie, label=wording.names[tie.thing])
        if tie.thing in wording.names
        else replace(tie, label=_EVENT.sub(r"Event \1, forum \2", tie.label))
        if tie.kind == "Veranstaltung" and _EVENT.match(tie.label)
        else replace(tie, language="" if tie.kind in ("Person", "Gemeinde") else "de")
        for tie in ties
    )
