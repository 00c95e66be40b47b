"""Documents: reading bytes, positions and lines, passages."""

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Document, Passage, parse_document, read
from ruhrgraph.ontology.errors import DocumentError


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "is empty"),
        (b" \n\t\n", None, "is empty"),
        (b"Zeile\nM\xfclheim", 2, "not UTF-8"),
        ("Zeile\nMülheim".encode("utf-16"), 1, "not UTF-8"),
        (b"Zeile\n\x00\x01", 2, "binary"),
    ],
)
def test_unreadable(data: bytes, line: int | None, reason: str) -> None:
    """What is no text in UTF-8 is refused, with the line and the reason."""
    with pytest.raises(DocumentError, match=reason) as caught:
        parse_document("x", data, "x.txt")
    assert str(caught.value).startswith(f"x.txt:{line}:" if line else "x.txt: ")


def test_missing(tmp_path: Path) -> None:
    """What is no file is refused by name, without waiting for what a pipe may bring; so is it as a record."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nirgends.txt")
    document = tmp_path / "document.md"
    document.write_text("Text", encoding="utf-8")
    for name in ("pipe.txt", "link.txt", "nirgends.txt", "x" * 300, "."):
        path = tmp_path / name
        with pytest.raises(DocumentError, match=f"{path}: cannot be read"):
            read(path)
    for name in ("pipe.txt", "link.txt"):
        record = document.with_suffix(".toml")
        (tmp_path / name).rename(record)
        with pytest.raises(DocumentError, match=f"{record}: cannot be read"):
            read(document)


def test_longest_name(tmp_path: Path) -> None:
    """A file has no record if its name leaves no room for one beside it."""
    path = tmp_path / f"{'x' * 252}.md"
    path.write_text("Text", encoding="utf-8")
    assert read(path).metadata is None


def test_name_and_mark(tmp_path: Path) -> None:
    """A document is named by the slug of its file, and a byte order mark is no part of its text."""
    path = tmp_path / "Themen & Foren (Kopie).txt"
    path.write_bytes(b"\xef\xbb\xbfText")
    document = read(path)
    assert (document.name, document.text) == ("themen-foren-kopie", "Text")


def test_name_without_letters() -> None:
    """A name that gives no slug is refused, because IRIs are made of it."""
    with pytest.raises(DocumentError, match="rename"):
        parse_document("???", b"Text", "???.txt")


@given(st.text(alphabet="ab\n\r"), st.integers(0, 50))
def test_line(text: str, position: int) -> None:
    """A character's line is one more than the line ends before it: a line feed, or a carriage return without one."""
    position = min(position, len(text))
    ends = [at for at in range(len(text)) if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n")]
    document = Document("x", text, "")
    assert document.line(position) == sum(at < position for at in ends) + 1
    assert len(document.lines()) == len(ends) + 1


@given(st.text(alphabet="ab \n\r\u00a0"), st.integers(0, 9))
def test_passages_know_their_place(text: str, start: int) -> None:
    """Lines, stripped and split passages stand where they say."""
    whole = Passage(text, start)
    for part in (*whole.lines(), whole.strip()):
        assert text[part.start - start : part.end - start] == part.text


def test_letters_are_composed() -> None:
    """A decomposed document is read as the composed one, but its SHA-256 is that of its own bytes."""
    text = "\ufeffMülheim an der Ruhr, Düsseldorf"
    plain, apart = (parse_document("x", unicodedata.normalize(form, text).encode(), "x.txt") for form in ("NFC", "NFD"))
    assert plain.text == apart.text == text[1:]
    assert apart.sha256 == hashlib.sha256(unicodedata.normalize("NFD", text).encode()).hexdigest() != plain.sha256
