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
            ListColumn("acronym", Text("Kürzel", "Acronym"), iris="ministry", path="rk:kuerzel"),
            ListColumn("name", Text("Name", "Name"), iris="ministry", path="rdfs:label"),
            ListColumn(
                "leads",
                Text("Foren in Federführung", "Forums led"),
                "number",
                path="^rk:federfuehrendesRessort",
                counted=True,
            ),
            ListColumn(
                "participates",
                Text("Foren mit Beteiligung", "Forums joined"),
                "number",
                path="^rk:beteiligtesRessort",
                counted=True,
            ),
            ListColumn(
                "interested",
                Text("Foren mit Interesse", "Forums of interest"),
                "number",
                path="^rk:interessiertesRessort",
                counted=True,
            ),
            ListColumn("projects", _PROJECTS, "number", path="^rk:ressort/rk:code", counted=True),
            ListColumn("partOf", Text("Gehört zu", "Part of"), kind="ressort", path="org:subOrganizationOf"),
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
            ListColumn("number", Text("Nr.", "No."), "number", path="rk:nummer"),
            ListColumn("title", Text("Titel", "Title"), iris="forum", path="dct:title"),
            ListColumn("leadMinistry", _LEAD, kind="ressort", separator=", ", path="rk:federfuehrendesRessort"),
            ListColumn(
                "otherMinistries",
                Text("Beteiligt", "Taking part"),
                kind="ressort",
                separator=", ",
                path="rk:beteiligtesRessort",
            ),
            ListColumn("moderators", Text("Moderation", "Moderators"), "number", path="rk:hatModeration", counted=True),
            ListColumn("events", _EVENTS, "number", path="rk:hatVeranstaltung", counted=True),
            ListColumn("projects", _PROJECTS, "number", path="^rk:themenforum/rk:code", counted=True),
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
            ListColumn("date", Text("Datum", "Date"), "date", order="earliest", path="rk:datum"),
            ListColumn("title", Text("Titel", "Title"), iris="event", path="dct:title"),
            ListColumn("forumNumber", _FORUM, kind="themenforum", titled=True, path="rk:themenforum"),
            ListColumn(
                "venue",
                Text("Veranstaltungsort", "Venue"),
                iris="venueIri",
                separator="; ",
                path="rk:veranstaltungsort",
            ),
            ListColumn("municipality", _MUNICIPALITY, iris="municipalityIri", separator=", ", path="rk:gemeinde"),
            ListColumn("maxParticipants", Text("Teilnehmende", "Participants"), "number", path="rk:teilnehmendeMax"),
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
            ListColumn("code", Text("Nr.", "Code"), path="rk:code"),
            ListColumn("title", Text("Titel", "Title"), iris="project", path="dct:title"),
            ListColumn("field", _FIELD, kind="handlungsfeld", titled=True, path="rk:handlungsfeld"),
            ListColumn("ministry", _MINISTRY, kind="ressort", separator=", ", path="rk:ressort"),
            ListColumn("forumNumber", _FORUM, kind="themenforum", path="rk:themenforum"),
            ListColumn("startYear", Text("Beginn", "Start"), "date", path="rk:laufzeit/rk:startjahr"),
            ListColumn("endYear", Text("Ende", "End"), "date", path="rk:laufzeit/rk:endjahr"),
            ListColumn("measures", Text("Maßnahmen", "Measures"), "number", path="rk:hatMassnahme", counted=True),
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
            ListColumn("field", Text("Nr.", "No."), "number", path="rk:nummer"),
            ListColumn("fieldTitle", Text("Titel", "Title"), kind="handlungsfeld", path="dct:title"),
            ListColumn("project", _PROJECTS, "count", path="^rk:handlungsfeld", counted=True),
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
            ListColumn("name", Text("Name", "Name"), "person", iris="person", path="foaf:name"),
            ListColumn("role", Text("Rolle", "Role"), path="^rk:person/rk:rolle"),
            ListColumn("ministry", _MINISTRY, kind="ressort", path="^rk:person/rk:ressort"),
            ListColumn(
                "organisation",
                Text("Organisation", "Organisation"),
                kind="organisation",
                path="^rk:person/rk:fuerOrganisation",
            ),
            ListColumn(
                "forumNumber",
                Text("Moderiert", "Moderates"),
                kind="themenforum",
                titled=True,
                path="^rk:person/rk:themenforum",
            ),
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
            ListColumn("name", Text("Name", "Name"), iris="organisation", path="rdfs:label"),
            ListColumn("kind", Text("Art", "Kind"), path="rk:organisationstyp/skos:prefLabel"),
            ListColumn("mentions", Text("Fundstellen", "Passages"), "number"),
            ListColumn("contexts", Text("Genannt in", "Named in"), kind=_CONTEXTS, separator=", ", path="^rk:erwaehnt"),
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
            ListColumn("name", Text("Name", "Name"), iris="venue", path="rdfs:label"),
            ListColumn("municipality", _MUNICIPALITY, kind="gemeinde", separator=", ", path="rk:gemeinde"),
            ListColumn("events", _EVENTS, "number", path="(^rk:teilVon)*/^rk:veranstaltungsort", counted=True),
            ListColumn(
                "forums", _FORUMS, "number", path="(^rk:teilVon)*/^rk:veranstaltungsort/rk:themenforum", counted=True
            ),
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
