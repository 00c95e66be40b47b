"""Long runs of white space, which are cut short while a document is read.

How long a run is says nothing, and a grammar may go through it again from each of its characters.

In: a document. Out: a shorter one for the loaders.
"""

import re
from collections.abc import Iterator

from ruhrgraph.loaders.document import Document, Span
from ruhrgraph.loaders.mapped_document import MappedDocument, mapped

_BLANKS, _EMPTY_LINES = 16, 4
"""How many blanks and empty lines of a run are kept."""
_RUN = re.compile(r"\s{6,}")


def shortened(document: Document) -> MappedDocument:
    """Return a document with short runs of white space only."""
    return mapped(document, ((part, document.text[part.start : part.end]) for part in _kept(document.text)))


def _kept(text: str) -> Iterator[Span]:
    """Yield the parts of a text that are kept: of a run its first lines and its last, of each the first blanks."""
    begin = 0
    for run in _RUN.finditer(text):
        lines = run[0].splitlines(keepends=True)
        lines[_EMPTY_LINES:-1] = ["".join(lines[_EMPTY_LINES:-1])]  # of these nothing is kept
        place = run.start()
        for number, line in enumerate(lines, 1):
            end = place + len(line)
            blanks = len(line.rstrip("\r\n"))
            if number == _EMPTY_LINES + 1:
                yield Span(begin, place)
                begin = end
            elif blanks > _BLANKS:
                yield Span(begin, place + _BLANKS)
                begin = place + blanks
            place = end
    yield Span(begin, len(text))
