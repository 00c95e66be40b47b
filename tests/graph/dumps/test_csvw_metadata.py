"""The description of the tables names each of their columns, and what the ontology says of it."""

import json

from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.dumps.csv_columns import find_tables, things
from ruhrgraph.graph.dumps.csvw_metadata import metadata, readme
from ruhrgraph.graph.rdf.terms import TYPE
from tests.graph.dumps.statements import BASE, A, P

CLASS = NamedNode(f"{BASE}ontology#Ort")
MEANINGS = {CLASS.value: [{"@value": "Ein | Ort", "@language": "de"}, {"@value": "A place", "@language": "en"}]}
STATEMENTS = [
    Quad(A, TYPE, CLASS),
    Quad(A, P, NamedNode("urn:x")),
    Quad(A, P, NamedNode("urn:y")),
    Quad(A, P, Literal("x", language="de")),
]


def test_metadata() -> None:
    """A column says its property, language and separator; several IRIs are statements in a file of their own."""
    tables, _ = find_tables(things([STATEMENTS], BASE), BASE)
    ort, links = json.loads(metadata(tables.values(), BASE, MEANINGS))["tables"]
    assert (ort["url"], links["url"]) == ("ort.csv", "ort-p_iri.csv")
    assert ort["dc:description"] == MEANINGS[CLASS.value]
    thing, text, iris, of_class = ort["tableSchema"]["columns"]
    assert thing["name"] == "iri"
    assert (text["propertyUrl"], text["lang"]) == (P.value, "de")
    assert (iris["separator"], iris["suppressOutput"]) == ("; ", True)
    assert (of_class["virtual"], of_class["valueUrl"]) == (True, CLASS.value)
    assert links["tableSchema"]["columns"][1]["valueUrl"] == "{+p_iri}"


def test_readme() -> None:
    """The README lists each table with its lines and its meaning, which cannot break the table."""
    tables, _ = find_tables(things([STATEMENTS], BASE), BASE)
    assert "| ort.csv | 1 | Ein \\| Ort |" in readme(tables.values(), BASE, MEANINGS)
