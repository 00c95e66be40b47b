"""The events of a Themenforum: a numbered heading, `Ziel:` and `Teilnehmende:`.

In: the lines between `Veranstaltungen` and the forum's end. Out: the events' records; issues go to the
log.
"""

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.event_parts import EventParts, split_events
from ruhrgraph.loaders.grammar.counts import find_count
from ruhrgraph.loaders.grammar.events import FoundEvent, read_event
from ruhrgraph.loaders.grammar.organisations import ends_with_legal_form
from ruhrgraph.loaders.records import Ortsangabe, Veranstaltung
from ruhrgraph.ontology.names import find_authority


def read_events(lines: list[Passage], log: ReadingLog) -> tuple[Veranstaltung, ...]:
    """Return the events in a forum's lines."""
    return tuple(_event(parts, log) for parts in split_events(lines, log))


def _event(parts: EventParts, log: ReadingLog) -> Veranstaltung:
    digits, heading, goal, participants = parts.number, parts.heading, parts.goal, parts.participants
    found = read_event(heading)
    _report(found, log)
    shown = (piece for part in parts.shown for piece in _around(part, found.left_over))
    log.mark_understood(digits, *parts.labels, *shown, goal, participants)
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
    )


def _around(whole: Passage, others: tuple[Passage, ...]) -> list[Passage]:
    """Return the parts of a passage outside of some other passages."""
    parts, last = [], whole.start
    inside = (other for other in others if whole.start <= other.start < whole.end)
    for other in sorted(inside, key=lambda passage: passage.start):
        parts.append(whole.cut(last - whole.start, other.start - whole.start))
        last = other.end
    return [*parts, whole.cut(last - whole.start)]


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
