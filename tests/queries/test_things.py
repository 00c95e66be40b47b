"""Named things: their names and identifiers, made from the answers to two queries."""

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Entity, Things, read_things

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TERMS = f"{DEFAULT_BASE}ontology#"


def _read(key: str, type_: str, **names: str) -> Entity:
    """Return the one thing that has names: of English, of German, an acronym."""
    properties = {"de": f"{RDFS}label", "en": f"{RDFS}label", "acronym": f"{TERMS}kuerzel"}
    rows = [
        {
            "c": f"{TERMS}{type_}",
            "s": f"{DEFAULT_BASE}id/{type_.lower()}/{key}",
            "p": properties[name],
            "o": value,
            "l": name if name in ("de", "en") else "",
        }
        for name, value in names.items()
    ]
    (entity,) = read_things(DEFAULT_BASE, rows, []).entities.values()
    return entity


def test_the_german_label_comes_first() -> None:
    """A thing with labels in two languages is called by the German one, and found by both."""
    entity = _read("im", "Ressort", en="A Ministry of the Interior", de="Ministerium des Innern", acronym="IM")
    assert entity.label == "Ministerium des Innern"
    assert entity.names == ("Ministerium des Innern", "A Ministry of the Interior", "IM")


def test_short_names() -> None:
    """The short name is an acronym or a number where there is one, otherwise the label."""
    assert _read("stk-sport", "Ressort", de="Staatskanzlei, Sport", acronym="Stk/Sport").short_name == "Stk/Sport"
    assert _read("13", "Themenforum", de="Mobilität").short_name == "13"
    assert _read("erika-muster", "Person", de="Erika Muster").short_name == "Erika Muster"


def test_iris() -> None:
    """A source document has its IRI beside `id/`."""
    things = Things(DEFAULT_BASE)
    assert things.iri("ort/x") == f"{DEFAULT_BASE}id/ort/x"
    assert things.iri("source/x") == f"{DEFAULT_BASE}source/x"
