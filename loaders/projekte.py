"""A Projekt of the brochure: its heading `Title (ACRONYM, code)`, and the rows description, measures and term.

In: the heading's line and the lines below it. Out: the project's record; issues go to the log.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.markup import (
    Block,
    blocks,
    has_tags,
    inline_items,
    is_enumerated,
    plain,
    read_plain,
    trim,
    without_marker,
)
from ruhrgraph.loaders.grammar.ministries import read_ministry
from ruhrgraph.loaders.grammar.project_terms import find_term
from ruhrgraph.loaders.mentions import NO_NAMES, DocumentNames, read_mentions
from ruhrgraph.loaders.records import Handlungsfeld, Laufzeit, Massnahme, Projekt
from ruhrgraph.ontology.names import fold

MARKED_CODE = re.compile(
    r"\(\s*(?P<ministry>[A-Za-zÄÖÜäöü][\w/ -]*?)\s*(?P<separator>[,;:]|\s)\s*(?P<code>\d{2,4}\s?[-–]\s?\d{2})\s*\)"
)
_LEVEL = re.compile(r"^\s*(?P<level>#{1,6})?\s*(?P<bold>\*\*|<b>)?\s*")
_USUAL_LEVEL = "###"
_ROW = re.compile(
    r"^\s*(?:\*\*|<b>)?\s*(?P<label>Projektbeschreibung|Beschreibung|Maßnahmen?|Massnahmen?|Laufzeit)\s*:?\s*(?:\*\*|</b>)?\s*:?"
    r"(?P<gap>[\t ]+|$)"
)
_ROWS = {"p": "description", "b": "description", "m": "measures", "l": "term"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A project's heading: its title (None if it is missing), ministry and code."""

    line: Passage
    title: Passage | None
    ministry: Passage
    separator: str
    code: ReadValue[str]


@dataclass(frozen=True, slots=True)
class ProjectPosition:
    """The position of a project in its Handlungsfeld, from 1."""

    position: int
    handlungsfeld: Handlungsfeld | None


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A project's line in the contents list."""

    line: Passage
    heading: Heading
    page: ReadValue[int]


def read_heading(line: Passage) -> Heading | None:
    """Return a line as a project's heading, which ends in `(ACRONYM, code)` apart from mark-up, or None."""
    codes = list(MARKED_CODE.finditer(line.text))
    if not codes or _ROW.match(line.text):
        return None
    match = codes[-1]
    if plain(line.text[match.end() :]).strip("* .:"):
        return None
    lead = _LEVEL.match(line.text)
    title = trim(line.cut(lead.end() if lead else 0, match.start()))
    title = title.cut(0, len(title.text.rstrip("* ")))
    code = line.cut(*match.span("code"))
    return Heading(
        line,
        title if plain(title.text) else None,
        line.cut(*match.span("ministry")),
        match["separator"],
        ReadValue(re.sub(r"\s", "", code.text).replace("–", "-"), (code.span,)),
    )


def _rows(lines: list[Passage], text: Passage) -> dict[str, Passage]:
    """Return the cells of a project's table by their labels."""
    starts: list[tuple[str, int, int]] = []
    for line in lines:
        if match := _ROW.match(line.text):
            starts.append((_ROWS[match["label"][0].casefold()], line.start + match.end(), line.end))
        elif starts and line.text.strip():
            name, start, _ = starts[-1]
            starts[-1] = (name, start, line.end)
    return {name: text.cut(start, end).strip() for name, start, end in starts}


def read_project(
    heading: Heading,
    lines: list[Passage],
    place: ProjectPosition,
    listed: ContentsEntry | None,
    log: ReadingLog,
    names: DocumentNames = NO_NAMES,
) -> Projekt:
    """Return the project under a heading.

    Args:
        heading: Its heading.
        lines: The lines below it, up to the next heading.
        place: Where it stands.
        listed: Its line in the contents list, None where there is none.
        log: Takes what was understood and the issues.
        names: What the document teaches of its names.

    """
    rows = _rows(lines, log.document.passage)
    log.mark_understood(heading.line, *(line for line in lines if _belongs(line, rows)))
    code = heading.code.value
    _note_rows(code, rows, heading, log)
    titel, listed_title = _titles(heading, listed, log)
    description = rows.get("description")
    measures, around = _measures(rows["measures"]) if "measures" in rows else ((), ())
    return Projekt(
        code=heading.code,
        titel=titel,
        position=ReadValue(place.position, (heading.code.spans[0],)),
        handlungsfeld=ReadValue(place.handlungsfeld.name, place.handlungsfeld.titel.spans)
        if place.handlungsfeld
        else None,
        ressort=_ministry(heading, log),
        titel_im_verzeichnis=listed_title,
        seite=listed.page if listed else None,
        beschreibung=read_plain(description) if description and plain(description.text) else None,
        massnahmen=measures,
        massnahmentext=_texts(around),
        laufzeit=_term(rows["term"], log) if "term" in rows and plain(rows["term"].text) else None,
        nennungen=read_mentions((heading.title, *rows.values()), names, code),
    )


