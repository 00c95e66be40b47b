"""A document's text cut into segments for its page: lines, and in each line the quoted passages, nested.

In: the text and the statements that it is evidence for, each with its passage. Out: `Line`s of `Segment`s. Positions
are characters of the text, the end exclusive, as in `#char=START,END` (RFC 5147).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"(?P<text>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


class CharacterRange(NamedTuple):
    """Characters `start` to `end` of a text."""

    start: int
    end: int

    @property
    def fragment(self) -> str:
        """The passage as the fragment of an IRI, without its `#`."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class ProvenStatement:
    """A statement that a passage proves; `value` is the IRI of its object, None where that is a literal."""

    passage: CharacterRange
    subject: str
    predicate: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line, with the passages that begin and end there.

    `opens` has the passages to open before the text: their fragments, None for the rest of one that began earlier.
    `closes` is how many to close after it. `innermost` is the innermost passage around the text.
    """

    text: str
    opens: tuple[str | None, ...]
    closes: int
    innermost: CharacterRange | None

    @property
    def has_words(self) -> bool:
        """Whether it has more than punctuation and a single character, which are too small for a link."""
        return sum(map(str.isalnum, self.text)) > 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1, the position of its first character, and its content."""

    number: int
    start: int
    segments: tuple[Segment, ...]
    statements: tuple[ProvenStatement, ...]
    """The statements that the passages which begin in this line prove."""


def lines(text: str, statements: Iterable[ProvenStatement]) -> Iterator[Line]:
    """Yield the lines of a text, each cut at the borders of the passages.

    Args:
        text: The decoded text; a line ends with LF, CR or both.
        statements: What it is evidence for; passages may overlap, those outside of the text are left out.

    """
    found: dict[CharacterRange, list[ProvenStatement]] = defaultdict(list)
    for statement in statements:
        if 0 <= statement.passage.start < statement.passage.end <= len(text):
            found[statement.passage].append(statement)
    waiting = sorted(found, key=lambda passage: (passage.start, -passage.end))
    starts = [passage.start for passage in waiting]
    open_: list[CharacterRange] = []
    named: set[CharacterRange] = set()
    first = 0
    for number, (start, content) in enumerate(_lines(text), start=1):
        end = start + len(content)
        last = bisect_left(starts, end, first)
        begun = [passage for passage in waiting[first:last] if passage.end > start]
        first = last
        open_ = [passage for passage in (*open_, *begun) if passage.end > start]
        segments = tuple(_segments(content, start, open_, named))
        said = tuple(statement for passage in begun for statement in found[passage])
        yield Line(number, start, segments, said)


def group_by_subject(statements: Sequence[ProvenStatement]) -> Mapping[str, tuple[ProvenStatement, ...]]:
    """Return statements by subject, in their order, each once."""
    grouped: dict[str, dict[ProvenStatement, None]] = defaultdict(dict)
    for statement in statements:
        grouped[statement.subject][statement] = None
    return {subject: tuple(said) for subject, said in grouped.items()}


def main_subject(statements: Sequence[ProvenStatement]) -> str:
    """Return the subject of most statements; of several, the one whose IRI sorts last."""
    grouped = group_by_subject(statements)
    return max(grouped, key=lambda subject: (len(grouped[subject]), subject))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield start and content of each line."""
    for match in _LINE.finditer(text):
        if match.end() > match.start() or match.end() < len(text):
            yield match.start(), match["text"]


def _segments(
    content: str, start: int, passages: Sequence[CharacterRange], named: set[CharacterRange]
) -> Iterator[Segment]:
    """Yield the segments of a line; `named` collects the passages that have begun."""
    end = start + len(content)
    inside = [passage for passage in passages if passage.start < end and passage.end > start]
    borders = sorted({start, end, *(border for passage in inside for border in passage if start < border < end)})
    stack: list[CharacterRange] = []
    # One step ahead: what is over the next segment as well stays open.
    overs = [*_over_each(borders[:-1], inside), []]
    for (left, right), (over, following) in zip(pairwise(borders), pairwise(overs), strict=True):
        opens = over[len(stack) :]
        kept = _common(over, following)
        names = tuple(None if passage in named else passage.fragment for passage in opens)
        named.update(opens)
        yield Segment(content[left - start : right - start], names, len(over) - kept, over[-1] if over else None)
        stack = over[:kept]


def _over_each(borders: Sequence[int], inside: Sequence[CharacterRange]) -> Iterator[list[CharacterRange]]:
    """Yield for each border the passages that go on behind it, in their order."""
    over: list[CharacterRange] = []
    begun = 0
    for border in borders:
        over = [passage for passage in over if passage.end > border]
        while begun < len(inside) and inside[begun].start <= border:
            over.append(inside[begun])
            begun += 1
        yield over


def _common(first: Sequence[CharacterRange], second: Sequence[CharacterRange]) -> int:
    """Return how many items two lists have in common from their beginning."""
    pairs = zip(first, second, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))
