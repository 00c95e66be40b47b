"""The web page of the Themenforen: their questions, moderation teams, events and ministries.

Grammar of a forum: title ¶ question ¶ concept ¶ `Moderationsteam` lines ¶ `Teilnehmerkreis` text ¶ `Veranstaltungen`
events ¶ `Ressort:` line. The forum's number is its place in the page.
"""

import re
from dataclasses import replace

from ruhrgraph.loaders.document import Document, Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.grammar.ministries import FoundMinistry, read_ministries
from ruhrgraph.loaders.grammar.persons import find_person, join_broken_lines
from ruhrgraph.loaders.mentions import (
    DocumentNames,
    join_mentions,
    names_of,
    organisations_in,
    read_mentions,
    spoken_for,
)
from ruhrgraph.loaders.records import (
    Moderation,
    Nennungen,
    Reading,
    Teilnehmergruppe,
    Themenforum,
    Veranstaltung,
)
from ruhrgraph.loaders.sections import HEADINGS, Section, heading_kind, paragraphs_of, preamble, sections_of
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
    names = names_of(document.text)
    forums = tuple(_forum(number, section, names, log) for number, section in enumerate(sections_of(body, log), 1))
    return Reading(
        document,
        "themenforen",
        quelle,
        themenforen=forums,
        understood=tuple(log.understood),
        boilerplate=tuple(log.boilerplate),
        issues=tuple(log.issues),
    )


def _forum(number: int, section: Section, names: DocumentNames, log: ReadingLog) -> Themenforum:
    text = log.document.passage
    head = paragraphs_of(section.head, text)
    titel, leitfrage, konzept = _head(head, log, section)
    circle, groups = _circle(section.circle, text)
    log.mark_understood(circle)
    at = titel or text.cut(section.team[0].start if section.team else 0)
    lead, participating, interested, more_open = _ministries(section.ministries, number, at, log)
    team = _team(section.team, log)
    events = read_events(section.events, log, names)
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
        teilnehmergruppen=tuple(
            replace(group, organisationen=organisations_in(group.text.spans, names)) for group in groups
        ),
        veranstaltungen=events,
        federfuehrend=lead,
        beteiligt=participating,
        interessiert=interested,
        weiteres_offen=more_open,
        nennungen=_mentions((titel, leitfrage, konzept, circle), section.team, team, events, names),
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


def _team(lines: list[Passage], log: ReadingLog) -> tuple[Moderation, ...]:
    people = [line.strip() for line in lines if line.text.strip()]
    found: list[Moderation] = []
    for line, broken in join_broken_lines(people, log.document.passage):
        person = find_person(line)
        if person is None:
            log.add_issue(
                "warning", "no-person", line.start, f"no name is found in the moderators' line „{line.read().value}“"
            )
            continue
        if broken:
            log.add_issue(
                "note", "name-over-lines", line.start, f"„{line.read().value}“ is broken over lines; read as one person"
            )
        log.mark_understood(line)
        position = ReadValue(len(found) + 1, (line.span,))
        government = ReadValue(value=True, spans=person.address.spans) if person.government and person.address else None
        found.append(
            Moderation(
                position, person.name, person.address, person.titles, person.role, person.organisation, government
            )
        )
    return tuple(found)


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


def _acronyms(found: tuple[FoundMinistry, ...], log: ReadingLog) -> tuple[ReadValue[str], ...]:
    for ministry in found:
        position = ministry.acronym.spans[0].start
        if ministry.repaired:
            message = f"„{ministry.written}“ is no ministry; read as {ministry.acronym.value} (two letters swapped)"
            log.add_issue("note", "acronym-repaired", position, message)
        elif not ministry.known:
            message = f"„{ministry.written}“ is no known ministry; kept as written (add it to authorities/ressorts.ttl)"
            log.add_issue("warning", "acronym-unknown", position, message)
    return tuple(ministry.acronym for ministry in found)


def _ministries(
    line: Passage | None, number: int, at: Passage, log: ReadingLog
) -> tuple[ReadValue[str] | None, tuple[ReadValue[str], ...], tuple[ReadValue[str], ...], ReadValue[bool] | None]:
    match = HEADINGS["ministries"].match(line.text) if line else None
    value = line.group(match, "value") if line and match else None
    if line is None or value is None:
        log.add_issue(
            "error", "no-ministry", at.start, f"forum {number} has no line `Ressort: …`; add its lead ministry"
        )
        return None, (), (), None
    ministries = read_ministries(value.strip())
    if len(ministries.lead) != 1:
        message = f"forum {number} names {len(ministries.lead)} lead ministries in „{value.read().value}“; name one"
        log.add_issue("error", "no-ministry", line.start, message)
    log.mark_understood(line)
    lead = _acronyms(ministries.lead, log)
    return (
        lead[0] if lead else None,
        _acronyms(ministries.participating, log),
        _acronyms(ministries.interested, log),
        ministries.more_open,
    )


def _mentions(
    texts: tuple[Passage | None, ...],
    team_lines: list[Passage],
    team: tuple[Moderation, ...],
    events: tuple[Veranstaltung, ...],
    names: DocumentNames,
) -> Nennungen:
    """Return what a forum's texts, its moderators' lines and its events name."""
    roles = spoken_for((person.organisation for person in team if person.organisation), team_lines, names)
    return join_mentions(read_mentions(texts, names), roles, *(event.nennungen for event in events))
