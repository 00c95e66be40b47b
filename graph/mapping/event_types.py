"""Which concept the wording of an event's kind falls under: `Workshops`, `Auftaktworkshop` and `Workshop` are one.

In: a kind as a document words it. Out: keys of the concepts in `ontology/authorities/konzepte.ttl`.
"""

import re

from ruhrgraph.ontology.names import find_authority, fold, spellings

_BETWEEN = re.compile(r"/|,|\bund\b")
_ADJECTIVE = re.compile(r"\w{1,80}e[nrs]?")
_SHORTEST_HEAD = 5


def event_types(wording: str) -> tuple[str, ...]:
    """Return the keys of the concepts that a wording falls under; none where none fits.

    Several kinds stand between `/`, `,` or `und`. Adjectives before a kind do not matter. Of a compound the last part
    counts, as in German it says what the whole is.
    """
    found = (_type(part.split()) for part in _BETWEEN.split(wording))
    return tuple(dict.fromkeys(key for key in found if key))


def _type(words: list[str]) -> str | None:
    """Return the key of the concept of one kind, or None."""
    while words:
        if record := find_authority("veranstaltungstyp", " ".join(words)):
            return record.key
        if len(words) == 1:
            return _type_of_compound(words[0])
        if not _ADJECTIVE.fullmatch(words[0]):
            return None
        words = words[1:]
    return None


def _type_of_compound(word: str) -> str | None:
    """Return the key of the concept with the longest name that a word ends with, or None."""
    folded = fold(word)
    names = [name for name in spellings("veranstaltungstyp") if len(name) >= _SHORTEST_HEAD and folded.endswith(name)]
    return spellings("veranstaltungstyp")[max(names, key=len)].key if names else None
