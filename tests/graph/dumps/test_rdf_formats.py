"""All formats say the same, as far as they can; others than pyoxigraph read them to the same statements."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ruhrgraph.graph.dumps import partition, rdf_formats
from ruhrgraph.graph.dumps.dumps import Manifest, dumps_folder, ensure_dumps
from ruhrgraph.graph.rdf.formats import RDF_NAMES, rdf_format
from ruhrgraph.graph.versions.record import Version, VersionRecord, write_record
from tests.graph.dumps.statements import BASE, GRAPH, A, P, content, digest, dumps_of, expected, read, whole

RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


def test_all_formats_say_the_same(version: Version, dumped: Manifest) -> None:
    """Each file, unpacked, contains the very statements of the dataset or of its facts."""
    (facts,) = (file for file in dumped.files if file.name == "ruhrgraph-facts.nq")
    datasets = {"all": whole(version), "facts": read(version, facts)}
    files = [file for file in dumped.files if file.content in datasets]
    assert len(files) == 24
    for file in files:
        quads = read(version, file)
        assert digest(quads) == expected(datasets[file.content], file), file.name
        assert len(quads) == file.statements


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize("format_name", sorted(RDFLIB))
def test_rdflib_reads_the_same(
    version: Version, dumped: Manifest, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each format is read by rdflib to the same statements."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    (file,) = (
        file for file in dumped.files if (file.content, file.format, file.compression) == ("all", format_name, "")
    )
    assert digest(_from_rdflib(content(version, file), format_name)) == expected(whole(version), file)


def _from_rdflib(text: bytes, format_name: str) -> Iterator[Quad]:
    """Yield the statements that rdflib reads."""
    store = rdflib.Dataset()
    store.parse(data=text, format=RDFLIB[format_name])
    for subject, predicate, value, graph in store.quads():
        named = isinstance(graph, rdflib.URIRef) and graph != rdflib.graph.DATASET_DEFAULT_GRAPH_ID
        name = NamedNode(str(graph)) if named else DefaultGraph()
        property_ = _term(predicate)
        assert isinstance(property_, NamedNode)
        yield Quad(_term(subject), property_, _term(value), name)  # type: ignore[arg-type]  # rdflib has no literal there


def _term(term: object) -> NamedNode | BlankNode | Literal:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)


def test_turtle_has_only_the_prefixes_that_it_uses(version: Version, dumped: Manifest) -> None:
    """A Turtle file declares no prefix that none of its IRIs begins with."""
    for file in dumped.files:
        if file.format == "ttl":
            lines = content(version, file).decode().splitlines()
            declared = [line.split(" ")[1] for line in lines if line.startswith("@prefix ")]
            body = "\n".join(line for line in lines if not line.startswith("@prefix "))
            assert declared
            assert [prefix for prefix in declared if prefix not in body] == [], file.name


ODD = {
    "control character": (Quad(A, P, Literal("x\x0by"), GRAPH), {"rdfxml"}),
    "carriage return": (Quad(A, P, Literal("x\r\ny\rz"), GRAPH), set()),
    "backslash and u": (Quad(A, P, Literal("x\\u0001"), GRAPH), set()),
    "property without a name": (Quad(A, NamedNode("https://example.org/1"), Literal("x"), GRAPH), {"rdfxml"}),
    "reserved property": (Quad(A, NamedNode(f"{rdflib.RDF}li"), Literal("x"), GRAPH), {"rdfxml"}),
    "triple term": (Quad(A, P, ox.Triple(A, P, A), GRAPH), {"jsonld"}),
    "direction": (Quad(A, P, Literal("x", language="ar", direction=ox.BaseDirection.RTL), GRAPH), set()),
    "default graph": (Quad(A, P, A), set()),
    "blank nodes": (Quad(BlankNode("a1"), P, BlankNode("b2"), BlankNode("c3")), set()),
    "empty text": (Quad(A, P, Literal("")), set()),
    "no slash": (Quad(NamedNode("urn:x"), NamedNode("urn:y"), NamedNode("urn:z"), NamedNode("urn:g")), set()),
}


@pytest.mark.parametrize("case", sorted(ODD))
def test_odd_statements(tmp_path: Path, case: str) -> None:
    """What someone has written is the same in each format that can say it; of the others there is no file."""
    quad, unsayable = ODD[case]
    version, made = dumps_of(tmp_path, [quad])
    files = [file for file in made.files if file.content == "all"]
    assert sorted({file.format for file in files}) == sorted(set(RDF_NAMES) - unsayable)
    stored = {path.name for path in dumps_folder(version).iterdir()}
    assert stored <= {*(file.name for file in made.files), "manifest.json"}
    for file in files:
        named_graphs = rdf_format(file.format).named_graphs
        assert read(version, file) == [quad if named_graphs else Quad(quad.subject, quad.predicate, quad.object)]


def test_nothing(tmp_path: Path) -> None:
    """An empty dataset has dumps, too, and they can be read."""
    version, made = dumps_of(tmp_path, [])
    files = [file for file in made.files if file.content != "tables"]
    assert len(files) == 24
    assert [read(version, file) for file in files] == [[]] * 24
    assert {file.statements for file in made.files} == {0}


def test_a_triple_of_two_graphs(tmp_path: Path) -> None:
    """What two graphs say stands once in the formats without graphs."""
    _, made = dumps_of(tmp_path, [Quad(A, P, A, GRAPH), Quad(A, P, A), Quad(A, P, A, P)])
    counts = {file.format: file.statements for file in made.files if file.content == "all"}
    assert counts == {name: 3 if rdf_format(name).named_graphs else 1 for name in RDF_NAMES}


def test_version_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that is a store on disk alone has the same dumps as one of the same statements that is a file."""
    quads = [Quad(A, P, Literal(f"{number}"), NamedNode(f"{BASE}graph/g{number % 3}")) for number in range(200)]
    first, made = dumps_of(tmp_path / "file", quads)
    folder = tmp_path / "data" / "versions" / first.digest
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_extend(quads)
    folder.mkdir(parents=True)
    store.backup(str(folder / "store"))
    write_record(Version(first.digest, folder), VersionRecord(first.digest, None, "2026-01-01", "update", 0.0))
    monkeypatch.setattr(partition, "SMALL", 10)
    assert ensure_dumps(Version(first.digest, folder), BASE) == made


@pytest.mark.parametrize("block", [1, 60, 1 << 20])
def test_used_prefixes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """The prefixes of IRIs are found in whatever block they are, and those that Turtle does not write are not."""
    monkeypatch.setattr(rdf_formats, "_BLOCK", block)
    xsd, path = "http://www.w3.org/2001/XMLSchema#", tmp_path / "x.nq"
    path.write_text(
        f'<{BASE}id/a> <http://purl.org/dc/terms/title> "1"^^<{xsd}integer> .\n'
        f"<{BASE}id/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#A> .\n"
        f'<{BASE}id/c> <urn:p> "2020-01-01"^^<{xsd}date> .\n'
    )
    assert list(rdf_formats._used_prefixes(path, BASE)) == ["dct", "rk", "xsd"]
