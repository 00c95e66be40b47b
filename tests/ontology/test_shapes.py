"""The shapes: complete, in words that a person understands, and each rule catches what it is meant to catch.

Every change to a good graph is judged twice, by the engine that builds use and by pySHACL, and both must agree.
"""

from dataclasses import dataclass
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import ORG, OWL, RDF, RDFS, SH, BNode, Graph, Literal, Namespace, URIRef

from ruhrgraph.graph.schema.validation import validate
from ruhrgraph.ontology import DEFAULT_BASE, turtle

RK = Namespace(f"{DEFAULT_BASE}ontology#")
SCHEMA = Namespace("https://schema.org/")
SHAPES = Namespace(f"{DEFAULT_BASE}ontology/shapes#")
SAMPLE = (Path(__file__).parent / "sample.ttl").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Change:
    """A change to the sample that breaks one rule: `old` becomes `new`, and `shape` must notice."""

    what: str
    old: str
    new: str
    shape: str


def _id(name: str) -> str:
    return f"<{DEFAULT_BASE}id/{name}>"


LEAD = f"rk:federfuehrendesRessort {_id('ressort/vm')} ;"
FORUM_OF_PROJECT = f"rk:themenforum {_id('themenforum/13')} ;\n    rk:position 1 ;\n    rk:beschreibung"
PASSAGE = f"prov:wasQuotedFrom <{DEFAULT_BASE}source/themenforen#char=812,854> ;"
GERMAN = "http://publications.europa.eu/resource/authority/language/DEU"
QUESTION = '"Wie vernetzen wir die Metropolregion Ruhr?"@de'

