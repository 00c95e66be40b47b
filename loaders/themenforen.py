"""The web page of the Themenforen: their questions, moderation teams, events and ministries.

Grammar of a forum: title ¶ question ¶ concept ¶ `Moderationsteam` lines ¶ `Teilnehmerkreis` text ¶ `Veranstaltungen`
events ¶ `Ressort:` line. The forum's number is its place in the page.
"""

import re

from ruhrgraph.loaders.document import Document, Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.grammar.organisations import find_organisations
from ruhrgraph.loaders.moderationen import read_team
from ruhrgraph.loaders.records import (
    Moderation,
    Nennungen,
    Organisationsname,
    Reading,
    Teilnehmergruppe,
    Themenforum,
    Veranstaltung,
)
from ruhrgraph.loaders.ressorts import read_ressorts
from ruhrgraph.loaders.sections import Section, heading_kind, paragraphs_of, preamble, sections_of
from ruhrgraph.loaders.veranstaltungen import read_events

_ITEM = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
_CONCEPT = re.compile(r"^Konzept\s*:\s*")


def recognises(document: Document) -> bool:
    """Return whether a document is a page of Themenforen: it has a moderation team and events or a `Ressort:` line."""
    kinds = {heading_kind(line) for line in document.passage.lines()}
    return "team" in kinds and bool(kinds & {"events", "ministries"})


def load(document: Document) -> Reading:
    """Read a page of Themenforen.

    Args:
        document: The page as text.

    Returns:
        Its Themenforen in order, with the issues that were met and every span that was understood.

    """
    log = ReadingLog(document)
    lines = list(document.passage.lines())
    quelle, body = preamble(lines, log)
    forums = tuple(_forum(number, section, log) for number, section in enumerate(sections_of(body, log), 1))
    return Reading(
        document,
        "themenforen",
        quelle,
        themenforen=forums,
        understood=tuple(log.understood),
        boilerplate=tuple(log.boilerplate),
        issues=tuple(log.issues),
    )


def _forum(number: int, section: Section, log: ReadingLog) -> Themenforum:
    text = log.document.passage
    head = paragraphs_of(section.head, text)
    titel, leitfrage, konzept = _head(head, log, section)
    circle, groups = _circle(section.circle, text)
    log.mark_understood(circle)
    at = titel or text.cut(section.team[0].start if section.team else 0)
    ministries = read_ressorts(section.ministries, number, at, log)
    team = read_team(section.team, log)
    events = read_events(section.events, log)
    if not section.team or not team:
        log.add_issue("error", "no-moderation", at.start, f"forum {number} has no moderation team; add its lines")
    if not events:
        log.add_issue("error", "no-events", at.start, f"forum {number} has no event; add its list `Veranstaltungen`")
    return Themenforum(
        nummer=ReadValue(number, (at.span,)),
        titel=titel.read() if titel else ReadValue(f"Themenforum {number}", (at.span,)),
        leitfrage=text_of(leitfrage),
        konzept=text_of(konzept),
        moderationen=team,
        teilnehmerkreis=text_of(circle),
        teilnehmergruppen=groups,
        veranstaltungen=events,
        federfuehrend=ministries.federfuehrend,
        beteiligt=ministries.beteiligt,
        interessiert=ministries.interessiert,
        angefragt=ministries.angefragt,
        weiteres_offen=ministries.weiteres_offen,
        nennungen=Nennungen(organisationen=_mentions(circle, team, events)),
    )


def _head(
    head: list[Passage], log: ReadingLog, section: Section
) -> tuple[Passage | None, Passage | None, Passage | None]:
    """Return title, question and concept: the first paragraph, the second if it is a question, and the rest."""
    if not head:
        position = section.team[0].start if section.team else 0
        log.add_issue("error", "no-title", position, "a forum has no title; put it before its moderation team")
        return None, None, None
    title, rest = head[0], head[1:]
    question = rest[0] if rest and rest[0].text.endswith("?") else None
    rest = rest[1:] if question else rest
    concept = log.document.passage.cut(rest[0].start, rest[-1].end) if rest else None
    if question is None:
        log.add_issue("warning", "no-question", title.start, f"forum „{title.read().value}“ has no guiding question")
    if concept is None:
        log.add_issue("warning", "no-concept", title.start, f"forum „{title.read().value}“ has no concept text")
    log.mark_understood(title, question, concept)
    if concept and (label := _CONCEPT.match(concept.text)):
        concept = concept.cut(label.end())
    return title, question, concept


def _circle(lines: list[Passage], text: Passage) -> tuple[Passage | None, tuple[Teilnehmergruppe, ...]]:
    """Return the circle of participants: its whole text, and the items if it is a numbered list."""
    filled = [line for line in lines if line.text.strip()]
    if not filled:
        return None, ()
    matches = ((line, _ITEM.match(line.text)) for line in filled)
    items = [(int(match[1]), line.cut(match.end())) for line, match in matches if match]
    numbers = [number for number, _ in items]
    groups = (
        tuple(Teilnehmergruppe(ReadValue(number, (item.span,)), item.read()) for number, item in items)
        if numbers == list(range(1, len(items) + 1)) and len(items) > 1
        else ()
    )
    return text.cut(filled[0].start, filled[-1].end).strip(), groups


def _mentions(
    circle: Passage | None, team: tuple[Moderation, ...], events: tuple[Veranstaltung, ...]
) -> tuple[Organisationsname, ...]:
    spoken_for = [Organisationsname(person.organisation) for person in team if person.organisation]
    hosts = [Organisationsname(event.orte.gastgeber) for event in events if event.orte.gastgeber]
    return (*spoken_for, *hosts, *(find_organisations(circle) if circle else ()))
