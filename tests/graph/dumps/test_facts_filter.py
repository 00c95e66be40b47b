"""The facts are everything but the texts of the documents."""

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from ruhrgraph.graph.dumps.dumps import Manifest
from ruhrgraph.graph.dumps.facts_filter import NAMED_BY_TEXT, TEXT_PROPERTIES
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.ontology import turtle
from tests.graph.dumps.statements import BASE, read, whole


def _facts(version: Version, dumped: Manifest) -> list[Quad]:
    """Return the facts of the shipped documents."""
    (file,) = (file for file in dumped.files if file.name == "ruhrgraph-facts.nq")
    return read(version, file)


def test_facts_have_no_texts(version: Version, dumped: Manifest) -> None:
    """The facts hold no property of running text, and no text of a Beleg, of a measure or anything long."""
    facts = _facts(version, dumped)
    left = {NamedNode(f"{BASE}ontology#{name}") for name in TEXT_PROPERTIES}
    assert not [quad for quad in facts if quad.predicate in left]
    statements = whole(version)
    texts = {quad.object.value for quad in statements if quad.predicate in left and isinstance(quad.object, Literal)}
    documents = {NamedNode(f"{BASE}graph/{name}") for name in ("themenforen", "handlungsfelder", "evidence")}
    long = {
        quad.object.value
        for quad in facts
        if isinstance(quad.object, Literal)
        and quad.graph_name in documents
        and len(quad.object.value) > 60
        and not quad.predicate.value.endswith("#sha256")
    }
    titles = {
        quad.object.value
        for quad in statements
        if isinstance(quad.object, Literal)
        and quad.predicate.value.rpartition("/")[2].rpartition("#")[2] in ("title", "label", "thema")
        and not any(f"/id/{kind}/" in str(quad.subject) for kind in NAMED_BY_TEXT)
    }
    assert long <= titles
    assert not any(len(text) > 200 for text in long & texts)


def test_facts_keep_names(version: Version, dumped: Manifest) -> None:
    """The facts hold everything that is no text: as many statements as the whole without texts, labels and quotes."""
    facts = set(_facts(version, dumped))
    statements = set(whole(version))
    assert facts < statements
    gone = {quad.predicate.value.rpartition("#")[2] for quad in statements - facts}
    assert gone == {name for name in TEXT_PROPERTIES if name in gone} | {"label", "object"}


def test_texts_are_those_of_the_ontology() -> None:
    """The list of texts has just the properties that the ontology puts below those of running text."""
    below = {
        "http://purl.org/dc/terms/description",
        "http://purl.org/dc/terms/abstract",
        "https://schema.org/text",
        "http://www.w3.org/ns/prov#value",
    }
    found = {
        triple.subject.value.removeprefix(f"{BASE}ontology#")
        for triple in ox.parse(turtle("ruhrgraph", BASE), RdfFormat.TURTLE)
        if triple.predicate.value.endswith("#subPropertyOf")
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
        and triple.object.value in below
    }
    assert found == set(TEXT_PROPERTIES)
