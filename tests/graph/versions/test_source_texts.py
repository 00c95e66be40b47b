"""The texts of the documents in a version's folder: exactly what the spans count, kept through writes."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.repository import Version, publish, published, read_record
from ruhrgraph.graph.versions.source_texts import read_text, source_texts, write_texts
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.loaders.document import decode, read
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology.errors import DataFolderError

BASE = "http://example.org/"


def test_a_build_keeps_its_documents(tmp_path: Path) -> None:
    """Each document's text, name, file and checksum lie in the version, and so does the base of its IRIs."""
    version = build([], tmp_path, BASE).version
    assert version is not None
    assert read_record(version).base == BASE
    shipped = documents()
    found = source_texts(version.documents)
    assert [item.name for item in found] == sorted(document.name for document in shipped)
    for document, item in zip(sorted(shipped, key=lambda document: document.name), found, strict=True):
        assert read_text(version.documents, item.name) == document.text
        assert (item.sha256, item.file) == (document.sha256, document.where)


def test_texts_are_kept_to_the_character(tmp_path: Path) -> None:
    """Line ends stay as they are and a byte order mark goes, as the spans count; the checksum is that of the file."""
    path = tmp_path / "Mein Text.md"
    content = "\ufeffEins\r\nzwei\rdrei\n\u2028ä".encode()
    path.write_bytes(content)
    document = read(path)
    write_texts(tmp_path / "documents", [document])
    assert read_text(tmp_path / "documents", "mein-text") == document.text == "Eins\r\nzwei\rdrei\n\u2028ä"
    assert json.loads((tmp_path / "documents" / "mein-text.json").read_text()) == {
        "name": "mein-text",
        "file": "Mein Text.md",
        "mediaType": "text/markdown",
        "sha256": sha256(content).hexdigest(),
    }


def test_writes_carry_them_over(tmp_path: Path) -> None:
    """After a write the version still has the texts and the base."""
    first, _ = publish(tmp_path, b"", b"{}", 0.0, [decode("a", b"text", "a.txt")], BASE)
    write(tmp_path, Update("INSERT DATA { <urn:a> <urn:b> 1 }", BASE))
    version = published(tmp_path)
    assert version != first
    assert read_record(version).base == BASE
    assert read_text(version.documents, "a") == "text"
    assert source_texts(version.documents) == source_texts(first.documents)


def test_older_versions_have_none(tmp_path: Path) -> None:
    """A version without the folder, and one whose record has no base, are read all the same, also by a write."""
    version, _ = publish(tmp_path, b"", b"{}")
    version.documents.rmdir()
    record = json.loads(version.record_file.read_text())
    del record["base"]
    version.record_file.write_text(json.dumps(record))
    assert source_texts(version.documents) == ()
    assert read_text(version.documents, "a") is None
    assert read_record(version).base == ""
    write(tmp_path, Update("INSERT DATA { <urn:a> <urn:b> 1 }", BASE))
    assert source_texts(published(tmp_path).documents) == ()


@pytest.mark.parametrize("name", ["", ".", "..", "../version", "a/b", ".hidden", "b"])
def test_names_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    """Only names of documents in the folder are looked up."""
    version, _ = publish(tmp_path, b"", b"{}", 0.0, [decode("a", b"text", "a.txt")])
    (version.documents.parent / "version.txt").write_text("secret")
    assert read_text(version.documents, name) is None


def test_damaged_records(tmp_path: Path) -> None:
    """A record that cannot be read is named."""
    version = Version("x", tmp_path)
    version.documents.mkdir()
    (version.documents / "a.json").write_text("{}")
    with pytest.raises(DataFolderError, match=r"a\.json"):
        source_texts(version.documents)
