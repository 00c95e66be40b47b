"""Dumps: all formats say the same, the same bytes everywhere, nothing half, and facts without texts."""

import gzip
import hashlib
import io
import json
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from ruhrgraph.graph.dumps import dumps
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest, ensure, folder_of, manifest
from ruhrgraph.graph.dumps.facts_filter import NAMED_BY_TEXT, TEXTS
from ruhrgraph.graph.dumps.partition import MOST_GRAPHS
from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.rdf.external_sort import sorted_lines
from ruhrgraph.graph.versions.repository import Version, publish, published
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology import DEFAULT_BASE, turtle
from ruhrgraph.ontology.errors import DataFolderError, VersionNotFoundError

BASE = DEFAULT_BASE
REPORT = b'{"documents": []}\n'
FORMATS = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
WITH_GRAPHS = ("nq", "trig", "jsonld", "jelly")


@pytest.fixture(scope="module")
def made(version: Version) -> Manifest:
    """Return the dumps of the shipped documents."""
    return ensure(version, BASE)


def _content(version: Version, file: DumpFile) -> bytes:
    """Return what a file holds, unpacked."""
    content = (folder_of(version) / file.name).read_bytes()
    if file.compression == "gz":
        return gzip.decompress(content)
    if file.compression == "zst":
        return zstandard.ZstdDecompressor().decompress(content)
    return content


def _digest(quads: Iterable[Quad]) -> str:
    """Return the digest of statements."""
    return hashlib.sha256(canonical(quads)).hexdigest()


def _as_quads(statements: Iterable[object]) -> Iterator[Quad]:
    """Yield statements as quads, triples in the default graph."""
    for statement in statements:
        if isinstance(statement, ox.Triple):
            yield Quad(statement.subject, statement.predicate, statement.object)
        elif isinstance(statement, Quad):
            yield statement


def _from_rdflib(content: bytes, format_name: str) -> Iterator[Quad]:
    """Yield the statements that rdflib reads."""
    store = rdflib.Dataset()
    store.parse(data=content, format=RDFLIB[format_name])
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


def _from_jelly(content: bytes) -> Iterator[Quad]:
    """Yield the statements that pyjelly reads."""
    generic = pytest.importorskip("pyjelly.integrations.generic.generic_sink", reason="pyjelly is not installed")
    parse = pytest.importorskip("pyjelly.integrations.generic.parse").parse_jelly_flat

    def term(value: object) -> NamedNode | BlankNode | Literal | DefaultGraph:
        if isinstance(value, generic.IRI):
            return NamedNode(value._iri)
        if isinstance(value, generic.BlankNode):
            return BlankNode(value._identifier)
        if isinstance(value, generic.Literal):
            if value._langtag:
                return Literal(value._lex, language=value._langtag)
            return Literal(value._lex, datatype=NamedNode(value._datatype) if value._datatype else None)
        return DefaultGraph()

    for quad in parse(io.BytesIO(content)):
        yield Quad(*map(term, quad))  # type: ignore[arg-type]


def _expected(dataset: Iterable[Quad], file: DumpFile) -> str:
    """Return the digest of what a file should hold."""
    quads = list(dataset)
    if file.content == "graph":
        quads = [quad for quad in quads if quad.graph_name == NamedNode(f"{BASE}graph/{file.graph}")]
    if file.content == "graph" or file.format not in WITH_GRAPHS:
        quads = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    return _digest(quads)


