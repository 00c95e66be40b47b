"""A document whose text was changed for reading, and the way back to the positions of the file.

In: the parts of a text that are kept, each as it stands in the file and as it is read. Out: a document that knows the
place of each of its characters, and what was read of it with the positions of the file.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from ruhrgraph.loaders.document import Document, Issue, Span
from ruhrgraph.loaders.records import Reading


@dataclass(frozen=True, kw_only=True)
class MappedDocument(Document):
    """A changed document; `kept` are the parts of the `whole` one that it is made of."""

    whole: Document
    kept: tuple[Span, ...]
    starts: tuple[int, ...]
    """Where these parts begin in this document, and its end."""
    repairs: tuple[Issue, ...] = ()
    """What was repaired in the text."""

    def place(self, position: int) -> int:
        """Return the place of a character in the file, and behind the last one the file's end."""
        part = min(bisect_right(self.starts, position), len(self.kept)) - 1
        where, within = self.kept[part], position - self.starts[part]
        if position < self.starts[-1]:  # a ligature is one character there and two here
            within = min(within, where.end - where.start - 1)
        place = where.start + within
        return self.whole.place(place) if isinstance(self.whole, MappedDocument) else place

    def line(self, position: int) -> int:
        """Return the number of the line in the file."""
        whole = self.whole
        while isinstance(whole, MappedDocument):
            whole = whole.whole
        return whole.line(self.place(position))

    def span(self, span: Span) -> Span:
        """Return a span in the file."""
        start = self.place(span.start)
        return Span(start, self.place(span.end - 1) + 1 if span.end > span.start else start)

    def left_out(self) -> tuple[Span, ...]:
        """Return the parts of the whole document that this one lacks."""
        ends = (Span(0, 0), *self.kept, Span(len(self.whole.text), len(self.whole.text)))
        return tuple(Span(one.end, other.start) for one, other in pairwise(ends) if one.end < other.start)


def mapped(document: Document, parts: Iterable[tuple[Span, str]], repairs: tuple[Issue, ...] = ()) -> MappedDocument:
    """Return a document made of parts of another, each with the text that is read for it."""
    pieces = [*parts]
    same = {each.name: getattr(document, each.name) for each in fields(Document)}
    starts = tuple(accumulate((len(text) for _, text in pieces), initial=0))
    text = "".join(text for _, text in pieces)
    kept = tuple(span for span, _ in pieces)
    return MappedDocument(**{**same, "text": text}, whole=document, kept=kept, starts=starts, repairs=repairs)


def whole_reading(reading: Reading, read: MappedDocument, whole: Document) -> Reading:
    """Return what was read of a changed document with the positions of the whole one."""
    return replace(_placed(reading, read), document=whole)  # type: ignore[no-any-return]


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the names of a record's fields, or None if it is no record; a document has no places in it."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) and not issubclass(kind, Document) else None


def _placed(value: Any, read: MappedDocument) -> Any:  # noqa: ANN401  # whatever records hold; it stays of its type
    """Return a value in which all spans are those of the whole document."""
    if isinstance(value, Span):
        return read.span(value)
    if isinstance(value, tuple):
        return tuple([_placed(item, read) for item in value])
    kind: Hashable = value.__class__
    names = _names(kind)
    if names is None:
        return value
    return value.__class__(**{name: _placed(getattr(value, name), read) for name in names})
