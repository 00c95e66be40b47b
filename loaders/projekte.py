"""A Projekt of the brochure: its heading `Title (ACRONYM, code)`, and the rows description, measures and term.

In: the heading's line and the lines below it. Out: the project's record; issues go to the log.
"""

import re
from dataclasses import dataclass

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue
from ruhrgraph.loaders.grammar.lists import blocks
from ruhrgraph.loaders.grammar.markup import has_tags, plain, read_plain, trim
from ruhrgraph.loaders.grammar.ministries import read_ministry
from ruhrgraph.loaders.grammar.project_terms import find_term
from ruhrgraph.loaders.grammar.quantities import find_quantities
from ruhrgraph.loaders.massnahmen import read_measures
from ruhrgraph.loaders.mentions import NO_NAMES, DocumentNames, read_mentions
from ruhrgraph.loaders.project_headings import LEVEL, MARKED_CODE, Heading, is_sentence, read_heading
from ruhrgraph.loaders.project_rows import USUAL_LABELS, FoundRows, Row, find_labels_inside, find_rows
from ruhrgraph.loaders.records import Handlungsfeld, Laufzeit, Menge, Projekt, Zusatzangabe
from ruhrgraph.ontology.names import fold

_USUAL_LEVEL = "###"
_HEADING_IN_CELL = re.compile(r"(?:^|\s)#{1,6}\s+\S|<b>[^<>*]{1,200}$")
_LEAD = re.compile(r"(?:\d{1,3}[.)]|Projekt(?:\s\d{1,3})?\s?:)\s")
"""What counts or announces a heading and is no part of its title, if the contents list does not have it."""
_LINE, _MOST_BEHIND = 250, 8
"""How far before a mark a heading begins, and how many signs may stand behind it."""
_LOST_ROW = re.compile(r"(?:^|\s|>)(Projektbeschreibung|Maßnahmen|Laufzeit)\s*(?:\t|:\s|\|)")


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
    page: ReadValue[int] | None


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
    found = find_rows(lines, log.document.passage)
    usual, others = _sort_rows(heading.code.value, found, log)
    rows = {name: row.cell for name, row in usual.items()}
    log.mark_understood(heading.line, *(line for row in (*usual.values(), *others) for line in row.lines))
    _note_lines(heading, found, log)
    _note_rows(heading.code.value, rows, heading, log)
    titel, listed_title = _titles(heading, listed, log)
    description = trim(rows["description"]) if "description" in rows and plain(rows["description"].text) else None
    measures, around = read_measures(rows["measures"], log) if "measures" in rows else ((), None)
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
        beschreibung=read_plain(description) if description else None,
        massnahmen=measures,
        massnahmentext=around,
        laufzeit=_term(rows["term"], log) if "term" in rows and plain(rows["term"].text) else None,
        mengen=_quantities(description, rows.get("measures"), around),
        zusatzangaben=_extras(others),
        nennungen=read_mentions(
            (heading.title, *rows.values(), *(row.cell for row in others)), names, heading.code.value
        ),
    )


def _quantities(
    description: Passage | None, measures: Passage | None, around: ReadValue[str] | None
) -> tuple[Menge, ...]:
    """Return the quantities in the description and in the text around the measures."""
    parts = [description] if description else []
    if measures and around:
        parts += (measures.cut(span.start - measures.start, span.end - measures.start) for span in around.spans)
    return tuple(quantity for part in parts for quantity in find_quantities(part))


def _sort_rows(code: str, found: FoundRows, log: ReadingLog) -> tuple[dict[str, Row], list[Row]]:
    """Return the usual rows by their kind, and the others; a usual one that stands twice is an error."""
    usual: dict[str, Row] = {}
    others = []
    for row in found.rows:
        label = plain(row.start.label.text)
        first = usual.get(row.kind)
        if row.kind != "other" and first is None:
            usual[row.kind] = row
            continue
        if first and fold(plain(first.start.label.text)) == fold(label):
            message = f"project {code} has row `{label}` twice; is the heading of a project missing before it?"
            log.add_issue("error", "row-doubled", row.start.label.start, message)
            continue
        others.append(row)
        message = f"project {code} has a further row `{label}`: „{plain(row.cell.text)[:80]}“; kept as it is"
        log.add_issue("warning", "row-unknown", row.start.label.start, message)
    return usual, [row for row in others if plain(row.cell.text)]


def _note_lines(heading: Heading, found: FoundRows, log: ReadingLog) -> None:
    """Report lines that belong to no row, doubtful labels, and structure that is lost inside of cells."""
    code = heading.code.value
    log.mark_boilerplate(*found.furniture)
    for line in found.unread:
        message = f"„{plain(line.text)[:80]}“ belongs to no row of project {code}; put it into a row, or take it out"
        log.add_issue("warning", "unread-text", line.start, message)
    for label in found.doubtful:
        message = f"„{plain(label.text)}“ stands like a label among the measures of project {code}; read as text"
        log.add_issue("warning", "row-unknown", label.start, message)
    for row in found.rows:
        _note_lost_structure(row, code, log)


