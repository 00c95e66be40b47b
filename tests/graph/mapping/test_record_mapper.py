"""Records as statements. What the shipped documents give, `tests/queries/test_gold_rows.py` compares with the gold."""

from dataclasses import fields

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.record_mapper import quads_of
from ruhrgraph.graph.rdf.terms import Iris
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.records import Laufzeit, Massnahme, Nennungen, Projekt, Quelle, Reading, Themenforum
from ruhrgraph.ontology import DEFAULT_BASE

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
