"""The first pass: what is kept of a document, when it is read again, and what is said of one that cannot be read."""

from pathlib import Path

import pytest

from ruhrgraph.graph.builds import document_part
from ruhrgraph.graph.builds.document_part import (
    READING,
    STATEMENTS,
    SUMMARY,
    DocumentTask,
    read_document,
    read_reading,
    read_statements,
    read_summary,
    read_text,
    release,
)
from ruhrgraph.graph.rdf.terms import SHARED_GRAPHS
from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.records import Reading
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DocumentError, UnknownDocumentError

SHIPPED = "themenforen.txt"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the name of each document that is read by a loader."""
    found: list[str] = []

    def noted(document: Document) -> Reading:
        found.append(document.name)
        return load(document)

    monkeypatch.setattr(document_part, "load", noted)
    return found


def _task(folder: Path, base: str = DEFAULT_BASE, code: str = "1") -> DocumentTask:
    return DocumentTask(SHIPPED, base, code, folder)


def test_what_is_kept(tmp_path: Path, readings: dict[str, Reading]) -> None:
    """The reading, the text and the summary are in the folder, and the statements are sorted."""
    part = read_document(_task(tmp_path))
    reading = readings["themenforen"]
    assert (part.name, part.error) == ("themenforen", None)
    assert read_reading(part.folder) == reading
    assert read_text(part.folder) == reading.document.text
    summary = read_summary(part.folder)
    assert [forum.number for forum in summary.facts.forums] == list(range(1, 21))
    assert summary.labels[f"{DEFAULT_BASE}id/person/hendrik-wuest"] == "Hendrik Wüst"
    lines = read_statements(part.folder).splitlines()
    assert summary.statement_bytes == len(read_statements(part.folder))
    assert lines == sorted(set(lines))


def test_a_document_is_read_once(tmp_path: Path, loads: list[str]) -> None:
    """It is read again only if a file of it is not whole, or if another base or other code is to read it."""
    folder = read_document(_task(tmp_path)).folder
    read_document(_task(tmp_path))
    assert len(loads) == 1
    for name in (STATEMENTS, READING, SUMMARY):
        (folder / name).write_bytes((folder / name).read_bytes()[:-1])
        assert read_document(_task(tmp_path)).folder == folder
    assert len(loads) == 4
    assert read_document(_task(tmp_path, base="https://example.org/")).folder != folder
    assert read_document(_task(tmp_path, code="2")).folder != folder
    assert len(loads) == 6


@pytest.mark.parametrize(
    ("content", "error", "word"),
    [
        (None, DocumentError, "cannot be read"),
        (b"\xff", DocumentError, "not UTF-8"),
        (b"Man nehme ein Ei.", UnknownDocumentError, "no document of a known kind"),
    ],
)
def test_a_document_that_cannot_be_read(
    tmp_path: Path, content: bytes | None, error: type[DocumentError], word: str
) -> None:
    """Why is in the result, with the file as the caller named it; nothing is left in the folder."""
    path = tmp_path / "documents" / "kochbuch.txt"
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    (tmp_path / "work").mkdir()
    part = read_document(DocumentTask("kochbuch.txt", DEFAULT_BASE, "1", tmp_path / "work", path))
    assert type(part.error) is error
    assert str(part.error).startswith("kochbuch.txt:")
    assert word in str(part.error)
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("name", sorted(SHARED_GRAPHS))
def test_names_of_shared_graphs(tmp_path: Path, name: str) -> None:
    """A document whose name has a graph that is no document's cannot be read; case and punctuation do not matter."""
    path = tmp_path / f"{name.capitalize()}!.txt"
    path.write_text("Man nehme ein Ei.", encoding="utf-8")
    error = str(read_document(DocumentTask("x.txt", DEFAULT_BASE, "1", tmp_path, path)).error)
    assert error.startswith("x.txt: has the name of a graph")
    assert f"`{name}`" in error


def test_release() -> None:
    """The same code has the same mark."""
    assert release() == release.__wrapped__()
