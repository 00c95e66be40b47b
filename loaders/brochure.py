"""The parts of a brochure: title, foreword, contents list, Handlungsfelder and Projekte, each with its lines.

In: the lines of the document. Out: its parts. A heading that is lost or was meant to be one is reported at its line,
and what stands below it is in no part.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.markup import plain, trim
from ruhrgraph.loaders.grammar.numbers import WORDS, parse_number
from ruhrgraph.loaders.project_headings import (
    MARKED_CODE,
    Heading,
    is_marked,
    is_sentence,
    looks_malformed,
    read_heading,
    read_malformed_heading,
)
from ruhrgraph.loaders.project_rows import find_row_start
from ruhrgraph.ontology.names import fold

_HEADING = re.compile(r"^\s*(?P<level>#{1,6})\s+(?P<text>.*)$")
_NUMBER = rf"(?:\d{{1,9}}|{'|'.join(WORDS)})"
_CONTENTS = re.compile(
    rf"\b(?P<fields>{_NUMBER})\s+Handlungsfelde?r?n?\s*(?:mit|und|,|/|–|-)\s*(?:(?:insgesamt|ihren|je)\s+)?(?P<projects>{_NUMBER})\s+Projekte?n?\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*[-*•–]\s+")
_UNDERLINE = re.compile(r"^\s*(?:-{3,}|={3,})\s*$")
_CONTENTS_WORD = re.compile(r"(?:Inhalt|Inhaltsverzeichnis|Inhaltsübersicht|Übersicht|Verzeichnis)\W*$", re.IGNORECASE)
_LEADER = re.compile(r"\s*(?:(?<!\.)\.{3,}+|(?<!…)…++)\s*(?:</b>)?\s*(?:<b>)?\s*(?P<page>\d{1,9})\s*(?:</b>)?\s*$")
_PAGE_ALONE = re.compile(r"(?<=[)>\t])\s*(?:<b>)?\s*(?P<page>\d{1,4})\s*(?:</b>)?\s*$")
_LIKENESS, _MOST_FIELDS = 0.85, 20
"""How like a listed title a heading is, and how many titles are compared."""
_LONGEST_CONTENTS_HEADING, _LONGEST_HEADING = 120, 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list: a field (without code) or a project, with its page."""

    title: Passage
    page: ReadValue[int] | None
    heading: Heading | None


@dataclass
class Brochure:
    """The brochure's parts while they are collected; each project with the field that it stands under."""

    titel: Passage | None = None
    foreword: list[Passage] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    listed_fields: dict[str, Entry] = field(default_factory=dict)
    fields: list[tuple[Passage, list[Passage]]] = field(default_factory=list)
    projects: list[tuple[Heading, list[Passage], int]] = field(default_factory=list)
    declared: tuple[int, int, Passage] | None = None


def collect(lines: list[Passage], log: ReadingLog) -> Brochure:
    """Sort the lines into the brochure's parts, from heading to heading."""
    collector = _Collector(lines, log)
    for number, line in enumerate(lines):
        collector.take(number, line)
    return collector.body


