"""The brochure of the Handlungsfelder: a foreword, a contents list, each field with its introduction and Projekte.

Grammar: `# title` ¶ foreword ¶ `## n Handlungsfelder mit m Projekten` with the contents list ¶ for each field its
heading, text, and Projekte; a Projekt is a heading that ends in `(ACRONYM, code)` and rows `Projektbeschreibung`,
`Maßnahmen`, `Laufzeit`.
"""

import re
from dataclasses import dataclass, field

from ruhrgraph.loaders.document import Document, Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.grammar.markup import plain, trim
from ruhrgraph.loaders.mentions import DocumentNames, names_of, read_mentions
from ruhrgraph.loaders.projekte import MARKED_CODE, ContentsEntry, Heading, ProjectPosition, read_heading, read_project
from ruhrgraph.loaders.records import Handlungsfeld, Projekt, Quelle, Reading
from ruhrgraph.ontology.names import fold

_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*)$")
_CONTENTS = re.compile(r"\b(\d{1,9})\s+Handlungsfelder?n?\s+mit\s+(\d{1,9})\s+Projekten?\b")
_LEADER = re.compile(r"\s*(?:(?<!\.)\.{3,}+|(?<!…)…++)\s*(?:</b>)?\s*(?:<b>)?\s*(?P<page>\d{1,9})\s*(?:</b>)?\s*$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents list: a field (without code) or a project, with its page."""

    title: Passage
    page: ReadValue[int]
    heading: Heading | None


@dataclass
class _Body:
    """The brochure's parts while they are collected; each project with the field that it stands under."""

    titel: Passage | None = None
    foreword: list[Passage] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    listed_fields: dict[str, _Entry] = field(default_factory=dict)
    fields: list[tuple[Passage, list[Passage]]] = field(default_factory=list)
    projects: list[tuple[Heading, list[Passage], int]] = field(default_factory=list)
    declared: tuple[int, int, Passage] | None = None


def recognises(document: Document) -> bool:
    """Return whether a document is a brochure of Handlungsfelder: it has project headings with ministry and code."""
    return any(MARKED_CODE.search(line) for line in document.text.splitlines())


def load(document: Document) -> Reading:
    """Read a brochure of Handlungsfelder.

    Args:
        document: The brochure as Markdown with HTML in its table cells.

    Returns:
        Its Handlungsfelder and Projekte in order, with the issues that were met and every span that was understood.

    """
    log = ReadingLog(document)
    body = _collect(list(document.passage.lines()), log)
    entries = {entry.heading.code.value: entry for entry in body.entries if entry.heading}
    titles = {plain(one.title.text): one.code.value for one, _, _ in body.projects if one.title}
    names = names_of(document.text, titles)
    fields = tuple(
        _field(number, title, lines, body, names, log) for number, (title, lines) in enumerate(body.fields, 1)
    )
    projects = _projects(body, fields, entries, names, log)
    _check(body, projects, entries, log)
    foreword = _text(body.foreword, document.passage)
    log.mark_understood(foreword, body.titel)
    return Reading(
        document,
        "handlungsfelder",
        Quelle(text_of(body.titel and trim(body.titel)), text_of(foreword)),
        handlungsfelder=fields,
        projekte=projects,
        understood=tuple(log.understood),
        boilerplate=tuple(log.boilerplate),
        issues=tuple(log.issues),
    )


def _text(lines: list[Passage], text: Passage) -> Passage | None:
    filled = [line for line in lines if line.text.strip()]
    return text.cut(filled[0].start, filled[-1].end).strip() if filled else None


def _entry(line: Passage) -> _Entry | None:
    """Return a line of the contents list: a title, a leader of dots, a page."""
    leader = _LEADER.search(line.text)
    if leader is None:
        return None
    title = trim(line.cut(0, leader.start()))
    where = line.cut(*leader.span("page"))
    return _Entry(title, ReadValue(int(leader["page"]), (where.span,)), read_heading(title))


def _collect(lines: list[Passage], log: ReadingLog) -> _Body:
    """Sort the lines into the brochure's parts, from heading to heading."""
    body = _Body()
    current = body.foreword
    in_contents = False
    for line in lines:
        heading = _HEADING.match(line.text)
        contents = _CONTENTS.search(line.text) if heading else None
        if contents:
            body.declared = (int(contents[1]), int(contents[2]), line)
            in_contents = True
            log.mark_understood(line)
        elif in_contents and (entry := _entry(line)):
            body.entries.append(entry)
            if entry.heading is None:
                body.listed_fields.setdefault(fold(plain(entry.title.text)), entry)
            log.mark_understood(line)
        elif project := read_heading(line):
            in_contents = False
            if not body.fields:
                log.add_issue(
                    "warning", "no-field", line.start, f"project {project.code.value} stands before any Handlungsfeld"
                )
            current = []
            body.projects.append((project, current, len(body.fields)))
        elif heading and body.titel is None and heading[1] == "#":
            body.titel = line.cut(heading.start(2))
            log.mark_understood(line)
        elif heading and _is_field(line.cut(heading.start(2)), body):
            in_contents = False
            current = []
            body.fields.append((trim(line.cut(heading.start(2))), current))
            log.mark_understood(line.cut(0, heading.start(2)))
        elif heading and current is body.foreword:
            log.mark_understood(line)
        else:
            current.append(line)
    return body


def _is_field(title: Passage, body: _Body) -> bool:
    """Return whether a heading begins a field: it is in the contents list or, without a list, after the foreword."""
    if not body.listed_fields:
        return body.declared is not None
    return fold(plain(title.text)) in body.listed_fields


def _name(title: str) -> str:
    """Return the part of a field's title that names it: without the motto before `:` and what follows a dash."""
    return title.rpartition(": ")[2].split(" – ")[0].split(" - ")[0].strip()


def _field(
    number: int, title: Passage, lines: list[Passage], body: _Body, names: DocumentNames, log: ReadingLog
) -> Handlungsfeld:
    titel = ReadValue(plain(title.text), (title.span,))
    einleitung = _text(lines, log.document.passage)
    log.mark_understood(title, einleitung)
    entry = body.listed_fields.get(fold(titel.value))
    if entry is None and body.entries:
        log.add_issue(
            "warning", "not-in-contents", title.start, f"the contents list has no Handlungsfeld „{titel.value}“"
        )
    return Handlungsfeld(
        nummer=ReadValue(number, (title.span,)),
        titel=titel,
        name=_name(titel.value),
        einleitung=text_of(einleitung),
        seite=entry.page if entry else None,
        nennungen=read_mentions((einleitung,), names),
    )


def _projects(
    body: _Body, fields: tuple[Handlungsfeld, ...], entries: dict[str, _Entry], names: DocumentNames, log: ReadingLog
) -> tuple[Projekt, ...]:
    positions: dict[int, int] = {}
    found = []
    for heading, lines, field_number in body.projects:
        positions[field_number] = positions.get(field_number, 0) + 1
        field_read = fields[field_number - 1] if field_number else None
        entry = entries.get(heading.code.value)
        listed = ContentsEntry(entry.title, entry.heading, entry.page) if entry and entry.heading else None
        found.append(
            read_project(heading, lines, ProjectPosition(positions[field_number], field_read), listed, log, names)
        )
    return tuple(found)


def _check(body: _Body, projects: tuple[Projekt, ...], entries: dict[str, _Entry], log: ReadingLog) -> None:
    """Report codes used twice, entries without a section, sections without an entry, and wrong counts."""
    seen: set[str] = set()
    for project in projects:
        code, position = project.code.value, project.code.spans[0].start
        if code in seen:
            log.add_issue(
                "error", "duplicate-code", position, f"project code {code} is used twice; give each project its own"
            )
        seen.add(code)
        if body.entries and code not in entries:
            log.add_issue("warning", "not-in-contents", position, f"the contents list has no project {code}")
    for entry in body.entries:
        if entry.heading and entry.heading.code.value not in seen:
            code = entry.heading.code.value
            message = f"project {code} is in the contents list, its section is missing; is the document whole?"
            log.add_issue("error", "section-missing", entry.title.start, message)
    if body.declared:
        fields, count, line = body.declared
        if (fields, count) != (len(body.fields), len(projects)):
            message = (
                f"{fields} Handlungsfelder with {count} projects are announced, "
                f"{len(body.fields)} with {len(projects)} were read"
            )
            log.add_issue("warning", "count-differs", line.start, message)