def _note_rows(code: str, rows: dict[str, Passage], heading: Heading, log: ReadingLog) -> None:
    """Report missing rows, and mark-up in the others."""
    for name, label in (("description", "Projektbeschreibung"), ("measures", "Maßnahmen"), ("term", "Laufzeit")):
        if name not in rows or not plain(rows[name].text):
            message = f"project {code} has no row `{label}`; add it"
            log.add_issue("error", "row-missing", heading.line.start, message)
    marked = [row for row in rows.values() if has_tags(row)]
    if marked:
        message = f"the rows of project {code} hold HTML; read as its text, its list items and paragraphs"
        log.add_issue("note", "markup-removed", marked[0].start, message)


def _belongs(line: Passage, rows: dict[str, Passage]) -> bool:
    """Return whether a line is part of a row (its label or its cell)."""
    return bool(_ROW.match(line.text)) or any(cell.start <= line.start < cell.end for cell in rows.values())


def _ministry(heading: Heading, log: ReadingLog) -> ReadValue[str]:
    found = read_ministry(heading.ministry)
    position = heading.ministry.start
    if found.repaired:
        message = f"„{found.written}“ is no ministry; read as {found.acronym.value} (two letters swapped)"
        log.add_issue("note", "acronym-repaired", position, message)
    elif not found.known:
        log.add_issue(
            "warning", "acronym-unknown", position, f"„{found.written}“ is no known ministry; kept as written"
        )
    if heading.separator != ",":
        message = f"„{heading.separator.strip() or 'a space'}“ stands for a comma before code {heading.code.value}"
        log.add_issue("note", "separator-repaired", position, message)
    return found.acronym


def _titles(
    heading: Heading, listed: ContentsEntry | None, log: ReadingLog
) -> tuple[ReadValue[str], ReadValue[str] | None]:
    """Return the heading's title, and the contents list's where it differs; a missing one is taken from the list."""
    code, position = heading.code.value, heading.line.start
    level = _LEVEL.match(heading.line.text)
    marks = (level["level"] or "") + (level["bold"] or "") if level else ""
    if marks != _USUAL_LEVEL:
        found = f"is marked „{marks}“" if marks else "has no mark"
        message = f"the heading of project {code} {found}, not „{_USUAL_LEVEL}“; read as a project's heading"
        log.add_issue("note", "heading-level", position, message)
    in_list = read_plain(listed.heading.title) if listed and listed.heading.title else None
    if heading.title is None:
        message = f"the heading of project {code} has no title; " + (
            f"„{in_list.value}“ is the contents list's" if in_list else "add it"
        )
        log.add_issue("note" if in_list else "error", "title-missing", position, message)
        return in_list or ReadValue(code, heading.code.spans), None
    titel = read_plain(heading.title)
    if in_list is None or in_list.value == titel.value:
        return titel, None
    message = f"project {code} is „{titel.value}“ in its heading, „{in_list.value}“ in the contents list"
    log.add_issue("note", "title-differs", position, message)
    if listed and fold(read_ministry(listed.heading.ministry).acronym.value) != fold(
        read_ministry(heading.ministry).acronym.value
    ):
        message = (
            f"project {code} has ministry {heading.ministry.text}, in the contents list {listed.heading.ministry.text}"
        )
        log.add_issue("warning", "ministry-differs", position, message)
    return titel, in_list


def _measures(cell: Passage) -> tuple[tuple[Massnahme, ...], tuple[Passage, ...]]:
    """Return a cell's measures in order, and the texts around them.

    Measures are the list items where there is a list; else the numbered paragraphs, or the parts of `A) … B) …`; else
    each paragraph.
    """
    found = blocks(cell)
    items, around = _choose(found)
    measures = tuple(
        Massnahme(ReadValue(number, (item.span,)), ReadValue(plain(item.text), (item.span,)))
        for number, item in enumerate(items, 1)
    )
    return measures, tuple(around)


def _choose(found: list[Block]) -> tuple[list[Passage], list[Passage]]:
    paragraphs = [block.passage for block in found if block.kind == "paragraph"]
    if items := [without_marker(block.passage) for block in found if block.kind == "item"]:
        return items, paragraphs
    if len(paragraphs) == 1 and (parts := inline_items(paragraphs[0])):
        before = parts[0].start - paragraphs[0].start
        lead = paragraphs[0].cut(0, max(0, before)).strip()
        lead = lead.cut(0, lead.text.rfind(" ") + 1 if " " in lead.text else 0).strip()
        return parts, [lead] if lead.text else []
    numbered = {part: is_enumerated(part) for part in paragraphs}
    if any(numbered.values()):
        return (
            [without_marker(part) for part, is_item in numbered.items() if is_item],
            [part for part, is_item in numbered.items() if not is_item],
        )
    return paragraphs, []


def _texts(parts: tuple[Passage, ...]) -> ReadValue[str] | None:
    if not parts:
        return None
    return ReadValue(" ".join(plain(part.text) for part in parts), tuple(trim(part).span for part in parts))


def _term(cell: Passage, log: ReadingLog) -> Laufzeit:
    inner = trim(cell)
    found = find_term(inner)
    if found.startjahr and found.endjahr and found.startjahr.value > found.endjahr.value:
        message = f"the term „{plain(inner.text)}“ ends before it begins; correct its years"
        log.add_issue("error", "years-reversed", inner.start, message)
    return Laufzeit(read_plain(inner), found.startjahr, found.endjahr, found.offenes_ende, found.regelbetrieb)
