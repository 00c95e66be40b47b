"""Records as statements. What the shipped documents give, `tests/queries/test_gold_rows.py` compares with the gold."""

from dataclasses import fields, is_dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.dataset import curated_quads, document_quads
from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.record_mapper import quads_of
from ruhrgraph.graph.networks.statements import NETWORK_TERMS, NODE_TERMS
from ruhrgraph.graph.rdf.terms import TYPE, Iris
from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.graph.schema.validation import validate
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.records import Laufzeit, Massnahme, Nennungen, Projekt, Quelle, Reading, Themenforum
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.mapping.whole_reading import WHOLE

IRIS = Iris(DEFAULT_BASE)
SPANS = (Span(0, 4),)
TEXT = Document("probe", "Text und mehr", "")
PROJECT = Projekt(
    code=ReadValue("13-01", SPANS),
    titel=ReadValue("Bus", SPANS),
    position=ReadValue(1, SPANS),
    handlungsfeld=ReadValue("Vernetzte Mobilität", SPANS),
    ressort=ReadValue("VM", SPANS),
    titel_im_verzeichnis=ReadValue("Der Bus", SPANS),
    seite=ReadValue(7, SPANS),
    beschreibung=ReadValue("Ein Bus.", SPANS),
    massnahmen=(Massnahme(ReadValue(1, SPANS), ReadValue("Fahren", SPANS)),),
    massnahmentext=ReadValue("Wir fahren:", SPANS),
    laufzeit=Laufzeit(
        ReadValue("2020 bis 2021", SPANS),
        ReadValue(2020, SPANS),
        ReadValue(2021, SPANS),
        ReadValue(value=True, spans=SPANS),
        ReadValue(value=True, spans=SPANS),
    ),
)


def _quads(reading: Reading) -> list[Quad]:
    """Return the quads of a reading in the graph of its document."""
    graph = IRIS.graph("probe")
    return [quad for quad in quads_of(reading, EntityResolver(IRIS)) if quad.graph_name == graph]


def _values(quads: list[Quad], thing: NamedNode) -> dict[str, str]:
    """Return the values of a thing by the local names of the properties."""
    return {
        quad.predicate.value.replace("#", "/").rpartition("/")[2]: quad.object.value.removeprefix(f"{DEFAULT_BASE}id/")
        for quad in quads
        if quad.subject == thing and isinstance(quad.object, NamedNode | Literal) and "type" not in quad.predicate.value
    }


def test_each_field_of_a_project_is_stated() -> None:
    """A full record has a statement for each of its fields."""
    quads = _quads(Reading(TEXT, "handlungsfelder", Quelle(), projekte=(PROJECT,)))
    assert _values(quads, IRIS.thing("projekt", "13-01")) == {
        "code": "13-01",
        "label": "Bus",
        "title": "Bus",
        "position": "1",
        "handlungsfeld": "handlungsfeld/vernetzte-mobilitaet",
        "ressort": "ressort/vm",
        "titelImVerzeichnis": "Der Bus",
        "seite": "7",
        "beschreibung": "Ein Bus.",
        "massnahmentext": "Wir fahren:",
        "hatMassnahme": "massnahme/13-01-1",
        "laufzeit": "laufzeit/13-01",
    }
    assert _values(quads, IRIS.thing("laufzeit", "13-01")) == {
        "text": "2020 bis 2021",
        "startjahr": "2020",
        "endjahr": "2021",
        "offenesEnde": "true",
        "regelbetrieb": "true",
        "label": "Laufzeit, Projekt 13-01",
        "fruehestens": "2020-01-01",
        "spaetestens": "2021-12-31",
    }
    assert _values(quads, IRIS.thing("massnahme", "13-01-1")) == {
        "projekt": "projekt/13-01",
        "position": "1",
        "text": "Fahren",
        "label": "Fahren",
    }


def test_what_a_document_does_not_say_is_not_stated() -> None:
    """Fields without a value give no statement."""
    forum = Themenforum(ReadValue(3, SPANS), ReadValue("Forum", SPANS))
    assert all(
        getattr(forum, item.name) in (None, (), Nennungen())
        for item in fields(forum)
        if item.name not in ("nummer", "titel")
    )
    quads = _quads(Reading(TEXT, "themenforen", Quelle(), themenforen=(forum,)))
    values = _values(quads, IRIS.thing("themenforum", "3"))
    assert values == {"nummer": "3", "label": "Forum", "title": "Forum"}


def test_every_statement_has_its_spans_as_evidence() -> None:
    """A value that was read from two spans has two Belege."""
    quelle = Quelle(None, ReadValue("Text mehr", (Span(0, 4), Span(9, 13))))
    quads = quads_of(Reading(TEXT, "themenforen", quelle), EntityResolver(IRIS))
    quotes = [
        quad.object.value for quad in quads if quad.predicate == IRIS.term("zitat") and isinstance(quad.object, Literal)
    ]
    assert quotes == ["Text", "mehr"]


def _unstated(record: object) -> list[str]:
    """Return the fields without a value in a record and the records in it."""
    if isinstance(record, tuple):
        return [name for item in record for name in _unstated(item)]
    if not is_dataclass(record) or isinstance(record, ReadValue | Document):
        return []
    values = {item.name: getattr(record, item.name) for item in fields(record)}
    return [name for name, value in values.items() if value in (None, ())] + _unstated(tuple(values.values()))


def test_whatever_is_read_keeps_the_rules() -> None:
    """With something in every field, all is stated: without a violation or a blank node, and each with its evidence."""
    assert set(_unstated(WHOLE)) <= {"understood", "boilerplate", "issues"}
    quads = [*document_quads(WHOLE, {}, DEFAULT_BASE), *curated_quads(DEFAULT_BASE)]
    assert [found for found in validate(quads) if found.severity == "violation"] == []
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))
    said = {quad.triple for quad in quads if quad.graph_name == IRIS.graph("probe") and quad.predicate != TYPE}
    belege: dict[object, dict[str, object]] = {}
    for quad in quads:
        if quad.graph_name == IRIS.graph("evidence") and "/id/beleg/" in str(quad.subject):
            belege.setdefault(quad.subject, {})[quad.predicate.value.rpartition("#")[2]] = quad.object
    proven = {(beleg["subject"], beleg["predicate"], beleg["object"]) for beleg in belege.values()}
    assert {(triple.subject, triple.predicate, triple.object) for triple in said} <= proven
    stated = {getattr(term, "value", "") for triple in said for term in (triple.predicate, triple.object)}
    stated |= {getattr(quad.object, "value", "") for quad in quads if quad.predicate == TYPE}
    terms = (*vocabulary(DEFAULT_BASE).classes, *vocabulary(DEFAULT_BASE).properties)
    # What is not in the graph of a document, and what is deprecated.
    elsewhere = {"teilVon", "art", "herausgeber", "gelesenAm", "sha256", "zitat", "anrede", "organisationsart"}
    networks = {"Netzwerk", "Netzwerkknoten", "netzwerk", "knoten", "abfrage", "datenstand", "software", "x", "y"}
    networks |= {*NETWORK_TERMS.values(), *NODE_TERMS.values()}
    assert {term.name for term in terms if term.iri not in stated} == elsewhere | networks