@pytest.mark.parametrize("form", ["", "gz", "zst"])
def test_all_formats_say_the_same(version: Version, made: Manifest, form: str) -> None:
    """Each file, unpacked, holds the very statements of the dataset, of its facts or of its graph."""
    whole = list(_as_quads(ox.parse(path=str(version.dataset), format=RdfFormat.N_QUADS)))
    (facts,) = (file for file in made.files if file.name == "ruhrgraph-facts.nq")
    parts = {"all": whole, "graph": whole, "facts": list(_as_quads(ox.parse(_content(version, facts), FORMATS["nq"])))}
    tried = 0
    for file in made.files:
        if file.compression == form and file.format != "csvw":
            content = _content(version, file)
            read = (
                _from_jelly(content) if file.format == "jelly" else _as_quads(ox.parse(content, FORMATS[file.format]))
            )
            quads = list(read)
            assert _digest(quads) == _expected(parts[file.content], file), file.name
            assert len(quads) == file.statements
            tried += 1
    assert tried >= 38


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_rdflib_reads_the_same(
    version: Version, made: Manifest, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each format of the whole and of a small graph is read by rdflib to the same statements."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    whole = list(_as_quads(ox.parse(path=str(version.dataset), format=RdfFormat.N_QUADS)))
    for file in made.files:
        if file.format == format_name and not file.compression and (file.content == "all" or file.graph == "links"):
            assert _digest(_from_rdflib(_content(version, file), format_name)) == _expected(whole, file), file.name


def test_manifest(version: Version, made: Manifest) -> None:
    """The list has each file that is there, with its size and checksum, and is what is read later."""
    folder = folder_of(version)
    assert {file.name for file in made.files} == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert list(made.files) == sorted(made.files, key=lambda file: file.name)
    for file in made.files:
        content = (folder / file.name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)
    assert manifest(version) == made
    assert made.digest == version.digest


def test_same_bytes_everywhere(version: Version, made: Manifest, tmp_path: Path) -> None:
    """The same dataset gives the same files, byte for byte, in another folder, published at another time."""
    other, _ = publish(tmp_path, version.dataset.read_bytes(), REPORT)
    assert ensure(other, BASE) == made


def test_turtle_has_only_the_prefixes_that_it_uses(version: Version, made: Manifest) -> None:
    """A Turtle file declares no prefix that none of its IRIs begins with."""
    for file in made.files:
        if file.format == "ttl" and not file.compression:
            text = _content(version, file).decode()
            declared = [line.split(" ")[1] for line in text.splitlines() if line.startswith("@prefix ")]
            body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix "))
            assert [prefix for prefix in declared if prefix not in body] == [], file.name


def test_facts_have_no_texts(version: Version, made: Manifest) -> None:
    """The facts hold no property of running text, and no text of a Beleg, of a measure or anything long."""
    (file,) = (file for file in made.files if file.name == "ruhrgraph-facts.nq")
    facts = list(_as_quads(ox.parse(_content(version, file), RdfFormat.N_QUADS)))
    left = {NamedNode(f"{BASE}ontology#{name}") for name in TEXTS}
    assert not [quad for quad in facts if quad.predicate in left]
    whole = list(_as_quads(ox.parse(path=str(version.dataset), format=RdfFormat.N_QUADS)))
    texts = {quad.object.value for quad in whole if quad.predicate in left and isinstance(quad.object, Literal)}
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
        for quad in whole
        if isinstance(quad.object, Literal)
        and quad.predicate.value.rpartition("/")[2].rpartition("#")[2] in ("title", "label", "thema")
        and not any(f"/id/{kind}/" in str(quad.subject) for kind in NAMED_BY_TEXT)
    }
    assert long <= titles
    assert not any(len(text) > 200 for text in long & texts)


def test_facts_keep_names(version: Version, made: Manifest) -> None:
    """The facts hold everything that is no text: as many statements as the whole without texts, labels and quotes."""
    (file,) = (file for file in made.files if file.name == "ruhrgraph-facts.nq")
    facts = set(_as_quads(ox.parse(_content(version, file), RdfFormat.N_QUADS)))
    whole = set(_as_quads(ox.parse(path=str(version.dataset), format=RdfFormat.N_QUADS)))
    assert facts < whole
    gone = {quad.predicate.value.rpartition("#")[2] for quad in whole - facts}
    assert gone == {name for name in TEXTS if name in gone} | {"label", "object"}


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
    assert found == set(TEXTS)


def _tables(version: Version, name: str) -> dict[str, str]:
    """Return the files of a zip of tables."""
    with zipfile.ZipFile(folder_of(version) / name) as archive:
        assert archive.testzip() is None
        return {entry: archive.read(entry).decode() for entry in archive.namelist()}


