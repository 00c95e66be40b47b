"""The chain of versions: listed, gone back in, pruned."""

import json
from pathlib import Path

import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.history import history, prune, published_with_base, rollback
from ruhrgraph.graph.versions.repository import current, lock, pin, publish, published, read_record, remove, versions
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, SettingError, VersionNotFoundError


def fill(data: Path, count: int) -> list[str]:
    """Publish some versions and return their digests, the newest first."""
    made_ = [publish(data, f"<urn:a> <urn:b> <urn:{number}> .\n".encode(), b"{}")[0].digest for number in range(count)]
    return made_[::-1]


def test_versions_are_listed_the_newest_first(tmp_path: Path) -> None:
    """Each version names its parent, its time and its kind; one is in use."""
    digests = fill(tmp_path, 3)
    entries = history(tmp_path)
    assert [entry.version.digest for entry in entries] == digests
    assert [entry.record.parent for entry in entries] == [digests[1], digests[2], None]
    assert [entry.current for entry in entries] == [True, False, False]
    assert {entry.record.kind for entry in entries} == {"build"}
    assert entries[0].record.made > entries[1].record.made


def test_a_build_twice_is_one_version(tmp_path: Path) -> None:
    """Building the same documents again publishes nothing, and the record of the version stays as it was."""
    first = build([], tmp_path, DEFAULT_BASE).version
    assert first is not None
    record = read_record(first)
    assert record.seconds > 0
    assert not build([], tmp_path, DEFAULT_BASE).published
    assert [entry.record for entry in history(tmp_path)] == [record]


def test_going_back(tmp_path: Path) -> None:
    """Going back lets the parent be in use, again and again until the first; later ones stay and can be named."""
    digests = fill(tmp_path, 3)
    assert rollback(tmp_path).digest == digests[1]
    assert rollback(tmp_path).digest == digests[2]
    with pytest.raises(VersionNotFoundError, match="is the first"):
        rollback(tmp_path)
    assert rollback(tmp_path, digests[0][:10].upper()).digest == digests[0]
    assert published(tmp_path).digest == digests[0]
    assert len(versions(tmp_path)) == 3


def test_going_back_to_what_is_not_there(tmp_path: Path) -> None:
    """An unknown digest, one that is not clear, and an empty folder are errors that say what to do."""
    with pytest.raises(NotPublishedError, match="ruhrgraph build"):
        rollback(tmp_path)
    fill(tmp_path, 40)
    with pytest.raises(VersionNotFoundError, match=r"no version.*`ruhrgraph versions`"):
        rollback(tmp_path, "x")
    with pytest.raises(VersionNotFoundError, match="versions with a digest"):
        rollback(tmp_path, published(tmp_path).digest[:1])


def test_going_back_beyond_what_was_kept(tmp_path: Path) -> None:
    """A parent that has been pruned is told as such."""
    fill(tmp_path, 2)
    prune(tmp_path, 1)
    with pytest.raises(VersionNotFoundError, match="has been pruned"):
        rollback(tmp_path)


def test_pruning(tmp_path: Path) -> None:
    """The oldest go; those that stay are as they were; nothing half removed is left."""
    digests = fill(tmp_path, 5)
    assert set(prune(tmp_path, 2)) == set(digests[2:])
    assert [entry.version.digest for entry in history(tmp_path)] == digests[:2]
    assert prune(tmp_path, 2) == ()
    assert not list((tmp_path / "versions").glob(".*"))


def test_the_version_in_use_is_never_pruned(tmp_path: Path) -> None:
    """However old it is, the version in use stays, and counts among those that do."""
    digests = fill(tmp_path, 5)
    rollback(tmp_path, digests[4])
    prune(tmp_path, 2)
    assert [entry.version.digest for entry in history(tmp_path)] == [digests[0], digests[4]]
    prune(tmp_path, 1)
    assert [entry.version.digest for entry in history(tmp_path)] == [digests[4]]


def test_a_version_that_is_held_is_not_pruned(tmp_path: Path) -> None:
    """What a process still reads stays until it lets go."""
    fill(tmp_path, 3)
    oldest = history(tmp_path)[-1].version
    with pin(oldest):
        prune(tmp_path, 1)
        assert oldest.dataset.is_file()
    assert prune(tmp_path, 1) == (oldest.digest,)
    with pytest.raises(FileNotFoundError), pin(oldest):
        pass


def test_what_a_killed_pruning_left_is_removed(tmp_path: Path) -> None:
    """A version that was on its way out is gone after the next write."""
    digests = fill(tmp_path, 2)
    oldest = history(tmp_path)[-1].version
    oldest.folder.rename(oldest.folder.with_name(f".old-{oldest.digest}"))
    with lock(tmp_path):
        assert not list((tmp_path / "versions").glob(".*"))
    assert published(tmp_path).digest == digests[0]


def test_removing_is_final(tmp_path: Path) -> None:
    """A removed version is no version any more."""
    fill(tmp_path, 2)
    oldest = history(tmp_path)[-1].version
    with lock(tmp_path):
        assert remove(oldest)
    assert oldest not in versions(tmp_path)


def test_versions_without_a_record(tmp_path: Path) -> None:
    """A version that an older release published has no record; it is a build of unknown time."""
    version, _ = publish(tmp_path, b"", b"{}")
    version.record_file.unlink()
    assert history(tmp_path)[0].record.kind == "build"
    assert history(tmp_path)[0].record.made == ""
    version.record_file.write_text("{")
    with pytest.raises(DataFolderError, match=r"version\.json"):
        history(tmp_path)


def test_the_record_is_plain_json(tmp_path: Path) -> None:
    """Other programs can read where a version comes from."""
    version, _ = publish(tmp_path, b"", b"{}", 1.23456)
    content = json.loads(version.record_file.read_text())
    assert content["digest"] == version.digest
    assert (content["parent"], content["kind"], content["seconds"]) == (None, "build", 1.235)
    assert current(tmp_path) == version


def test_another_base_is_refused(tmp_path: Path) -> None:
    """A version that was built with another base is not used with this one, where its own is known."""
    version, _ = publish(tmp_path, b"", b"{}", base="http://one.example/")
    assert published_with_base(tmp_path, "http://one.example/") == version
    with pytest.raises(SettingError, match="set RUHRGRAPH_BASE_IRI=http://one"):
        published_with_base(tmp_path, "http://two.example/")
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> .\n", b"{}")
    assert published_with_base(tmp_path, "http://two.example/") != version
