"""Versions: published whole or not at all, never twice, whatever kills the process."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.graph.versions.history import history
from ruhrgraph.graph.versions.integrity import damage
from ruhrgraph.graph.versions.repository import (
    current,
    digest,
    lock,
    publish,
    published,
    read_record,
    remove,
    versions,
)
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError
from tests.graph.versions.damages import DAMAGES, LINK_DAMAGES
from tests.graph.versions.examples import publish_versions

ONE, TWO = b"<urn:a> <urn:b> <urn:c> .\n", b"<urn:a> <urn:b> <urn:d> .\n"


def test_nothing_published(tmp_path: Path) -> None:
    """An empty folder has no version, and says what to do."""
    assert current(tmp_path) is None
    assert versions(tmp_path) == ()
    with pytest.raises(NotPublishedError, match="ruhrgraph build"):
        published(tmp_path)


def test_publish(tmp_path: Path) -> None:
    """A published version is in use, has the digest of its bytes as its name, and holds both files."""
    version, new = publish(tmp_path / "data", ONE, b"{}")
    assert new
    assert current(tmp_path / "data") == version
    assert version.digest == digest(version.dataset.read_bytes()) == digest(ONE)
    assert version.report.read_bytes() == b"{}"


def test_same_again(tmp_path: Path) -> None:
    """The same dataset publishes nothing new."""
    first, _ = publish(tmp_path, ONE, b"{}")
    before = first.dataset.stat().st_mtime_ns
    second, new = publish(tmp_path, ONE, b"other")
    assert (second, new) == (first, False)
    assert second.dataset.stat().st_mtime_ns == before
    assert len(versions(tmp_path)) == 1


def test_back_to_an_old_version(tmp_path: Path) -> None:
    """Building an older dataset again uses its version again, and both are kept."""
    first, _ = publish(tmp_path, ONE, b"{}")
    publish(tmp_path, TWO, b"{}")
    again, new = publish(tmp_path, ONE, b"{}")
    assert (again, new) == (first, True)
    assert current(tmp_path) == first
    assert {version.digest for version in versions(tmp_path)} == {digest(ONE), digest(TWO)}


def test_leftovers_are_removed(tmp_path: Path) -> None:
    """What a killed build left is cleared away by the next one."""
    publish(tmp_path, ONE, b"{}")
    left = tmp_path / "versions" / ".new-0123"
    left.mkdir()
    (left / "dataset.nq").write_bytes(b"half")
    publish(tmp_path, TWO, b"{}")
    assert not left.exists()


def test_dangling_link(tmp_path: Path) -> None:
    """A link to a version that is gone is an error and not an empty graph."""
    version, _ = publish(tmp_path, ONE, b"{}")
    shutil.rmtree(version.folder)
    with pytest.raises(DataFolderError, match=r"not there; run `ruhrgraph build`"):
        current(tmp_path)


@pytest.mark.parametrize("how", LINK_DAMAGES)
def test_damaged_links(tmp_path: Path, how: str) -> None:
    """A link that names no version is no empty dataset: reading and writing are refused, and both ways out work."""
    first, _ = publish(tmp_path, ONE, b"{}")
    publish(tmp_path, TWO, b"{}")
    LINK_DAMAGES[how](tmp_path)
    for call in (current, published, lambda data: write(data, Update("INSERT DATA { <urn:a> <urn:b> 1 }", "urn:"))):
        with pytest.raises(DataFolderError, match="`ruhrgraph rollback DIGEST`"):
            call(tmp_path)
    assert {version.digest for version in versions(tmp_path)} == {digest(ONE), digest(TWO)}
    if how == "a folder":  # nobody removes it but its owner
        with pytest.raises(DataFolderError, match="move it away"):
            rollback(tmp_path, first.digest)
        (tmp_path / "current").rename(tmp_path / "aside")
    assert rollback(tmp_path, first.digest) == published(tmp_path) == first
    LINK_DAMAGES["removed"](tmp_path)
    assert publish(tmp_path, TWO, b"{}")[1]
    assert published(tmp_path).digest == digest(TWO)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", ["dataset.nq", "report.json", "documents/a.txt", "version.json"])
def test_publishing_repairs(tmp_path: Path, name: str, how: str) -> None:
    """Publishing a version that is there but damaged writes it anew; its place among the others stays as it was."""
    before, _ = publish(tmp_path, ONE, b"{}")
    version, _ = publish(tmp_path, TWO, b'{"a": 1}', 1.0, {"a": "text"}, "http://example.org/")
    record = read_record(version)
    DAMAGES[how](version.folder / name)
    assert damage(version)
    assert publish(tmp_path, TWO, b'{"a": 1}', 2.0, {"a": "text"}, "http://example.org/") == (version, False)
    assert damage(version) == ""
    assert version.report.read_bytes() == b'{"a": 1}'
    repaired = read_record(version)
    if name == "version.json":
        assert (repaired.parent, repaired.seconds) == (None, 2.0)
    else:
        assert (repaired.parent, repaired.made, repaired.seconds) == (before.digest, record.made, 1.0)
    assert not list((tmp_path / "versions").glob(".*"))


def test_repairs_without_an_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange two folders in one step, the damaged one goes first; a file goes, too."""
    monkeypatch.setattr("ctypes.CDLL", lambda _: None)
    version, _ = publish(tmp_path, ONE, b"{}")
    DAMAGES["cut"](version.dataset)
    publish(tmp_path, ONE, b"{}")
    assert damage(version) == ""
    shutil.rmtree(version.folder)
    version.folder.write_text("a file")
    publish(tmp_path, ONE, b"{}")
    assert damage(version) == ""


