"""Damage: whatever happens to a file of a version is found, by whoever reads the version."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.graph.versions.integrity import check, damage, read_file, signature
from ruhrgraph.graph.versions.repository import Version, publish, published, read_record
from ruhrgraph.graph.versions.store import canonical_file, load_store, read_quads
from ruhrgraph.ontology.errors import DamagedVersionError
from tests.graph.versions.damages import DAMAGES
from tests.graph.versions.examples import ONE, update

DATASET = b"".join(b'<urn:s> <urn:p> "%03d" .\n' % number for number in range(100))
Damage = Callable[[Path], None]


@pytest.fixture
def version(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Version:
    """Return a version that a build made, or a write, in memory or on disk; each has a version before it."""
    if request.param == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    publish(tmp_path, ONE, b"{}")
    made, _ = publish(tmp_path, DATASET, b'{"documents": []}\n', 0.0, {"a": "text\nof a", "b": "text"})
    if request.param == "built":
        return made
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 1 }")
    return published(tmp_path)


def _files(kind: str) -> list[str]:
    """Return which files are damaged of a version of a kind."""
    held = ["store/*.sst", "store/CURRENT", "store/MANIFEST-*"] if kind == "on disk" else ["dataset.nq"]
    return [*held, "report.json", "documents/a.txt", "version.json"]


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize(
    ("version", "name"),
    [(kind, name) for kind in ("built", "in memory", "on disk") for name in _files(kind)],
    indirect=["version"],
)
def test_each_damage_is_found(version: Version, name: str, how: str, tmp_path: Path) -> None:
    """Each file × each damage: whoever reads the version is told, with what helps, and a write is refused."""
    assert damage(version) == ""
    path = max(version.folder.glob(name), key=lambda path: path.stat().st_size)
    before, size = signature(version), path.stat().st_size
    DAMAGES[how](path)
    what = "version.json" if name == "version.json" else path.name
    message = rf"{version.digest[:12]} is damaged: .*{what}.*`ruhrgraph rollback"
    with pytest.raises(DamagedVersionError, match=message):
        check(version)
    assert (signature(version) == before) == (how == "exchanged")
    for read in (read_quads, load_store, lambda version: [canonical_file(version, tmp_path)]):
        with pytest.raises(DamagedVersionError):
            list(read(version))
    if how != "exchanged" or not version.store.is_dir():  # a write reads a large version only where times differ
        with pytest.raises(DamagedVersionError):
            update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 2 }")
    assert (tmp_path / "current").readlink().name == version.digest
    assert size or how == "emptied"


@pytest.mark.parametrize("version", ["built"], indirect=True)
@pytest.mark.parametrize("name", ["report.json", "documents/a.txt"])
@pytest.mark.parametrize("how", DAMAGES)
def test_single_files_are_checked(version: Version, name: str, how: str) -> None:
    """A file that is read on its own is checked, and one that the version never had is not found."""
    path = version.folder / name
    assert read_file(version, path)
    DAMAGES[how](path)
    with pytest.raises(DamagedVersionError, match=path.name):
        read_file(version, path)
    (version.documents / "new.txt").write_text("new")
    with pytest.raises(FileNotFoundError):
        read_file(version, version.documents / "new.txt")


@pytest.mark.parametrize(("version", "known"), [("built", True), ("in memory", False)], indirect=["version"])
@pytest.mark.parametrize("record", [True, False])
def test_older_versions(version: Version, known: bool, record: bool) -> None:  # noqa: FBT001
    """Of a version without a list of files, the digest proves the dataset of a build; a write's has to be there."""
    if record:
        content = json.loads(version.record_file.read_text())
        del content["files"], content["checksum"]
        version.record_file.write_text(json.dumps(content))
    else:
        version.record_file.unlink()
        shutil.rmtree(version.documents)
    assert (damage(version) == "") == (known or record)
    DAMAGES["flipped"](version.dataset)
    assert (damage(version) == "") == (record and not known)
    version.dataset.unlink()
    assert damage(version)


@pytest.mark.parametrize("version", ["built"], indirect=True)
def test_versions_that_were_copied(version: Version, tmp_path: Path) -> None:
    """A copy with other times is as right as what was copied, also for a quick check."""
    copied = Version(version.digest, tmp_path / "copied")
    shutil.copytree(version.folder, copied.folder, copy_function=shutil.copyfile)
    check(copied)
    check(copied, quick=True)


@pytest.mark.parametrize("version", ["in memory", "on disk"], indirect=True)
def test_what_a_write_links_is_listed_all_the_same(version: Version, tmp_path: Path) -> None:
    """A write lists each file of its version; those that it shares with its parent as the parent does."""
    update(tmp_path, "INSERT DATA { <urn:x> <urn:y> 2 }")
    made = published(tmp_path)
    names = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert {file.name for file in read_record(made).files} == names - {"version.json"}
    assert bool(set(read_record(made).files) & set(read_record(version).files)) == version.store.is_dir()


@pytest.mark.parametrize("version", ["in memory"], indirect=True)
def test_rolling_back_to_a_damaged_version(version: Version, tmp_path: Path) -> None:
    """A damaged version is not put into use; from one, an earlier one is."""
    parent = read_record(version).parent
    DAMAGES["cut"](version.dataset)
    assert rollback(tmp_path).digest == parent
    with pytest.raises(DamagedVersionError, match=r"dataset\.nq"):
        rollback(tmp_path, version.digest)
    assert published(tmp_path).digest == parent