CHANGES = (
    Change("no lead ministry", LEAD, "", "Themenforum-federfuehrendesRessort"),
    Change(
        "two lead ministries",
        LEAD,
        LEAD.replace(" ;", f", {_id('ressort/stk')} ;"),
        "Themenforum-federfuehrendesRessort-einmal",
    ),
    Change(
        "a person leads", LEAD, LEAD.replace("ressort/vm", "person/hendrik-wuest"), "Themenforum-federfuehrendesRessort"
    ),
    Change("an acronym leads", LEAD, 'rk:federfuehrendesRessort "VM" ;', "Themenforum-federfuehrendesRessort"),
    Change(
        "the lead participates",
        f"rk:beteiligtesRessort {_id('ressort/mwide')}",
        f"rk:beteiligtesRessort {_id('ressort/vm')}",
        "Themenforum-beteiligtesRessort-nicht-federfuehrend",
    ),
    Change(
        "the interested participates",
        f"rk:interessiertesRessort {_id('ressort/stk-sport')}",
        f"rk:interessiertesRessort {_id('ressort/mwide')}",
        "Themenforum-interessiertesRessort-nicht-beteiligt",
    ),
    Change("number 0", "rk:nummer 13 ;", "rk:nummer 0 ;", "Themenforum-nummer"),
    Change("number as text", "rk:nummer 13 ;", 'rk:nummer "13" ;', "Themenforum-nummer"),
    Change("number twice", "rk:nummer 13 ;", "rk:nummer 13, 14 ;", "Themenforum-nummer-einmal"),
    Change("a mistyped property", "rk:konzept ", "rk:konzpet ", "Themenforum"),
    Change("a deprecated property", "rk:amt ", "rk:anrede ", "Moderation"),
    Change("a property of another class", "rk:seite 6", 'rk:code "13-02" ; rk:seite 6', "Handlungsfeld"),
    Change(
        "the requested participates",
        f"rk:angefragtesRessort {_id('ressort/stk')}",
        f"rk:angefragtesRessort {_id('ressort/mwide')}",
        "Themenforum-angefragtesRessort-nicht-beteiligt",
    ),
    Change("a field without a scheme", f"skos:inScheme {_id('handlungsfelder')} ;", "", "Handlungsfeld-inScheme"),
    Change(
        "forum described twice",
        'dct:title "Neue Mobilität"@de',
        'dct:title "Neue Mobilität"@de, "Alte Mobilität"@de',
        "Themenforum-titel-einmal",
    ),
    Change(
        "title without language", 'dct:title "Neue Mobilität"@de', 'dct:title "Neue Mobilität"', "Themenforum-titel"
    ),
    Change("no label", 'rdfs:label "Neue Mobilität"@de ;', "", "Themenforum-label"),
    Change(
        "two labels",
        'rdfs:label "Neue Mobilität"@de',
        'rdfs:label "Neue Mobilität"@de, "Alte Mobilität"@de',
        "Themenforum-label-einmal",
    ),
    Change("no question", f"rk:leitfrage {QUESTION} ;", "", "Themenforum-leitfrage-vorhanden"),
    Change(
        "a flag that is false",
        "rk:weiteresRessortOffen true",
        "rk:weiteresRessortOffen false",
        "Themenforum-weiteresRessortOffen",
    ),
    Change(
        "no moderation", f"rk:hatModeration {_id('moderation/13-hendrik-wuest')} ;", "", "Themenforum-hatModeration"
    ),
    Change("no event", f"rk:hatVeranstaltung {_id('veranstaltung/13-2')} ;", "", "Themenforum-hatVeranstaltung"),
    Change("no person", f"rk:person {_id('person/hendrik-wuest')} ;", "", "Moderation-person"),
    Change("no name", 'foaf:name "Hendrik Wüst" ;', "", "Person-name"),
    Change("a name in German", 'foaf:name "Hendrik Wüst" ;', 'foaf:name "Hendrik Wüst"@de ;', "Person-name"),
    Change("a label in German", 'rdfs:label "Hendrik Wüst" ;', 'rdfs:label "Hendrik Wüst"@de ;', "Person-label"),
    Change("no team", f"org:organization {_id('moderationsteam/13')} ;", "", "Moderation-organization"),
    Change(
        "member of the forum",
        f"org:organization {_id('moderationsteam/13')}",
        f"org:organization {_id('themenforum/13')}",
        "Moderation-organization",
    ),
    Change("German date", '"2019-03-25"^^edtf:EDTF', '"25.03.2019"^^edtf:EDTF', "Veranstaltung-datum"),
    Change("month 13", '"2019-03-25"^^edtf:EDTF', '"2019-13-25"^^edtf:EDTF', "Veranstaltung-datum"),
    Change("date without EDTF", '"2019-03-25"^^edtf:EDTF', '"2019-03-25"^^xsd:date', "Veranstaltung-datum"),
    Change(
        "latest before earliest",
        'rk:spaetestens "2019-03-25"',
        'rk:spaetestens "2019-03-24"',
        "Veranstaltung-fruehestens-vor-spaetestens",
    ),
    Change("end before start", '"14:30:00"^^xsd:time', '"09:30:00"^^xsd:time', "Veranstaltung-beginn-vor-ende"),
    Change(
        "minimum above maximum",
        "rk:teilnehmendeMin 60",
        "rk:teilnehmendeMin 600",
        "Veranstaltung-teilnehmendeMin-bis-Max",
    ),
    Change("fewer than none", "rk:teilnehmendeMin 60", "rk:teilnehmendeMin -1", "Veranstaltung-teilnehmendeMin"),
    Change(
        "venue in two municipalities",
        'skos:altLabel "Zeche Nordstern Gelsenkirchen"@de ;',
        f'skos:altLabel "Zeche Nordstern Gelsenkirchen"@de ; rk:gemeinde {_id("gemeinde/bochum")} ;',
        "Ort-gemeinde-einmal",
    ),
    Change(
        "venue without municipality",
        f'"Nordsternpark"@de ;\n    rk:gemeinde {_id("gemeinde/gelsenkirchen")} .',
        '"Nordsternpark"@de .',
        "Ort-gemeinde-vorhanden",
    ),
    Change("original date as text", '"2019-03-20"^^edtf:EDTF', '"20.3.2019"', "Veranstaltung-urspruenglichesDatum"),
    Change(
        "a person hosts",
        f"rk:gastgeber {_id('organisation/regionalverband-ruhr')}",
        f"rk:gastgeber {_id('person/hendrik-wuest')}",
        "Veranstaltung-gastgeber",
    ),
    Change("two acronyms", 'rk:kuerzel "VM"', 'rk:kuerzel "VM", "VMBV"', "Ressort-kuerzel-einmal"),
    Change(
        "kind that is no concept",
        f"rk:organisationstyp {_id('organisationstyp/verband')}",
        f"rk:organisationstyp {_id('ressort/vm')}",
        "Organisation-organisationstyp",
    ),
    Change("concept without label", 'skos:prefLabel "Verband"@de, "federation"@en ;', "", "Konzept-prefLabel"),
    Change("concept without scheme", f"skos:inScheme {_id('veranstaltungstypen')} ;", "", "Konzept-inScheme"),
    Change("code with one digit", 'rk:code "13-01"', 'rk:code "13-1"', "Projekt-code"),
    Change(
        "code used twice",
        "rk:position 1 ;\n    rk:beschreibung",
        "rk:position 1, 4 ;\n    rk:beschreibung",
        "Projekt-position-einmal",
    ),
    Change(
        "two titles",
        'dct:title "ÖPNV-Initiative"@de',
        'dct:title "ÖPNV-Initiative"@de, "Straßen"@de',
        "Projekt-titel-einmal",
    ),
    Change("no measure", f"rk:hatMassnahme {_id('massnahme/13-01-1')} ;", "", "Projekt-hatMassnahme"),
    Change("no term", f"rk:laufzeit {_id('laufzeit/13-01')} ;", "", "Projekt-laufzeit"),
    Change(
        "unknown forum",
        FORUM_OF_PROJECT,
        FORUM_OF_PROJECT.replace("themenforum/13", "themenforum/99"),
        "Projekt-themenforum-bekannt",
    ),
    Change("empty measure", 'rk:text "Einführung von Schnellbussen"@de', 'rk:text ""@de', "Massnahme-text"),
    Change("year as number", '"2030"^^xsd:gYear', "2030", "Laufzeit-endjahr"),
    Change("term that ends before it begins", '"2030-12-31"', '"2019-12-31"', "Laufzeit-fruehestens-vor-spaetestens"),
    Change("phase that ends before it begins", '"2022-12-31"', '"2019-12-31"', "Phase-fruehestens-vor-spaetestens"),
    Change("measure on no day", '"2020-12-31"', '"2019-12-31"', "Massnahme-fruehestens-vor-spaetestens"),
    Change("span of time in words", '"2020/2030"^^edtf:EDTF', '"2020 bis 2030"^^edtf:EDTF', "Laufzeit-zeitraum"),
    Change("duration in words", '"P10Y"^^xsd:duration', '"zehn Jahre"@de', "Laufzeit-dauer"),
    Change("smallest above greatest", "rk:mindestens 20", "rk:mindestens 21", "Menge-mindestens-bis-hoechstens"),
    Change("nothing counted", 'rk:einheit "Linien"@de', 'rk:einheit ""@de', "Menge-einheit"),
    Change("row without caption", 'rk:beschriftung "Budget"@de ;', "", "Zusatzangabe-beschriftung"),
    Change(
        "involvement without role",
        f"rk:beteiligtAn {_id('projekt/13-01')} ;\n    rk:beteiligungsrolle {_id('beteiligungsrolle/kooperation')} .",
        f"rk:beteiligtAn {_id('projekt/13-01')} .",
        "Beteiligung-beteiligungsrolle",
    ),
    Change("language as text", f"<{GERMAN}>", '"de"', "Quelle-sprache"),
    Change("checksum in capitals", 'rk:sha256 "e3b0', 'rk:sha256 "E3B0', "Quelle-sha256"),
    Change("no passage", PASSAGE, "", "Beleg-stelle"),
    Change("passage by lines", "#char=812,854>", "#line=812>", "Beleg-stelle"),
    Change("two objects", f"rdf:object {QUESTION}", f'rdf:object {QUESTION}, "?"@de', "Beleg-objekt-einmal"),
    Change("municipality key of seven digits", '"05513000"', '"0551300"', "Gemeinde-notation"),
    Change("municipality key as text", '"05513000"^^rk:Gemeindeschluessel', '"05513000"', "Gemeinde-notation"),
    Change("match elsewhere", "https://sws.geonames.org/2921466/", "https://example.org/2921466/", "Gemeinde-sameAs"),
    Change("latitude beyond the pole", "wgs84:lat 51.50508", "wgs84:lat 97.09654", "Gemeinde-lat"),
    Change("longitude as text", "wgs84:long 7.09654", 'wgs84:long "7.09654"', "Gemeinde-long"),
    Change("point without its second number", "POINT(7.09654 51.50508)", "POINT(7.09654)", "Geometrie-asWKT"),
    Change(
        "geometry of unknown origin",
        "geo:wktLiteral ;\n    dct:source <https://www.geonames.org/> .",
        "geo:wktLiteral .",
        "Geometrie-source",
    ),
    Change("empty quote", 'rk:zitat "Wie vernetzen wir die Metropolregion Ruhr?"', 'rk:zitat ""', "Beleg-zitat"),
)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Parse the shapes."""
    return Graph().parse(data=turtle("shapes"), format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Parse the ontology."""
    return Graph().parse(data=turtle("ruhrgraph"), format="turtle")


