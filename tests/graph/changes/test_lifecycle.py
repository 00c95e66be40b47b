"""Going back to an earlier version, and removing the oldest."""

import os
import time
from pathlib import Path

import pytest

from ruhrgraph.graph.changes import lifecycle
from ruhrgraph.graph.changes.lifecycle import prune, rollback
from ruhrgraph.graph.changes.recorder import has_unrecorded_changes, record_changes
from ruhrgraph.graph.versions.history import history
from ruhrgraph.graph.versions.repository import Version, pin, published, versions
from ruhrgraph.ontology.errors import NotPublishedError, VersionNotFoundError
from tests.disks import read_only
from tests.graph.changes.replays import replayed, union, update
from tests.graph.versions.examples import publish_versions


def test_going_back(tmp_path: Path) -> None:
    """Going back lets the parent be in use, again and again until the first; later ones stay and can be named."""
    digests = publish_versions(tmp_path, 3)
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
    publish_versions(tmp_path, 40)
    with pytest.raises(VersionNotFoundError, match=r"no version.*`ruhrgraph versions`"):
        rollback(tmp_path, "x")
    with pytest.raises(VersionNotFoundError, match="versions with a digest"):
        rollback(tmp_path, published(tmp_path).digest[:1])


def test_going_back_beyond_what_was_kept(tmp_path: Path) -> None:
    """A parent that has been pruned is told as such."""
    publish_versions(tmp_path, 2)
    prune(tmp_path, 1)
    with pytest.raises(VersionNotFoundError, match="has been pruned"):
        rollback(tmp_path)


def test_pruning(tmp_path: Path) -> None:
    """The oldest go; those that stay are as they were; nothing half removed is left."""
    digests = publish_versions(tmp_path, 5)
    assert set(prune(tmp_path, 2)) == set(digests[2:])
    assert [entry.version.digest for entry in history(tmp_path)] == digests[:2]
    assert prune(tmp_path, 2) == ()
    assert not list((tmp_path / "versions").glob(".*"))


def test_versions_stay_for_a_time(tmp_path: Path) -> None:
    """A version that was in use a moment ago stays for whoever reads it on another machine, also after a rollback."""
    digests = publish_versions(tmp_path, 4)
    for digest in digests:
        os.utime(tmp_path / "versions" / digest, (1, 1))
    rollback(tmp_path, digests[2])
    assert set(prune(tmp_path, 1, 60)) == {digests[1], digests[3]}
    os.utime(tmp_path / "versions" / digests[0], (time.time() - 61, time.time() - 61))
    assert prune(tmp_path, 1, 60) == (digests[0],)


def test_a_reader_of_a_folder_without_rights_to_write_holds_its_version(tmp_path: Path) -> None:
    """What a process on the same machine reads stays, although it sees the folder at another place and only to read."""
    data = tmp_path / "data"
    publish_versions(data, 2)
    oldest = history(data)[-1].version
    with read_only(data, tmp_path / "seen") as seen:
        with pin(Version(oldest.digest, seen / "versions" / oldest.digest)):
            assert prune(data, 1) == ()
        assert prune(data, 1) == (oldest.digest,)


def test_the_version_in_use_is_never_pruned(tmp_path: Path) -> None:
    """However old it is, the version in use stays, and counts among those that do."""
    digests = publish_versions(tmp_path, 5)
    rollback(tmp_path, digests[4])
    prune(tmp_path, 2)
    assert [entry.version.digest for entry in history(tmp_path)] == [digests[0], digests[4]]
    prune(tmp_path, 1)
    assert [entry.version.digest for entry in history(tmp_path)] == [digests[4]]


def test_a_version_that_is_held_is_not_pruned(tmp_path: Path) -> None:
    """What a process still reads stays until it lets go."""
    publish_versions(tmp_path, 3)
    oldest = history(tmp_path)[-1].version
    with pin(oldest):
        prune(tmp_path, 1)
        assert oldest.dataset.is_file()
    assert prune(tmp_path, 1) == (oldest.digest,)
    with pytest.raises(FileNotFoundError), pin(oldest):
        pass


def test_writes_are_pruned(tmp_path: Path) -> None:
    """After each write as many versions stay as may be kept, the newest."""
    for number in range(6):
        update(tmp_path, f"INSERT DATA {{ <urn:n> <urn:is> {number} }}", keep=3)
    assert [entry.current for entry in history(tmp_path)] == [True, False, False]
    assert union(tmp_path).count(b"<urn:n>") == 6


def test_going_back_in_a_hurry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back between large versions does not wait for the log, which leads to the one in use all the same."""
    publish_versions(tmp_path, 1)
    record_changes(tmp_path)
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 1 }")
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 2 }")
    monkeypatch.setattr(lifecycle, "_QUICK_BYTES", 0)
    rollback(tmp_path)
    assert has_unrecorded_changes(tmp_path)
    record_changes(tmp_path)
    assert replayed(tmp_path) == union(tmp_path)
