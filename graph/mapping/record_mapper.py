"""Writes records as statements. Only this module knows which property of the ontology each field of a record is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.evidence import Evidence, StatementWriter
from ruhrgraph.graph.rdf.namespaces import DCT, EDTF, FOAF, M8G, ORG, PROV, SCHEMA, SKOS
from ruhrgraph.graph.rdf.terms import LABEL, TRUE, Iris, date, german, integer, node, typed
from ruhrgraph.loaders.document import Document, ReadValue
from ruhrgraph.loaders.records import (
    Handlungsfeld,
    Laufzeit,
    Moderation,
    Organisationsname,
    Projekt,
    Reading,
    Themenforum,
    Veranstaltung,
)

_TITLE = node(f"{DCT}title")
T = TypeVar("T")


def quads_of(reading: Reading, entities: EntityResolver) -> list[Quad]:
    """Return what one document says as quads of the document's graph, with their evidence in `graph/evidence`."""
    mapper = RecordMapper(reading.document, entities)
    mapper.source(reading)
    for forum in reading.themenforen:
        mapper.forum(forum)
    for field_ in reading.handlungsfelder:
        mapper.field(field_)
    for project in reading.projekte:
        mapper.project(project)
    return mapper.statements.quads


@dataclass
class RecordMapper:
    """Writes the records of one document as statements."""

    document: Document
    entities: EntityResolver
    statements: StatementWriter = field(init=False)

    def __post_init__(self) -> None:
        iris = self.entities.iris
        self.statements = StatementWriter(iris, iris.graph(self.document.name))
        self.entities = self.entities.for_document(self.statements, self.document)

    @property
    def _iris(self) -> Iris:
        return self.entities.iris

    def _state(
        self, subject: NamedNode, name: str, read: ReadValue[T] | None, term: Callable[[T], NamedNode | Literal]
    ) -> None:
        """State the value of a property, if the document has one."""
        if read is not None:
            predicate = node(name) if ":" in name else self._iris.term(name)
            evidence = [Evidence(self.document, span) for span in read.spans]
            self.statements.state(subject, predicate, term(read.value), evidence)

    def _title(self, subject: NamedNode, title: ReadValue[str]) -> None:
        self._state(subject, LABEL.value, title, german)
        self._state(subject, _TITLE.value, title, german)

    def _ressort(self, subject: NamedNode, name: str, acronym: ReadValue[str] | None) -> None:
        if acronym is not None:
            self.entities.unknown_ressort(acronym)
            self._state(subject, name, acronym, self.entities.ressort)

    def source(self, reading: Reading) -> None:
        """State the introduction of the document."""
        self._state(self._iris.source(self.document.name), "einleitung", reading.quelle.einleitung, german)

    def forum(self, forum: Themenforum) -> None:
        """State a Themenforum with its groups, moderations and events."""
        number = str(forum.nummer.value)
        subject = self._iris.thing("themenforum", number)
        self.statements.type(subject, self._iris.term("Themenforum"), node(f"{ORG}OrganizationalCollaboration"))
        self._state(subject, "nummer", forum.nummer, integer)
        self._title(subject, forum.titel)
        self._state(subject, "leitfrage", forum.leitfrage, german)
        self._state(subject, "konzept", forum.konzept, german)
        self._state(subject, "teilnehmerkreis", forum.teilnehmerkreis, german)
        self._state(subject, "weiteresRessortOffen", forum.weiteres_offen, lambda _: TRUE)
        self._ressort(subject, "federfuehrendesRessort", forum.federfuehrend)
        for read in forum.beteiligt:
            self._ressort(subject, "beteiligtesRessort", read)
        for read in forum.interessiert:
            self._ressort(subject, "interessiertesRessort", read)
        for group in forum.teilnehmergruppen:
            item = self._iris.thing("teilnehmergruppe", f"{number}-{group.position.value}")
            self.statements.type(item, self._iris.term("Teilnehmergruppe"))
            self._state(subject, "hatTeilnehmergruppe", ReadValue(item, group.text.spans), lambda item: item)
            self._state(item, "position", group.position, integer)
            self._state(item, "text", group.text, german)
        for moderation in forum.moderationen:
            self._moderation(subject, number, moderation)
        for event in forum.veranstaltungen:
            self._event(subject, number, event)
        self._mentions(subject, forum.nennungen.organisationen)

    def _moderation(self, forum: NamedNode, number: str, moderation: Moderation) -> None:
        person = self.entities.person(moderation.name)
        subject = self.entities.moderation(number, moderation.name.value)
        spans = moderation.name.spans
        self.statements.type(subject, self._iris.term("Moderation"), node(f"{ORG}Membership"))
        self._state(forum, "hatModeration", ReadValue(subject, spans), lambda item: item)
        self._state(subject, "themenforum", ReadValue(forum, spans), lambda item: item)
        self._state(subject, "person", ReadValue(person, spans), lambda item: item)
        self._state(subject, "position", moderation.position, integer)
        self._state(subject, "anrede", moderation.amt, german)
        self._state(subject, "rolle", moderation.rolle, german)
        self._state(person, "akademischerTitel", moderation.akademischer_titel, german)
        if moderation.organisation:
            organisation = self.entities.organisation(moderation.organisation)
            self._state(
                subject, "fuerOrganisation", ReadValue(organisation, moderation.organisation.spans), lambda item: item
            )

    def _event(self, forum: NamedNode, forum_number: str, event: Veranstaltung) -> None:
        subject = self._iris.thing("veranstaltung", f"{forum_number}-{event.nummer.value}")
        self.statements.type(
            subject, self._iris.term("Veranstaltung"), node(f"{SCHEMA}Event"), node(f"{M8G}PublicEvent")
        )
        self._state(forum, "hatVeranstaltung", ReadValue(subject, event.nummer.spans), lambda item: item)
        self._state(subject, "themenforum", ReadValue(forum, event.nummer.spans), lambda item: item)
        self._state(subject, "nummer", event.nummer, integer)
        self._title(subject, event.titel)
        for name, text in (
            ("veranstaltungsart", event.art),
            ("thema", event.thema),
            ("ziel", event.ziel),
            ("teilnehmende", event.teilnehmende),
            ("nochOffen", event.noch_offen),
            ("hinweis", event.hinweis),
        ):
            self._state(subject, name, text, german)
        self._state(subject, "datum", event.datum, lambda datum: Literal(datum.edtf, datatype=node(f"{EDTF}EDTF")))
        self._state(subject, "fruehestens", event.datum, lambda datum: date(datum.fruehestens))
        self._state(subject, "spaetestens", event.datum, lambda datum: date(datum.spaetestens))
        self._state(subject, "ganztaegig", event.ganztaegig, lambda _: TRUE)
        for name, time in (("beginn", event.beginn), ("ende", event.ende)):
            self._state(subject, name, time, lambda clock: typed(f"{clock}:00", "time"))
        self._state(subject, "teilnehmendeMin", event.teilnehmende_min, integer)
        self._state(subject, "teilnehmendeMax", event.teilnehmende_max, integer)
        self._place(subject, event)

    def _place(self, subject: NamedNode, event: Veranstaltung) -> None:
        orte = event.orte
        towns = [(read, self.entities.gemeinde(read)) for read in orte.gemeinden]
        for read, town in towns:
            self._state(subject, "gemeinde", ReadValue(town, read.spans), lambda item: item)
        if orte.ort:
            only = towns[0] if len(towns) == 1 else None
            venue = self.entities.ort(orte.ort, only[0].value if only else None)
            self._state(subject, "veranstaltungsort", ReadValue(venue, orte.ort.spans), lambda item: item)
            if only:
                read, town = only
                self._state(venue, "gemeinde", ReadValue(town, (*orte.ort.spans, *read.spans)), lambda item: item)
        if orte.gastgeber:
            host = self.entities.organisation(orte.gastgeber)
            self._state(subject, "gastgeber", ReadValue(host, orte.gastgeber.spans), lambda item: item)

    def _mentions(self, subject: NamedNode, mentions: tuple[Organisationsname, ...]) -> None:
        for mention in mentions:
            organisation = self.entities.organisation(mention.name)
            self._state(subject, "erwaehnt", ReadValue(organisation, mention.name.spans), lambda item: item)

    def field(self, field_: Handlungsfeld) -> None:
        """State a Handlungsfeld."""
        subject = self.entities.handlungsfeld(field_.name)
        self.statements.type(subject, self._iris.term("Handlungsfeld"), node(f"{SKOS}Concept"))
        self._title(subject, field_.titel)
        self._state(subject, "nummer", field_.nummer, integer)
        self._state(subject, "einleitung", field_.einleitung, german)
        self._state(subject, "seite", field_.seite, integer)

    def project(self, project: Projekt) -> None:
        """State a Projekt with its measures and its term."""
        code = project.code.value
        subject = self._iris.thing("projekt", code)
        self.statements.type(subject, self._iris.term("Projekt"), node(f"{FOAF}Project"))
        self._state(subject, "code", project.code, Literal)
        self._title(subject, project.titel)
        self._state(subject, "position", project.position, integer)
        self._state(subject, "handlungsfeld", project.handlungsfeld, self.entities.handlungsfeld)
        self._ressort(subject, "ressort", project.ressort)
        self._state(subject, "titelImVerzeichnis", project.titel_im_verzeichnis, german)
        self._state(subject, "seite", project.seite, integer)
        self._state(subject, "beschreibung", project.beschreibung, german)
        self._state(subject, "massnahmentext", project.massnahmentext, german)
        for measure in project.massnahmen:
            item = self._iris.thing("massnahme", f"{code}-{measure.position.value}")
            self.statements.type(item, self._iris.term("Massnahme"), node(f"{PROV}Plan"))
            self._state(subject, "hatMassnahme", ReadValue(item, measure.text.spans), lambda item: item)
            self._state(item, "projekt", ReadValue(subject, measure.text.spans), lambda item: item)
            self._state(item, "position", measure.position, integer)
            self._state(item, "text", measure.text, german)
            self._state(item, LABEL.value, measure.text, german)
        if project.laufzeit:
            self._term(subject, code, project.laufzeit)
        self._mentions(subject, project.nennungen.organisationen)

    def _term(self, project: NamedNode, code: str, laufzeit: Laufzeit) -> None:
        subject = self._iris.thing("laufzeit", code)
        self.statements.type(subject, self._iris.term("Laufzeit"), node(f"{DCT}PeriodOfTime"))
        self._state(project, "laufzeit", ReadValue(subject, laufzeit.text.spans), lambda item: item)
        self._state(subject, "text", laufzeit.text, german)
        self._state(subject, "startjahr", laufzeit.startjahr, lambda year: typed(str(year), "gYear"))
        self._state(subject, "endjahr", laufzeit.endjahr, lambda year: typed(str(year), "gYear"))
        self._state(subject, "offenesEnde", laufzeit.offenes_ende, lambda _: TRUE)
        self._state(subject, "regelbetrieb", laufzeit.regelbetrieb, lambda _: TRUE)
