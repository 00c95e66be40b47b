"""The writer under the worst: killed at any step, and beside another one."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from tests.graph.steps import killed_at_each_step

BASE = "http://example.org/"
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def update(data: Path, text: str) -> None:
    """Carry out an update."""
    write(data, Update(text, BASE))


def quads(data: Path) -> str:
    """Return what is published as N-Quads."""
    return (load_store(published(data)).dump(format=ox.RdfFormat.N_QUADS) or b"").decode()


KILLED = """
import shutil
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.versions import write
from ruhrgraph.graph.versions.update import Update

def counting(module, name):
    real = getattr(module, name)
    def call(*args, **kwargs):
        step()
        return real(*args, **kwargs)
    setattr(module, name, call)

def work(data):
    for name in ("fsync", "rename", "replace", "symlink", "mkdir", "unlink", "link", "rmdir"):
        counting(os, name)
    for name in ("copyfile", "rmtree"):
        counting(shutil, name)
    write.write(data, Update("INSERT DATA { <urn:x> <urn:y> 1 }", "http://example.org/"))
    prune(data, 2)
"""
ON_DISK = "write.SMALL_BYTES = write._SMALL_QUADS = -1"


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_killed_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Killed before any call that changes the disk, write and pruning have happened or not; the next one works."""
    if where == "disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    source, steps = tmp_path / "source", 0
    publish(source, ONE, b"{}")
    update(source, "INSERT DATA { <urn:first> <urn:y> 1 }")
    for data, is_done in killed_at_each_step(KILLED + (ON_DISK if where == "disk" else ""), source, tmp_path):
        assert quads(data).count("\n") in (2, 3)
        update(data, "INSERT DATA { <urn:after> <urn:y> 1 }")
        assert "<urn:first>" in quads(data)
        assert "<urn:after>" in quads(data)
        assert not is_done or "<urn:x>" in quads(data)
        assert not list((data / "versions").glob(".*"))
        steps += 1
    assert steps > 10


WRITING = """
import sys
from pathlib import Path
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from tests.graph.steps import killed_at_each_step

for number in range(5):
    text = f"INSERT DATA {{ <urn:{sys.argv[2]}> <urn:is> {number} }}"
    write(Path(sys.argv[1]), Update(text, "http://example.org/"))
"""


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    """Writers at the same time each find what the other has written."""
    publish(tmp_path, ONE, b"{}")
    running = [subprocess.Popen([sys.executable, "-c", WRITING, str(tmp_path), name]) for name in ("one", "two")]
    assert [process.wait(60) for process in running] == [0, 0]
    assert quads(tmp_path).count("<urn:is>") == 10
