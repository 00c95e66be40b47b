"""The web page of the Themenforen: their questions, moderation teams, events and ministries.

Grammar of a forum: title ¶ question ¶ concept ¶ `Moderationsteam` lines ¶ `Teilnehmerkreis` text ¶ `Veranstaltungen`
events ¶ `Ressort:` line. The forum's number is its place in the page.
"""

from ruhrgraph.loaders.circles import read_circle
from ruhrgraph.loaders.document import Document, Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.forum_heads import read_head
from ruhrgraph.loaders.grammar.ministries import FoundMinistry, read_ministries
from ruhrgraph.loaders.grammar.organisations import find_organisations
from ruhrgraph.loaders.grammar.persons import find_person, join_broken_lines
from ruhrgraph.loaders.headings import HEADINGS, heading_kind
from ruhrgraph.loaders.lost_structure import without_lost_lines
from ruhrgraph.loaders.records import (
    Moderation,
    Nennungen,
    Organisationsname,
    Reading,
    Themenforum,
    Veranstaltung,
)
from ruhrgraph.loaders.sections import Section, preamble, sections_of
from ruhrgraph.loaders.veranstaltungen import read_events


def recognises(document: Document) -> bool:
    """Return whether a document is a page of Themenforen: it has events or a `Ressort:` line, and another section."""
    kinds = {heading_kind(line) for line in document.passage.lines()} - {None}
    return len(kinds) > 1 and bool(kinds & {"events", "ministries"})


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
    written = (line for part in (section.head, section.team, section.circle, section.events) for line in part)
    first = next((line for line in written if line.text.strip()), text)
    section = without_lost_lines(section, log)
    head = read_head(section.head, number, first.start, log)
    circle, groups = read_circle(section.circle, log)
    at = head.number or head.title or first
    lead, participating, interested, more_open = _ministries(section.ministries, number, at, log)
    team = _team(section.team, log)
    events = read_events(section.events, log)
    if not section.team or not team:
        log.add_issue("error", "no-moderation", at.start, f"forum {number} has no moderation team; add its lines")
    if not events:
        log.add_issue("error", "no-events", at.start, f"forum {number} has no event; add its list `Veranstaltungen`")
    return Themenforum(
        nummer=ReadValue(number, (at.span,)),
        titel=head.title.read() if head.title else ReadValue(f"Themenforum {number}", (at.span,)),
        leitfrage=text_of(head.question),
        konzept=text_of(head.concept),
        moderationen=team,
        teilnehmerkreis=text_of(circle),
        teilnehmergruppen=groups,
        veranstaltungen=events,
        federfuehrend=lead,
        beteiligt=participating,
        interessiert=interested,
        weiteres_offen=more_open,
        nennungen=Nennungen(organisationen=_mentions(circle, team, events)),
    )


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
    circle: Passage | None, team: tuple[Moderation, ...], events: tuple[Veranstaltung, ...]
) -> tuple[Organisationsname, ...]:
    spoken_for = [Organisationsname(person.organisation) for person in team if person.organisation]
    hosts = [Organisationsname(event.orte.gastgeber) for event in events if event.orte.gastgeber]
    return (*spoken_for, *hosts, *(find_organisations(circle) if circle else ()))
