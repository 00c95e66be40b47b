"""The dumps of a version: listed with their checksums, the same bytes everywhere, and nothing half."""

import gzip
import hashlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Quad

from ruhrgraph.graph.dumps import dumps
from ruhrgraph.graph.dumps.dumps import Manifest, are_right, dumps_folder, ensure_dumps, read_manifest
from ruhrgraph.graph.mapping.dataset import canonical
from ruhrgraph.graph.versions.repository import Version, publish, published
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology.errors import DamagedVersionError, DataFolderError, VersionNotFoundError
from tests.graph.dumps.statements import BASE, GRAPH, REPORT, A, P, dumps_of
from tests.graph.versions.damages import DAMAGES

STORED = 13
MOST_BYTES = 20 * 1024 * 1024  # for 57,000 statements, of which 10,000 are measures of networks


def test_manifest(version: Version, dumped: Manifest) -> None:
    """The list has each file with the size and the checksum of what is downloaded, and is what is read later."""
    folder = dumps_folder(version)
    stored = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert stored == {file.name for file in dumped.files if file.compression or file.format == "csvw"}
    assert list(dumped.files) == sorted(dumped.files, key=lambda file: file.name)
    for file in dumped.files:
        path = folder / file.name
        content = path.read_bytes() if path.is_file() else gzip.decompress(Path(f"{path}.gz").read_bytes())
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)
    assert read_manifest(version) == dumped
    assert dumped.digest == version.digest


def test_few_files(version: Version, dumped: Manifest) -> None:
    """A version has each form of its two datasets once, compressed, and takes little room."""
    assert len(list(dumps_folder(version).iterdir())) == STORED + 1
    assert len(dumped.files) == 2 * STORED - 1
    assert sum(path.stat().st_size for path in version.folder.rglob("*") if path.is_file()) <= MOST_BYTES


def test_same_bytes_everywhere(version: Version, dumped: Manifest, tmp_path: Path) -> None:
    """The same dataset gives the same files, byte for byte, in another folder, published at another time."""
    other, _ = publish(tmp_path, version.dataset.read_bytes(), REPORT)
    assert ensure_dumps(other, BASE) == dumped


def _stored(version: Version) -> list[str]:
    """Return the names of the files in the folder of the dumps."""
    return sorted(path.name for path in dumps_folder(version).iterdir())


def _expected(made: Manifest) -> list[str]:
    """Return the names of the files that a list says are stored."""
    return sorted(["manifest.json", *(file.name for file in made.files if made.find(f"{file.name}.gz") is None)])


KILLED = """
import os, signal, sys
from pathlib import Path
from ruhrgraph.graph.dumps import dumps
from ruhrgraph.graph.versions.repository import published

step, calls = int(sys.argv[2]), 0

def counting(name):
    real = getattr(os, name)
    def call(*args, **kwargs):
        global calls
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return real(*args, **kwargs)
    return call

for name in ("fsync", "rename", "mkdir", "unlink", "open", "rmdir", "link"):
    setattr(os, name, counting(name))
dumps.ensure_dumps(published(Path(sys.argv[1])), sys.argv[3])
"""


@pytest.mark.parametrize("step", [0, 1, 3, 4, 8, 11, 17, 18, 21, 24, 26, 28, 29, 30, 31, 99])
def test_killed_while_making(tmp_path: Path, step: int) -> None:
    """Killed at any step, the version has no dumps or all of them, and the next one makes them."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH)]), REPORT)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(step), BASE]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert dumps_folder(version).exists() == (read_manifest(version) is not None)
    made = ensure_dumps(version, BASE)
    assert read_manifest(version) == made
    assert _stored(version) == _expected(made)
    assert sorted(path.name for path in version.folder.iterdir() if path.is_dir()) in (
        ["documents", "dumps"],
        ["dumps"],
    )


def test_two_at_once_make_them_once(tmp_path: Path) -> None:
    """Of several processes that want the dumps, one makes them, and all find them."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH)]), REPORT)
    command = [sys.executable, "-m", "ruhrgraph.graph.dumps.dumps", str(tmp_path), version.digest, BASE]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    assert read_manifest(version) is not None


def test_command_tells_what_is_wrong(tmp_path: Path) -> None:
    """The process that makes dumps ends with a line when it cannot."""
    command = [sys.executable, "-m", "ruhrgraph.graph.dumps.dumps", str(tmp_path), "0" * 64, BASE]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "000000000000" in done.stderr
    assert dumps.main([]) == 2


def test_pruned(tmp_path: Path) -> None:
    """A version that is gone has no dumps, and says so."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH)]), REPORT)
    shutil.rmtree(version.folder)
    with pytest.raises(VersionNotFoundError, match="pruned"):
        ensure_dumps(version, BASE)


def test_damaged(tmp_path: Path) -> None:
    """A damaged dataset is told as such, and leaves nothing half."""
    version, _ = publish(tmp_path, b"<urn:a> <urn:b> .\n", REPORT)
    with pytest.raises(DataFolderError, match="dumps cannot be written"):
        ensure_dumps(version, BASE)
    assert not (version.folder / ".new-dumps").exists()


@pytest.mark.parametrize("listed", ["{", "[]", '{"edition": 0, "digest": "", "files": []}'])
def test_made_again(tmp_path: Path, listed: str) -> None:
    """Dumps whose list is damaged or of an older edition are made again, and nothing of the old ones stays."""
    version, made = dumps_of(tmp_path, [Quad(A, P, A, GRAPH)])
    (dumps_folder(version) / "manifest.json").write_text(listed)
    (dumps_folder(version) / "old.ttl").write_text("")
    assert read_manifest(version) is None
    assert ensure_dumps(version, BASE) == made
    assert _stored(version) == _expected(made)
    assert not list(version.folder.glob(".old*"))


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", ["manifest.json", "ruhrgraph.nq.gz", "ruhrgraph-facts.ttl.gz", "ruhrgraph-tables.zip"])
def test_damaged_files(tmp_path: Path, name: str, how: str) -> None:
    """Each file × each damage: the dumps are made again, the same as before."""
    version, made = dumps_of(tmp_path, [Quad(A, P, A, GRAPH)])
    before = {path.name: path.read_bytes() for path in dumps_folder(version).iterdir()}
    DAMAGES[how](dumps_folder(version) / name)
    found = read_manifest(version)
    assert found is None or not are_right(version, found)
    assert ensure_dumps(version, BASE) == made
    assert {path.name: path.read_bytes() for path in dumps_folder(version).iterdir()} == before


def test_a_damaged_version_has_no_dumps(tmp_path: Path) -> None:
    """From a damaged dataset no dumps are made."""
    version, _ = publish(tmp_path, canonical([Quad(A, P, A, GRAPH), Quad(A, P, P, GRAPH)]), REPORT)
    DAMAGES["cut"](version.dataset)
    with pytest.raises(DamagedVersionError, match=r"dataset\.nq"):
        ensure_dumps(version, BASE)
    assert not dumps_folder(version).exists()


def test_after_a_write(tmp_path: Path) -> None:
    """A version that came of a write has dumps of its own."""
    dumps_of(tmp_path, [Quad(A, P, A, GRAPH)])
    write(tmp_path, Update("INSERT DATA { <urn:x> <urn:y> <urn:z> }", BASE))
    version = published(tmp_path)
    made = ensure_dumps(version, BASE)
    assert {file.statements for file in made.files if file.name == "ruhrgraph.nq"} == {2}
