"""The records of documents."""

from pathlib import Path

import pytest

from ruhrgraph.loaders.document import read
from ruhrgraph.ontology.errors import DocumentError

RECORD = 'title = "T"\npublisher = "P"\nlanguage = "de"\nkind = "K"\nread_on = 2020-01-31\n'


def test_record(tmp_path: Path) -> None:
    """A document's record is the TOML file of its name beside it; without one it has none."""
    path = tmp_path / "seite.txt"
    path.write_text("Text")
    assert read(path).metadata is None
    path.with_suffix(".toml").write_text(RECORD)
    metadata = read(path).metadata
    assert metadata is not None
    assert (metadata.title, metadata.read_on.isoformat()) == ("T", "2020-01-31")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("title = ", "no TOML"),
        (RECORD.replace('kind = "K"\n', ""), "kind"),
        (RECORD + "x = 1\n", "unknown fields"),
        (RECORD.replace("2020-01-31", '"gestern"'), "read_on"),
    ],
)
def test_wrong_record(tmp_path: Path, record: str, reason: str) -> None:
    """A record that is no TOML, or lacks a field, is refused by name."""
    path = tmp_path / "seite.txt"
    path.write_text("Text")
    path.with_suffix(".toml").write_text(record)
    with pytest.raises(DocumentError, match=reason) as caught:
        read(path)
    assert "seite.toml" in str(caught.value)
