"""Text as it comes in: UTF-8, composed, without a byte order mark."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.ontology.text import composed, decode

ROOT = Path(__file__).parents[2]


@given(st.text())
def test_all_forms_of_a_text_come_in_the_same(text: str) -> None:
    """Composed and decomposed spellings of a text, with and without a byte order mark, give the same text."""
    text = text.lstrip("\ufeff")
    for form in ("NFC", "NFD"):
        for mark in (b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"):
            assert decode(mark + unicodedata.normalize(form, text).encode()) == composed(text)


@pytest.mark.parametrize("data", [b"\xff\xfeM\x00", b"\xfe\xff\x00M", b"M\xfclheim"])
def test_what_is_not_utf_8_is_refused(data: bytes) -> None:
    """UTF-16, marked as such, and Latin-1 are not read as something else."""
    with pytest.raises(UnicodeDecodeError):
        decode(data)


def test_what_ships_is_composed() -> None:
    """The documents, the queries, the Turtle files and the gold are composed, so that comparing them is safe."""
    folders = ("loaders/documents", "ontology", "queries", "graph/catalog", "tests/gold")
    suffixes = {".txt", ".md", ".toml", ".ttl", ".tsv", ".rq", ".json"}
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    assert len(files) > 40
    assert [path for path in files if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))] == []
