"""Finds things while somebody types, and what somebody may have meant.

In: the beginning of a name, or words that nothing has. Out: things, the best first; words that are spelled alike.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from ruhrgraph.queries.similarity import normalise
from ruhrgraph.queries.things import Entity, Things, TypeIndex

_ALIKE = 74.0
"""The score from which on a word is taken for a misspelling of another one."""
_LEAST_LETTERS = 4
"""A shorter word is like too many others."""


def find_by_prefix(prefix: str, indexes: Iterable[TypeIndex]) -> list[Entity]:
    """Return the things with a name that begins with a text, then those with a word in it that does.

    Args:
        prefix: What was typed so far; without letters and digits, all things are found.
        indexes: The things to look among.

    """
    wanted = normalise(prefix).words
    found: dict[str, tuple[int, Entity]] = {}
    for index in indexes:
        for place, words in enumerate(index.words):
            if (rank := _rank(wanted, words)) is not None:
                owner = index.owners[place]
                found[owner.id] = min((rank, owner), found.get(owner.id, (rank, owner)), key=lambda item: item[0])
    ranked = sorted((rank, owner.label.casefold(), owner.id, owner) for rank, owner in found.values())
    return [entity for *_, entity in ranked]


def similar_words(text: str, things: Things, types: Sequence[str]) -> str:
    """Return a text with each word that no name has replaced by the one most like it; "" if there is none.

    Args:
        text: What somebody searched for.
        things: The named things of a version.
        types: The types whose names are compared.

    """
    known = _words(things, types)
    found = [_similar(word, known) for word in text.split()]
    better = " ".join(found)
    return better if better and better != " ".join(text.split()) else ""


def _words(things: Things, types: Sequence[str]) -> dict[str, str]:
    """Return the words of all names as they are written, by the form in which they are compared."""
    return {
        normalise(word).joined: word.strip("„“”\"',;:.()")
        for type_ in types
        if type_ in things.by_type
        for entity in things.by_type[type_].entities
        for name in entity.names
        for word in name.split()
    }


def _similar(word: str, known: dict[str, str]) -> str:
    """Return the known word that is most like a word; the word itself where it is known, or none is like it."""
    wanted = normalise(word).joined
    if wanted in known or len(wanted) < _LEAST_LETTERS:
        return word
    best = process.extractOne(wanted, known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return known[best[0]] if best else word


def _rank(wanted: str, words: str) -> int | None:
    """Return how well a name fits: 0 if it begins so, 1 for a word in it, 2 for nothing wanted, None for not at all."""
    if not wanted:
        return 2
    if words.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in words else None
