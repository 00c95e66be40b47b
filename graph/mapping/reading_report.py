"""The reading report: how many characters of each document were understood, are boilerplate, or were not understood.

Without white space, the three add up to the characters of the document: nothing is dropped in silence.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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


class LeftOut(TypedDict):
    """A document that is not in the dataset because it is invalid, and why: lines as on standard error."""

    document: str
    problems: list[str]


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


def report_on(reading: Reading) -> DocumentReport:
    """Return the report on one document as a loader read it."""
    document = reading.document
    marks = _marks(document.text, reading.understood, reading.boilerplate)
    counts = Counter(mark for char, mark in zip(document.text, marks, strict=True) if not char.isspace())
    content = DocumentReport(
        document=document.name,
        loader=reading.loader,
        sha256=document.sha256,
        characters=sum(counts.values()),
        understood=counts[_UNDERSTOOD],
        boilerplate=counts[_BOILERPLATE],
        notUnderstood=_unread(document, marks),
        issues=[],
    )
    return with_issues(content, reading.issues)


def with_issues(content: DocumentReport, issues: Iterable[Issue]) -> DocumentReport:
    """Return the report on a document with issues found after reading, such as those of linking."""
    more = [
        IssueEntry(severity=issue.severity, code=issue.code, line=issue.line, message=issue.message) for issue in issues
    ]
    ordered = sorted([*content["issues"], *more], key=lambda issue: (issue["line"], issue["code"], issue["message"]))
    return DocumentReport(**{**content, "issues": ordered})


def issue_lines(content: DocumentReport, severity: str) -> tuple[str, ...]:
    """Return a document's issues of a severity as lines, `document:line: severity: message [code]`."""
    return tuple(
        f"{content['document']}:{issue['line']}: {severity}: {issue['message']} [{issue['code']}]"
        for issue in content["issues"]
        if issue["severity"] == severity
    )


def report_text(
    documents: Iterable[DocumentReport], shapes: Iterable[ShapeFinding], left_out: Iterable[LeftOut] = ()
) -> Iterator[str]:
    """Yield the reading report as JSON text, piece by piece; the documents are read one by one.

    Args:
        documents: The reports on the documents.
        shapes: What the shapes found.
        left_out: The documents that are not in the dataset because they are invalid; the key is missing without any.

    """
    yield "{"
    yield from _list("documents", documents)
    yield ","
    yield from _list("shapes", shapes)
    if found := tuple(left_out):
        yield ","
        yield from _list("leftOut", found)
    yield "\n}\n"


def _list(name: str, items: Iterable[object]) -> Iterator[str]:
    """Yield a list of an object, indented as `json.dumps` does it."""
    yield f'\n  "{name}": ['
    before = ""
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=2).replace("\n", "\n    ")
        yield f"{before}\n    {text}"
        before = ","
    yield "\n  ]" if before else "]"