def _note_lost_structure(row: Row, code: str, log: ReadingLog) -> None:
    """Report what looks like the heading of another project, or the label of another row, inside of a cell."""
    place = f"row `{plain(row.start.label.text)}` of project {code}"
    marks = [row.cell.cut(*mark.span()) for mark in MARKED_CODE.finditer(row.cell.text)]
    paragraphs = [block.passage for block in blocks(row.cell) if block.kind == "paragraph"] if marks else []
    lines = [line for part in paragraphs for line in part.lines() if MARKED_CODE.search(line.text)]
    alone = {line.end for line in lines if read_heading(line) and not is_sentence(line)}
    for mark in marks:
        start = mark.start - row.cell.start
        before = row.cell.text[max(0, start - _LINE) : start]
        ends = {mark.end + length for length in range(_MOST_BEHIND)}
        if row.kind == "term" or _HEADING_IN_CELL.search(before) or ends & alone:
            message = f"„{mark.text}“ in {place} looks like the heading of another project; begin a line with it"
            log.add_issue("error", "heading-not-understood", mark.start, message)
    for label in find_labels_inside(row) if row.kind != "other" else ():
        message = f"„{label.text}“ in {place} looks like the label of a row of its own; begin a line with it"
        log.add_issue("warning", "value-not-understood", label.start, message)
    for lost in _LOST_ROW.finditer(row.cell.text):
        message = f"`{lost[1]}` stands inside {place}; begin a line with it"
        log.add_issue("error", "row-misplaced", row.cell.start + lost.start(1), message)


def _note_rows(code: str, rows: dict[str, Passage], heading: Heading, log: ReadingLog) -> None:
    """Report missing and empty rows, and mark-up in the others."""
    for name, label in USUAL_LABELS.items():
        if name not in rows or not plain(rows[name].text):
            problem = f"has no row `{label}`; add it" if name not in rows else f"has an empty row `{label}`; fill it"
            log.add_issue("error", "row-missing", heading.line.start, f"project {code} {problem}")
    marked = [row for row in rows.values() if has_tags(row)]
    if marked:
        message = f"the rows of project {code} hold HTML; read as its text, its list items and paragraphs"
        log.add_issue("note", "markup-removed", marked[0].start, message)


def _extras(rows: list[Row]) -> tuple[Zusatzangabe, ...]:
    return tuple(
        Zusatzangabe(ReadValue(number, (row.start.label.span,)), read_plain(row.start.label), read_plain(row.cell))
        for number, row in enumerate(rows, 1)
    )


def _ministry(heading: Heading, log: ReadingLog) -> ReadValue[str] | None:
    if heading.ministry is None:
        return None
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
    level = LEVEL.match(heading.line.text)
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
    _compare_ministries(heading, listed, log)
    lead = _LEAD.match(titel.value)
    if in_list and lead and titel.value[lead.end() :] == in_list.value:
        behind = heading.title.strip()
        titel = read_plain(behind.cut(behind.text.index(lead[0]) + lead.end()) if lead[0] in behind.text else behind)
    if in_list is None or in_list.value == titel.value:
        return titel, None
    message = f"project {code} is „{titel.value}“ in its heading, „{in_list.value}“ in the contents list"
    log.add_issue("note", "title-differs", position, message)
    return titel, in_list


def _compare_ministries(heading: Heading, listed: ContentsEntry | None, log: ReadingLog) -> None:
    """Report a ministry that is another one in the contents list."""
    ours, theirs = heading.ministry, listed and listed.heading.ministry
    if ours and theirs and fold(read_ministry(theirs).acronym.value) != fold(read_ministry(ours).acronym.value):
        message = f"project {heading.code.value} has ministry {ours.text}, in the contents list {theirs.text}"
        log.add_issue("warning", "ministry-differs", heading.line.start, message)


def _term(cell: Passage, log: ReadingLog) -> Laufzeit:
    inner = trim(cell)
    found = find_term(inner)
    beginning = plain(inner.text[:_LINE])
    if found.startjahr and found.endjahr and found.startjahr.value > found.endjahr.value:
        message = f"the term „{beginning}“ ends before it begins; correct its years"
        log.add_issue("error", "years-reversed", inner.start, message)
    for part in found.not_understood:
        message = f"„{part.text[:_LINE]}“ in the term „{beginning}“ fits no rule or contradicts the rest; reword it"
        log.add_issue("warning", "value-not-understood", part.start, message)
    duration = found.dauer
    if duration and duration.value and duration.about:
        message = f"„{duration.passage.text}“ is written as {duration.value.value}, which says nothing of its doubt"
        log.add_issue("warning", "duration-approximate", duration.passage.start, message)
    return Laufzeit(
        read_plain(inner),
        found.startjahr,
        found.endjahr,
        found.offenes_ende,
        found.regelbetrieb,
        found.zeitraum,
        duration.value if duration else None,
        found.phasen,
    )