@pytest.mark.parametrize("name", ["ruhrgraph-tables.zip", "ruhrgraph-facts-tables.zip"])
def test_tables_give_the_statements_back(version: Version, made: Manifest, name: str) -> None:
    """Read as their description says, the tables hold all statements about things of the ontology's classes."""
    files = _tables(version, name)
    described = json.loads(files["csv-metadata.json"])
    assert {table["url"] for table in described["tables"]} == set(files) - {"csv-metadata.json", "README.md"}
    back = {triple for table in described["tables"] for triple in _read_table(files[table["url"]], table)}
    source = folder_of(version) / name.replace("-tables.zip", ".nq")
    quads = list(_as_quads(ox.parse(path=str(source), format=RdfFormat.N_QUADS)))
    of_class = f"{BASE}ontology#"
    types = {quad for quad in quads if quad.predicate.value.endswith("#type")}
    things = {quad.subject for quad in types if str(quad.object).startswith(f"<{of_class}")}
    expected = {quad.triple for quad in quads if quad.subject in things and quad not in types}
    expected |= {quad.triple for quad in types if str(quad.object).startswith(f"<{of_class}")}
    assert back == expected
    assert [file.statements for file in made.files if file.name == name] == [len(back)]


def _read_table(text: str, described: dict[str, object]) -> Iterator[ox.Triple]:
    """Yield the statements of a table, as CSVW makes them."""
    import csv  # noqa: PLC0415

    schema = described["tableSchema"]
    assert isinstance(schema, dict)
    first, *columns = schema["columns"]
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    stored = [column for column in columns if not column.get("virtual")]
    assert head == [first["name"], *(column["name"] for column in stored)]
    assert head == [first["titles"], *(column["titles"] for column in stored)]
    of_class = [column for column in columns if column.get("virtual")]
    for iri, *row in rows:
        subject = NamedNode(iri)
        for column in of_class:
            yield ox.Triple(subject, NamedNode(column["propertyUrl"]), NamedNode(column["valueUrl"]))
        for column, cell in zip(stored, row, strict=True):
            if column.get("suppressOutput"):
                continue
            separator = column.get("separator")
            for value in (cell.split(separator) if separator else [cell]) if cell else []:
                yield ox.Triple(subject, NamedNode(column["propertyUrl"]), _cell(value, column))


def _cell(value: str, column: dict[str, object]) -> NamedNode | Literal:
    """Return a value of a column as a term."""
    datatype = column["datatype"]
    if "valueUrl" in column:
        assert column["valueUrl"] == f"{{+{column['name']}}}"
        return NamedNode(value)
    if "lang" in column:
        return Literal(value, language=str(column["lang"]))
    if isinstance(datatype, dict):
        return Literal(value, datatype=NamedNode(datatype["@id"]))
    return Literal(value, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))


def _of(folder: Path, quads: Iterable[Quad]) -> tuple[Version, Manifest]:
    """Return a version of these statements, and its dumps."""
    version, _ = publish(folder, canonical(quads), REPORT)
    return version, ensure(version, BASE)


GRAPH = NamedNode("https://example.org/graphs/a")
A, P = NamedNode("https://example.org/a"), NamedNode("https://example.org/p")
ODD = {
    "control character": (Quad(A, P, Literal("x\x0by"), GRAPH), {"rdfxml"}),
    "carriage return": (Quad(A, P, Literal("x\r\ny\rz"), GRAPH), set()),
    "backslash and u": (Quad(A, P, Literal("x\\u0001"), GRAPH), set()),
    "property without a name": (Quad(A, NamedNode("https://example.org/1"), Literal("x"), GRAPH), {"rdfxml"}),
    "reserved property": (Quad(A, NamedNode(f"{rdflib.RDF}li"), Literal("x"), GRAPH), {"rdfxml"}),
    "triple term": (Quad(A, P, ox.Triple(A, P, A), GRAPH), {"jsonld", "jelly"}),
    "direction": (Quad(A, P, Literal("x", language="ar", direction=ox.BaseDirection.RTL), GRAPH), {"jelly"}),
    "default graph": (Quad(A, P, A), set()),
    "blank nodes": (Quad(BlankNode("a1"), P, BlankNode("b2"), BlankNode("c3")), set()),
    "empty text": (Quad(A, P, Literal("")), set()),
    "no slash": (Quad(NamedNode("urn:x"), NamedNode("urn:y"), NamedNode("urn:z"), NamedNode("urn:g")), set()),
}


