"""The pipeline: what is published, what is not, and that it is the same everywhere."""

import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.build import BuildOptions, BuildResult, build
from ruhrgraph.graph.builds.work_folder import FOLDER
from ruhrgraph.graph.changes.lifecycle import Retention
from ruhrgraph.graph.dumps.dumps import are_right, dumps_folder, read_manifest
from ruhrgraph.graph.versions.integrity import damage
from ruhrgraph.graph.versions.repository import Version, current, published, versions
from ruhrgraph.graph.versions.source_texts import read_text
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DataFolderError, DocumentError, UnknownDocumentError
from tests.conftest import GOLD
from tests.graph.versions.damages import DAMAGES

TEXTS = {document.name: document.text for document in documents()}
WARNINGS = (f"warning: {DEFAULT_BASE}id/ort/mags-nrw: The Ort lacks the municipality that it lies in.",)
"""What is missing in the shipped documents: no text says where that venue lies."""


def _build(tmp_path: Path, **texts: str) -> BuildResult:
    """Build documents of these names and texts."""
    paths = []
    for name, text in texts.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, newline="")
        paths.append(path)
    return build(paths, tmp_path / "data", DEFAULT_BASE)


def test_shipped_documents_are_valid(data: Path, tmp_path: Path) -> None:
    """The shipped documents build without a problem, with one warning, and a second folder gets the same bytes."""
    first = current(data)
    result = build([], tmp_path / "data", DEFAULT_BASE)
    assert first is not None
    assert result.version is not None
    assert (result.problems, result.warnings) == ((), WARNINGS)
    assert result.version.dataset.read_bytes() == first.dataset.read_bytes()
    assert result.version.report.read_bytes() == first.report.read_bytes()


def _decomposed(text: str) -> str:
    """Decompose all of a text."""
    return unicodedata.normalize("NFD", text)


def _half_decomposed(text: str) -> str:
    """Decompose every second line, as in a text that was put together from two sources."""
    lines = text.splitlines(keepends=True)
    return "".join(_decomposed(line) if number % 2 else line for number, line in enumerate(lines))


def _without_digest(dataset: bytes) -> bytes:
    """Return a dataset without what its networks say of the data that they were computed from."""
    return b"".join(line for line in dataset.splitlines(keepends=True) if b'ontology#datenstand> "' not in line)


@pytest.mark.parametrize("spelling", [_decomposed, _half_decomposed, lambda text: f"\ufeff{text}"])
def test_spelling_in_unicode_makes_no_difference(data: Path, tmp_path: Path, spelling: Callable[[str], str]) -> None:
    """Decomposed letters and a byte order mark change nothing in the dataset but the SHA-256 of the files and of it."""
    for file in resources.files("ruhrgraph.loaders.documents").iterdir():
        if file.name.endswith((".txt", ".md", ".toml")):
            (tmp_path / file.name).write_bytes(spelling(file.read_bytes().decode()).encode())
    paths = [path for path in sorted(tmp_path.iterdir()) if path.suffix != ".toml"]
    result = build(paths, tmp_path / "data", DEFAULT_BASE)
    first = current(data)
    assert first is not None
    assert result.version is not None
    dataset = _without_digest(result.version.dataset.read_bytes())
    for path, document in zip(paths, documents(), strict=True):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        assert sha256 != document.sha256
        dataset = dataset.replace(sha256.encode(), document.sha256.encode())
    assert dataset == _without_digest(first.dataset.read_bytes())
    texts = {path.stem: read_text(result.version, path.stem) for path in paths}
    assert texts == TEXTS