class _Collector:
    """Goes through the lines, and keeps in mind which part the next one belongs to."""

    def __init__(self, lines: list[Passage], log: ReadingLog) -> None:
        self.log = log
        self.body = Brochure()
        self.current = self.body.foreword
        self.in_contents = False
        self.field_level: int | None = None
        self.read_fields: set[str] = set()
        self.before_rows = _before_rows(lines)
        self.before_projects = _before_projects(lines)

    def take(self, number: int, line: Passage) -> None:
        """Put a line where it belongs."""
        heading = _HEADING.match(line.text)
        title = line.cut(heading.start("text")) if heading else line
        if self._take_contents(line, is_heading=heading is not None) or self._take_project(number, line):
            return
        if heading and self.body.titel is None and heading["level"] == "#":
            self.body.titel = title
            self.log.mark_understood(line)
        elif self._is_field(number, title, heading):
            self._begin_field(line, title, heading)
        elif heading and self.current is self._project_lines() and find_row_start(line):
            self.current.append(line)
        elif heading:
            self._take_other_heading(line, title, heading)
        elif self.in_contents and self.body.entries and line.text.strip():
            message = f"„{plain(line.text)[:60]}“ in the contents list is no entry `Title ..... page`"
            self.log.add_issue("warning", "unread-text", line.start, f"{message}; correct it, or take it out")
        elif self.current is not self._project_lines() and _is_lost_row(line):
            message = f"„{plain(line.text)[:60]}“ is a row of a project, and no project's heading stands before it"
            self._lose(line, "row-misplaced", f"{message}; add the heading `### Title (ACRONYM, code)`")
        else:
            self.current.append(line)

    def _project_lines(self) -> list[Passage] | None:
        return self.body.projects[-1][1] if self.body.projects else None

    def _lose(self, line: Passage, code: str, message: str) -> None:
        """Report a line that breaks the structure; what follows it is in no part."""
        self.log.add_issue("error", code, line.start, message)
        self.current = []

    def _take_contents(self, line: Passage, *, is_heading: bool) -> bool:
        """Take the heading of the contents list or one of its entries; return whether the line is one."""
        text = plain(line.text.strip("# ")[:_LONGEST_HEADING])
        counts = _CONTENTS.search(text) if self.body.declared is None else None
        short = is_heading or (len(text) < _LONGEST_CONTENTS_HEADING and not text.endswith((".", ":")))
        if counts and short:
            self.body.declared = (parse_number(counts["fields"]), parse_number(counts["projects"]), line)
            self.in_contents = True
        elif is_heading and _CONTENTS_WORD.match(text) and not self.body.fields:
            self.in_contents = True
        elif (
            not is_heading
            and (self.in_contents or not (self.body.fields or self.body.projects))
            and (entry := self._entry(line))
        ):
            self.in_contents = True
            self._add_entry(entry)
        else:
            return False
        self.log.mark_understood(line)
        return True

    def _entry(self, line: Passage) -> Entry | None:
        """Return a line of the contents list: a title, a leader of dots, a page; some lack the leader."""
        leader = _LEADER.search(line.text)
        if leader is None and self.in_contents:
            leader = _PAGE_ALONE.search(line.text)
        if leader is None:
            return self._entry_without_page(line)
        title = trim(line.cut(0, leader.start()))
        page = ReadValue(int(leader["page"]), (line.cut(*leader.span("page")).span,))
        heading = read_heading(title)
        if heading is None and looks_malformed(title.text):
            heading = read_malformed_heading(title)
        return Entry(title, page, heading)

    def _entry_without_page(self, line: Passage) -> Entry | None:
        """Return a line of the contents list that has no page: a project, or a field in bold that is not listed yet."""
        if not self.in_contents:
            return None
        heading = read_heading(line)
        if heading and not is_marked(line):
            return Entry(trim(line), None, heading)
        text = plain(line.text)
        is_new = fold(text) not in self.body.listed_fields and not self.body.fields
        bold = heading is None and is_marked(line) and is_new and bool(self.body.entries) and not looks_malformed(text)
        return Entry(trim(line), None, None) if bold else None

    def _add_entry(self, entry: Entry) -> None:
        self.body.entries.append(entry)
        if entry.heading is None:
            self.body.listed_fields.setdefault(fold(plain(entry.title.text)), entry)
        elif entry.heading.title and MARKED_CODE.search(entry.heading.title.text):
            message = f"„{plain(entry.title.text)}“ holds two projects; begin a line with each"
            self.log.add_issue("error", "heading-not-understood", entry.title.start, message)
        elif entry.heading.malformed:
            message = f"„{plain(entry.title.text)}“ does not end in `(ACRONYM, code)` such as (MSB, 02-01); correct it"
            self.log.add_issue("error", "heading-not-understood", entry.title.start, message)

    def _take_project(self, number: int, line: Passage) -> bool:
        """Take a project's heading; return whether the line is one, well or malformed."""
        followed, marked = number in self.before_rows, is_marked(line)
        project = read_heading(line)
        if project is None and self._may_be_malformed(line, marked=marked, followed=followed):
            project = read_malformed_heading(line)
            message = (
                f"„{plain(line.text.lstrip('# '))}“ does not end in `(ACRONYM, code)` such as (MSB, 02-01); correct it"
            )
            self.log.add_issue("error", "heading-not-understood", line.start, message)
        if project is None or not (marked or followed or not is_sentence(line)):
            return False
        if not (marked or followed):
            message = (
                f"„{plain(line.text)}“ looks like a project's heading within other text; mark it with ###, or reword it"
            )
            self.log.add_issue("error", "heading-not-understood", line.start, message)
            return False
        self.in_contents = False
        if not self.body.fields:
            message = f"project {project.code.value} stands before any Handlungsfeld"
            self.log.add_issue("warning", "no-field", line.start, message)
        self.current = []
        self.body.projects.append((project, self.current, len(self.body.fields)))
        return True

    def _may_be_malformed(self, line: Passage, *, marked: bool, followed: bool) -> bool:
        text = plain(line.text.strip().lstrip("# "))
        is_listed = fold(text) in self.body.listed_fields and not (followed and text.endswith((")", "]", "}")))
        if not text or is_listed or find_row_start(line):
            return False
        if line.text.lstrip().startswith("# ") and self.body.titel is None:
            return False
        return (marked and looks_malformed(text)) or (followed and (marked or looks_malformed(text)))

    def _is_field(self, number: int, title: Passage, heading: re.Match[str] | None) -> bool:
        """Return whether a line begins a field: a title of the contents list or, without list, a heading."""
        if heading is None and len(title.text) > _LONGEST_HEADING:
            return False
        if self.body.listed_fields:
            folded = fold(plain(title.text))
            if folded in self.body.listed_fields:
                return True
            unread = self.body.listed_fields.keys() - self.read_fields
            return (
                heading is not None
                and len(unread) <= _MOST_FIELDS
                and any(SequenceMatcher(None, folded, listed).ratio() >= _LIKENESS for listed in unread)
            )
        if heading is None:
            return False
        if self.body.declared is None and not self.in_contents:
            return number in self.before_projects and len(heading["level"]) <= (self.field_level or len("##"))
        return self.field_level is None or len(heading["level"]) <= self.field_level

    def _begin_field(self, line: Passage, title: Passage, heading: re.Match[str] | None) -> None:
        if heading is None:
            message = f"the heading of Handlungsfeld „{plain(title.text)}“ is not marked with ##; read as its heading"
            self.log.add_issue("note", "heading-level", line.start, message)
        elif self.field_level is None:
            self.field_level = len(heading["level"])
        self.in_contents = False
        self.current = []
        self.body.fields.append((trim(title), self.current))
        self.read_fields.add(fold(plain(title.text)))
        self.log.mark_understood(line)

    def _take_other_heading(self, line: Passage, title: Passage, heading: re.Match[str]) -> None:
        """Take a heading within the foreword or an introduction; any other is reported."""
        inside_field = bool(self.body.fields) and self.current is self.body.fields[-1][1]
        if self.current is self.body.foreword and not self.in_contents:
            self.log.mark_understood(line)
        elif inside_field and len(heading["level"]) > (self.field_level or 0):
            message = f"„{plain(title.text)}“ is neither a project's heading nor a Handlungsfeld"
            self.log.add_issue("warning", "heading-not-understood", line.start, f"{message}; kept as text")
            self.current.append(line)
        else:
            message = (
                f"„{plain(title.text)}“ is neither a project's heading `Title (ACRONYM, code)` nor a Handlungsfeld"
            )
            self._lose(line, "heading-not-understood", f"{message}; correct it")


