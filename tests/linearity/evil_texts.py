"""Texts that make a bad pattern slow: parts of the pattern itself, in its order, one of them many times.

In: a pattern. Out: what to put first and what to repeat behind it.
"""

import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

COMMON = (
    *("a", "A", "ä", "1", " ", "\t", "\n", "\xa0", ",", ".", "(", ")", "<", ">", "-", "–", "\xad", '"', "„", "“", "'"),
    *("/", ":", "*", "#", ";", "\\", "|", "_", "{", "%", "=", "a ", "A ", "1 ", " ,", "a,", "A, ", "A-", "1."),
    *("a.", "und "),
    *("Dr. ", "<b>", "<li>", "- a", "(a", "a)", "„a“ ", "\r\n", "a\n", "\n ", "\n\n ", "x@", "://", "%aa", ": ", "a: "),
)  # fmt: skip
_BETWEEN = (" ", "\n", ",", ", ", ".", "a", "A ", "1", "(", "<", "„", "-")
_WORDS = 2
_CHARACTERS: str = "a1 -,;~"
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CATEGORIES = {"SPACE": " ", "DIGIT": "1", "WORD": "a", "NOT_SPACE": "a", "NOT_DIGIT": "a", "NOT_WORD": " "}
Tree = Any
"""What the parser of `re` makes of a pattern."""


def evil_texts(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """Return pairs of a beginning and what to repeat."""
    source = pattern.pattern
    if isinstance(source, bytes):
        source = source.decode("latin-1")
    tree = parser.parse(source, pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE))
    whole = _sample(tree)
    common = (
        *(pair for text in COMMON for pair in (("", text), (whole, text))),
        *(("", whole + text) for text in _BETWEEN),
    )
    return [pair for pair in dict.fromkeys((*common, *_walk(tree, ""))) if pair[1]]


def _walk(tree: Tree, before: str) -> Iterator[tuple[str, str]]:
    """Yield what each part of a pattern makes, alone and behind what stands before it."""
    for code, value in tree:
        if code in _REPEATS:
            inner = _sample(value[2])
            yield from (("", inner), (before, inner), (before, f"{inner} "), ("", before + inner * 3 + " "))
            yield from (("", before), ("", f"{before} "))
        elif code is codes.BRANCH:
            for text in map(_sample, _telling(value[1])):
                yield from ((before, text), ("", before + text))
        for part in _parts(code, value):
            yield from _walk(part, before)
        before += _sample([(code, value)])
        yield "", before


def _parts(code: Tree, value: Tree) -> list[Tree]:
    """Return the patterns inside of a part."""
    if code in _REPEATS:
        return [value[2]]
    if code is codes.BRANCH:
        return _telling(value[1])
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [value] if code is codes.ATOMIC_GROUP else []


def _telling(branches: list[Tree]) -> list[Tree]:
    """Return the first branches, and those that are more than a word: one word is as good as another."""
    return [branch for place, branch in enumerate(branches) if place < _WORDS or any(c in _REPEATS for c, _ in branch)]


def _sample(tree: Tree) -> str:
    """Return a text that a pattern matches, apart from what it only looks at."""
    return "".join(_sample_of(code, value) for code, value in tree)


def _sample_of(code: Tree, value: Tree) -> str:
    if code in _REPEATS:
        return _sample(value[2]) * int(max(value[0], min(1, value[1])))
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return ""
    if parts := _parts(code, value):
        return _sample(parts[0])
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.IN:
        return _member(value)
    return "a" if code in (codes.ANY, codes.NOT_LITERAL) else ""


def _member(items: Tree) -> str:
    """Return a character of a set."""
    code, value = items[0]
    if code is codes.NEGATE:
        return next((found for found in _CHARACTERS if not any(_has(item, found) for item in items[1:])), "\x01")
    if code is codes.CATEGORY:
        return str(_CATEGORIES[str(value).removeprefix("CATEGORY_")])
    return chr(value if code is codes.LITERAL else value[0])


def _has(item: Tree, character: str) -> bool:
    """Return whether an item of a set holds a character."""
    code, value = item
    if code is codes.CATEGORY:
        kind = str(value).removeprefix("CATEGORY_")
        is_in = {"SPACE": character.isspace(), "DIGIT": character.isdigit(), "WORD": character.isalnum()}
        return is_in[kind.removeprefix("NOT_")] != kind.startswith("NOT_")
    first, last = (value, value) if code is codes.LITERAL else value
    return bool(first <= ord(character) <= last)
