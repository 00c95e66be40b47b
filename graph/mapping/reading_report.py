"""The reading report: how many characters of each document were understood, are boilerplate, or were not understood.

Without white space, the three add up to the characters of the document: nothing is dropped in silence.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from ruhrgraph.loaders.document import Document, Issue, Span
from ruhrgraph.loaders.records import Reading

_UNREAD, _UNDERSTOOD, _BOILERPLATE = 0, 1, 2


class NotUnderstood(TypedDict):
    """Text of a line that was not understood."""

    line: int
    text: str


class IssueEntry(TypedDict):
    """An issue as the report shows it."""

    severity: str
    code: str
    line: int
    message: str


class DocumentReport(TypedDict):
    """The report on one document; the counts are characters without white space."""

    document: str
    loader: str
    sha256: str
    characters: int
    understood: int
    boilerplate: int
    notUnderstood: list[NotUnderstood]
    issues: list[IssueEntry]


class ShapeFinding(TypedDict):
    """A thing that does not conform to a shape; `value` is the offending value, "" where there is none."""

    severity: str
    focus: str
    value: str
    shape: str
    message: str


class Report(TypedDict):
    """The report on all documents of a version, and what the shapes found in the graph."""

    documents: list[DocumentReport]
    shapes: list[ShapeFinding]


def _marks(text: str, understood: Sequence[Span], boilerplate: Sequence[Span]) -> bytearray:
    """Return a mark for each character. What is marked as both understood and boilerplate counts as understood."""
    marks = bytearray(len(text))
    for spans, mark in ((boilerplate, _BOILERPLATE), (understood, _UNDERSTOOD)):
        for span in spans:
            marks[span.start : span.end] = bytes([mark]) * (span.end - span.start)
    return marks


def _unread(document: Document, marks: bytearray) -> list[NotUnderstood]:
    """Return the text that was not understood, line by line, with one space between separate parts."""
    entries, start = [], 0
    for number, line in enumerate(document.lines(), 1):
        part = marks[start : start + len(line)]
        if _UNREAD in part:
            kept = (char if mark == _UNREAD else " " for char, mark in zip(line, part, strict=True))
            if text := " ".join("".join(kept).split()):
                entries.append(NotUnderstood(line=number, text=text))
        start += len(line) + 1
    return entries


def report_on(reading: Reading, more: Iterable[Issue] = ()) -> DocumentReport:
    """Return the report on one document.

    Args:
        reading: The document as a loader read it.
        more: Issues found after reading, such as those of linking.

    """
    document = reading.document
    marks = _marks(document.text, reading.understood, reading.boilerplate)
    counts = Counter(mark for char, mark in zip(document.text, marks, strict=True) if not char.isspace())
    issues = sorted((*reading.issues, *more), key=lambda issue: (issue.line, issue.code, issue.message))
    return DocumentReport(
        document=document.name,
        loader=reading.loader,
        sha256=document.sha256,
        characters=sum(counts.values()),
        understood=counts[_UNDERSTOOD],
        boilerplate=counts[_BOILERPLATE],
        notUnderstood=_unread(document, marks),
        issues=[
            IssueEntry(severity=issue.severity, code=issue.code, line=issue.line, message=issue.message)
            for issue in issues
        ],
    )


def report(readings: Iterable[Reading], more: Mapping[str, Sequence[Issue]]) -> Report:
    """Return the report on several documents; the shapes are checked later.

    Args:
        readings: The documents as the loaders read them.
        more: Issues found after reading, by the name of the document.

    """
    return Report(
        documents=[report_on(reading, more.get(reading.document.name, ())) for reading in readings], shapes=[]
    )


def as_json(content: Report) -> str:
    """Return a report as JSON text."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
