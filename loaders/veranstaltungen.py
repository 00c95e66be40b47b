"""The events of a Themenforum: a numbered heading, `Ziel:` and `Teilnehmende:`.

In: the lines between `Veranstaltungen` and the forum's end. Out: the events' records; issues go to the
log.
"""

import re
from dataclasses import replace

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.grammar.counts import find_count
from ruhrgraph.loaders.grammar.events import FoundEvent, read_event
from ruhrgraph.loaders.grammar.organisations import ends_with_legal_form
from ruhrgraph.loaders.mentions import NO_NAMES, DocumentNames, join_mentions, read_mentions
from ruhrgraph.loaders.records import Ortsangabe, Veranstaltung
from ruhrgraph.ontology.names import find_authority

_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s*(?=\S)")
_GOAL = re.compile(r"^\s*Ziele?(?:setzung)?\s*:\s*")
_PARTICIPANTS = re.compile(
    r"^\s*(?:Teilnehme(?:nde|r|rinnen und Teilnehmer|r(?:/-|:|\*)innen)|TeilnehmerInnen|TN)\s*:\s*"
)


def read_events(lines: list[Passage], log: ReadingLog, names: DocumentNames = NO_NAMES) -> tuple[Veranstaltung, ...]:
    """Return the events in a forum's lines. Each begins with the number that follows the one before."""
    starts: list[tuple[int, re.Match[str]]] = []
    for index, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        blank_before = index == 0 or not lines[index - 1].text.strip()
        if match and int(match[1]) == len(starts) + 1 and (blank_before or _followed_by_goal(lines, index)):
            starts.append((index, match))
    if not starts:
        return ()
    ends = [*(index for index, _ in starts[1:]), len(lines)]
    return tuple(_event(lines[index:end], match, names, log) for (index, match), end in zip(starts, ends, strict=True))


def _followed_by_goal(lines: list[Passage], index: int) -> bool:
    following = (line for line in map(lines.__getitem__, range(index + 1, len(lines))) if line.text.strip())
    return bool(_GOAL.match(next(following, Passage("", 0)).text))


def _labelled(lines: list[Passage], text: Passage) -> dict[str, tuple[Passage, Passage]]:
    """Return heading, goal and participants by name, each as the passages of its label and of the text behind it."""
    labels = {"goal": _GOAL, "participants": _PARTICIPANTS}
    found: list[tuple[str, Passage, int, int]] = []
    for line in lines:
        for name, pattern in labels.items():
            if match := pattern.match(line.text):
                found.append((name, line.cut(0, match.end()), line.start + match.end(), line.end))
                break
        else:
            if not found:
                found.append(("heading", line.cut(0, 0), line.start, line.end))
            elif line.text.strip():
                name, label, start, _ = found[-1]
                found[-1] = (name, label, start, line.end)
    return {name: (label, text.cut(start, end).strip()) for name, label, start, end in found}


def _event(lines: list[Passage], number: re.Match[str], names: DocumentNames, log: ReadingLog) -> Veranstaltung:
    parts = _labelled(lines, log.document.passage)
    heading, first = parts["heading"][1], lines[0]
    digits = first.cut(*number.span(1))
    shown = heading.cut(first.start + number.end() - heading.start)
    found = read_event(shown)
    _report(found, log)
    log.mark_understood(first.cut(0, number.end()), *_around(shown, found.left_over))
    label, goal = parts.get("goal", (None, None))
    participants_label, participants = parts.get("participants", (None, None))
    log.mark_understood(label, goal, participants_label, participants)
    if goal is None or participants is None:
        log.add_issue(
            "warning",
            "event-incomplete",
            heading.start,
            f"event „{found.titel.value}“ has no `Ziel:` or no `Teilnehmende:`",
        )
    count = find_count(participants) if participants else None
    where = (count.passage.span,) if count else ()
    times = found.times
    return Veranstaltung(
        nummer=ReadValue(int(digits.text), (digits.span,)),
        titel=found.titel,
        art=found.art,
        thema=found.thema,
        datum=ReadValue(found.date.datum, (found.date.passage.span,)) if found.date and found.date.datum else None,
        ganztaegig=times.ganztaegig if times else None,
        beginn=times.beginn if times else None,
        ende=times.ende if times else None,
        orte=_with_host(found.orte),
        ziel=text_of(goal),
        teilnehmende=text_of(participants),
        teilnehmende_min=ReadValue(count.least, where) if count and count.least is not None else None,
        teilnehmende_max=ReadValue(count.greatest, where) if count and count.greatest is not None else None,
        noch_offen=found.noch_offen,
        hinweis=found.hinweis,
        nennungen=join_mentions(
            replace(read_mentions((shown,), names), gemeinden=()),  # its own towns are its municipalities
            read_mentions((goal, participants), names),
        ),
    )


def _around(wother: Passage, others: tuple[Passage, ...]) -> list[Passage]:
    """Return the parts of a passage outside of some other passages."""
    parts, last = [], wother.start
    for other in sorted(others, key=lambda passage: passage.start):
        parts.append(wother.cut(last - wother.start, other.start - wother.start))
        last = other.end
    return [*parts, wother.cut(last - wother.start)]


def _with_host(orte: Ortsangabe) -> Ortsangabe:
    """Return the place with its host where the venue is an organisation's (`in wewole WERKEN gGmbH`)."""
    venue = orte.ort
    if (
        venue
        and orte.gastgeber is None
        and (find_authority("organisation", venue.value) or ends_with_legal_form(venue.value))
    ):
        return Ortsangabe(venue, orte.gemeinden, venue)
    return orte


def _report(found: FoundEvent, log: ReadingLog) -> None:
    """Report what was repaired in an event's heading, and what is wrong with it."""
    date, times = found.date, found.times
    if date and date.datum is None:
        message = f"„{date.passage.text}“ is no date ({date.problem}); correct it in the document"
        log.add_issue("error", "impossible-date", date.passage.start, message)
    elif date and date.repaired and date.datum:
        message = f"„{date.passage.text}“ is read as {date.datum.edtf}"
        log.add_issue("note", "date-repaired", date.passage.start, message)
    if times and times.problem:
        log.add_issue("error", "impossible-time", times.passage.start, f"{times.problem}; correct it in the document")
    elif times and times.repaired:
        log.add_issue("note", "word-repaired", times.passage.start, f"„{times.passage.text}“ is read as „ganztägig“")
    for passage in found.left_over:
        log.add_issue(
            "warning",
            "heading-not-understood",
            passage.start,
            f"„{passage.read().value}“ in an event's heading fits no rule",
        )
