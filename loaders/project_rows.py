"""The rows of a Projekt: `Projektbeschreibung`, `Maßnahmen`, `Laufzeit`, and others that a brochure may have.

A row is a line of a table (its label and its cell parted by a tab, `|` or `<td>`), or a label in bold letters or with a
colon; its cell goes on over the lines below it.

In: the lines below a project's heading. Out: the rows, and the lines that belong to none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.lists import blocks
from ruhrgraph.loaders.grammar.markup import is_enumerated, plain

RowKind = Literal["description", "measures", "term", "other"]
Form = Literal["table", "bold", "colon", "plain"]

USUAL_LABELS: dict[RowKind, str] = {
    "description": "Projektbeschreibung",
    "measures": "Maßnahmen",
    "term": "Laufzeit",
}
_KINDS: tuple[tuple[RowKind, re.Pattern[str]], ...] = (
    ("description", re.compile(r"(?:Projekt|Kurz)?-?beschreibung|Projektinhalte?|Projektidee", re.IGNORECASE)),
    ("measures", re.compile(r"(?:(?:geplante|vorgesehene)\s+)?(?:Projekt|Einzel)?ma(?:ß|ss)nahmen?", re.IGNORECASE)),
    (
        "term",
        re.compile(
            r"(?:geplante\s+)?(?:(?:Projekt)?laufzeit|(?:Projekt|Umsetzungs|Förder|Durchführungs)?zeitraum|(?:Projekt)?dauer)",
            re.IGNORECASE,
        ),
    ),
)
_OTHER_LABELS = (
    r"Budget|Projektbudget|(?:Gesamt|Projekt)?kosten|Kostenrahmen|(?:Gesamt)?finanzierung|(?:Förder)?mittel|Fördersumme|Fördervolumen|Förderung|"
    r"Fördergeber|Förderprogramm|(?:Projekt|Kooperations)?partner(?:innen)?(?:\s+und\s+(?:Projekt)?partner)?|Ansprech(?:partner(?:in|innen)?|person(?:en)?)|"
    r"Kontakt|(?:Projekt)?träger|Zielgruppen?|Standorte?|Ort|(?:Projekt)?ziele?|Zielsetzung|Status|Stand|Federführung|Ressort|"
    r"Verantwortlich(?:keit|e)?|(?:Projekt)?leitung|Website|Webseite|Internet|Link|Hinweise?|Evaluation|Meilensteine|Ergebnisse?|Beteiligte|"
    r"Umfang|Region|Handlungsfeld|Themenforum|Zeitplan|Projektstart|Projektende|Beginn|Start|Ende|Umsetzungsstand|Wirkung|Nutzen|Risiken"
)
_OTHER = re.compile(_OTHER_LABELS, re.IGNORECASE)
_LABEL_INSIDE = re.compile(
    rf"(?:^|(?<=[\s>(;,.]))(?P<label>(?=[A-ZÄÖÜ])(?i:{_OTHER_LABELS}))\s{{0,4}}(?:</b>|\*\*)?\s{{0,4}}:(?=\s|<)"
)
_LABEL_IN_TERM = re.compile(rf"(?<=[;,.>])\s{{0,4}}(?P<label>(?=[A-ZÄÖÜ])(?i:{_OTHER_LABELS}))\s{{1,4}}(?=[A-ZÄÖÜ\d])")
_OF_A_TERM = re.compile(
    r"Start|Beginn|Ende|Projektstart|Projektende|Evaluation|Förderung|Stand|Zeitplan|Umsetzungsstand"
)
_TEXT_OF_A_CELL = re.compile(
    r"(?:z\.\s?B\.|Beispiele?|Hintergrund|Anmerkung|Dazu|Außerdem|Zudem|Darüber\s+hinaus|Hierzu)", re.IGNORECASE
)
_START = re.compile(
    r"^(?:\s{0,16}#{1,6}\s)?(?P<open>(?:\s|\||<(?:table|tbody|tr|td|th|p|div)\b[^<>]{0,100}>|"
    r"[-*•]\s(?=\s*(?:\*\*|<b>)))*+)"
    r"(?P<bold>\*\*|<b>|<strong>)?\s*"
    r"(?P<label>[A-Za-zÄÖÜäöü][^\t|:*<>\n.]{1,40}?)[ \xa0]*(?P<colon>:|(?<=\s)[–—-](?=\s))?\s*"
    r"(?P<close>\*\*|</b>|</strong>)?\s{0,2}(?P<after>:)?"
    r"(?P<gap>(?:[ ]{0,16}(?:\t|\||</t[dh]>\s{0,16}(?:<td\b[^<>]{0,100}>)?)[ \t]{0,16})|"
    r"(?<=[:*>–—-])[ ]{0,16}(?=\S)|\s*$)"
)
_PLAIN_START = re.compile(r"^\s*(?P<label>[A-Za-zÄÖÜäöü][\w-]{2,40})(?P<gap>[ ]{1,16})(?P<next>\S+)")
_AFTER_PLAIN = re.compile(
    r"[A-ZÄÖÜ\d„“\"(]|(?:rund|ca\.|etwa|bis|noch|offen|mehr|mindestens|über|ab|seit|zunächst|voraussichtlich)\b"
)
_TABLE_RULE = re.compile(r"^[\s|:]*+(?:-[\s|:-]*+)?$|^\s*</?(?:table|tbody|thead|tr|td)\b[^<>]{0,100}>\s*$")
_TAG_OF_TABLE = re.compile(r"</?(?:table|tbody|tr|td|th)\b[^<>]{0,100}>")
_BEGINS = re.compile(r"(?:^|[\n.;!?>])[\s*_]*$")
_BEFORE = 20
"""How many characters before a label tell whether it begins a sentence."""
_MOST_WORDS = 3
"""The words of a label that is not known."""
_REST_OF_A_TERM = re.compile(r"\s*(?:[a-zäöü(\d–-]|</)")
_PAGE = re.compile(r"^\s*(?:Seite\s+)?[-–]?\s*\d{1,3}\s*[-–]?\s*$")


@dataclass(frozen=True, slots=True)
class RowStart:
    """The label that a row begins with: its kind and form, and where the cell begins."""

    kind: RowKind
    form: Form
    label: Passage
    cell: Passage


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a project: its label, its cell, and its lines."""

    start: RowStart
    cell: Passage
    lines: tuple[Passage, ...]

    @property
    def kind(self) -> RowKind:
        """What the row is about."""
        return self.start.kind


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows of a project in order, the lines that belong to none, page numbers, and doubtful labels within cells."""

    rows: tuple[Row, ...]
    unread: tuple[Passage, ...]
    furniture: tuple[Passage, ...]
    doubtful: tuple[Passage, ...]


def _kind(label: str) -> RowKind | None:
    label = plain(label)
    for kind, pattern in _KINDS:
        if pattern.fullmatch(label):
            return kind
    return "other" if _OTHER.fullmatch(label) else None


def find_row_start(line: Passage) -> RowStart | None:
    """Return how a line begins a row with a label that is known, or any row of a table; None if it begins none."""
    match = _START.match(line.text)
    if match and (kind := _kind(match["label"])) and (form := _form(match)):
        return RowStart(kind, form, line.cut(*match.span("label")), line.cut(match.end()))
    if match and match["gap"].strip(" ") and _form(match) == "table" and plain(line.text[match.end() :]).strip("| "):
        return RowStart("other", "table", line.cut(*match.span("label")), line.cut(match.end()))
    bare = _PLAIN_START.match(line.text)
    if bare and (kind := _kind(bare["label"])) and _AFTER_PLAIN.match(bare["next"]):
        return RowStart(kind, "plain", line.cut(*bare.span("label")), line.cut(bare.end("gap")))
    return None


def _form(match: re.Match[str]) -> Form | None:
    """Return the form of a row's beginning; a label alone on its line is as good as a table's."""
    gap = match["gap"]
    if "\t" in gap or "|" in gap or "<" in gap:
        return "table"
    if match["bold"] and match["close"]:
        return "bold"
    if match["colon"] or match["after"]:
        return "colon"
    return "table" if not gap.strip() and match.end() == len(match.string) else None


def _find_unknown(line: Passage) -> RowStart | None:
    """Return how a line begins with an unknown label in the form of a label (bold, or with a colon), or None."""
    match = _START.match(line.text)
    form = _form(match) if match else None
    if match is None or form not in ("bold", "colon") or not match["label"][0].isupper():
        return None
    label = match["label"]
    if is_enumerated(Passage(label + " ", 0)) or len(label.split()) > _MOST_WORDS or _TEXT_OF_A_CELL.fullmatch(label):
        return None
    return RowStart("other", form, line.cut(*match.span("label")), line.cut(match.end()))


def find_rows(lines: Iterable[Passage], text: Passage) -> FoundRows:
    """Return the rows among the lines below a project's heading.

    Args:
        lines: The lines, in order.
        text: The document's text.

    """
    rows: list[tuple[RowStart, list[Passage]]] = []
    unread, furniture, doubtful = [], [], []
    is_open = after_blank = False
    for line in lines:
        if not line.text.strip():
            after_blank = True
            continue
        start = find_row_start(line)
        unknown = None if start else _find_unknown(line)
        if unknown and rows and rows[-1][0].kind == "measures":
            doubtful.append(unknown.label)
        elif unknown and rows:
            start = unknown
        if _TABLE_RULE.match(line.text) or (_PAGE.match(line.text) and after_blank):
            furniture.append(line)
        elif start:
            rows.append((start, [line]))
            is_open = True
        elif is_open and _goes_on(*rows[-1], line, after_blank=after_blank):
            rows[-1][1].append(line)
        else:
            is_open = False
            unread.append(line)
        after_blank = False
    found = tuple(_row(start, row_lines, text) for start, row_lines in rows)
    return FoundRows(found, tuple(unread), tuple(furniture), tuple(doubtful))


def _goes_on(start: RowStart, lines: list[Passage], line: Passage, *, after_blank: bool) -> bool:
    """Return whether a row's cell takes in a further line.

    A line of a table ends at an empty line. So does a term, and before what does not go on with its sentence.
    """
    if not plain(start.cell.text) and len(lines) == 1:
        return True
    if start.kind == "term":
        return not after_blank and bool(_REST_OF_A_TERM.match(line.text))
    return not after_blank or (start.form != "table" and start.kind != "other")


def _row(start: RowStart, lines: list[Passage], text: Passage) -> Row:
    return _trimmed(Row(start, text.cut(start.cell.start, lines[-1].end), tuple(lines)))


def find_labels(passage: Passage) -> list[Passage]:
    """Return the labels of rows that begin a line or a sentence of a text in which no row can stand."""
    found = [passage.cut(*match.span("label")) for match in _LABEL_INSIDE.finditer(passage.text)]
    return [label for label in found if _BEGINS.search(passage.text[: label.start - passage.start][-_BEFORE:])]


def find_labels_inside(row: Row) -> list[Passage]:
    """Return the labels of further rows that stand inside of a row's cell, but for those in list items."""
    parts = [block.passage for block in blocks(row.cell) if block.kind == "paragraph"]
    found = [part.cut(*match.span("label")) for part in parts for match in _LABEL_INSIDE.finditer(part.text)]
    if row.kind == "term":
        found += [row.cell.cut(*match.span("label")) for match in _LABEL_IN_TERM.finditer(row.cell.text)]
        return [label for label in found if not _OF_A_TERM.fullmatch(label.text)]
    return found


def _trimmed(row: Row) -> Row:
    """Return a row whose cell ends before the bar or the tag that closes it."""
    cell = row.cell.strip()
    while row.start.form == "table":
        end = len(cell.text.rstrip("| \t\n"))
        tag = _TAG_OF_TABLE.match(cell.text, cell.text.rfind("<", 0, end)) if cell.text.endswith(">", 0, end) else None
        if tag is None:
            return replace(row, cell=cell.cut(0, end))
        cell = cell.cut(0, tag.start())
    return replace(row, cell=cell)
