"""The ontology as plain data."""

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.schema.ontology import by_subject, triples, vocabulary
from ruhrgraph.ontology import DEFAULT_BASE, turtle

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"


@pytest.mark.parametrize("base", [DEFAULT_BASE, "https://example.org/x/"])
def test_every_term_is_there(base: str) -> None:
    """Each class, property and datatype of our own is a term with labels in both languages, in any base."""
    found = vocabulary(base)
    said = by_subject(triples("ruhrgraph", base)).values
    declared = {
        kind: {
            term.value
            for term, values in said.items()
            if term.value.startswith(found.namespace) and any(item.value in kinds for item in values[RDF_TYPE])
        }
        for kind, kinds in {
            "classes": {f"{OWL}Class"},
            "properties": {f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty"},
        }.items()
    }
    assert {term.iri for term in found.classes} == declared["classes"]
    assert {term.iri for term in found.properties} == declared["properties"]
    for term in (*found.classes, *found.properties, *found.datatypes):
        assert term.iri == f"{found.namespace}{term.name}"
        assert all((term.label.de, term.label.en, term.comment.de, term.comment.en)), term.name


def test_the_header() -> None:
    """The header has the names, the version and the publisher of the ontology."""
    found = vocabulary(DEFAULT_BASE)
    assert (found.iri, found.prefix) == (f"{DEFAULT_BASE}ontology", "rk")
    assert found.version_iri == f"{DEFAULT_BASE}ontology/{found.version}"
    assert all((found.title.de, found.title.en, found.description.de, found.publisher))
    assert found.facts[f"{OWL}versionInfo"] == (found.version,)


def test_domains_and_ranges() -> None:
    """Properties are listed with the classes that have them and the class that they lead to."""
    found = vocabulary(DEFAULT_BASE)
    forum = f"{DEFAULT_BASE}ontology#Themenforum"
    assert "leitfrage" in {item.name for item in found.properties_of(forum)}
    assert "themenforum" in {item.name for item in found.properties_to(forum)}
    closed = [item for item in found.properties if item.closed]
    assert closed
    assert all(len(item.domains) == 1 for item in closed)


def test_disjointness_goes_both_ways() -> None:
    """If one class is declared disjoint with another, both say so."""
    classes = {item.iri: item for item in vocabulary(DEFAULT_BASE).classes}
    assert any(item.disjoint for item in classes.values())
    for item in classes.values():
        assert all(item.iri in classes[other].disjoint for other in item.disjoint)


def test_neither_file_has_a_blank_node() -> None:
    """Triples are grouped by IRIs, so a blank node in a file would be lost."""
    for name in ("ruhrgraph", "shapes"):
        for quad in ox.parse(turtle(name), ox.RdfFormat.TURTLE):
            assert not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))
