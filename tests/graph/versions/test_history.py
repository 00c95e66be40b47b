"""The chain of versions: listed, gone back in, pruned."""

from pathlib import Path

import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.history import history, published_with_base
from ruhrgraph.graph.versions.repository import publish, published, read_record
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import SettingError
from tests.graph.versions.examples import ONE, publish_versions


def test_versions_are_listed_the_newest_first(tmp_path: Path) -> None:
    """Each version names its parent, its time and its kind; one is in use."""
    digests = publish_versions(tmp_path, 3)
    entries = history(tmp_path)
    assert [entry.version.digest for entry in entries] == digests
    assert [entry.record.parent for entry in entries] == [digests[1], digests[2], None]
    assert [entry.current for entry in entries] == [True, False, False]
    assert {entry.record.kind for entry in entries} == {"build"}
    assert entries[0].record.made > entries[1].record.made


def test_a_build_twice_is_one_version(own_data: Path) -> None:
    """Building the same documents again publishes nothing, and the record of the version stays as it was."""
    record = read_record(published(own_data))
    assert record.seconds > 0
    assert not build([], own_data, DEFAULT_BASE).published
    assert [entry.record for entry in history(own_data)] == [record]


def test_versions_without_a_record(tmp_path: Path) -> None:
    """A version that an older release published has no record; it is a build of unknown time."""
    version, _ = publish(tmp_path, b"", b"{}")
    version.record_file.unlink()
    version.documents.rmdir()
    assert history(tmp_path)[0].record.kind == "build"
    assert history(tmp_path)[0].record.made == ""


def test_damaged_records(tmp_path: Path) -> None:
    """A version whose record cannot be read is listed as damaged, and the others as they are."""
    first, second = publish(tmp_path, ONE, b"{}")[0], publish(tmp_path, b"", b"{}")[0]
    first.record_file.write_text("{")
    assert [(entry.version, entry.record.kind, entry.current) for entry in history(tmp_path)] == [
        (second, "build", True),
        (first, "damaged", False),
    ]
    (tmp_path / "current").unlink()
    assert [entry.current for entry in history(tmp_path)] == [False, False]


def test_another_base_is_refused(tmp_path: Path) -> None:
    """A version that was built with another base is not used with this one, where its own is known."""
    version, _ = publish(tmp_path, b"", b"{}", base="http://one.example/")
    assert published_with_base(tmp_path, "http://one.example/") == version
    with pytest.raises(SettingError, match="set RUHRGRAPH_BASE_IRI=http://one"):
        published_with_base(tmp_path, "http://two.example/")
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> .\n", b"{}")
    assert published_with_base(tmp_path, "http://two.example/") != version
