"""The folder of a running server: private, and removed in the end, if need be by the next server."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.processes.runtime_folder import runtime_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_private_and_removed() -> None:
    """Only the user of the server may enter the folder, and it goes with all that is in it."""
    with runtime_folder() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU
        (folder / "metrics").mkdir()
        (folder / "metrics" / "counter.db").touch()
    assert not folder.exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the system does not tell which processes run")
def test_leftovers_of_dead_servers_are_removed(temporary: Path) -> None:
    """The folder of a server that was killed is removed by the next one; those of running servers and others stay."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = temporary / f"ruhrgraph-server-{ended.pid}-abc"
    kept = [
        temporary / name
        for name in (f"ruhrgraph-server-{os.getpid()}-abc", "ruhrgraph-server-x-abc", "ruhrgraph-other")
    ]
    for folder in (left, *kept):
        folder.mkdir()
    with runtime_folder():
        assert not left.exists()
    assert all(folder.exists() for folder in kept)


def test_no_place_for_it(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder can be made, the error says what to set."""
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "missing"))
    with pytest.raises(SettingError, match="TMPDIR"), runtime_folder():
        pass