def _fast(text: str) -> set[tuple[str, ...]]:
    """Judge by the engine of builds: focus, property, shape and severity of each result."""
    return {
        (found.focus, str(found.path), found.shape, found.severity)
        for found in validate(parse(text, RdfFormat.TURTLE), DEFAULT_BASE)
    }


def _slow(text: str, shapes: Graph) -> set[tuple[str, ...]]:
    """Judge the same by pySHACL."""
    _, report, _ = pyshacl.validate(Graph().parse(data=text, format="turtle"), shacl_graph=shapes)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower(),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_the_sample_conforms(shapes: Graph) -> None:
    """Both engines find nothing wrong with the good graph."""
    assert _fast(SAMPLE) == _slow(SAMPLE, shapes) == set()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.what)
def test_each_change_is_caught_by_its_shape(change: Change, shapes: Graph) -> None:
    """A graph with one thing wrong is caught by the rule for it, and both engines say the same of it."""
    assert SAMPLE.count(change.old) == 1
    text = SAMPLE.replace(change.old, change.new)
    found = _fast(text)
    assert str(SHAPES[change.shape]) in {shape for _, _, shape, _ in found}
    assert found == _slow(text, shapes)


def test_the_shapes_are_valid_shacl(shapes: Graph) -> None:
    """The shapes of SHACL itself find nothing wrong with ours."""
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_rule_has_a_sentence_in_german_and_english(shapes: Graph) -> None:
    """Each property shape has one message in each language, a tidy sentence that ends as one."""
    rules = set(shapes.subjects(RDF.type, SH.PropertyShape))
    assert len(rules) > 90
    for rule in rules:
        messages = [message for message in shapes.objects(rule, SH.message) if isinstance(message, Literal)]
        assert sorted(str(message.language) for message in messages) == ["de", "en"], rule
        for message in messages:
            assert str(message) == " ".join(message.split()), rule
            assert message.endswith("."), rule


