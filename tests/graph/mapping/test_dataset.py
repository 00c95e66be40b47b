"""The quads of a whole dataset."""

import pytest
from pyoxigraph import Literal, Quad

from ruhrgraph.graph.mapping.dataset import assemble, canonical
from ruhrgraph.graph.rdf.namespaces import DCT
from ruhrgraph.graph.rdf.terms import Iris, node
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.records import Quelle, Reading
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)


@pytest.mark.parametrize("titel", [None, ReadValue("Eine Seite", (Span(0, 10),))])
def test_a_document_without_a_record(titel: ReadValue[str] | None) -> None:
    """A document is a source with its checksum; without a record its title is its heading, or else its name."""
    document = Document("probe", "Eine Seite", "abc")
    quads, links = assemble([Reading(document, "themenforen", Quelle(titel))], DEFAULT_BASE)
    source, graph = IRIS.source("probe"), IRIS.graph("evidence")
    title = Literal(titel.value if titel else "probe", language="de")
    assert Quad(source, node(f"{DCT}title"), title, graph) in quads
    assert Quad(source, IRIS.term("sha256"), Literal("abc"), graph) in quads
    assert links.quads == ()


def test_the_graphs(dataset: tuple[Quad, ...]) -> None:
    """Each quad is in a named graph: those of the documents, what follows from them, and what describes them."""
    graphs = {str(quad.graph_name).strip("<>").removeprefix(f"{DEFAULT_BASE}graph/") for quad in dataset}
    of_documents = {"themenforen", "handlungsfelder", "links", "authorities", "evidence"}
    assert graphs == {*of_documents, "ontology", "catalog", "network"}


def test_canonical_quads() -> None:
    """Quads are sorted by code point, one a line, each once."""
    quads = [Quad(node(f"urn:{name}"), node("urn:p"), Literal("ä\n"), node("urn:g")) for name in "bab"]
    assert canonical(quads) == '<urn:a> <urn:p> "ä\\n" <urn:g> .\n<urn:b> <urn:p> "ä\\n" <urn:g> .\n'.encode()
    assert canonical([]) == b""


def test_canonical_quads_that_come_to_others() -> None:
    """Quads that come to canonical ones are as if all had been given at once, those of both once."""
    quads = [Quad(node(f"urn:{name}"), node("urn:p"), node("urn:o")) for name in "dacb"]
    for count in range(5):
        assert canonical(quads[:count], canonical(quads[1:])) == canonical(quads[:count] + quads[1:])
