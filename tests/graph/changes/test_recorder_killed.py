"""The log of changes under the worst: killed at any step, again and again."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.repository import publish, published, versions
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from tests.graph.changes.replays import BASE, ONE, entries, members, patched, replayed, union, update
from tests.graph.steps import killed_at_each_step

KILLED = """
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.changes import database

database._BATCH = database._PART = database._PARTS = 2

class Counting:
    def __init__(self, connection):
        self.connection = connection

    def __getattr__(self, name):
        found = getattr(self.connection, name)
        if name not in ("execute", "executemany"):
            return found
        def call(text, *values):
            if not text.startswith("SELECT"):
                step()
            return found(text, *values)
        return call

real = database.sqlite3.connect
database.sqlite3.connect = lambda *args, **kwargs: Counting(real(*args, **kwargs))
work = record_changes
"""


def test_killed_at_any_step(tmp_path: Path) -> None:
    """Killed before any statement that changes the log, the next one makes it the same as if nothing had happened."""
    source = tmp_path / "source"
    publish(
        source, b"".join(sorted(b"<urn:%d> <urn:b> 1 <urn:g> .\n".replace(b"1", b'"1"') % n for n in range(7))), b"{}"
    )
    update(source, "INSERT DATA { <urn:x> <urn:y> 1, 2, 3, 4 . <urn:z> <urn:y> 1 }")
    update(source, "DELETE WHERE { <urn:x> ?p ?o }")
    steps = 0
    for data, _ in killed_at_each_step(KILLED, source, tmp_path):
        record_changes(data)
        assert replayed(data) == union(data)
        assert patched(data) == published(data).dataset.read_bytes()
        assert [entry.number for entry in entries(data)] == [1, 2, 3]
        assert [member.position for member in members(data)] == list(range(10))
        assert not list((data / "changes" / "scratch").iterdir())
        assert [path.name for path in (data / "changes" / "held").iterdir()] == [published(data).digest]
        steps += 1
    assert steps > 15


LOOP = """
import sys
from pathlib import Path
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.write import write

for number in range(int(sys.argv[2]), 10**6):
    write(Path(sys.argv[1]), Update(f"INSERT DATA {{ <urn:n{number % 7}> <urn:is> {number} }}", "urn:"))
    prune(Path(sys.argv[1]), 2)
    if number % 3 == 0:
        record_changes(Path(sys.argv[1]))
    print(number, flush=True)
"""


def test_killed_again_and_again(tmp_path: Path) -> None:
    """However often writers and recorders are killed, every write that was acknowledged is in the log."""
    publish(tmp_path, ONE, b"{}")
    number = 0
    for wait in range(8):
        with subprocess.Popen([sys.executable, "-c", LOOP, str(tmp_path), str(number)], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            for _ in range(wait % 4 + 1):
                number = int(run.stdout.readline()) + 1
            run.kill()
    record_changes(tmp_path)
    assert replayed(tmp_path) == union(tmp_path)
    assert patched(tmp_path) == published(tmp_path).dataset.read_bytes()
    assert all(f'"{done}"'.encode() in replayed(tmp_path) for done in range(number))


SLOW = """
import sys, time
from pathlib import Path
from ruhrgraph.graph.changes import recorder

real = recorder.changed_subjects

def slow(*arguments):
    for item in real(*arguments):
        time.sleep(0.05)
        yield item

recorder.changed_subjects = slow
recorder.record_changes(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("where", ["in memory", "on disk"])
def test_writers_that_never_pause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """While recorders lag behind, and are killed, no more versions stand than are kept and two, and nothing is lost."""
    monkeypatch.setattr("ruhrgraph.graph.changes.lifecycle._QUICK_BYTES", -1)
    if where == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    publish(tmp_path, ONE, b"{}")
    record_changes(tmp_path)
    recorders: list[subprocess.Popen[bytes]] = []
    number = 0
    while len(recorders) < 5:
        write(tmp_path, Update(f"INSERT DATA {{ <urn:n{number % 7}> <urn:is> {number} }}", BASE))
        assert len(versions(tmp_path)) <= 4
        prune(tmp_path, 2)
        assert len(versions(tmp_path)) <= 4
        if not recorders or recorders[-1].poll() is not None:
            recorders.append(subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path)]))
            if len(recorders) == 3:
                recorders[-1].kill()
        number += 1
    assert recorders.pop().wait(60) in {0, -signal.SIGKILL}
    assert {recorder.wait() for recorder in recorders} <= {0, -signal.SIGKILL}
    record_changes(tmp_path)
    assert replayed(tmp_path) == union(tmp_path)
    assert patched(tmp_path).count(b"\n") == 1 + number
    assert {"build", "several"} <= {entry.kind for entry in entries(tmp_path)} <= {"build", "update", "several"}