def test_every_class_has_a_shape_of_its_name(shapes: Graph, ontology: Graph) -> None:
    """No class of the ontology is left without a shape."""
    classes = {term for term in ontology.subjects(RDF.type, OWL.Class) if str(term).startswith(str(RK))}
    assert set(shapes.objects(None, SH.targetClass)) == classes
    for shape, target in shapes.subject_objects(SH.targetClass):
        assert str(shape).removeprefix(str(SHAPES)) == str(target).removeprefix(str(RK))
        assert {label.language for label in shapes.objects(shape, RDFS.label) if isinstance(label, Literal)} == {
            "de",
            "en",
        }


def test_every_rule_belongs_to_a_shape_and_a_declared_property(shapes: Graph, ontology: Graph) -> None:
    """Each rule hangs below the shape whose name it begins with, and its property of ours is declared."""
    for rule in shapes.subjects(RDF.type, SH.PropertyShape):
        name = str(rule).removeprefix(str(SHAPES)).partition("-")[0]
        assert list(shapes.subjects(SH.property, rule)) == [SHAPES[name]]
        path = shapes.value(rule, SH.path)
        assert not str(path).startswith(str(RK)) or (path, RDF.type, None) in ontology, rule


def test_the_shapes_are_portable(shapes: Graph) -> None:
    """They are SHACL Core without blank nodes, so that any engine runs them and reports the same names."""
    assert not any(isinstance(node, BNode) for triple in shapes for node in triple)
    assert not set(shapes.predicates()) & {SH.sparql, SH.js, SH.rule, SH.target}


def test_every_property_of_a_class_has_a_rule(shapes: Graph, ontology: Graph) -> None:
    """Each property of a class has a rule in that class's shape, as shapes are closed; deprecated ones have none."""
    domains = [*ontology.subject_objects(RDFS.domain), *ontology.subject_objects(SCHEMA.domainIncludes)]
    for term, domain in domains:
        shape = URIRef(str(domain).replace(str(RK), str(SHAPES)))
        paths = {shapes.value(rule, SH.path) for rule in shapes.objects(shape, SH.property)}
        assert (term in paths) != bool(ontology.value(term, OWL.deprecated)), (term, domain)


def test_shapes_are_closed(shapes: Graph, ontology: Graph) -> None:
    """Each shape lets pass what its rules name, and what a reasoner may add: classes, and properties above ours."""
    above = set(ontology.objects(None, RDFS.subPropertyOf))
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        assert shapes.value(shape, SH.closed) == Literal(lexical_or_value=True), shape
        (ignored,) = shapes.objects(shape, SH.ignoredProperties)
        assert set(shapes.items(ignored)) == {RDF.type, OWL.sameAs, ORG.hasMembership, ORG.memberOf, *above}
        messages = {text.language for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)}
        assert messages == {"de", "en"}, shape
