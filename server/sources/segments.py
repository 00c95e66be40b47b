"""A document's text cut for its page: lines, and in each line the passages that are quoted, one inside of the other.

In: the text and the statements that it is evidence for, each with its passage. Out: `Line`s of `Piece`s; positions are
characters of the text, the end exclusive, so that `#char=START,END` (RFC 5147) means the same everywhere.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"(?P<text>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


class Place(NamedTuple):
    """A passage: characters `start` to `end`."""

    start: int
    end: int

    @property
    def fragment(self) -> str:
        """The passage as the fragment of an IRI, without its `#`."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that a passage is evidence for; `value` is the IRI of its object, None for a text or a number."""

    place: Place
    subject: str
    predicate: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, with the passages that begin and end there.

    `opens` are those to open before the text: their fragments, None for the rest of one that began earlier. `closes` is
    how many to close after it. `inner` is the innermost passage that the text lies in.
    """

    text: str
    opens: tuple[str | None, ...]
    closes: int
    inner: Place | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1, the position of its first character, and what is in it."""

    number: int
    start: int
    pieces: tuple[Piece, ...]
    statements: tuple[Statement, ...]
    """What is evident from the passages that begin in this line."""


def lines(text: str, statements: Iterable[Statement]) -> Iterator[Line]:
    """Yield the lines of a text, each cut at the borders of the passages.

    Args:
        text: The decoded text; a line ends with LF, CR or both.
        statements: What it is evidence for; passages may overlap as they like, those outside of the text are left out.

    """
    found: dict[Place, list[Statement]] = defaultdict(list)
    for statement in statements:
        if 0 <= statement.place.start < statement.place.end <= len(text):
            found[statement.place].append(statement)
    waiting = sorted(found, key=lambda place: (place.start, -place.end))
    starts = [place.start for place in waiting]
    open_: list[Place] = []
    named: set[Place] = set()
    first = 0
    for number, (start, content) in enumerate(_lines(text), start=1):
        end = start + len(content)
        last = bisect_left(starts, end, first)
        begun = [place for place in waiting[first:last] if place.end > start]
        first = last
        open_ = [place for place in (*open_, *begun) if place.end > start]
        pieces = tuple(_pieces(content, start, open_, named))
        said = tuple(statement for place in begun for statement in found[place])
        yield Line(number, start, pieces, said)


def subjects(statements: Sequence[Statement]) -> Mapping[str, tuple[Statement, ...]]:
    """Return statements by what they are about, in their order, each once."""
    grouped: dict[str, dict[Statement, None]] = defaultdict(dict)
    for statement in statements:
        grouped[statement.subject][statement] = None
    return {subject: tuple(said) for subject, said in grouped.items()}


def main_subject(statements: Sequence[Statement]) -> str:
    """Return what a passage is foremost about: what most statements are about, else what is named last."""
    grouped = subjects(statements)
    return max(grouped, key=lambda subject: (len(grouped[subject]), subject))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield start and content of each line."""
    for match in _LINE.finditer(text):
        if match.end() > match.start() or match.end() < len(text):
            yield match.start(), match["text"]


def _pieces(content: str, start: int, places: Sequence[Place], named: set[Place]) -> Iterator[Piece]:
    """Yield the pieces of a line; `named` are the passages whose beginning has been, and grows."""
    end = start + len(content)
    inside = [place for place in places if place.start < end and place.end > start]
    borders = sorted({start, end, *(border for place in inside for border in place if start < border < end)})
    stack: list[Place] = []
    for left, right in pairwise(borders):
        over = [place for place in inside if place.start <= left and place.end >= right]
        opens = over[len(stack) :]
        following = [place for place in inside if place.start <= right < place.end] if right < end else []
        kept = _common(over, following)
        names = tuple(None if place in named else place.fragment for place in opens)
        named.update(opens)
        yield Piece(content[left - start : right - start], names, len(over) - kept, over[-1] if over else None)
        stack = over[:kept]


def _common(first: Sequence[Place], second: Sequence[Place]) -> int:
    """Return how many places two lists have in common from their beginning."""
    pairs = zip(first, second, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))
