"""What each list shows: the canned query that it is made of, its columns and its facets.

In: nothing. Out: `LISTS`. To add a list is to add a `ListDefinition` here.
"""

from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.server.web.lists.list_definition import Facet, ListColumn, ListDefinition, Source

_MINISTRY = Text("Ressort", "Ministry")
_LEAD = Text("Federführung", "Lead")
_FORUM = Text("Themenforum", "Forum")
_FIELD = Text("Handlungsfeld", "Field of action")
_MUNICIPALITY = Text("Gemeinde", "Municipality")
_MONTH = Text("Monat", "Month")
_EVENTS = Text("Veranstaltungen", "Events")
_FORUMS = Text("Themenforen", "Forums")
_PROJECTS = Text("Projekte", "Projects")
_CONTEXTS = "themenforum, projekt, handlungsfeld"


def _ministry(*columns: str, label: Text = _MINISTRY, name: str = "ressort") -> Facet:
    return Facet(name, label, tuple(Source(column, ", ") for column in columns), "ressort")


def _forum(*sources: Source) -> Facet:
    return Facet("forum", _FORUM, sources, "themenforum")


def _field(source: Source) -> Facet:
    return Facet("handlungsfeld", _FIELD, (source,), "handlungsfeld")


def _municipality(*sources: Source) -> Facet:
    return Facet("gemeinde", _MUNICIPALITY, sources, "gemeinde")


