"""The writer under the worst: killed at any step, and beside another one."""

import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write

BASE = "http://example.org/"
ONE = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n"


def update(data: Path, text: str) -> None:
    """Carry out an update."""
    write(data, Update(text, BASE))


def quads(data: Path) -> str:
    """Return what is published as N-Quads."""
    return (load_store(published(data)).dump(format=ox.RdfFormat.N_QUADS) or b"").decode()


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.versions import write
from ruhrgraph.graph.versions.update import Update

step, calls = int(sys.argv[2]), 0
if sys.argv[3] == "disk":
    write.SMALL_BYTES = write._SMALL_QUADS = -1

def counting(module, name):
    real = getattr(module, name)
    def call(*args, **kwargs):
        global calls
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return real(*args, **kwargs)
    setattr(module, name, call)

for name in ("fsync", "rename", "replace", "symlink", "mkdir", "unlink", "link", "rmdir"):
    counting(os, name)
for name in ("copyfile", "rmtree"):
    counting(shutil, name)
write.write(Path(sys.argv[1]), Update("INSERT DATA { <urn:x> <urn:y> 1 }", "http://example.org/"))
prune(Path(sys.argv[1]), 2)
"""


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_killed_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Killed before any call that changes the disk, write and pruning have happened or not; the next one works."""
    if where == "disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    done: subprocess.CompletedProcess[bytes] | None = None
    step = 0
    while done is None or done.returncode:
        data = tmp_path / str(step)
        publish(data, ONE, b"{}")
        update(data, "INSERT DATA { <urn:first> <urn:y> 1 }")
        arguments = [sys.executable, "-c", KILLED, str(data), str(step), where]
        done = subprocess.run(arguments, check=False, capture_output=True, timeout=60)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        assert quads(data).count("\n") in (2, 3)
        update(data, "INSERT DATA { <urn:after> <urn:y> 1 }")
        assert "<urn:first>" in quads(data)
        assert "<urn:after>" in quads(data)
        if done.returncode == 0:
            assert "<urn:x>" in quads(data)
        assert not list((data / "versions").glob(".*"))
        step += 1
    assert step > 10


WRITING = """
import sys
from pathlib import Path
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write

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
