"""Lines in a forum's sections that belong elsewhere: labels, unknown headings, events, whole paragraphs.

They show that a heading is missing, or is written in a form that is not known. What follows them cannot be told apart
from the section's own text.

In: the lines of a forum. Out: the same without these lines and what follows them in their section; each is reported.
"""

import re
from dataclasses import replace

from ruhrgraph.loaders.document import Passage, ReadingLog, Severity
from ruhrgraph.loaders.event_parts import begins_event, is_unknown_label
from ruhrgraph.loaders.grammar.persons import read_persons
from ruhrgraph.loaders.headings import CLOSING, OPENING, looks_like_heading, stray_label
from ruhrgraph.loaders.sections import Section

Loss = tuple[Severity, str, str]
"""Severity, code and message of what is wrong with a line."""
Lost = dict[int, Loss]
"""What is wrong, by the number of the line."""
_TEXT = re.compile(
    rf"{OPENING}(?:Konzept(?:ion)?|Inhalte?|Beschreibung|Kurzbeschreibung|Hintergrund|Leitfrage|"
    rf"Worum\s+(?:es\s+geht|geht\s+es))\s{{0,3}}{CLOSING}\s{{0,3}}(?::|$)"
)
"""What a forum's text may begin with."""
_LABELLED_TEXT = re.compile(r"^\s*+(?:Konzept(?:ion)?|Beschreibung|Leitfrage)\s*:")
_ACRONYM = r"(?:[A-ZÄÖÜ]{2,6}|Stk\S{0,12})\s*"
_MINISTRIES = re.compile(rf"^\s*+(?:[\w ()/-]{{3,40}}:\s*{_ACRONYM}(?:[(,;].*)?|{_ACRONYM}\(.{{0,40}}Ressort.*)$")
_NO_NAME = re.compile(
    r"\b(?:der|des|für|am|im|zum|zur|mit|die|das|wer)\b|"
    r"(?:ung|ungen|schaft|kreis|gruppe|gremium|beirat|gäste|stelle|büro)\s*:?\s*$",
    re.IGNORECASE,
)
_VON = re.compile(r"\b(?:von|zu)\s+(?:der|dem|den)\b")
_GROUP = re.compile(
    r"^\s*+(?:(?:Expert|Vertret|Akteur|Mitglied|Teilnehm|Unternehmen|Kommunen|Verbände|Städte|Vereine|Lokale|Vom\s)|Zu\s\d)"
)
_PROSE = re.compile(r"\b(?:werden|sollen|wird|sowie)\b")
_SENTENCE = re.compile(r"\b(?:werden|wird|sollen|soll|sind|ist|kann|können)\b.*\.\s*$|^.{250}")
_NAME = r"[A-ZÄÖÜ][\w.’'-]{1,40}"
_ROLE = (
    r"(?:(?:stellv\.|stellvertretende[rs]?)\s)?(?:\w{0,20}[Pp]räsident|Leiter|\w{0,20}[Vv]orsitzende|\w{0,20}[Vv]orstand|"
    r"\w{0,10}[Gg]eschäftsführer|\w{0,12}[Dd]irektor|Rektor|Chefredakteur|Intendant|Sprecher|Professor|\w{0,12}[Dd]ezernent|"
    r"(?:Ober)?[Bb]ürgermeister|Beigeordnete|Landrat)(?:in|r)?\w{0,12}\b"
)
_PERSON = re.compile(
    r"^\s*+(?:(?:(?:Parlamentarische[rs]?\s)?(?:Minister|Staatssekretär|Regierungspräsident|(?:Ober)?[Bb]ürgermeister)(?:in)?|"
    r"Landr(?:at|ätin)|Prof\.|Professor(?:in)?|PD|Dr\.|Dipl\.-\w{1,9}\.?)\s"
    rf"|{_NAME}(?:\s(?:von|van|de|den|der|zu|{_NAME})){{1,4}},\s(?:[^,]{{1,60}},\s)?{_ROLE})"
)
_OTHER_DUTY = re.compile(
    r"^\s*+(?:Gast|Kontakt|Ansprechp|Referent|Organis|Koordin|Protokoll|Assisten|Vertret|Stellvertret|Begleit|Betreu|Impuls)"
)
"""What a label begins with that names persons who do not moderate."""
_MOST_COMMAS, _LONGEST_PERSON = 3, 150
"""How many commas and characters a moderator's line has at most."""
_UNKNOWN_LABEL: Loss = (
    "error",
    "label-unknown",
    "a line begins with a label that is not known here; see docs/reading.md",
)
_UNKNOWN_HEADING: Loss = (
    "error",
    "heading-unknown",
    "a line looks like a heading, but has none of the known forms; see docs/reading.md",
)
_PERSON_ELSEWHERE: Loss = (
    "error",
    "person-elsewhere",
    "a person stands outside of the moderation team; is a heading misplaced?",
)
_TEXT_AMONG_PEOPLE: Loss = (
    "error",
    "text-elsewhere",
    "a text stands among the moderators; is a heading misplaced?",
)
_LONGEST = 500


def without_lost_lines(section: Section, log: ReadingLog) -> Section:
    """Return a forum without the lines that belong elsewhere."""
    return replace(
        section,
        head=_until_lost(section.head, log, _lost_in_head(section.head)),
        team=_until_lost(section.team, log, _lost_in_team(section, log)),
        circle=_until_lost(section.circle, log, _lost_in_circle(section)),
    )


