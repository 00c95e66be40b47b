"""A lock keeps others out, and goes with its process."""

import select
import subprocess
import sys
from pathlib import Path

from ruhrgraph.graph.versions.file_sync import flush, locked

HOLDER = """
import sys, time
from pathlib import Path
from ruhrgraph.graph.versions.file_sync import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(600)
"""


def test_lock_of_a_killed_process(tmp_path: Path) -> None:
    """While a process holds the lock, another one waits; it goes on as soon as the first one is killed."""
    path = tmp_path / ".lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    with holder, holder.stdout as output:
        assert output.readline() == "locked\n"
        waiter = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
        assert waiter.stdout is not None
        with waiter, waiter.stdout as waiting:
            assert select.select([waiting], [], [], 1)[0] == []
            holder.kill()
            assert waiting.readline() == "locked\n"
            waiter.kill()
    with locked(path):
        flush(tmp_path)
