"""Long runs of white space, which are cut short while a document is read.

How long a run is says nothing, and a grammar may go through it again from each of its characters.

In: a document. Out: a shorter one for the loaders, and what they read of it with the positions of the whole one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import accumulate
from typing import Any

from ruhrgraph.loaders.document import Document, Span
from ruhrgraph.loaders.records import Reading

_BLANKS, _EMPTY_LINES = 16, 4
"""How many blanks and empty lines of a run are kept."""
_RUN = re.compile(r"\s{6,}")


@dataclass(frozen=True, kw_only=True)
class ShortDocument(Document):
    """A document without most of its white space; `kept` are the parts of the whole that it is made of."""

    whole: Document
    kept: tuple[Span, ...]
    starts: tuple[int, ...]
    """Where these parts begin in this document, and its end."""

    def place(self, position: int) -> int:
        """Return a position in the whole document; at the end of a part, what was left out belongs to it."""
        part = min(bisect_right(self.starts, position), len(self.kept)) - 1
        return self.kept[part].start + position - self.starts[part]

    def line(self, position: int) -> int:
        """Return the number of the line in the whole document."""
        return self.whole.line(self.place(position))


def shortened(document: Document) -> ShortDocument:
    """Return a document with short runs of white space only."""
    kept = tuple(_kept(document.text))
    starts = tuple(accumulate((part.end - part.start for part in kept), initial=0))
    text = "".join(document.text[part.start : part.end] for part in kept)
    same = {each.name: getattr(document, each.name) for each in fields(document)}
    return ShortDocument(**{**same, "text": text}, whole=document, kept=kept, starts=starts)


def _kept(text: str) -> Iterator[Span]:
    """Yield the parts of a text that are kept: of a run its first lines and its last, of each the first blanks."""
    begin = 0
    for run in _RUN.finditer(text):
        lines = run[0].splitlines(keepends=True)
        place = run.start()
        for number, line in enumerate(lines, 1):
            end = place + len(line)
            blanks = len(line.rstrip("\r\n"))
            if _EMPTY_LINES < number < len(lines):
                yield Span(begin, place)
                begin = end
            elif blanks > _BLANKS:
                yield Span(begin, place + _BLANKS)
                begin = place + blanks
            place = end
    yield Span(begin, len(text))


def whole_reading(reading: Reading, short: ShortDocument, whole: Document) -> Reading:
    """Return what was read of a shortened document with the positions of the whole one."""
    return replace(_placed(reading, short), document=whole)  # type: ignore[no-any-return]


def _placed(value: Any, short: ShortDocument) -> Any:  # noqa: ANN401  # whatever records hold; it stays of its type
    """Return a value in which all spans are those of the whole document."""
    if isinstance(value, Span):
        return Span(short.place(value.start), short.place(value.end))
    if isinstance(value, tuple):
        return tuple(_placed(item, short) for item in value)
    if is_dataclass(value) and not isinstance(value, Document | type):
        return replace(value, **{each.name: _placed(getattr(value, each.name), short) for each in fields(value)})
    return value