@pytest.mark.parametrize("case", sorted(ODD))
def test_odd_statements(tmp_path: Path, case: str) -> None:
    """What someone has written is the same in each format that can say it; of the others there is no file."""
    quad, unsayable = ODD[case]
    version, made = _of(tmp_path, [quad])
    names = {file.format for file in made.files if file.content == "all"}
    assert set(FORMATS) | {"jelly"} == names | unsayable
    assert not names & unsayable
    assert not [path for path in folder_of(version).iterdir() if path.name not in {*_names(made), "manifest.json"}]
    for file in made.files:
        if file.content == "all" and not file.compression:
            content = _content(version, file)
            read = (
                _from_jelly(content) if file.format == "jelly" else _as_quads(ox.parse(content, FORMATS[file.format]))
            )
            expected = quad if file.format in WITH_GRAPHS else Quad(quad.subject, quad.predicate, quad.object)
            assert list(read) == [expected], file.name


def _names(made: Manifest) -> set[str]:
    return {file.name for file in made.files}


def test_nothing(tmp_path: Path) -> None:
    """An empty dataset has dumps, too, and they can be read."""
    version, made = _of(tmp_path, [])
    for file in made.files:
        if file.format in FORMATS:
            assert not list(ox.parse(_content(version, file), FORMATS[file.format]))
    assert {file.statements for file in made.files} == {0}


def test_a_triple_of_two_graphs(tmp_path: Path) -> None:
    """What two graphs say stands once in the formats without graphs."""
    _, made = _of(tmp_path, [Quad(A, P, A, GRAPH), Quad(A, P, A), Quad(A, P, A, P)])
    counts = {file.format: file.statements for file in made.files if file.content == "all"}
    assert counts == dict.fromkeys(WITH_GRAPHS, 3) | dict.fromkeys(("ttl", "nt", "rdfxml"), 1)


def test_names_of_graphs(tmp_path: Path) -> None:
    """A graph below the base is called by its name; any other by the last part of its IRI and a mark of its own."""
    graphs = [f"{BASE}graph/links", "https://example.org/links", f"{BASE}graph/../../etc", "urn:x:Ä/"]
    _, made = _of(tmp_path, [Quad(A, P, A, NamedNode(iri)) for iri in graphs])
    names = sorted({str(file.graph) for file in made.files if file.graph})
    assert [name.partition(".")[0] for name in names] == ["etc", "links", "links", "other"]
    assert "links" in names


def test_many_graphs(tmp_path: Path) -> None:
    """Where there are too many graphs, they have no files of their own, and the whole is complete."""
    quads = [Quad(A, P, A, NamedNode(f"{BASE}graph/g{number}")) for number in range(MOST_GRAPHS + 1)]
    version, made = _of(tmp_path, quads)
    assert not [file for file in made.files if file.content == "graph"]
    assert not list(folder_of(version).glob("graph-*"))
    (trig,) = (file for file in made.files if file.name == "ruhrgraph.trig")
    assert _digest(_as_quads(ox.parse(_content(version, trig), RdfFormat.TRIG))) == _digest(quads)


def test_sorting_in_runs(tmp_path: Path) -> None:
    """Lines that do not fit into memory at once come out in order all the same, each once."""
    lines = [f"{number * 7919 % 1000}\n".encode() for number in range(3000)]
    assert list(sorted_lines(iter(lines), tmp_path, run=500)) == sorted(set(lines))
    assert not list(tmp_path.iterdir())


def test_version_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that is a store on disk alone has the same dumps as one of the same statements that is a file."""
    quads = [Quad(A, P, Literal(f"{number}"), NamedNode(f"{BASE}graph/g{number % 3}")) for number in range(200)]
    first, expected = _of(tmp_path / "file", quads)
    folder = tmp_path / "data" / "versions" / first.digest
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_extend(quads)
    folder.mkdir(parents=True)
    store.backup(str(folder / "store"))
    monkeypatch.setattr("ruhrgraph.graph.dumps.partition.SMALL", 10)
    monkeypatch.setattr("ruhrgraph.graph.dumps.rdf_formats.SMALL", 10)
    monkeypatch.setattr("ruhrgraph.graph.dumps.csv_tables.SMALL", 10)
    assert ensure(Version(first.digest, folder), BASE) == expected


KILLED = """
import os, signal, sys
from pathlib import Path
from ruhrgraph.graph.dumps import dumps
from ruhrgraph.graph.versions.repository import published

