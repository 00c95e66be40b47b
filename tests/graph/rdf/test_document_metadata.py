"""Triples about the documents that describe things."""

import pytest
from pyoxigraph import NamedNode

from ruhrgraph.graph.rdf.document_metadata import DescriptionDocument, document_triples, named_graph_triples
from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, HYDRA, VOID
from ruhrgraph.ontology import DEFAULT_BASE

DOC = "https://example.org/doc/a"
TOPIC = "https://example.org/id/a"
LICENCE = "https://example.org/licence"


def _document(page: int, *, more: bool, iri: str = DOC) -> DescriptionDocument:
    """Return a page of a document."""
    return DescriptionDocument(iri, "https://example.org/dataset", LICENCE, page, more)


def test_a_document_has_topic_dataset_and_licence() -> None:
    """A document says what it describes, which dataset that is from, and its licence."""
    triples = document_triples(_document(1, more=False), TOPIC)
    said = {triple.predicate.value: triple.object for triple in triples}
    assert {triple.subject for triple in triples} == {NamedNode(DOC)}
    assert said[f"{FOAF}primaryTopic"] == NamedNode(TOPIC)
    assert said[f"{VOID}inDataset"] == NamedNode("https://example.org/dataset")
    assert said[f"{DCT}license"] == NamedNode(LICENCE)


def test_what_describes_itself_has_no_topic() -> None:
    """A named graph is its own document."""
    predicates = {triple.predicate.value for triple in document_triples(_document(1, more=False, iri=TOPIC), TOPIC)}
    assert f"{DCT}license" in predicates
    assert f"{FOAF}primaryTopic" not in predicates


@pytest.mark.parametrize(
    ("page", "more", "links"),
    [
        (1, False, {}),
        (1, True, {"first": 1, "next": 2}),
        (2, True, {"first": 1, "previous": 1, "next": 3}),
        (3, False, {"first": 1, "previous": 2}),
    ],
)
def test_pages(page: int, more: bool, links: dict[str, int]) -> None:  # noqa: FBT001 - a column of the table
    """A page links to the first, the previous and the next one; a single page to none."""
    found = {
        triple.predicate.value.removeprefix(HYDRA): triple.object
        for triple in document_triples(_document(page, more=more), TOPIC)
        if triple.subject == NamedNode(f"{DOC}?page={page}") and triple.predicate.value.startswith(HYDRA)
    }
    assert found == {name: NamedNode(f"{DOC}?page={number}") for name, number in links.items()}


def test_named_graphs() -> None:
    """A named graph says its size, that it is a part of the dataset, and where it can be had."""
    iri = f"{DEFAULT_BASE}graph/links"
    triples = named_graph_triples(iri, DEFAULT_BASE, 7)
    assert {triple.subject for triple in triples} == {NamedNode(iri)}
    said = {triple.predicate.value: str(triple.object) for triple in triples}
    assert said[f"{VOID}triples"].startswith('"7"')
    assert said[f"{DCT}isPartOf"] == f"<{DEFAULT_BASE}dataset>"
    assert f"{VOID}dataDump" in said
