"""Candidates: which things a name may mean, how sure that is, and when it is certain.

In: a query and the index. Out: candidates, the best first. A match is certain only where one thing alone bears just
this name and nothing that is known of it speaks against it; a misspelled name is never certain.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from ruhrgraph.server.reconciliation.entity_types import KINDS
from ruhrgraph.server.reconciliation.index import Entity, Index, Kind
from ruhrgraph.server.reconciliation.property_values import Values, likeness
from ruhrgraph.server.reconciliation.requests import Query
from ruhrgraph.server.reconciliation.similarity import (
    EXACT,
    LEAST,
    Form,
    form,
    has_letters,
    same,
    score,
    untitled,
    written_alike,
)

_WEIGHT = 0.4
"""How much one property weighs beside the name."""
_AGAINST = 80.0
"""The likeness below which a property speaks against a candidate."""
_ALMOST = 95.0
"""The score of a name that is spelled the same but may mean something else."""
_LONGEST = 500
"""Characters beyond which a text is no name."""
_MOST = 100
"""Things that properties are compared for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a query may mean."""

    entity: Entity
    score: float
    """From 0 to 100."""
    sure: bool
    """Whether the name alone would be enough, if no other thing bore it."""
    match: bool = False
    features: tuple[tuple[str, float], ...] = ()
    """How alike the name and each property are."""


def by_name(query: Query, index: Index) -> list[Candidate]:
    """Return all things that a query's name may mean, the best first; without a name all of the types asked for."""
    kinds = index.known_kinds(query.types) if query.types else KINDS
    if len(query.text) > _LONGEST or not (query.text or query.properties):
        # A cell without a name, or with a whole text, must not spoil the answer for all others of its batch.
        return []
    if not query.text:
        found = [Candidate(entity, 0.0, sure=False) for kind in kinds for entity in index.kinds[kind].entities]
        return sorted(found, key=_order)
    if (entity := index.find(query.text)) and entity.kind in kinds:
        return [Candidate(entity, EXACT, sure=True, features=(("name", EXACT),))]
    certain = len(kinds) == 1 or has_letters(query.text)
    found = []
    for kind in kinds:
        asked = form(untitled(query.text)) if kind == "Person" else form(query.text)
        for entity in _near(asked, index.kinds[kind]):
            found.append(_named(entity, asked, query.text, certain=certain))
    return sorted((candidate for candidate in found if candidate.score), key=_order)[:_MOST]


def judged(candidates: Iterable[Candidate], query: Query, found: Values, index: Index) -> list[Candidate]:
    """Return candidates with their properties counted in, and a match where it is certain.

    Args:
        candidates: Those that the name gives.
        query: What is asked.
        found: The values of the properties that the query names.
        index: All names.

    """
    weighed = sorted((_weighed(candidate, query, found, index) for candidate in candidates), key=_order)
    if sum(candidate.sure for candidate in weighed) == 1 and weighed[0].sure:
        weighed[0] = replace(weighed[0], match=True)
    return [candidate for candidate in weighed if candidate.score >= LEAST][: query.limit]


def _near(asked: Form, kind: Kind) -> Collection[Entity]:
    """Return the things of a kind with a name that is near to the one asked for."""
    searches = (
        (asked.words, kind.words, fuzz.ratio, LEAST),
        (asked.ordered, kind.ordered, fuzz.ratio, LEAST),
        (asked.words, kind.words, fuzz.token_set_ratio, EXACT),
    )
    found = {entity.id: entity for entity in kind.joined.get(asked.joined, ())}
    for wanted, names, scorer, least in searches:
        for _, _, place in process.extract(wanted, names, scorer=scorer, score_cutoff=least, limit=None):
            found[kind.owners[place].id] = kind.owners[place]
    return found.values()


def _named(entity: Entity, asked: Form, text: str, *, certain: bool) -> Candidate:
    """Return a thing as a candidate by the best of its names."""
    best = max(score(asked, names) for names in entity.forms)
    sure = certain and any(
        same(asked, names) and written_alike(name, text) for name, names in zip(entity.names, entity.forms, strict=True)
    )
    found = min(best, EXACT if sure else _ALMOST)
    return Candidate(entity, found, sure, features=(("name", found),))


def _weighed(candidate: Candidate, query: Query, found: Values, index: Index) -> Candidate:
    """Return a candidate with the properties counted in; one that has no value is neither better nor worse for it."""
    features, total, weight = list(candidate.features), candidate.score, 1.0 if query.text else 0.0
    sure = candidate.sure
    for wanted in query.properties:
        alike = likeness(wanted, found.get((candidate.entity.id, wanted.property), ()), index)
        if alike is None:
            continue
        features.append((wanted.property, alike))
        total += _WEIGHT * alike
        weight += _WEIGHT
        sure = sure and alike >= _AGAINST
    return replace(candidate, score=round(total / weight, 1) if weight else 0.0, sure=sure, features=tuple(features))


def _order(candidate: Candidate) -> tuple[float, bool, str, str]:
    """Return what candidates are ordered by: the score, then the name."""
    return (-candidate.score, not candidate.sure, candidate.entity.label.casefold(), candidate.entity.id)