step, calls = int(sys.argv[2]), 0

def counting(name):
    real = getattr(os, name)
    def call(*args, **kwargs):
        global calls
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return real(*args, **kwargs)
    return call

for name in ("fsync", "rename", "mkdir", "unlink", "open", "rmdir", "link"):
    setattr(os, name, counting(name))
dumps.ensure(published(Path(sys.argv[1])), sys.argv[3])
"""


@pytest.mark.parametrize("step", [0, 2, 4, 8, 30, 60, 64, 68, 70, 71, 72, 73, 99])
def test_killed_while_making(tmp_path: Path, step: int) -> None:
    """Killed at any step, the version has no dumps or all of them, and the next one makes them."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH)]), REPORT)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(step), BASE]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert folder_of(version).exists() == (manifest(version) is not None)
    made = ensure(version, BASE)
    assert manifest(version) == made
    assert sorted(path.name for path in folder_of(version).iterdir()) == sorted([*_names(made), "manifest.json"])
    assert sorted(path.name for path in version.folder.iterdir() if path.is_dir()) in (
        ["documents", "dumps"],
        ["dumps"],
    )


def test_two_at_once_make_them_once(tmp_path: Path) -> None:
    """Of several processes that want the dumps, one makes them, and all find them."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH)]), REPORT)
    command = [sys.executable, "-m", "ruhrgraph.graph.dumps.dumps", str(tmp_path), version.digest, BASE]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    assert manifest(version) is not None


def test_command_tells_what_is_wrong(tmp_path: Path) -> None:
    """The process that makes dumps ends with a line when it cannot."""
    command = [sys.executable, "-m", "ruhrgraph.graph.dumps.dumps", str(tmp_path), "0" * 64, BASE]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "000000000000" in done.stderr
    assert dumps.main([]) == 2


def test_pruned(tmp_path: Path) -> None:
    """A version that is gone has no dumps, and says so."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH)]), REPORT)
    shutil.rmtree(version.folder)
    with pytest.raises(VersionNotFoundError, match="pruned"):
        ensure(version, BASE)


def test_damaged(tmp_path: Path) -> None:
    """A damaged dataset is told as such, and leaves nothing half."""
    version, _ = publish(tmp_path, b"<urn:a> <urn:b> .\n", REPORT)
    with pytest.raises(DataFolderError, match="dumps cannot be written"):
        ensure(version, BASE)
    assert not (version.folder / ".new-dumps").exists()


@pytest.mark.parametrize("listed", ["{", "[]", '{"edition": 0, "digest": "", "files": []}'])
def test_made_again(tmp_path: Path, listed: str) -> None:
    """Dumps whose list is damaged or of an older edition are made again, and nothing of the old ones stays."""
    version, made = _of(tmp_path, [Quad(A, P, A, GRAPH)])
    (folder_of(version) / "manifest.json").write_text(listed)
    (folder_of(version) / "old.ttl").write_text("")
    assert manifest(version) is None
    assert ensure(version, BASE) == made
    assert {path.name for path in folder_of(version).iterdir()} == {*_names(made), "manifest.json"}
    assert not list(version.folder.glob(".old*"))


def test_after_a_write(tmp_path: Path) -> None:
    """A version that came of a write has dumps of its own."""
    from ruhrgraph.graph.versions.update import Update  # noqa: PLC0415

    _of(tmp_path, [Quad(A, P, A, GRAPH)])
    write(tmp_path, Update("INSERT DATA { <urn:x> <urn:y> <urn:z> }", BASE))
    version = published(tmp_path)
    made = ensure(version, BASE)
    assert {file.statements for file in made.files if file.name == "ruhrgraph.nq"} == {2}
