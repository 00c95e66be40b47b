"""The stores on disk of a large version: made in parts, published with it, and ready without a right to write."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions import disk_stores
from ruhrgraph.graph.versions.disk_errors import is_no_room
from ruhrgraph.graph.versions.disk_stores import add_file, finish_stores
from ruhrgraph.graph.versions.facts import Facts, known_facts
from ruhrgraph.graph.versions.integrity import damage
from ruhrgraph.graph.versions.record import Version, read_record
from ruhrgraph.graph.versions.repository import current, digest, publish
from ruhrgraph.graph.versions.union_store import union_store
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.sparql.update.operations import operations
from tests.disks import fill_blocks, free, small_disk
from tests.graph.steps import killed_at_each_step

LINES = [
    b"<urn:a> <urn:p> <urn:b> .\n",
    b"<urn:a> <urn:p> <urn:b> <urn:g> .\n",
    b"<urn:a> <urn:p> <urn:b> <urn:h> .\n",
    b'<urn:a> <urn:p> "a <urn:x> b" <urn:g> .\n',
    b'<urn:a> <urn:p> "a"@de <urn:g> .\n',
    b"<urn:a> <urn:p> _:n1 <urn:g> .\n",
    b'_:n1 <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:h> .\n',
]


def _prepared(folder: Path, lines: list[bytes]) -> Path:
    """Return a folder with a dataset and its stores."""
    folder.mkdir(parents=True)
    version = Version("", folder)
    version.dataset.write_bytes(b"".join(sorted(lines)))
    add_file(version.store, version.dataset)
    finish_stores(folder)
    return folder


def _quads(text: bytes) -> set[ox.Quad]:
    return {quad for quad in ox.parse(text, ox.RdfFormat.N_QUADS) if isinstance(quad, ox.Quad)}


@pytest.mark.parametrize("part", [1, 100, 1 << 20])
def test_stores_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    """However large the parts are, the stores have all quads with their blank nodes, the union has each triple once."""
    monkeypatch.setattr(disk_stores, "_PART", part)
    version = Version("", _prepared(tmp_path / "new", LINES))
    quads = _quads(b"".join(LINES))
    assert set(ox.Store.read_only(str(version.store))) == quads
    union = ox.Store.read_only(str(version.union))
    default = ox.DefaultGraph()
    assert {quad.triple for quad in union.quads_for_pattern(None, None, None, default)} == {q.triple for q in quads}
    assert {quad for quad in union if quad.graph_name != default} == {q for q in quads if q.graph_name != default}
    assert known_facts(version, union=True) == Facts(5, ("urn:g", "urn:h"))
    assert known_facts(version, union=False) == Facts(1, ("urn:g", "urn:h"))


def test_a_published_folder(tmp_path: Path) -> None:
    """The version has the stores and is whole; its links and its next version are, too; no union is made again."""
    folder, data = _prepared(tmp_path / "new", LINES), tmp_path / "data"
    publish(data, b"", b"{}")
    version, _ = publish(data, folder, b"{}", base="urn:")
    assert version.digest == digest(b"".join(sorted(LINES))) == digest(version.dataset)
    assert not list(folder.iterdir())
    assert damage(version) == ""
    names = {file.name.partition("/")[0] for file in read_record(version).files}
    assert names == {"dataset.nq", "report.json", "store"}
    before = version.union.stat().st_ino
    assert union_store(version).stat().st_ino == before
    assert record_changes(data) == 2
    text = "INSERT DATA { GRAPH <urn:g> { <urn:z> <urn:p> 1 } }"
    write(data, Update(text, "urn:", operations(text)))
    after = current(data)
    assert after is not None
    assert record_changes(data) == 1
    union_store(after)
    assert known_facts(after, union=True) == Facts(6, ("urn:g", "urn:h"))


def test_what_is_large() -> None:
    """A server asks those datasets on disk that get stores there."""
    assert Limits().in_memory == disk_stores.LARGE_BYTES


def test_a_report_in_a_file(tmp_path: Path) -> None:
    """A report may come as a file, which is moved."""
    report = tmp_path / "report.json"
    report.write_bytes(b'{"documents": []}\n')
    version, _ = publish(tmp_path / "data", b"", report)
    assert version.report.read_bytes() == b'{"documents": []}\n'
    assert not report.exists()


KILLED = """
import os, shutil
from ruhrgraph.graph.versions.repository import publish

def counting(module, name):
    real = getattr(module, name)
    def call(*args, **kwargs):
        step()
        return real(*args, **kwargs)
    setattr(module, name, call)

def work(data):
    for name in ("rename", "replace", "symlink"):
        counting(os, name)
    counting(shutil, "move")
    publish(data, data / "new", b"{}")
"""


def test_killed_at_any_step(tmp_path: Path) -> None:
    """Killed while the folder is moved, the version before is in use, and the same folder made again is published."""
    source, steps = tmp_path / "source", 0
    old, _ = publish(source, b"", b"{}")
    prepared = _prepared(tmp_path / "prepared", LINES)
    shutil.copytree(prepared, source / "new")
    for data, is_done in killed_at_each_step(KILLED, source, tmp_path):
        used = current(data)
        assert used is not None
        assert is_done or used.digest in (old.digest, digest(b"".join(sorted(LINES))))
        assert damage(used) == ""
        shutil.rmtree(data / "new")
        version, _ = publish(data, shutil.copytree(prepared, data / "new"), b"{}")
        assert current(data) == version
        assert damage(version) == ""
        assert not list((data / "versions").glob(".*"))
        steps += 1
    assert steps > 6


def test_a_full_disk(tmp_path: Path) -> None:
    """On a full disk the stores are not made, which is told as such; with room again they are."""
    with small_disk(tmp_path / "disk") as disk:
        (disk / "dataset.nq").write_bytes(b"".join(LINES))
        fill_blocks(disk)
        with pytest.raises(OSError) as raised:  # noqa: PT011  # what it says is looked at below
            add_file(disk / "store", disk / "dataset.nq")
        assert is_no_room(raised.value)
        free(disk)
        add_file(disk / "again", disk / "dataset.nq")
        assert len(list(ox.Store.read_only(str(disk / "again")))) == len(LINES)
