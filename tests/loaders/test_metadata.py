"""The records of documents."""

import datetime as dt
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


def test_where_it_comes_from(tmp_path: Path) -> None:
    """The address and the day of publication may be told, or not."""
    path = tmp_path / "seite.txt"
    path.write_text("Text")
    for told, expected in (
        ("", (None, None)),
        ('address = "https://www.land.nrw/de/x?a=b#c"\n', ("https://www.land.nrw/de/x?a=b#c", None)),
        ("published_on = 2020-01-31\n", (None, dt.date(2020, 1, 31))),
    ):
        path.with_suffix(".toml").write_text(RECORD + told)
        metadata = read(path).metadata
        assert metadata is not None
        assert (metadata.address, metadata.published_on) == expected


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("title = ", "no TOML"),
        (RECORD.replace('kind = "K"\n', ""), "kind"),
        (RECORD + "x = 1\n", "unknown fields"),
        (RECORD.replace("2020-01-31", '"gestern"'), "read_on"),
        (RECORD.replace("2020-01-31", "2020-01-31T12:00:00"), "read_on"),
        (RECORD + 'address = "www.land.nrw/seite"\n', "address"),
        (RECORD + 'address = "ftp://www.land.nrw"\n', "address"),
        (RECORD + 'address = "https://www.land.nrw/eine seite"\n', "address"),
        (RECORD + 'address = "https://"\n', "address"),
        (RECORD + 'address = ""\n', "address"),
        (RECORD + "address = 1\n", "address"),
        (RECORD + "published_on = 2020-02-01\n", "later than `read_on`"),
        (RECORD + 'published_on = "2019"\n', "published_on"),
        (RECORD + 'first_forum = "21"\n', "first_forum"),
        (RECORD + "first_forum = true\n", "first_forum"),
        (RECORD + "first_forum = 0\n", "less than 1"),
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
