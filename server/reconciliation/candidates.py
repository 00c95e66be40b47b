"""Candidates: which things a name may mean, how likely that is, and when it is a match.

In: a query and the index. Out: candidates, the best first. A match is one thing alone that has exactly this name and
whose properties do not contradict the query; a misspelled name is never a match.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from ruhrgraph.queries.similarity import (
    EXACT_SCORE,
    LEAST_SCORE,
    NormalisedName,
    has_letters,
    is_same,
    normalise,
    score,
    without_titles,
    written_alike,
)
from ruhrgraph.queries.things import Entity, TypeIndex
from ruhrgraph.server.reconciliation.entity_types import ENTITY_TYPES
from ruhrgraph.server.reconciliation.index import Index
from ruhrgraph.server.reconciliation.property_values import Values, value_similarity
from ruhrgraph.server.reconciliation.requests import ReconciliationQuery

_WEIGHT = 0.4
"""The weight of a property; that of the name is 1."""
_CONTRADICTS = 80.0
"""The score below which a property contradicts the query."""
_ALMOST = 95.0
"""The score of a name that is spelled the same but could mean something else."""
_LONGEST = 500
"""Characters; a longer text is not taken for a name."""
_MOST = 100
"""How many candidates have their properties compared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a query may mean."""

    entity: Entity
    score: float
    """From 0 to 100."""
    certain: bool
    """Whether it is a match if no other candidate is certain."""
    match: bool = False
    features: tuple[tuple[str, float], ...] = ()
    """The scores of the name and of each property."""


def find_candidates(query: ReconciliationQuery, index: Index) -> list[Candidate]:
    """Return the things that a query's name may mean, the best first; without a name all of the types asked for."""
    types = index.known_types(query.types) if query.types else ENTITY_TYPES
    if len(query.text) > _LONGEST or not (query.text or query.properties):
        # No error, as it would be the answer to all other queries of the batch.
        return []
    if not query.text:
        found = [Candidate(entity, 0.0, certain=False) for type_ in types for entity in index.by_type[type_].entities]
        return sorted(found, key=_order)
    if (entity := index.find(query.text)) and entity.type in types:
        return [Candidate(entity, EXACT_SCORE, certain=True, features=(("name", EXACT_SCORE),))]
    certain = len(types) == 1 or has_letters(query.text)
    found = []
    for type_ in types:
        asked = normalise(without_titles(query.text)) if type_ == "Person" else normalise(query.text)
        for entity in _similar(asked, index.by_type[type_]):
            found.append(_named(entity, asked, query.text, certain=certain))
    return sorted((candidate for candidate in found if candidate.score), key=_order)[:_MOST]


def rank_candidates(
    candidates: Iterable[Candidate], query: ReconciliationQuery, found: Values, index: Index
) -> list[Candidate]:
    """Return the candidates ranked by name and properties, with the match if there is one.

    Args:
        candidates: The candidates by name.
        query: The query.
        found: The values of the query's properties.
        index: All names.

    """
    weighed = sorted((_with_properties(candidate, query, found, index) for candidate in candidates), key=_order)
    if sum(candidate.certain for candidate in weighed) == 1 and weighed[0].certain:
        weighed[0] = replace(weighed[0], match=True)
    return [candidate for candidate in weighed if candidate.score >= LEAST_SCORE][: query.limit]


def _similar(asked: NormalisedName, names: TypeIndex) -> Collection[Entity]:
    """Return the things of a type with a name similar to the one asked for."""
    searches = (
        (asked.words, names.words, fuzz.ratio, LEAST_SCORE),
        (asked.ordered, names.ordered, fuzz.ratio, LEAST_SCORE),
        (asked.words, names.words, fuzz.token_set_ratio, EXACT_SCORE),
    )
    found = {entity.id: entity for entity in names.joined.get(asked.joined, ())}
    for wanted, choices, scorer, least in searches:
        for _, _, place in process.extract(wanted, choices, scorer=scorer, score_cutoff=least, limit=None):
            found[names.owners[place].id] = names.owners[place]
    return found.values()


def _named(entity: Entity, asked: NormalisedName, text: str, *, certain: bool) -> Candidate:
    """Return a thing as a candidate, scored by the best of its names."""
    best = max(score(asked, names) for names in entity.normalised)
    exact = certain and any(
        is_same(asked, names) and written_alike(name, text)
        for name, names in zip(entity.names, entity.normalised, strict=True)
    )
    found = min(best, EXACT_SCORE if exact else _ALMOST)
    return Candidate(entity, found, exact, features=(("name", found),))


def _with_properties(candidate: Candidate, query: ReconciliationQuery, found: Values, index: Index) -> Candidate:
    """Return a candidate with its properties in the score; a property without value changes nothing."""
    features, total, weight = list(candidate.features), candidate.score, 1.0 if query.text else 0.0
    certain = candidate.certain
    for wanted in query.properties:
        similarity = value_similarity(wanted, found.get((candidate.entity.id, wanted.property), ()), index)
        if similarity is None:
            continue
        features.append((wanted.property, similarity))
        total += _WEIGHT * similarity
        weight += _WEIGHT
        certain = certain and similarity >= _CONTRADICTS
    return replace(
        candidate, score=round(total / weight, 1) if weight else 0.0, certain=certain, features=tuple(features)
    )


def _order(candidate: Candidate) -> tuple[float, bool, str, str]:
    """Return the sort key of candidates: the score, then the name."""
    return (-candidate.score, not candidate.certain, candidate.entity.label.casefold(), candidate.entity.id)
