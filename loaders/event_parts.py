"""The lines of a forum's events: each event's number, its heading, and the parts behind labels such as `Ziel:`.

Date, time, place and theme may stand in lines of their own (`Ort: Rathaus Essen`); they belong to the heading then.

In: the lines between `Veranstaltungen` and the forum's end. Out: the parts of each event. Lines that belong to none are
reported and not marked as understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ruhrgraph.loaders.document import Passage, ReadingLog
from ruhrgraph.loaders.headings import OPENING, PARTICIPANTS, stray_label

_NUMBER = re.compile(rf"{OPENING}(?P<number>\d{{1,2}})\s?(?:\.\)|[.)])\s*+(?=\S)")
_END = r"\s{0,3}(?:\([^():]{0,40}\)\s{0,3})?(?:\*\*|__|</b>)?\s{0,3}:\s{0,3}(?:\*\*|__|</b>)?\s*+"
_LABELS = {
    "goal": re.compile(rf"{OPENING}ziele?(?:setzung(?:en)?|stellung)?(?:\s+der\s+veranstaltung)?{_END}", re.IGNORECASE),
    "participants": re.compile(
        rf"{OPENING}(?:(?:(?:an)?zahl\s+der\s+)?{PARTICIPANTS}|teilnehme\w{{0,9}}(?:kreis|zahl)){_END}", re.IGNORECASE
    ),
    "place": re.compile(rf"{OPENING}(?:ort|veranstaltungsort|tagungsort|wo){_END}", re.IGNORECASE),
    "date": re.compile(rf"{OPENING}(?:datum|termin|wann){_END}", re.IGNORECASE),
    "time": re.compile(rf"{OPENING}(?:zeit|uhrzeit|beginn){_END}", re.IGNORECASE),
}
_THEME = re.compile(rf"{OPENING}(?:thema|titel){_END}", re.IGNORECASE)
_INNER = re.compile(
    r"(?<=\S)(?<!\sund)\s{1,3}(?=(?:Ziele?|Zielsetzung|(?:Teilnehmerinnen\s+und\s+)?Teilnehme(?:nde[rn]?|r(?:innen)?)|TN|Ressorts?|"
    r"Federführung)\s?:)"
)
"""What stands before a label within a line."""
_UNKNOWN = re.compile(rf"{OPENING}(?P<label>[A-ZÄÖÜ][\w/*()-]{{1,30}}(?:\s[\w/*()-]{{1,30}}){{0,2}}){_END}")
_LIKE_AN_EVENT = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d\d)\b|veranstaltung|workshop|konferenz|gespräch|tagung|sitzung|forum\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:werden|wird|sollen|soll|sind|ist|kann|können)\b.*\.\s*$")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class EventParts:
    """An event's parts; `heading` is made of those in `shown`, and what stands between them is blanked out in it."""

    number: Passage
    heading: Passage
    shown: tuple[Passage, ...]
    labels: tuple[Passage, ...]
    goal: Passage | None = None
    participants: Passage | None = None


@dataclass
class _Part:
    """A part while its lines are collected."""

    kind: str
    label: Passage
    start: int
    end: int
    blank_behind: bool = field(default=False)


def is_event_label(line: Passage) -> bool:
    """Return whether a line begins with the label of an event's goal or participants."""
    return bool(_LABELS["goal"].match(line.text)) or is_participants_label(line)


def is_participants_label(line: Passage) -> bool:
    """Return whether a line begins with the label of an event's participants."""
    return bool(_LABELS["participants"].match(line.text))


def is_unknown_label(line: Passage, known: re.Pattern[str] | None = None) -> bool:
    """Return whether a line begins with a word or two and a colon, and not with what a pattern knows."""
    return bool(_UNKNOWN.match(line.text)) and not (known and known.match(line.text))


def begins_event(lines: list[Passage], index: int) -> bool:
    """Return whether a line is numbered and a label of an event follows it."""
    return bool(_NUMBER.match(lines[index].text)) and _label_follows(lines, index)


def split_events(lines: list[Passage], log: ReadingLog) -> list[EventParts]:
    """Return the parts of the events in a forum's lines."""
    starts = list(_starts(lines, log))
    first = starts[0] if starts else len(lines)
    for line in lines[:first]:
        if line.text.strip():
            _report_unread(line, "stands before the first event; number the events 1., 2., …", log)
    return [_parts(lines[start:end], log) for start, end in pairwise([*starts, len(lines)])]


