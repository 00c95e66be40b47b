"""What columns, parameters, topics and relations are called on pages, in German and English.

In: a name, as in a query. Out: its label; a name that is not in the tables, as in a query of one's own, stands for
itself.
"""

from collections.abc import Mapping

Labels = Mapping[str, tuple[str, str]]
"""German and English by name."""

TOPICS: Labels = {
    "forums": ("Themenforen und Personen", "Forums and persons"),
    "ministries": ("Ministerien", "Ministries"),
    "events": ("Veranstaltungen und Orte", "Events and venues"),
    "projects": ("Projekte", "Projects"),
    "organisations": ("Organisationen", "Organisations"),
    "whole": ("Suche, Verbindungen, Belege", "Search, ties, evidence"),
}
"""What the canned queries are about, in the order in which they are listed."""

NAMES: Labels = {
    "acronym": ("Kürzel", "Acronym"),
    "code": ("Code", "Code"),
    "contexts": ("Genannt in", "Named in"),
    "date": ("Datum", "Date"),
    "detail": ("Näheres", "Detail"),
    "document": ("Dokument", "Document"),
    "earliest": ("Frühestens", "Earliest"),
    "end": ("Ende", "End"),
    "endYear": ("Bis Jahr", "Last year"),
    "event": ("Veranstaltung", "Event"),
    "eventNumber": ("Veranstaltung Nr.", "Event no."),
    "eventTitle": ("Veranstaltung", "Event"),
    "events": ("Veranstaltungen", "Events"),
    "evidence": ("Belege", "Evidence"),
    "field": ("Handlungsfeld", "Field of action"),
    "fieldTitle": ("Handlungsfeld", "Field of action"),
    "forum": ("Themenforum", "Forum"),
    "forumNumber": ("Themenforum Nr.", "Forum no."),
    "forumNumbers": ("Nummern der Themenforen", "Forum numbers"),
    "forumTitle": ("Themenforum", "Forum"),
    "forums": ("Themenforen", "Forums"),
    "from": ("Von", "From"),
    "interested": ("Interessiert an", "Interested in"),
    "interestedMinistries": ("Interessierte Ministerien", "Interested ministries"),
    "kind": ("Art", "Kind"),
    "label": ("Name", "Name"),
    "latest": ("Spätestens", "Latest"),
    "leadMinistry": ("Federführendes Ministerium", "Lead ministry"),
    "leads": ("Leitet", "Leads"),
    "leadsWithUnits": ("Leitet, mit Einheiten", "Leads, with units"),
    "match": ("Fundstelle", "Match"),
    "maxParticipants": ("Höchstens Teilnehmende", "Participants, at most"),
    "measure": ("Maßnahme", "Measure"),
    "measures": ("Maßnahmen", "Measures"),
    "mentions": ("Nennungen", "Mentions"),
    "minParticipants": ("Mindestens Teilnehmende", "Participants, at least"),
    "ministries": ("Ministerien", "Ministries"),
    "ministry": ("Ministerium", "Ministry"),
    "ministryRelation": ("Das Ministerium ist", "The ministry is"),
    "moderators": ("Moderation", "Moderators"),
    "municipality": ("Gemeinde", "Municipality"),
    "municipalityIri": ("Gemeinde", "Municipality"),
    "municipalityName": ("Gemeinde", "Municipality"),
    "name": ("Name", "Name"),
    "number": ("Nr.", "No."),
    "object": ("Wert", "Value"),
    "openEnd": ("Ende offen", "Open end"),
    "organisation": ("Organisation", "Organisation"),
    "otherAcronym": ("Anderes Kürzel", "Other acronym"),
    "otherMinistries": ("Beteiligte Ministerien", "Participating ministries"),
    "otherName": ("Name der anderen Person", "Name of the other"),
    "otherPerson": ("Andere Person", "Other person"),
    "partOf": ("Teil von", "Part of"),
    "participates": ("Beteiligt an", "Takes part in"),
    "person": ("Person", "Person"),
    "position": ("Nr.", "No."),
    "predicate": ("Eigenschaft", "Property"),
    "project": ("Projekt", "Project"),
    "projects": ("Projekte", "Projects"),
    "projectsWithUnits": ("Projekte, mit Einheiten", "Projects, with units"),
    "question": ("Leitfrage", "Guiding question"),
    "quote": ("Zitat", "Quote"),
    "regularOperation": ("Geht in den Regelbetrieb", "Continued in regular operation"),
    "relation": ("Verbindung", "Relation"),
    "role": ("Rolle", "Role"),
    "source": ("Von", "From"),
    "sourceLabel": ("Von", "From"),
    "sourceType": ("Art", "Kind"),
    "start": ("Beginn", "Start"),
    "startYear": ("Von Jahr", "First year"),
    "subject": ("Gegenstand", "Subject"),
    "target": ("Zu", "To"),
    "targetLabel": ("Zu", "To"),
    "targetType": ("Art", "Kind"),
    "text": ("Suchwörter", "Words"),
    "thing": ("Verbunden mit", "Tied to"),
    "title": ("Titel", "Title"),
    "to": ("Bis", "To"),
    "venue": ("Veranstaltungsort", "Venue"),
    "venueIri": ("Veranstaltungsort", "Venue"),
    "venueName": ("Veranstaltungsort", "Venue"),
    "venues": ("Veranstaltungsorte", "Venues"),
    "weight": ("Gewicht", "Weight"),
}
"""Columns and parameters of the canned queries."""