def _until_lost(lines: list[Passage], log: ReadingLog, lost: Lost) -> list[Passage]:
    """Return the lines before the first one that belongs elsewhere, and report that one."""
    for index, line in enumerate(lines):
        if label := stray_label(line):
            message = f"the label „{label.text}“ stands in a text; is a heading or the end of a forum missing?"
            lost[index] = ("error", "label-in-text", message)
    if not lost:
        return lines
    first = min(lost)
    severity, code, message = lost[first]
    log.add_issue(severity, code, lines[first].start, f"{message} („{lines[first].read().value[:60]}“)")
    return lines[:first]


def _firsts(lines: list[Passage]) -> list[int]:
    """Return the numbers of the lines that paragraphs begin with."""
    return [
        index
        for index, line in enumerate(lines)
        if line.text.strip() and (index == 0 or not lines[index - 1].text.strip())
    ]


def _goes_on(lines: list[Passage], index: int) -> bool:
    """Return whether another line follows without a blank one between."""
    return index + 1 < len(lines) and bool(lines[index + 1].text.strip())


def _lost_in_head(lines: list[Passage]) -> Lost:
    """Return unknown headings and a second question behind a forum's title."""
    lost: Lost = {}
    questions = 0
    for number, index in enumerate(_firsts(lines)):
        line, alone = lines[index], not _goes_on(lines, index)
        asks = line.text.rstrip().endswith("?")
        if number and asks and alone and questions:
            message = "a question stands alone behind a forum's text; is the end of a forum missing above it?"
            lost[index] = ("error", "second-question", message)
        elif _MINISTRIES.match(line.text) if number == 0 else number > 1 and is_unknown_label(line, _TEXT):
            lost[index] = _UNKNOWN_LABEL
        elif number and _is_person(line):
            lost[index] = _PERSON_ELSEWHERE
        elif number > alone and looks_like_heading(line) and not _TEXT.match(line.text):
            lost[index] = _UNKNOWN_HEADING
        questions += bool(number and asks)
    behind_text = _behind_text(lines)
    lost |= {
        index: _UNKNOWN_LABEL
        for index in behind_text
        if _LABELLED_TEXT.match(lines[index].text) and not lines[index - 1].text.rstrip().endswith("?")
    }
    lost |= {index: _PERSON_ELSEWHERE for index in behind_text if _is_person(lines[index])}
    return lost


def _is_person(line: Passage) -> bool:
    """Return whether a line of its own names a person with a title or a role."""
    return len(line.text) <= _LONGEST_PERSON and bool(_PERSON.match(line.text))


def _behind_text(lines: list[Passage]) -> list[int]:
    """Return the numbers of the lines that stand behind another without a blank one between, where a sentence ends."""
    ends = (".", "!", "?", ":")
    return [
        index
        for index in range(1, len(lines))
        if lines[index].text.strip() and lines[index - 1].text.rstrip().endswith(ends)
    ]


def _lost_in_team(section: Section, log: ReadingLog) -> Lost:
    """Return unknown headings among moderators and, if the forum has no circle, the text that could be one."""
    lines, firsts = section.team, _firsts(section.team)
    lost: Lost = {}
    for index in firsts[1:]:
        text = lines[index].text.rstrip()
        no_name = len(text.split()) == 1 or text.endswith(":") or _NO_NAME.search(_VON.sub("", text))
        if re.match(r"\s*[\w-]+,[^,]+,", text):
            lost[index] = _TEXT_AMONG_PEOPLE
        elif text.endswith("?") or (looks_like_heading(lines[index]) and no_name):
            lost[index] = _UNKNOWN_HEADING
    lost |= {
        index: _UNKNOWN_LABEL
        for index, line in enumerate(lines)
        if is_unknown_label(line) and (_OTHER_DUTY.match(line.text) or not read_persons(line.strip()).persons)
    }
    if any(line.text.strip() for line in section.circle) or not firsts:
        texts = (i for i, line in enumerate(lines) if _GROUP.match(line.text) or _SENTENCE.search(line.text[:_LONGEST]))
        return lost | dict.fromkeys(texts, _TEXT_AMONG_PEOPLE)
    for index, line in enumerate(lines):
        if _GROUP.match(line.text) or _PROSE.search(line.text[:_LONGEST]) or line.text.count(",") > _MOST_COMMAS:
            message = "no moderator's line; is the heading `Teilnehmerkreis` missing above it?"
            lost.setdefault(index, ("error", "no-circle", message))
    if not lost:
        message = "a forum has no circle of participants; add `Teilnehmerkreis` and its text"
        log.add_issue("warning", "no-circle", lines[firsts[0]].start, message)
    return lost


def _lost_in_circle(section: Section) -> Lost:
    """Return the events that stand in a circle because their heading is missing or unknown."""
    lost: Lost = {}
    lines = section.circle
    for index in _firsts(lines)[1:]:
        if is_unknown_label(lines[index]):
            lost[index] = _UNKNOWN_LABEL
        elif not section.events and looks_like_heading(lines[index]):
            lost[index] = _UNKNOWN_HEADING
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    lost |= {index: _PERSON_ELSEWHERE for index in filled if len(filled) > 1 and _is_person(lines[index])}
    if filled and lines[filled[0]].text.lstrip().startswith(","):
        lost[filled[0]] = _PERSON_ELSEWHERE
    for index in filled:
        if begins_event(lines, index):
            message = "an event stands in the circle of participants; is the heading `Veranstaltungen` missing?"
            lost.setdefault(index, ("error", "heading-missing", message))
    return lost