def _report_unread(line: Passage, why: str, log: ReadingLog) -> None:
    words = line.read().value[:60]
    log.add_issue("error" if stray_label(line) else "warning", "unread-text", line.start, f"„{words}“ {why}")


def _label_follows(lines: list[Passage], index: int) -> bool:
    following = next((line for line in lines[index + 1 : index + 4] if line.text.strip()), None)
    return following is not None and any(pattern.match(following.text) for pattern in _LABELS.values())


def _starts(lines: list[Passage], log: ReadingLog) -> Iterator[int]:
    """Yield the numbers of the lines that events begin in; report numbers that do not follow each other."""
    last = 0
    for index, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if not match:
            continue
        number = int(match["number"])
        apart = index == 0 or not lines[index - 1].text.strip()
        follows = _label_follows(lines, index)
        if number == last + 1 and (apart or follows):
            yield index
        elif follows or (apart and _LIKE_AN_EVENT.search(line.text[:_LONGEST])):
            advice = (
                "is the heading of another forum missing above it?" if number == 1 else "number the events in order"
            )
            message = f"an event has the number {number}, {last + 1} is expected; {advice}"
            log.add_issue("error", "event-number", line.start, message)
            yield index
        else:
            continue
        last = number


def _parts(lines: list[Passage], log: ReadingLog) -> EventParts:
    """Return the parts of one event."""
    text = log.document.passage
    first, *others = [part for line in lines for part in _at_labels(line)]
    match = _NUMBER.match(first.text)
    begin = match.end() if match else 0
    found = [_Part("heading", first.cut(0, begin), first.start + begin, first.end)]
    for line in others:
        if (part := _labelled(line)) is not None:
            found.append(part)
        elif not line.text.strip():
            found[-1].blank_behind = True
        elif found[-1].kind != "goal" and (found[-1].blank_behind or _SENTENCE.search(line.text[:_LONGEST])):
            _report_unread(line, "stands in an event and fits no rule", log)
        else:
            found[-1].end = line.end
    known: dict[str, _Part] = {}
    for part in found:
        _keep(part, known, log)
    written = [text.cut(known[kind].start, known[kind].end) for kind in _SHOWN if kind in known]
    shown = tuple(part.strip(_MARKS) for part in written)
    marks = [part.cut(len(part.text.rstrip(_MARKS))) for part in written]
    labels = (*(part.label for part in known.values()), *marks)
    values = {kind: text.cut(part.start, part.end).strip() for kind, part in known.items() if kind not in _SHOWN}
    number = first.cut(*match.span("number")) if match else first
    return EventParts(number, _heading(shown), shown, labels, values.get("goal"), values.get("participants"))


_MARKS = " \t\r\n*"
_SHOWN = ("heading", "theme", "date", "time", "place")


def _at_labels(line: Passage) -> list[Passage]:
    """Return a line, cut where a label stands within it."""
    label = next((match for pattern in _LABELS.values() if (match := pattern.match(line.text))), None)
    begin = label.end() if label else 0
    first, *others = line.cut(begin).split(_INNER)
    return [line.cut(0, begin + len(first.text)), *others]


def _labelled(line: Passage) -> _Part | None:
    """Return the part that a line begins, or None."""
    for kind, pattern in _LABELS.items():
        if match := pattern.match(line.text):
            return _Part(kind, line.cut(0, match.end()), line.start + match.end(), line.end)
    if _THEME.match(line.text):
        return _Part("theme", line.cut(0, 0), line.start, line.end)
    if match := _UNKNOWN.match(line.text):
        return _Part("unknown", line.cut(*match.span("label")), line.start + match.end(), line.end)
    return None


def _keep(part: _Part, known: dict[str, _Part], log: ReadingLog) -> None:
    """Add a part to those of an event; a label that is unknown or doubled is reported."""
    words, place = part.label.read().value, part.label.start
    if part.kind == "unknown":
        message = f"„{words}“ is no label of an event; its text is not read. Is the end of a forum missing above it?"
        log.add_issue("error", "label-unknown", place, message)
    elif part.kind in known:
        message = f"an event has „{words}“ twice; the second is not read. Is the heading of an event missing above it?"
        log.add_issue("error", "label-doubled", place, message)
    else:
        known[part.kind] = part


def _heading(shown: tuple[Passage, ...]) -> Passage:
    """Return the passage from the first to the last of some parts, in which all but these is blanked out."""
    ordered = sorted(shown, key=lambda passage: passage.start)
    written, at = "", ordered[0].start
    for passage in ordered:
        written += "\x00" * (passage.start - at) + passage.text
        at = passage.end
    return Passage(written, ordered[0].start)
