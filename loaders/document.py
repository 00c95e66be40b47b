"""A document as text, places in it, and the log of what a loader understood.

Positions are characters of the decoded and composed text (`ontology.text`), counted from 0, the end exclusive (as in
RFC 5147 fragments). The SHA-256 of a document is that of the bytes of its file.
"""

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Generic, Literal, TypeVar

from ruhrgraph.loaders.metadata import Metadata, parse
from ruhrgraph.ontology.errors import DocumentError
from ruhrgraph.ontology.names import slug
from ruhrgraph.ontology.text import decode as decode_text

Severity = Literal["error", "warning", "note"]
T = TypeVar("T")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_LINE_END = re.compile(r"\n|\r(?!\n)")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A span of a document: characters `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadValue(Generic[T]):
    """A value read from a document, with the spans that it was read from."""

    value: T
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document's text, with its position: `text` begins at character `start` of the document."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The position behind the last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The span that the passage covers."""
        return Span(self.start, self.end)

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """Return the part between two positions relative to this passage."""
        return Passage(self.text[start:end], self.start + start)

    def group(self, match: re.Match[str], group: int | str = 0) -> "Passage | None":
        """Return the part that a group of a match on `text` matched, or None if the group did not take part."""
        start, end = match.span(group)
        return None if start < 0 else self.cut(start, end)

    def strip(self, characters: str | None = None) -> "Passage":
        """Return the passage without leading and trailing `characters` (white space by default)."""
        start = len(self.text) - len(self.text.lstrip(characters))
        end = max(start, len(self.text.rstrip(characters)))
        return self.cut(start, end)

    def split(self, separator: re.Pattern[str]) -> "list[Passage]":
        """Return the parts between the matches of `separator`, empty ones too."""
        parts, last = [], 0
        for match in separator.finditer(self.text):
            parts.append(self.cut(last, match.start()))
            last = match.end()
        return [*parts, self.cut(last)]

    def lines(self) -> "Iterator[Passage]":
        """Yield the lines without their line ends."""
        start = 0
        for line in self.text.splitlines(keepends=True):
            yield Passage(line.rstrip("\r\n"), self.start + start)
            start += len(line)

    def read(self) -> "ReadValue[str]":
        """Return the passage as a value: its text, with any run of white space replaced by one space."""
        passage = self.strip()
        return ReadValue(" ".join(passage.text.split()), (passage.span,))


def text_of(passage: Passage | None) -> ReadValue[str] | None:
    """Return a passage as a value, or None if there is no passage or no text in it."""
    return passage.read() if passage is not None and passage.text.strip() else None


@dataclass(frozen=True)
class Document:
    """A source document: its name (a slug, used in IRIs), its text, the SHA-256 of its bytes, and its record."""

    name: str
    text: str
    sha256: str
    metadata: Metadata | None = None
    where: str = ""
    """The path that the caller gave, for messages."""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line(self, position: int) -> int:
        """Return the number of the line, from 1, that a character is in."""
        return bisect_right(self._line_starts, position)

    def lines(self) -> list[str]:
        """Return the lines as they are counted, each without the one character that ends it."""
        return _LINE_END.split(self.text)

    @property
    def passage(self) -> Passage:
        """The whole text."""
        return Passage(self.text, 0)


def read(path: Path, where: str = "") -> Document:
    """Read a file as a document.

    Args:
        path: A text file in UTF-8, with or without a byte order mark; its record may stand beside it (`NAME.toml`).
        where: How messages name the file, if not by this path.

    Returns:
        The document, named by the slug of the file's stem.

    Raises:
        DocumentError: The file is missing, empty, no text, or not in UTF-8; or its record cannot be read.

    """
    data = _content(path, where or str(path))
    record = path.with_suffix(".toml")
    metadata = parse(_content(record, str(record)), str(record)) if os.path.lexists(record) else None
    return parse_document(path.stem, data, where or str(path), metadata)


def check_file(path: Path, where: str) -> None:
    """Check that there is a file, without reading it.

    Raises:
        DocumentError: There is none, or something else: to read a pipe may take for ever.

    """
    try:
        is_file = S_ISREG(path.stat().st_mode)
    except OSError as error:
        raise _unreadable(where, error.strerror) from error
    if not is_file:
        raise _unreadable(where, "no file, but a folder, a pipe or a device")


def _content(path: Path, where: str) -> bytes:
    check_file(path, where)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(where, error.strerror) from error


def _unreadable(where: str, reason: str | None) -> DocumentError:
    return DocumentError(f"{where}: cannot be read ({reason or 'unreadable'}); name an existing, readable file")


def parse_document(name: str, data: bytes, where: str, metadata: Metadata | None = None) -> Document:
    """Return a document from its bytes.

    Args:
        name: What the document is called, such as the stem of its file; its slug becomes part of IRIs.
        data: The bytes of the file.
        where: How messages name the file.
        metadata: The record of the document, if there is one.

    Raises:
        DocumentError: There is no text, a control character that no text has, or a byte that is not UTF-8.

    """
    try:
        text = decode_text(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{where}:{line}: byte {error.start} is not UTF-8; save the document as UTF-8 and build again"
        ) from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise DocumentError(f"{where}:{line}: holds binary data, not text; name a text document")
    if not text.strip():
        raise DocumentError(f"{where}: is empty; name a document with text")
    key = slug(name)
    if not key:
        raise DocumentError(f"{where}: its name has no letter or digit to name it by; rename the file")
    return Document(key, text, hashlib.sha256(data).hexdigest(), metadata, where)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in a document that had to be repaired, is doubtful, or is wrong; `line` counts from 1."""

    severity: Severity
    code: str
    line: int
    message: str


@dataclass
class ReadingLog:
    """What a loader records while it reads: the spans it understood, known boilerplate, and the issues it met."""

    document: Document
    understood: list[Span] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def mark_understood(self, *passages: Passage | Span | None) -> None:
        """Record spans as understood; None is skipped."""
        self.understood += [item.span if isinstance(item, Passage) else item for item in passages if item is not None]

    def mark_boilerplate(self, *passages: Passage) -> None:
        """Record spans as known boilerplate, such as a menu of the web page."""
        self.boilerplate += [passage.span for passage in passages]

    def add_issue(self, severity: Severity, code: str, position: int, message: str) -> None:
        """Record an issue at a character position of the document."""
        self.issues.append(Issue(severity, code, self.document.line(position), message))
