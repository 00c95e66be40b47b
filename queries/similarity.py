"""How similar two names are: spelled the same, inverted, misspelled, or one a part of the other.

In: names as people write them. Out: normalised names, and a score from 0 to 100.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from ruhrgraph.ontology.names import slug

EXACT_SCORE = 100.0
"""The score of names that differ at most in case, accents, punctuation and the order of their words."""
LEAST_SCORE = 60.0
"""The score below which names count as different."""
_NEARLY = 99.0
_PART, _PART_BY_LENGTH = 60.0, 35.0
_LEAST_PART = 4
_OTHER_NUMBER = 75.0
_NUMBER = re.compile(r"\b[0-9]+\b")
_LETTER = re.compile(r"[a-z]")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{2,5}")
_TITLE = re.compile(
    r"^(?:(?:herrn?|frau|prof(?:essor(?:in)?)?|dr(?:in)?|dipl|ing|med|phil|rer|nat|pol|jur|h|c|mult|pd|"
    r"(?:staats)?(?:minister|sekretaer)(?:in)?|ministerpraesident(?:in)?)-)+"
)


@dataclass(frozen=True, slots=True)
class NormalisedName:
    """A name in the forms in which it is compared."""

    words: str
    """Its words in lower case ASCII, with a blank between."""
    ordered: str
    """The same words in alphabetical order; those of a name without letters keep their order."""
    joined: str
    """The same words without blanks, so that `E.ON` is `EON`."""


@lru_cache(maxsize=4096)
def normalise(name: str) -> NormalisedName:
    """Return a name as it is compared; a family name before a comma goes behind the given name."""
    before, comma, behind = name.partition(",")
    turned = slug(f"{behind} {before}") if comma else slug(name)
    words = turned.replace("-", " ")
    ordered = " ".join(sorted(words.split())) if _LETTER.search(words) else words
    return NormalisedName(words, ordered, slug(name).replace("-", ""))


def without_titles(name: str) -> str:
    """Return a person's name without a form of address, an office or academic titles before it, as a slug."""
    before, comma, behind = name.partition(",")
    turned = slug(f"{behind} {before}") if comma else slug(name)
    return _TITLE.sub("", f"{turned}-").strip("-") or turned


def has_letters(name: str) -> bool:
    """Return whether a name is more than a number or a code."""
    return bool(_LETTER.search(slug(name)))


def is_same(one: NormalisedName, other: NormalisedName) -> bool:
    """Return whether two names are spelled the same."""
    return bool(one.words) and (one.ordered == other.ordered or one.joined == other.joined)


def score(one: NormalisedName, other: NormalisedName) -> float:
    """Return how similar two names are, from 0 to 100; 0 also for all below `LEAST_SCORE`."""
    if not one.words or not other.words:
        return 0.0
    if is_same(one, other):
        return EXACT_SCORE
    if not _LETTER.search(one.words) or not _LETTER.search(other.words):
        # Another digit makes it another number, not a misspelling.
        return 0.0
    alike = max(fuzz.ratio(one.words, other.words), fuzz.ratio(one.ordered, other.ordered))
    best = min(_NEARLY, max(alike, _part(one, other)))
    if set(_NUMBER.findall(one.words)) != set(_NUMBER.findall(other.words)):
        # Themenforum 13 is not Themenforum 12, however similar they look.
        best = min(best, _OTHER_NUMBER)
    return round(best, 1) if best >= LEAST_SCORE else 0.0


def _part(one: NormalisedName, other: NormalisedName) -> float:
    """Return the score of two names where one has all words of the other: the larger part, the better."""
    shorter, longer = sorted((set(one.words.split()), set(other.words.split())), key=len)
    lengths = sorted((len(one.words), len(other.words)))
    if not shorter <= longer or lengths[0] < _LEAST_PART:
        return 0.0
    return _PART + _PART_BY_LENGTH * lengths[0] / lengths[1]


def written_alike(acronym: str, query: str) -> bool:
    """Return whether a query can certainly mean a name: an acronym only in capitals (`IM`, not `im`)."""
    return not _ACRONYM.fullmatch(acronym) or query.strip() == acronym