_GERMAN_VALUES = {
    "answers for": "verantwortet",
    "belongs to": "gehört zu",
    "comes from": "kommt aus",
    "cooperates in": "kooperiert bei",
    "funds": "fördert",
    "has the academic title": "hat den akademischen Titel",
    "has the member of the government": "hat als Regierungsmitglied",
    "has the unit": "hat die Einheit",
    "holds": "veranstaltet",
    "hosts": "lädt ein zu",
    "interested": "interessiert",
    "is a member of": "ist Mitglied in",
    "is asked for": "ist angefragt für",
    "is in a forum with": "ist in einem Themenforum mit",
    "is in a forum with the event": "ist im Themenforum der Veranstaltung",
    "is in a project of": "ist in einem Projekt von",
    "is in charge of": "ist federführend bei",
    "is interested in": "ist interessiert an",
    "is named by": "ist genannt von",
    "is part of": "ist Teil von",
    "is spoken for by": "hat als Stimme",
    "lead": "federführend",
    "leads": "leitet",
    "lies in": "liegt in",
    "manages": "leitet",
    "mentions": "nennt",
    "moderates": "moderiert",
    "moderates a forum with the event": "moderiert das Themenforum der Veranstaltung",
    "moderates a forum with the project": "moderiert das Themenforum des Projekts",
    "moderates with": "moderiert gemeinsam mit",
    "participates in": "ist beteiligt an",
    "participating": "beteiligt",
    "runs": "ist Träger von",
    "serves in": "ist Regierungsmitglied in",
    "shares a forum with": "teilt ein Themenforum mit",
    "speaks for": "spricht für",
    "speaks in the forum": "spricht im Themenforum",
    "takes place at": "findet statt in",
    "takes place in": "findet statt in",
}
VALUES: Labels = {english: (german, english) for english, german in _GERMAN_VALUES.items()} | {"true": ("ja", "yes")}
"""What columns of relations, and of yes or no, have as values."""

DATES = frozenset({"date", "earliest", "latest", "from", "to"})
RELATIONS = frozenset({"relation", "ministryRelation", "openEnd", "regularOperation"})
CLASSES = frozenset({"kind", "sourceType", "targetType"})
"""Columns of the canned queries with dates (EDTF), with values of `VALUES`, and with names of classes."""


def label(table: Labels, name: str, language: str) -> str:
    """Return the label of a name in a language, `de` or `en`; the name itself where a table has none."""
    german, english = table.get(name, (name, name))
    return german if language == "de" else english
