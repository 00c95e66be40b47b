"""The forms in which names are looked up, so that spellings of one name share a form.

In: a name and the type of thing that has it or may have it. Out: its forms as keys, the most exact first.
"""

import re
from collections.abc import Iterator

from ruhrgraph.queries.similarity import has_letters, normalise, without_titles

_KIND_WORDS = frozenset(
    ("forum", "themenforum", "tf", "nr", "nummer", "projekt", "project", "handlungsfeld", "feld", "field")
)
_LETTERS_OR_DIGITS = re.compile(r"[a-z]+|[0-9]+")
_NEGATIVE = re.compile(r"\s*[-−–][0-9]")
_FAMILY_NAME = "~"
"""Stands before the form of a family name, so that it is not taken for a whole name."""


def name_forms(name: str, type_: str) -> Iterator[str]:
    """Yield the forms of a name: without blanks, with its words in order, and as the number that it may be."""
    person = type_ == "Person"
    names = normalise(without_titles(name) if person else name)
    if not names.words or _NEGATIVE.match(name):
        return
    if not has_letters(names.words):
        yield names.words
        yield _unpadded(names.words.split())
        return
    yield names.joined if not person else names.words.replace(" ", "")
    yield names.ordered
    rest = [word for word in _LETTERS_OR_DIGITS.findall(names.words) if word not in _KIND_WORDS]
    if rest and not has_letters(" ".join(rest)):
        yield _unpadded(rest)


def family_name_forms(name: str) -> Iterator[str]:
    """Yield the forms of the family names that a person's whole name may end in, one word or several."""
    words = normalise(without_titles(name)).words.split()
    for begin in range(1, len(words)):
        yield _FAMILY_NAME + " ".join(words[begin:])


def as_family_name(name: str) -> str:
    """Return the form of a name that is a family name alone."""
    return _FAMILY_NAME + normalise(without_titles(name)).words


def _unpadded(numbers: list[str]) -> str:
    """Return numbers without leading zeros: project 7-1 is 07-01."""
    return " ".join(number.lstrip("0") or "0" for number in numbers)
