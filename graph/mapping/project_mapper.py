"""Writes Handlungsfelder and Projekte as statements: their texts, measures, quantities, term and additional rows."""

import datetime as dt
from collections import Counter

from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.mapping.document_statements import DocumentStatements, edtf, quoted
from ruhrgraph.graph.mapping.labels import shorten
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, PROV, SCHEMA, SKOS
from ruhrgraph.graph.rdf.terms import LABEL, date, german, node, typed
from ruhrgraph.loaders.records import Handlungsfeld, Laufzeit, Phase, Projekt


def map_field(says: DocumentStatements, field: Handlungsfeld) -> None:
    """State a Handlungsfeld, a concept of the scheme of all Handlungsfelder."""
    subject = says.entities.handlungsfeld(field.name)
    says.statements.type(subject, says.iris.term("Handlungsfeld"), node(f"{SKOS}Concept"))
    says.title(subject, field.titel)
    says.state(subject, f"{SKOS}prefLabel", field.titel, german)
    for name in ("inScheme", "topConceptOf"):
        says.tie(subject, f"{SKOS}{name}", says.iris.scheme("handlungsfelder"), field.titel.spans)
    says.integers(subject, nummer=field.nummer, seite=field.seite)
    says.texts(subject, einleitung=field.einleitung)
    says.mentions(subject, field.nennungen)


def map_project(says: DocumentStatements, project: Projekt) -> None:
    """State a Projekt with its measures, its term and its additional rows."""
    code = project.code.value
    subject = says.new("projekt", code, "Projekt", f"{FOAF}Project")
    says.state(subject, "code", project.code, Literal)
    says.title(subject, project.titel)
    says.integers(subject, position=project.position, seite=project.seite)
    says.state(subject, "handlungsfeld", project.handlungsfeld, says.entities.handlungsfeld)
    says.ressort(subject, "ressort", project.ressort)
    says.texts(
        subject,
        titelImVerzeichnis=project.titel_im_verzeichnis,
        beschreibung=project.beschreibung,
        massnahmentext=project.massnahmentext,
    )
    _measures(says, subject, project)
    if project.laufzeit:
        _term(says, subject, code, project.laufzeit)
    for row in project.zusatzangaben:
        item = says.new("zusatzangabe", f"{code}-{row.position.value}", "Zusatzangabe", f"{SCHEMA}PropertyValue")
        says.tie(subject, "hatZusatzangabe", item, row.beschriftung.spans)
        says.integers(item, position=row.position)
        says.texts(item, beschriftung=row.beschriftung, text=row.text)
        label = f"{shorten(row.beschriftung.value)} (Projekt {code})"
        says.name(item, label, (*row.beschriftung.spans, *project.code.spans))
    says.quantities(subject, code, project.mengen)
    says.mentions(subject, project.nennungen)


def _measures(says: DocumentStatements, subject: NamedNode, project: Projekt) -> None:
    labels = Counter(shorten(measure.text.value) for measure in project.massnahmen)
    for measure in project.massnahmen:
        key = f"{project.code.value}-{measure.position.value}"
        item = says.new("massnahme", key, "Massnahme", f"{PROV}Plan")
        says.tie(subject, "hatMassnahme", item, measure.text.spans)
        says.tie(item, "projekt", subject, measure.text.spans)
        says.integers(item, position=measure.position)
        says.texts(item, text=measure.text)
        label = shorten(measure.text.value)
        if labels[label] > 1:
            label = f"{label} ({measure.position.value})"
        says.name(item, label, (*measure.text.spans, *measure.position.spans))
        says.date(item, measure.datum)
        says.quantities(item, key, measure.mengen)


def _term(says: DocumentStatements, project: NamedNode, code: str, laufzeit: Laufzeit) -> None:
    subject = says.new("laufzeit", code, "Laufzeit", f"{DCT}PeriodOfTime")
    says.tie(project, "laufzeit", subject, laufzeit.text.spans)
    says.name(subject, f"Laufzeit, Projekt {code}", laufzeit.text.spans)
    says.texts(subject, text=laufzeit.text)
    says.state(subject, "zeitraum", quoted(laufzeit.zeitraum, laufzeit.text.spans), edtf)
    says.state(subject, "dauer", laufzeit.dauer, lambda duration: typed(duration, "duration"))
    open_end, regular = (quoted(flag, laufzeit.text.spans) for flag in (laufzeit.offenes_ende, laufzeit.regelbetrieb))
    says.flags(subject, offenesEnde=open_end, regelbetrieb=regular)
    _years(says, subject, laufzeit)
    for phase in laufzeit.phasen:
        item = says.new("phase", f"{code}-{phase.position.value}", "Phase", f"{DCT}PeriodOfTime")
        says.tie(subject, "hatPhase", item, phase.name.spans)
        says.state(item, LABEL.value, phase.name, german)
        says.integers(item, position=phase.position)
        _years(says, item, phase)


def _years(says: DocumentStatements, subject: NamedNode, span: Laufzeit | Phase) -> None:
    """State the years of a term or phase, and its bounds as days, because SPARQL and SHACL compare no xsd:gYear."""
    says.state(subject, "startjahr", span.startjahr, lambda year: typed(str(year), "gYear"))
    says.state(subject, "endjahr", span.endjahr, lambda year: typed(str(year), "gYear"))
    says.state(subject, "fruehestens", span.startjahr, lambda year: date(dt.date(year, 1, 1)))
    says.state(subject, "spaetestens", span.endjahr, lambda year: date(dt.date(year, 12, 31)))
