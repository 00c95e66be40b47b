"""The terms that the query editor completes."""

from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.graph.rdf.namespaces import FOAF, PREFIXES, RDFS
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.sparql.editor_terms import editor_terms


def test_terms_of_the_ontology() -> None:
    """Each class and property has a label and a comment in the language, a property also its classes."""
    found = editor_terms(DEFAULT_BASE, "en", {})
    assert found["prefixes"] == {"rk": f"{DEFAULT_BASE}ontology#", **PREFIXES}
    terms = {term["name"]: term for term in found["terms"]}
    assert all(term["label"] and term["comment"] for term in terms.values())
    assert (terms["rk:Projekt"]["kind"], terms["rk:ressort"]["kind"]) == ("class", "property")
    assert "rk:Projekt" in terms["rk:ressort"]["domains"]


def test_terms_of_other_vocabularies() -> None:
    """What the graph uses of them is there, the most used first; what has no prefix, or is ours, is not."""
    graph = GraphCount()
    held = graph.classes[f"{FOAF}Person"]
    held.entities = 2
    held.properties[f"{FOAF}name"].triples = 3
    held.properties[f"{RDFS}label"].triples = 5
    held.properties["http://other.example/x"].triples = 9
    graph.classes[f"{DEFAULT_BASE}ontology#Person"].entities = 2
    own = len(editor_terms(DEFAULT_BASE, "de", {})["terms"])
    found = editor_terms(DEFAULT_BASE, "de", {"g": graph})["terms"][own:]
    assert found == [
        {"name": "foaf:Person", "kind": "class"},
        {"name": "rdfs:label", "kind": "property"},
        {"name": "foaf:name", "kind": "property"},
    ]
