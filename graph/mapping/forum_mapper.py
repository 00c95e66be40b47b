"""Writes a Themenforum as statements: its texts, its ministries, its circle of participants and its moderation team."""

from collections import Counter

from pyoxigraph import NamedNode

from ruhrgraph.graph.mapping.document_statements import DocumentStatements
from ruhrgraph.graph.mapping.event_mapper import map_event
from ruhrgraph.graph.mapping.labels import shorten
from ruhrgraph.graph.rdf.namespaces import ORG, SCHEMA
from ruhrgraph.graph.rdf.terms import german, node
from ruhrgraph.loaders.records import Moderation, Teilnehmergruppe, Themenforum


def map_forum(says: DocumentStatements, forum: Themenforum) -> None:
    """State a Themenforum with its groups, moderations and events."""
    subject = says.new("themenforum", str(forum.nummer.value), "Themenforum", f"{ORG}OrganizationalCollaboration")
    says.title(subject, forum.titel)
    says.integers(subject, nummer=forum.nummer)
    says.texts(subject, leitfrage=forum.leitfrage, konzept=forum.konzept, teilnehmerkreis=forum.teilnehmerkreis)
    says.flags(subject, weiteresRessortOffen=forum.weiteres_offen)
    says.ressort(subject, "federfuehrendesRessort", forum.federfuehrend)
    says.ressort(subject, "beteiligtesRessort", *forum.beteiligt)
    says.ressort(subject, "interessiertesRessort", *forum.interessiert)
    says.ressort(subject, "angefragtesRessort", *forum.angefragt)
    texts = Counter(group.text.value for group in forum.teilnehmergruppen)
    for group in forum.teilnehmergruppen:
        _group(says, subject, forum, group, unique=texts[group.text.value] == 1)
    if forum.moderationen:
        team = _team(says, subject, forum)
        for moderation in forum.moderationen:
            _moderation(says, subject, forum, team, moderation)
    for event in forum.veranstaltungen:
        map_event(says, subject, forum.nummer, event)
    says.mentions(subject, forum.nennungen)


def _group(
    says: DocumentStatements, subject: NamedNode, forum: Themenforum, group: Teilnehmergruppe, *, unique: bool
) -> None:
    number = forum.nummer.value
    item = says.new("teilnehmergruppe", f"{number}-{group.position.value}", "Teilnehmergruppe", f"{SCHEMA}Audience")
    says.tie(subject, "hatTeilnehmergruppe", item, group.text.spans)
    says.integers(item, position=group.position)
    says.texts(item, text=group.text)
    place = f"Forum {number}" if unique else f"Forum {number}, Nr. {group.position.value}"
    says.name(item, f"{shorten(group.text.value)} ({place})", (*group.text.spans, *forum.nummer.spans))
    says.organisations(item, group.organisationen)


def _team(says: DocumentStatements, subject: NamedNode, forum: Themenforum) -> NamedNode:
    """State the moderation team. Persons are members of it, as only organisations may be members of the forum."""
    team = says.new("moderationsteam", str(forum.nummer.value), "Moderationsteam", f"{ORG}OrganizationalUnit")
    spans = forum.moderationen[0].name.spans
    says.tie(subject, "hatModerationsteam", team, spans)
    says.tie(team, f"{ORG}subOrganizationOf", subject, spans)
    says.name(team, f"Moderationsteam, Forum {forum.nummer.value}", forum.nummer.spans)
    return team


def _moderation(
    says: DocumentStatements, subject: NamedNode, forum: Themenforum, team: NamedNode, moderation: Moderation
) -> None:
    number, spans = str(forum.nummer.value), moderation.name.spans
    person = says.entities.person(moderation.name)
    item = says.entities.moderation(number, moderation.name.value)
    says.statements.type(item, says.iris.term("Moderation"), node(f"{ORG}Membership"))
    says.tie(subject, "hatModeration", item, spans)
    says.tie(item, "themenforum", subject, spans)
    says.tie(item, f"{ORG}organization", team, spans)
    says.tie(item, "person", person, spans)
    says.name(item, f"Moderation von {says.entities.name(person)}, Forum {number}", (*spans, *forum.nummer.spans))
    says.integers(item, position=moderation.position)
    says.texts(item, amt=moderation.amt, rolle=moderation.rolle)
    says.state(person, "akademischerTitel", moderation.akademischer_titel, german)
    if moderation.organisation:
        body = says.entities.organisation(moderation.organisation)
        says.tie(item, "fuerOrganisation", body, moderation.organisation.spans)
