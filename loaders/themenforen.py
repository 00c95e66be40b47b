"""The web page of the Themenforen: their questions, moderation teams, events and ministries.

Grammar of a forum: title ¶ question ¶ concept ¶ `Moderationsteam` lines ¶ `Teilnehmerkreis` text ¶ `Veranstaltungen`
events ¶ `Ressort:` line. The forum's number is its place in the page, counted from 1 or from what the record says.
"""

from dataclasses import replace

from ruhrgraph.loaders.circles import read_circle
from ruhrgraph.loaders.document import Document, Passage, ReadingLog, ReadValue, text_of
from ruhrgraph.loaders.forum_heads import read_head
from ruhrgraph.loaders.headings import heading_kind
from ruhrgraph.loaders.lost_structure import without_lost_lines
from ruhrgraph.loaders.mapped_document import MappedDocument
from ruhrgraph.loaders.mentions import (
    DocumentNames,
    join_mentions,
    names_of,
    organisations_in,
    read_mentions,
    spoken_for,
)
from ruhrgraph.loaders.moderationen import read_team
from ruhrgraph.loaders.page_markup import without_markup
from ruhrgraph.loaders.records import (
    Moderation,
    Nennungen,
    Reading,
    Themenforum,
    Veranstaltung,
)
from ruhrgraph.loaders.ressorts import read_ressorts
from ruhrgraph.loaders.sections import Section, preamble, sections_of
from ruhrgraph.loaders.veranstaltungen import read_events


def prepared(document: Document) -> MappedDocument | None:
    """Return a page without the HTML in it, or None if it has none."""
    return without_markup(document)


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
    # In a page, unlike in a table, a tab is a blank like any other.
    document = replace(document, text=document.text.replace("\t", " "))
    log = ReadingLog(document)
    lines = list(document.passage.lines())
    quelle, body = preamble(lines, log)
    names = names_of(document.text)
    first = document.metadata.first_forum if document.metadata else 1
    sections = enumerate(sections_of(body, log), first)
    forums = tuple(_forum(number, section, names, log) for number, section in sections)
    _check_titles(forums, log)
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
    written = (line for part in (section.head, section.team, section.circle, section.events) for line in part)
    first = next((line for line in written if line.text.strip()), text)
    section = without_lost_lines(section, log)
    head = read_head(section.head, number, first.start, log)
    circle, groups = read_circle(section.circle, log)
    at = head.number or head.title or first
    ministries = read_ressorts(section.ministries, number, at, log)
    team = read_team(section.team, log)
    events = read_events(section.events, log, names)
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
        teilnehmergruppen=tuple(
            replace(group, organisationen=organisations_in(group.text.spans, names)) for group in groups
        ),
        veranstaltungen=events,
        federfuehrend=ministries.federfuehrend,
        beteiligt=ministries.beteiligt,
        interessiert=ministries.interessiert,
        angefragt=ministries.angefragt,
        weiteres_offen=ministries.weiteres_offen,
        nennungen=_mentions((head.title, head.question, head.concept, circle), section.team, team, events, names),
    )


def _check_titles(forums: tuple[Themenforum, ...], log: ReadingLog) -> None:
    """Report a forum whose title an earlier one has: a part of the page may stand there twice."""
    first: dict[str, int] = {}
    for forum in forums:
        number = first.setdefault(forum.titel.value.casefold(), forum.nummer.value)
        if number != forum.nummer.value:
            message = f"forum {forum.nummer.value} has the title of forum {number}: „{forum.titel.value}“; remove one"
            log.add_issue("error", "duplicate-forum", forum.titel.spans[0].start, message)


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
