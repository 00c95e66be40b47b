"""Writes a Veranstaltung as statements: its kind, its date and times, its places, and who takes part."""

from pyoxigraph import NamedNode

from ruhrgraph.graph.mapping.document_statements import DocumentStatements, edtf
from ruhrgraph.graph.mapping.event_types import event_types
from ruhrgraph.graph.rdf.edtf_words import date_words
from ruhrgraph.graph.rdf.namespaces import DCT, M8G, SCHEMA
from ruhrgraph.graph.rdf.terms import german, typed
from ruhrgraph.loaders.document import ReadValue
from ruhrgraph.loaders.records import Veranstaltung


def map_event(says: DocumentStatements, forum: NamedNode, number: ReadValue[int], event: Veranstaltung) -> None:
    """State a Veranstaltung of a Themenforum, which has a number."""
    subject = says.new(
        "veranstaltung",
        f"{number.value}-{event.nummer.value}",
        "Veranstaltung",
        f"{SCHEMA}Event",
        f"{M8G}PublicEvent",
    )
    says.tie(forum, "hatVeranstaltung", subject, event.nummer.spans)
    says.tie(subject, "themenforum", forum, event.nummer.spans)
    says.integers(subject, nummer=event.nummer)
    says.state(subject, f"{DCT}title", event.titel, german)
    _label(says, subject, number, event)
    says.texts(
        subject,
        veranstaltungsart=event.art,
        thema=event.thema,
        ziel=event.ziel,
        teilnehmende=event.teilnehmende,
        nochOffen=event.noch_offen,
        hinweis=event.hinweis,
    )
    if event.art:
        for key in event_types(event.art.value):
            says.tie(subject, "veranstaltungstyp", says.iris.thing("veranstaltungstyp", key), event.art.spans)
    says.date(subject, event.datum)
    says.state(subject, "urspruenglichesDatum", event.urspruengliches_datum, lambda datum: edtf(datum.edtf))
    for name, time in (("beginn", event.beginn), ("ende", event.ende)):
        says.state(subject, name, time, lambda clock: typed(f"{clock}:00", "time"))
    says.flags(subject, ganztaegig=event.ganztaegig, teilnehmendeUngefaehr=event.teilnehmende_ungefaehr)
    says.integers(subject, teilnehmendeMin=event.teilnehmende_min, teilnehmendeMax=event.teilnehmende_max)
    _place(says, subject, event)
    says.mentions(subject, event.nennungen)


def _label(says: DocumentStatements, subject: NamedNode, number: ReadValue[int], event: Veranstaltung) -> None:
    """State a label that tells the event from the others; many have the same title, which stays `dct:title`."""
    label = f"{event.nummer.value}. Veranstaltung, Forum {number.value}"
    spans = (*event.nummer.spans, *number.spans)
    if event.datum:
        label, spans = f"{label}, {date_words(event.datum.value.edtf)}", (*spans, *event.datum.spans)
    says.name(subject, label, spans)


def _place(says: DocumentStatements, subject: NamedNode, event: Veranstaltung) -> None:
    """State where an event takes place. A venue lies in the town only if there is no other town beside it."""
    orte = event.orte
    towns = [(read, says.entities.gemeinde(read)) for read in orte.gemeinden]
    for read, town in towns:
        says.tie(subject, "gemeinde", town, read.spans)
    if orte.ort:
        only = towns[0] if len(towns) == 1 else None
        venue = says.entities.ort(orte.ort, only[0].value if only else None)
        says.tie(subject, "veranstaltungsort", venue, orte.ort.spans)
        if only:
            read, town = only
            says.tie(venue, "gemeinde", town, (*orte.ort.spans, *read.spans))
    if orte.gastgeber:
        says.tie(subject, "gastgeber", says.entities.organisation(orte.gastgeber), orte.gastgeber.spans)