@pytest.fixture(scope="module")
def small_built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a small document, and a data folder in which a build has published it."""
    path, folder = GOLD / "unseen" / "forum-a.txt", tmp_path_factory.mktemp("small")
    assert build([path], folder, DEFAULT_BASE).published
    return path, folder


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("dataset.nq", "cut"),
        ("dataset.nq", "removed"),
        ("report.json", "emptied"),
        ("version.json", "flipped"),
        ("documents/forum-a.txt", "unreadable"),
        ("dumps", "exchanged"),
    ],
)
def test_a_build_repairs(small_built: tuple[Path, Path], tmp_path: Path, name: str, how: str) -> None:
    """Where the version of the documents is damaged, a build writes it anew, with its dumps, whatever else there is."""
    document, data = small_built
    version = published(Path(shutil.copytree(data, tmp_path / "data", symlinks=True)))
    DAMAGES[how](version.folder / name if name != "dumps" else dumps_folder(version) / "ruhrgraph.nq.gz")
    result = build([document], tmp_path / "data", DEFAULT_BASE)
    assert (result.version, result.published, result.repaired, result.warnings) == (
        version,
        False,
        name != "dumps",
        WARNINGS,
    )
    assert damage(version) == ""
    assert version.dataset.read_bytes() == published(data).dataset.read_bytes()
    made = read_manifest(version)
    assert made is not None
    assert are_right(version, made)


def test_twice_publishes_nothing_new(small_built: tuple[Path, Path]) -> None:
    """The second build of the same documents publishes nothing."""
    document, data = small_built
    assert not build([document], data, DEFAULT_BASE).published
    assert len(versions(data)) == 1


def test_canonical(data: Path) -> None:
    """The dataset is N-Quads in canonical form: sorted, each line once, without blank nodes but the canonical ones."""
    version = current(data)
    assert version is not None
    lines = version.dataset.read_bytes().splitlines()
    assert lines == sorted(set(lines))
    again = ox.Dataset(ox.parse(version.dataset.read_bytes(), ox.RdfFormat.N_QUADS))
    again.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert sorted(str(quad).encode() + b" ." for quad in again) == lines


def test_other_base(tmp_path: Path) -> None:
    """With another base IRI nothing of the default base is left in the dataset."""
    result = build([], tmp_path, "https://example.org/ruhr/")
    assert result.version is not None
    text = result.version.dataset.read_text()
    assert "https://example.org/ruhr/id/projekt/13-01" in text
    assert DEFAULT_BASE not in text


def test_named_graphs(data: Path) -> None:
    """The dataset has the named graphs of the interface, and nothing in its default graph."""
    version = current(data)
    assert version is not None
    graphs = {quad.graph_name for quad in ox.parse(version.dataset.read_bytes(), ox.RdfFormat.N_QUADS)}
    names = ("themenforen", "handlungsfelder", "links", "authorities", "evidence", "ontology", "catalog", "network")
    assert graphs == {ox.NamedNode(f"{DEFAULT_BASE}graph/{name}") for name in names}


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("themenforen", "Ressort: VM (weiteres beteiligtes Ressort: MWIDE, MULNV)", "", "no-ministry"),
        ("themenforen", "08.04.2019", "31.02.2019", "impossible-date"),
        ("handlungsfelder", "(VM, 13-02)", "(VM, 13-01)", "duplicate-code"),
    ],
)
def test_not_valid(tmp_path: Path, name: str, old: str, new: str, word: str) -> None:
    """What is wrong in a document is said with its line, and nothing is published."""
    result = _build(tmp_path, **{name: TEXTS[name].replace(old, new)})
    assert result.version is None
    assert any(word in line and line.startswith(f"{name}:") for line in result.problems)
    assert current(tmp_path / "data") is None


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_half_a_document(own_data: Path, tmp_path: Path, name: str) -> None:
    """A document that breaks off in the middle is not published, and what was published before stays."""
    before = current(own_data)
    text = TEXTS[name]
    assert _build(tmp_path, **{name: text[: len(text) // 2]}).version is None
    assert current(own_data) == before


def test_unknown_document(tmp_path: Path) -> None:
    """A document of no known kind is an error of its own, and nothing is published."""
    with pytest.raises(UnknownDocumentError):
        _build(tmp_path, kochbuch="Man nehme ein Ei.")
    assert current(tmp_path / "data") is None


def test_two_of_one_name(tmp_path: Path) -> None:
    """Two documents of one name are refused, because their passages would have one IRI."""
    (tmp_path / "a").mkdir()
    for path in (tmp_path / "x.txt", tmp_path / "a" / "x.txt"):
        path.write_text(TEXTS["themenforen"])
    with pytest.raises(DocumentError, match="rename one"):
        build([tmp_path / "x.txt", tmp_path / "a" / "x.txt"], tmp_path / "data", DEFAULT_BASE)


def test_a_file_given_twice(tmp_path: Path) -> None:
    """A file that is given twice is one document."""
    path = tmp_path / "x.txt"
    path.write_text(TEXTS["themenforen"])
    result = build([path, path], tmp_path / "data", DEFAULT_BASE)
    assert result.version is not None
    assert len(json.loads(result.version.report.read_bytes())["documents"]) == 1


def test_same_facts_twice(tmp_path: Path) -> None:
    """Copies of one document under other names agree with each other and are valid."""
    result = _build(tmp_path, eins=TEXTS["themenforen"], zwei=TEXTS["themenforen"])
    assert result.problems == ()
    assert result.version is not None


def test_data_folder_not_writable(tmp_path: Path) -> None:
    """A data folder that is a file is refused."""
    (tmp_path / "data").write_text("x")
    with pytest.raises(DataFolderError, match="cannot be written"):
        build([], tmp_path / "data", DEFAULT_BASE)


def test_dumps_and_pruning(small_built: tuple[Path, Path], tmp_path: Path) -> None:
    """A build writes the dumps of its version, and removes the versions that are too many."""
    document, data = small_built
    own = Path(shutil.copytree(data, tmp_path / "data", symlinks=True))
    second = build([document], own, "https://example.org/ruhr/", BuildOptions(keep=Retention(1))).version
    assert second is not None
    assert read_manifest(second) is not None
    assert versions(own) == (second,)


def test_dumps_that_cannot_be_written(small_built: tuple[Path, Path], tmp_path: Path) -> None:
    """If the dumps cannot be written, the version is published all the same, with a warning."""
    (tmp_path / "versions" / ".dumps.lock").mkdir(parents=True)
    result = build([small_built[0]], tmp_path, DEFAULT_BASE)
    assert result.published
    assert any("the version is published" in warning for warning in result.warnings)


INVALID = {
    "kochbuch": (b"Man nehme ein Ei.", "no document of a known kind"),
    "bytes": (b"\xff\xfe", "not UTF-8"),
    "leer": (b"", "is empty"),
    "falsch": (
        TEXTS["themenforen"].replace("Ressort: VM (weiteres beteiligtes Ressort: MWIDE, MULNV)", "").encode(),
        "no-ministry",
    ),
    "anders": (TEXTS["themenforen"].replace("Neue Mobilität", "Alte Mobilität").encode(), "duplicate-forum"),
    "zahlen": (re.sub(r"\b13-(\d\d)\)", r"1-\1)", TEXTS["handlungsfelder"]).encode(), "-"),
    "spaeter": (TEXTS["themenforen"].replace("am 08.04.2019", "am 09.04.2019").encode(), "at most one date"),
}
"""Documents that are no valid ones beside the shipped ones, and a word of why."""


@pytest.fixture
def shipped_files(tmp_path: Path) -> list[Path]:
    """Return the paths of copies of the shipped documents, with their records beside them."""
    for file in resources.files("ruhrgraph.loaders.documents").iterdir():
        if file.name.endswith((".txt", ".md", ".toml")):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    return sorted(path for path in tmp_path.iterdir() if path.suffix != ".toml")


@pytest.mark.parametrize("name", INVALID)
def test_one_document_is_invalid(tmp_path: Path, shipped_files: list[Path], name: str) -> None:
    """Of several documents the invalid one is named, with why, and nothing is published."""
    content, why = INVALID[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(content)
    try:
        found = build([*shipped_files, path], tmp_path / "data", DEFAULT_BASE).problems
    except DocumentError as error:
        found = (str(error),)
    assert found
    assert all(name in line.partition(": ")[0] for line in found)
    assert any(why in line for line in found)
    assert current(tmp_path / "data") is None


def test_invalid_documents_are_left_out(version: Version, tmp_path: Path, shipped_files: list[Path]) -> None:
    """The others are published as if they had been alone, and the report says which are left out and why."""
    paths = []
    for name, (content, _) in INVALID.items():
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_bytes(content)
    paths.append(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")))
    paths[-1].write_text("Man nehme ein Ei.")
    missing, again = tmp_path / "missing.txt", tmp_path / "again" / "themenforen.txt"
    again.parent.mkdir()
    again.write_text("x")
    documents = [missing, *paths[:3], *shipped_files, *paths[3:], again]
    result = build(documents, tmp_path / "data", DEFAULT_BASE, BuildOptions(skip_invalid=True))
    assert result.problems == ()
    assert result.version is not None
    assert result.version.digest == version.digest
    assert {Path(name).stem for name in result.left_out} == {*INVALID, "\\xff", "missing", "themenforen"}
    report = json.loads(result.version.report.read_bytes())
    told = {Path(item["document"]).stem: " ".join(item["problems"]) for item in report.pop("leftOut")}
    assert all(why in told[name] for name, (_, why) in INVALID.items())
    assert report == json.loads(version.report.read_bytes())


def test_no_valid_document_is_left(tmp_path: Path) -> None:
    """If all documents are left out, nothing is published."""
    path = tmp_path / "kochbuch.txt"
    path.write_text("Man nehme ein Ei.")
    result = build([path], tmp_path / "data", DEFAULT_BASE, BuildOptions(skip_invalid=True))
    assert result.problems == ("no valid document is left",)
    assert current(tmp_path / "data") is None


def test_what_was_done_is_not_done_again(
    tmp_path: Path, shipped_files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an invalid document was corrected, only this one is read; when all is published, nothing is left over."""
    path = tmp_path / "themenforen-2.txt"
    path.write_bytes(INVALID["falsch"][0])
    assert build([*shipped_files, path], tmp_path / "data", DEFAULT_BASE).version is None
    path.write_text(TEXTS["themenforen"])
    read: list[str] = []

    def load_noted(document: Document) -> Reading:
        read.append(document.name)
        return load(document)

    monkeypatch.setattr("ruhrgraph.graph.builds.document_part.load", load_noted)
    assert build([*shipped_files, path], tmp_path / "data", DEFAULT_BASE).version is not None
    assert read == ["themenforen-2"]
    assert list((tmp_path / "data" / FOLDER).iterdir()) == []