LISTS: tuple[ListDefinition, ...] = (
    ListDefinition(
        "ressorts",
        "Ressort",
        Text("Ressorts", "Ministries"),
        "ministries",
        "ministry",
        (
            ListColumn("acronym", Text("Kürzel", "Acronym"), iris="ministry"),
            ListColumn("name", Text("Name", "Name"), iris="ministry"),
            ListColumn("leads", Text("Foren in Federführung", "Forums led"), "number"),
            ListColumn("participates", Text("Foren mit Beteiligung", "Forums joined"), "number"),
            ListColumn("interested", Text("Foren mit Interesse", "Forums of interest"), "number"),
            ListColumn("projects", _PROJECTS, "number"),
            ListColumn("partOf", Text("Gehört zu", "Part of"), kind="ressort"),
        ),
        (
            _forum(
                Source("number", query="forums", own="acronym", other="leadMinistry"),
                Source("number", query="forums", own="acronym", other="otherMinistries"),
                Source("number", query="forums", own="acronym", other="interestedMinistries"),
            ),
            _field(Source("field", query="projects", own="acronym", other="ministry")),
        ),
        "acronym",
    ),
    ListDefinition(
        "themenforen",
        "Themenforum",
        _FORUMS,
        "forums",
        "forum",
        (
            ListColumn("number", Text("Nr.", "No."), "number"),
            ListColumn("title", Text("Titel", "Title"), iris="forum"),
            ListColumn("leadMinistry", _LEAD, kind="ressort", separator=", "),
            ListColumn("otherMinistries", Text("Beteiligt", "Taking part"), kind="ressort", separator=", "),
            ListColumn("moderators", Text("Moderation", "Moderators"), "number"),
            ListColumn("events", _EVENTS, "number"),
            ListColumn("projects", _PROJECTS, "number"),
        ),
        (
            _ministry("leadMinistry", "otherMinistries", "interestedMinistries"),
            _ministry("leadMinistry", label=_LEAD, name="federfuehrung"),
            _field(Source("field", query="projects", own="number", other="forumNumber")),
            _municipality(Source("municipalityIri", " ", "events", "number", "forumNumber")),
        ),
        "number",
    ),
    ListDefinition(
        "veranstaltungen",
        "Veranstaltung",
        _EVENTS,
        "events",
        "event",
        (
            ListColumn("date", Text("Datum", "Date"), "date", order="earliest"),
            ListColumn("title", Text("Titel", "Title"), iris="event"),
            ListColumn("forumNumber", _FORUM, kind="themenforum", titled=True),
            ListColumn("venue", Text("Veranstaltungsort", "Venue"), iris="venueIri", separator="; "),
            ListColumn("municipality", _MUNICIPALITY, iris="municipalityIri", separator=", "),
            ListColumn("maxParticipants", Text("Teilnehmende", "Participants"), "number"),
        ),
        (
            _ministry("leadMinistry", label=Text("Federführendes Ressort", "Lead ministry")),
            Facet("monat", _MONTH, (Source("earliest"), Source("latest")), form="months"),
            _municipality(Source("municipalityIri", " ")),
            _forum(Source("forumNumber")),
        ),
        "date",
        ("zeitstrahl", "karte"),
    ),
    ListDefinition(
        "projekte",
        "Projekt",
        _PROJECTS,
        "projects",
        "project",
        (
            ListColumn("code", Text("Nr.", "Code")),
            ListColumn("title", Text("Titel", "Title"), iris="project"),
            ListColumn("field", _FIELD, kind="handlungsfeld", titled=True),
            ListColumn("ministry", _MINISTRY, kind="ressort", separator=", "),
            ListColumn("forumNumber", _FORUM, kind="themenforum"),
            ListColumn("startYear", Text("Beginn", "Start"), "date"),
            ListColumn("endYear", Text("Ende", "End"), "date"),
            ListColumn("measures", Text("Maßnahmen", "Measures"), "number"),
        ),
        (
            _ministry("ministry"),
            _field(Source("field")),
            _forum(Source("forumNumber")),
            _municipality(Source("municipality", query="projects-by-place", own="code", other="code")),
        ),
        "code",
    ),
    ListDefinition(
        "handlungsfelder",
        "Handlungsfeld",
        Text("Handlungsfelder", "Fields of action"),
        "projects",
        "field",
        (
            ListColumn("field", Text("Nr.", "No."), "number"),
            ListColumn("fieldTitle", Text("Titel", "Title"), kind="handlungsfeld"),
            ListColumn("project", _PROJECTS, "count"),
            ListColumn("ministry", Text("Ressorts", "Ministries"), kind="ressort", separator=", "),
            ListColumn("forumNumber", _FORUMS, kind="themenforum"),
        ),
        (_ministry("ministry"), _forum(Source("forumNumber"))),
        "field",
    ),
    ListDefinition(
        "personen",
        "Person",
        Text("Personen", "Persons"),
        "moderators",
        "person",
        (
            ListColumn("name", Text("Name", "Name"), "person", iris="person"),
            ListColumn("role", Text("Rolle", "Role")),
            ListColumn("ministry", _MINISTRY, kind="ressort"),
            ListColumn("organisation", Text("Organisation", "Organisation"), kind="organisation"),
            ListColumn("forumNumber", Text("Moderiert", "Moderates"), kind="themenforum", titled=True),
        ),
        (
            _ministry("ministry"),
            _forum(Source("forumNumber")),
            Facet("organisation", Text("Organisation", "Organisation"), (Source("organisation"),), "organisation"),
        ),
        "name",
    ),
    ListDefinition(
        "organisationen",
        "Organisation",
        Text("Organisationen", "Organisations"),
        "organisations",
        "organisation",
        (
            ListColumn("name", Text("Name", "Name"), iris="organisation"),
            ListColumn("kind", Text("Art", "Kind")),
            ListColumn("mentions", Text("Fundstellen", "Passages"), "number"),
            ListColumn("contexts", Text("Genannt in", "Named in"), kind=_CONTEXTS, separator=", "),
        ),
        (
            Facet("art", Text("Art", "Kind"), (Source("kind"),)),
            _forum(Source("contexts", ", ")),
            Facet("projekt", Text("Projekt", "Project"), (Source("contexts", ", "),), "projekt"),
        ),
        "name",
    ),
    ListDefinition(
        "orte",
        "Ort",
        Text("Veranstaltungsorte", "Venues"),
        "venues",
        "venue",
        (
            ListColumn("name", Text("Name", "Name"), iris="venue"),
            ListColumn("municipality", _MUNICIPALITY, kind="gemeinde", separator=", "),
            ListColumn("events", _EVENTS, "number"),
            ListColumn("forums", _FORUMS, "number"),
        ),
        (
            _municipality(Source("municipality", ", ")),
            Facet(
                "ressort",
                _MINISTRY,
                (Source("acronym", query="ministries-by-venue", own="venue", other="venue"),),
                "ressort",
            ),
            _forum(Source("forumNumber", query="events", own="venue", other="venueIri")),
        ),
        "name",
        ("karte",),
    ),
)
"""All lists, in the order in which the first page names them."""
EVENTS = next(definition for definition in LISTS if definition.path == "veranstaltungen")