def test_readers_of_a_repaired_version(tmp_path: Path) -> None:
    """A reader finds a folder at any moment while a version is written anew."""
    version, _ = publish(tmp_path, ONE, b"{}")
    looks = "import os, sys\nwhile True: os.stat(sys.argv[1])"
    with subprocess.Popen([sys.executable, "-c", looks, str(version.folder)], stderr=subprocess.DEVNULL) as reader:
        for _ in range(50):
            version.report.write_bytes(b"damaged")
            publish(tmp_path, ONE, b"{}")
        found = reader.poll()
        reader.kill()
    assert found is None


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A data folder that cannot be written is refused with its name."""
    path = tmp_path / "datei"
    path.write_text("x")
    with pytest.raises(DataFolderError, match="datei"):
        publish(path / "data", ONE, b"{}")


KILLED = """
import os, signal, sys
from pathlib import Path
from ruhrgraph.graph.versions import repository

step, calls = int(sys.argv[2]), 0

def counting(name):
    real = getattr(os, name) if hasattr(os, name) else None
    def call(*args, **kwargs):
        global calls
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return real(*args, **kwargs)
    return call

for name in ("fsync", "rename", "replace", "symlink", "mkdir", "unlink"):
    setattr(os, name, counting(name))
repository.publish(Path(sys.argv[1]), b"<urn:a> <urn:b> <urn:d> .\\n", b"{}")
"""


@pytest.mark.parametrize("first", [False, True])
def test_killed_at_any_step(tmp_path: Path, first: bool) -> None:  # noqa: FBT001
    """Killed before any system call that changes the disk, a build leaves the version before it, or its own, whole.

    The first build leaves nothing or its own, and the next writer finds nothing to complain of.
    """
    finished = False
    for step in range(40):
        data = tmp_path / str(step)
        if not first:
            publish(data, ONE, b"{}")
        done = subprocess.run([sys.executable, "-c", KILLED, str(data), str(step)], check=False, capture_output=True)
        version = current(data)
        assert (version is None) <= first
        if version is not None:
            assert version.digest == digest(version.dataset.read_bytes())
            assert version.digest in {digest(ONE), digest(TWO)}
        elif data.exists():
            with lock(data):
                assert (current(data) is None) == (not versions(data))
        finished = done.returncode == 0
        if finished:
            assert version is not None
            assert version.digest == digest(TWO)
            break
        assert done.returncode == -signal.SIGKILL
        assert publish(data, TWO, b"{}")[0].digest == digest(TWO)
    assert finished
    assert step > 5


def test_what_a_killed_pruning_left_is_removed(tmp_path: Path) -> None:
    """A version that was on its way out is gone after the next write."""
    digests = publish_versions(tmp_path, 2)
    oldest = history(tmp_path)[-1].version
    oldest.folder.rename(oldest.folder.with_name(f".old-{oldest.digest}"))
    with lock(tmp_path):
        assert not list((tmp_path / "versions").glob(".*"))
    assert published(tmp_path).digest == digests[0]


def test_removing_is_final(tmp_path: Path) -> None:
    """A removed version is no version any more."""
    publish_versions(tmp_path, 2)
    oldest = history(tmp_path)[-1].version
    with lock(tmp_path):
        assert remove(oldest)
    assert oldest not in versions(tmp_path)


def test_the_record_is_plain_json(tmp_path: Path) -> None:
    """Other programs can read where a version comes from."""
    version, _ = publish(tmp_path, b"", b"{}", 1.23456)
    content = json.loads(version.record_file.read_text())
    assert content["digest"] == version.digest
    assert (content["parent"], content["kind"], content["seconds"]) == (None, "build", 1.235)
    assert current(tmp_path) == version
