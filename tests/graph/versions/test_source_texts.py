"""The texts of the documents in a version's folder: exactly what the spans count, kept through writes."""

import json
from pathlib import Path

import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.repository import Version, publish, published, read_record
from ruhrgraph.graph.versions.source_texts import read_text, write_texts
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.loaders.document import read
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology.errors import DataFolderError

BASE = "http://example.org/"


def test_a_build_keeps_its_documents(tmp_path: Path) -> None:
    """Each document's text lies in the version, and nothing else; the record has the base of its IRIs."""
    version = build([], tmp_path, BASE).version
    assert version is not None
    assert read_record(version).base == BASE
    texts = {document.name: document.text for document in documents()}
    assert {path.name for path in version.documents.iterdir()} == {f"{name}.txt" for name in texts}
    assert {name: read_text(version, name) for name in texts} == texts


def test_texts_are_kept_to_the_character(tmp_path: Path) -> None:
    """Line ends stay as they are and a byte order mark goes, as the spans count."""
    path = tmp_path / "Mein Text.md"
    path.write_bytes("\ufeffEins\r\nzwei\rdrei\n\u2028ä".encode())
    document = read(path)
    write_texts(tmp_path / "documents", {document.name: document.text})
    assert read_text(Version("0" * 64, tmp_path), "mein-text") == document.text == "Eins\r\nzwei\rdrei\n\u2028ä"


def test_writes_carry_them_over(tmp_path: Path) -> None:
    """After a write the version still has the texts and the base."""
    first, _ = publish(tmp_path, b"", b"{}", 0.0, {"a": "text"}, BASE)
    write(tmp_path, Update("INSERT DATA { <urn:a> <urn:b> 1 }", BASE))
    version = published(tmp_path)
    assert version != first
    assert read_record(version).base == BASE
    assert read_text(version, "a") == "text"


def test_older_versions_have_none(tmp_path: Path) -> None:
    """A version without the folder, and one whose record has no base, are read all the same, also by a write."""
    version, _ = publish(tmp_path, b"", b"{}")
    version.documents.rmdir()
    _record_as_before(version, "base")
    assert read_text(version, "a") is None
    assert read_record(version).base == ""
    write(tmp_path, Update("INSERT DATA { <urn:a> <urn:b> 1 }", BASE))
    assert not published(tmp_path).documents.exists()


def test_older_versions_have_records_of_their_documents(tmp_path: Path) -> None:
    """A `NAME.json` beside a text, as older releases wrote it, changes nothing, and is no document itself."""
    version, _ = publish(tmp_path, b"", b"{}", 0.0, {"a": "text"}, BASE)
    _record_as_before(version)
    (version.documents / "a.json").write_text('{"name": "a", "file": "a.txt", "mediaType": "text/plain", "sha256": ""}')
    write(tmp_path, Update("INSERT DATA { <urn:a> <urn:b> 1 }", BASE))
    assert read_text(published(tmp_path), "a") == "text"
    assert read_text(published(tmp_path), "a.json") is None


@pytest.mark.parametrize("name", ["", ".", "..", "../version", "a/b", ".hidden", "b"])
def test_names_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    """Only names of documents in the folder are looked up."""
    version, _ = publish(tmp_path, b"", b"{}", 0.0, {"a": "text"})
    (version.documents.parent / "version.txt").write_text("secret")
    assert read_text(version, name) is None


def test_damaged_texts(tmp_path: Path) -> None:
    """A text that is not as it was written is named, with what helps; in an older version, one that is no text."""
    version, _ = publish(tmp_path, b"", b"{}", 0.0, {"a": "text"})
    (version.documents / "a.txt").write_bytes(b"tExt")
    with pytest.raises(DataFolderError, match=r"a\.txt is not as it was written; run `ruhrgraph build`"):
        read_text(version, "a")
    _record_as_before(version)
    (version.documents / "a.txt").write_bytes(b"\xff")
    with pytest.raises(DataFolderError, match=r"a\.txt cannot be read"):
        read_text(version, "a")


def _record_as_before(version: Version, *without: str) -> None:
    """Write the record of a version as an older release did."""
    content = json.loads(version.record_file.read_text())
    kept = {name: value for name, value in content.items() if name not in ("files", "checksum", *without)}
    version.record_file.write_text(json.dumps(kept))
