"""The events of a Themenforum: a numbered heading, `Ziel:` and `Teilnehmende:`.

In: the lines between `Veranstaltungen` and the forum's end. Out: the events' records; issues go to the
log.
"""

from dataclasses import replace

from ruhrgraph.loaders.document import Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.event_issues import report_count, report_event
from ruhrgraph.loaders.event_parts import EventParts, split_events
from ruhrgraph.loaders.grammar.counts import FoundCount, find_count
from ruhrgraph.loaders.grammar.dates import FoundDate
from ruhrgraph.loaders.grammar.events import read_event
from ruhrgraph.loaders.grammar.organisations import ends_with_legal_form
from ruhrgraph.loaders.mentions import NO_NAMES, DocumentNames, join_mentions, read_mentions
from ruhrgraph.loaders.records import Datum, Ortsangabe, Veranstaltung
from ruhrgraph.ontology.names import find_authority


def read_events(lines: list[Passage], log: ReadingLog, names: DocumentNames = NO_NAMES) -> tuple[Veranstaltung, ...]:
    """Return the events in a forum's lines."""
    return tuple(_event(parts, names, log) for parts in split_events(lines, log))


def _event(parts: EventParts, names: DocumentNames, log: ReadingLog) -> Veranstaltung:
    digits, heading, goal, participants = parts.number, parts.heading, parts.goal, parts.participants
    found = read_event(heading)
    report_event(found, log)
    left_out = (*found.left_over, *(doubt.passage for doubt in found.doubts if not doubt.kept))
    shown = (piece for part in parts.shown for piece in _around(part, left_out))
    log.mark_understood(digits, *parts.labels, *shown, goal, participants)
    if goal is None or participants is None:
        log.add_issue(
            "warning",
            "event-incomplete",
            heading.start,
            f"event „{found.titel.value}“ has no `Ziel:` or no `Teilnehmende:`",
        )
    count = _count(participants, log)
    where = (count.passage.span,) if count else ()
    times = found.times
    told = times if times and not times.doubt else None
    return Veranstaltung(
        nummer=ReadValue(int(digits.text), (digits.span,)),
        titel=found.titel,
        art=found.art,
        thema=found.thema,
        datum=_datum(found.date),
        urspruengliches_datum=_datum(found.original),
        ganztaegig=times.ganztaegig if times else None,
        beginn=told.beginn if told else None,
        ende=told.ende if told else None,
        orte=_with_host(found.orte),
        ziel=text_of(goal),
        teilnehmende=text_of(participants),
        teilnehmende_min=ReadValue(count.least, where) if count and count.least is not None else None,
        teilnehmende_max=ReadValue(count.greatest, where) if count and count.greatest is not None else None,
        teilnehmende_ungefaehr=ReadValue(value=True, spans=where) if count and count.approximate else None,
        noch_offen=found.noch_offen,
        hinweis=found.hinweis,
        nennungen=join_mentions(
            replace(read_mentions(parts.shown, names), gemeinden=()),  # its own towns are its municipalities
            read_mentions((goal, participants), names),
        ),
    )


def _count(participants: Passage | None, log: ReadingLog) -> FoundCount | None:
    count = find_count(participants) if participants else None
    if count:
        report_count(count, log)
    return count


def _datum(date: FoundDate | None) -> ReadValue[Datum] | None:
    return ReadValue(date.datum, (date.passage.span,)) if date and date.datum else None


def _around(whole: Passage, others: tuple[Passage, ...]) -> list[Passage]:
    """Return the parts of a passage outside of some other passages."""
    parts, last = [], whole.start
    inside = (other for other in others if whole.start <= other.start < whole.end)
    for other in sorted(inside, key=lambda passage: passage.start):
        if other.start > last:
            parts.append(whole.cut(last - whole.start, other.start - whole.start))
        last = max(last, other.end)
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
