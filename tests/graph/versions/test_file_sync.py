"""A lock keeps others out, and goes with its process; a folder takes the place of another one."""

import select
import subprocess
import sys
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.file_sync import flush, locked, put_in_place, remove_tree

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


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("there", ["nothing", "a folder", "a file", "a link"])
def test_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, *, exchange: bool) -> None:
    """A folder takes the place of whatever is there, of which nothing stays, also where the two cannot be exchanged."""
    if not exchange:
        monkeypatch.setattr("ctypes.CDLL", lambda _: None)
    new, place, other = tmp_path / "new", tmp_path / "place", tmp_path / "other"
    for folder in (new, other, *([place] if there == "a folder" else [])):
        folder.mkdir()
        (folder / "file").write_text(folder.name)
    if there == "a file":
        place.write_text("place")
    elif there == "a link":
        place.symlink_to(other)
    put_in_place(new, place)
    assert (place / "file").read_text() == "new"
    assert (other / "file").read_text() == "other"
    assert {path.name for path in tmp_path.iterdir()} == {"place", "other"}
    remove_tree(place)
    remove_tree(place)
    assert not place.exists()
