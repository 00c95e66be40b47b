"""Copies of a data folder by deploy/copy-versions: whole versions, the link last, and what fails changes nothing."""

import fcntl
import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import which

import httpx
import pytest

from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.integrity import damage
from ruhrgraph.graph.versions.repository import Version, publish, published, versions

Serving = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]
COPY = Path(__file__).parents[3] / "deploy" / "copy-versions"
pytestmark = pytest.mark.skipif(not which("rsync"), reason="rsync is not installed here")


def write(data: Path, number: int) -> Version:
    """Publish a version that says a number, and record it."""
    version, _ = publish(data, b'<urn:n> <urn:is> "%d" <urn:g> .\n' % number, b'{"documents": []}\n')
    record_changes(data)
    return version


def copy(source: Path, data: Path) -> int:
    """Copy a data folder; return the exit code."""
    return subprocess.run([COPY, source, data], check=False, capture_output=True).returncode


def test_a_copy_is_whole(tmp_path: Path) -> None:
    """A copy has the version in use, the others and the log, nothing unfinished, and no longer what was pruned."""
    source, data = tmp_path / "source", tmp_path / "data"
    for number in range(3):
        write(source, number)
        (source / "versions" / ".new-unfinished").mkdir(exist_ok=True)
        assert copy(source, data) == 0
        assert published(data).digest == published(source).digest
        assert not damage(published(data))
        assert [item.digest for item in versions(data)] == [item.digest for item in versions(source)]
        with open_log(changes_folder(data)) as log:
            assert log is not None
            assert log.last() is not None
    prune(source, 1)
    assert copy(source, data) == 0
    assert [item.digest for item in versions(data)] == [published(source).digest]
    assert sorted(path.name for path in data.iterdir() if path.name != ".coming") == ["changes", "current", "versions"]
    assert [path.name for path in (data / "versions").iterdir()] == [published(source).digest]


def test_a_copy_that_fails_changes_nothing(tmp_path: Path) -> None:
    """Where the version in use goes away while it is copied, the reader's stays in use, and the next copy is right."""
    source, data = tmp_path / "source", tmp_path / "data"
    first, second = write(source, 1), None
    assert copy(source, data) == 0
    second = write(source, 2)
    shutil.move(second.folder, tmp_path / "away")
    assert copy(source, data) != 0
    assert published(data).digest == first.digest
    shutil.move(tmp_path / "away", second.folder)
    assert copy(source, data) == 0
    assert published(data).digest == second.digest


def test_one_copy_at_a_time(tmp_path: Path) -> None:
    """A copy that begins while another one is at work leaves all as it is, and says so by its exit code."""
    source, data = tmp_path / "source", tmp_path / "data"
    first = write(source, 1)
    assert copy(source, data) == 0
    second = write(source, 2)
    with (data / ".coming" / "lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert copy(source, data) == 75
        assert [item.digest for item in versions(data)] == [first.digest]
    assert copy(source, data) == 0
    assert published(data).digest == second.digest


def test_a_half_copied_version_is_not_served(tmp_path: Path, serving: Serving) -> None:
    """A server on copies goes from version to version; one that is put into use half copied is not answered from."""
    source, data = tmp_path / "source", tmp_path / "data"
    write(source, 0)
    assert copy(source, data) == 0
    ask = {"query": "SELECT ?o { <urn:n> ?p ?o }", "format": "csv"}
    with serving("--data", str(data), "--workers", "1", RUHRGRAPH_WRITER="http://127.0.0.1:9/") as (_, reader):
        assert reader.get("/sparql", params=ask).text.split() == ["o", "0"]
        write(source, 1)
        assert reader.get("/sparql", params=ask).text.split() == ["o", "0"]
        assert copy(source, data) == 0
        assert reader.get("/sparql", params=ask).text.split() == ["o", "1"]
        half = write(source, 2)
        shutil.copytree(half.folder, data / "versions" / half.digest)
        (data / "versions" / half.digest / "dataset.nq").write_bytes(b"<urn:n> <urn:i")
        (data / "current").unlink()
        (data / "current").symlink_to(f"versions/{half.digest}")
        assert reader.get("/sparql", params=ask).text.split() == ["o", "1"]
        assert reader.get("/health").json()["status"] == "degraded"
        assert copy(source, data) == 0
        while reader.get("/health").json()["status"] != "ok":
            pass
        assert reader.get("/sparql", params=ask).text.split() == ["o", "2"]
