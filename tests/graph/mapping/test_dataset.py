"""The quads of a whole dataset."""

import datetime as dt

import pytest
from pyoxigraph import Literal, Quad

from ruhrgraph.graph.mapping.dataset import canonical, document_quads
from ruhrgraph.graph.rdf.namespaces import DCT, PROV
from ruhrgraph.graph.rdf.terms import Iris, date, node
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.metadata import Metadata, parse
from ruhrgraph.loaders.records import Quelle, Reading
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)
LANGUAGE = node(f"{DCT}language")


@pytest.mark.parametrize("titel", [None, ReadValue("Eine Seite", (Span(0, 10),))])
def test_a_document_without_a_record(titel: ReadValue[str] | None) -> None:
    """A document is a source with its checksum; without a record its title is its heading, or else its name."""
    document = Document("probe", "Eine Seite", "abc")
    quads = document_quads(Reading(document, "themenforen", Quelle(titel)), {}, DEFAULT_BASE)
    source, graph = IRIS.source("probe"), IRIS.graph("evidence")
    title = Literal(titel.value if titel else "probe", language="de")
    assert Quad(source, node(f"{DCT}title"), title, graph) in quads
    assert Quad(source, IRIS.term("sha256"), Literal("abc"), graph) in quads


@pytest.mark.parametrize(
    ("code", "iri"),
    [
        ("de", "http://publications.europa.eu/resource/authority/language/DEU"),
        ("en", "http://publications.europa.eu/resource/authority/language/ENG"),
        ("fy", "http://id.loc.gov/vocabulary/iso639-1/fy"),
    ],
)
def test_the_language_of_a_document(code: str, iri: str) -> None:
    """A language is a dct:LinguisticSystem, so an IRI of an official list."""
    metadata = parse(f'title="a"\npublisher="b"\nlanguage="{code}"\nkind="c"\nread_on=2026-11-21'.encode(), "a.toml")
    reading = Reading(Document("probe", "", "abc", metadata), "themenforen", Quelle())
    quads = document_quads(reading, {}, DEFAULT_BASE)
    assert [quad.object for quad in quads if quad.predicate == LANGUAGE] == [node(iri)]


def test_where_a_document_comes_from() -> None:
    """The address of a document is its primary source, with the day of publication, where both are known."""
    day = dt.date(2019, 3, 1)
    record = Metadata("T", "P", "de", "K", day, "https://a.example/x", day)
    document = Document("probe", "Eine Seite", "abc", record)
    quads = document_quads(Reading(document, "themenforen", Quelle()), {}, DEFAULT_BASE)
    source, graph = IRIS.source("probe"), IRIS.graph("evidence")
    assert Quad(source, node(f"{PROV}hadPrimarySource"), node("https://a.example/x"), graph) in quads
    assert Quad(source, node(f"{DCT}issued"), date(day), graph) in quads


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
