"""The brochure of the Handlungsfelder: a foreword, a contents list, each field with its introduction and Projekte.

Grammar: `# title` ¶ foreword ¶ `## n Handlungsfelder mit m Projekten` with the contents list ¶ for each field its
heading, text, and Projekte; a Projekt is a heading that ends in `(ACRONYM, code)` and rows `Projektbeschreibung`,
`Maßnahmen`, `Laufzeit`.
"""

import re

from ruhrgraph.loaders.brochure import Brochure, Entry, collect
from ruhrgraph.loaders.document import Document, Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.grammar.markup import plain, trim
from ruhrgraph.loaders.mentions import DocumentNames, names_of, read_mentions
from ruhrgraph.loaders.project_headings import MARKED_CODE
from ruhrgraph.loaders.project_rows import find_labels, find_row_start
from ruhrgraph.loaders.projekte import ContentsEntry, ProjectPosition, read_project
from ruhrgraph.loaders.records import Handlungsfeld, Projekt, Quelle, Reading
from ruhrgraph.ontology.names import fold

_OF_PROSE = re.compile(
    r"Hinweise?|Ergebnisse?|Region|Ort|Link|Internet|Nutzen|Risiken|Wirkung|Start|Beginn|Ende|Kontakt|Website|Webseite|"
    r"Beteiligte|Evaluation|Stand|Status|Umfang|Partner(?:innen)?"
)
"""Labels that sentences of an introduction begin with, too."""


def recognises(document: Document) -> bool:
    """Return whether a document is a brochure of Handlungsfelder.

    It has project headings with ministry and code, or rows of projects under headings of which none is well-formed.
    """
    lines = document.text.splitlines()
    if any(MARKED_CODE.search(line) for line in lines):
        return True
    starts = [start for line in lines if (start := find_row_start(Passage(line, 0)))]
    return {"description", "term"} <= {start.kind for start in starts if start.form != "plain"}


def load(document: Document) -> Reading:
    """Read a brochure of Handlungsfelder.

    Args:
        document: The brochure as Markdown with HTML in its table cells.

    Returns:
        Its Handlungsfelder and Projekte in order, with the issues that were met and every span that was understood.

    """
    log = ReadingLog(document)
    body = collect(list(document.passage.lines()), log)
    entries = {entry.heading.code.value: entry for entry in body.entries if entry.heading}
    titles = {plain(one.title.text): one.code.value for one, _, _ in body.projects if one.title}
    names = names_of(document.text, titles)
    fields = tuple(
        _field(number, title, lines, body, names, log) for number, (title, lines) in enumerate(body.fields, 1)
    )
    projects = _projects(body, fields, entries, names, log)
    _check(body, projects, entries, log)
    _check_fields(body, fields, projects, log)
    _check_places(body, fields, projects, log)
    foreword = _text(body.foreword, document.passage)
    if body.titel is None:
        log.add_issue("warning", "no-title", 0, "the document has no heading `# Title`; add it")
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


def _name(title: str) -> str:
    """Return the part of a field's title that names it: without the motto before `:` and what follows a dash."""
    return title.rpartition(": ")[2].split(" – ")[0].split(" - ")[0].strip()


def _field(
    number: int, title: Passage, lines: list[Passage], body: Brochure, names: DocumentNames, log: ReadingLog
) -> Handlungsfeld:
    titel = ReadValue(plain(title.text), (title.span,))
    einleitung = _text(lines, log.document.passage)
    log.mark_understood(title, einleitung)
    for label in find_labels(einleitung) if einleitung else ():
        message = f"the label „{label.text}“ stands in the introduction of Handlungsfeld „{titel.value}“"
        log.add_issue(
            "warning" if _OF_PROSE.fullmatch(label.text) else "error",
            "label-in-text",
            label.start,
            f"{message}; put it into a row of a project, or reword the sentence",
        )
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
    body: Brochure, fields: tuple[Handlungsfeld, ...], entries: dict[str, Entry], names: DocumentNames, log: ReadingLog
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


def _check(body: Brochure, projects: tuple[Projekt, ...], entries: dict[str, Entry], log: ReadingLog) -> None:
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
    listed: set[str] = set()
    for entry in body.entries:
        if entry.heading is None:
            continue
        code = entry.heading.code.value
        if code in listed:
            message = f"the contents list has project {code} twice; correct one of the codes"
            log.add_issue("error", "duplicate-code", entry.title.start, message)
        listed.add(code)
        if code not in seen:
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


def _check_fields(
    body: Brochure, fields: tuple[Handlungsfeld, ...], projects: tuple[Projekt, ...], log: ReadingLog
) -> None:
    """Report fields without projects or without a section, used twice, and projects under another field than listed."""
    names: set[str] = set()
    with_projects = {project.handlungsfeld.value for project in projects if project.handlungsfeld}
    for field in fields:
        position = field.titel.spans[0].start
        if field.name not in with_projects:
            message = f"Handlungsfeld „{field.titel.value}“ has no project; is the document whole?"
            log.add_issue("error", "field-without-projects", position, message)
        if field.name in names:
            message = f"two Handlungsfelder are named „{field.name}“; give each a title of its own"
            log.add_issue("error", "duplicate-field", position, message)
        names.add(field.name)
    titles = {fold(field.titel.value): field.name for field in fields}
    for folded, entry in body.listed_fields.items():
        if folded not in titles and len(fields) < len(body.listed_fields):
            message = f"Handlungsfeld „{plain(entry.title.text)}“ is in the contents list, its section is missing"
            log.add_issue("error", "section-missing", entry.title.start, f"{message}; is the document whole?")


def _check_places(
    body: Brochure, fields: tuple[Handlungsfeld, ...], projects: tuple[Projekt, ...], log: ReadingLog
) -> None:
    """Report projects that stand under another field than in the contents list."""
    titles = {fold(field.titel.value): field.name for field in fields}
    under = {project.code.value: project for project in projects}
    listed = None
    for entry in body.entries:
        if entry.heading is None:
            listed = titles.get(fold(plain(entry.title.text)))
            continue
        project = under.get(entry.heading.code.value)
        found = project.handlungsfeld.value if project and project.handlungsfeld else None
        if project and listed and found and found != listed:
            message = f"project {project.code.value} stands under „{found}“, in the contents list under „{listed}“"
            log.add_issue("warning", "field-differs", project.code.spans[0].start, message)