def _before_rows(lines: list[Passage]) -> frozenset[int]:
    """Return the numbers of the lines that rows of a project follow; a term alone is not enough."""
    filled = [number for number, line in enumerate(lines) if line.text.strip() and not _UNDERLINE.match(line.text)]
    starts = [find_row_start(lines[number]) for number in filled]
    kinds = [start.kind if start else None for start in starts]
    return frozenset(
        before
        for before, kind, following in zip(filled, kinds[1:], [*kinds[2:], None], strict=False)
        if kind in ("description", "measures") or (kind == "term" and following in ("description", "measures"))
    )


def _before_projects(lines: list[Passage]) -> frozenset[int]:
    """Return the numbers of the headings that are no project's and have a project's heading as the next one."""
    found, last = set(), None
    for number, line in enumerate(lines):
        is_project = is_marked(line) and read_heading(line) is not None
        if is_project and last is not None:
            found.add(last)
        if is_project or _HEADING.match(line.text):
            last = None if is_project else number
    return frozenset(found)


def _is_lost_row(line: Passage) -> bool:
    """Return whether a line has the form of a project's row, more than a sentence that begins so."""
    bullet = _BULLET.match(line.text)
    start = find_row_start(line.cut(bullet.end()) if bullet else line)
    if start is None or start.kind == "other":
        return start is not None and start.form == "table" and "\t" in line.text
    return start.form != "plain" or (start.kind == "term" and start.cell.text[:1].isdigit())
