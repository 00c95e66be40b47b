"""Builds as processes of their own: killed at several points and begun again, and two at once on one data folder."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from ruhrgraph.graph.build import build
from ruhrgraph.graph.builds.work_folder import FOLDER
from ruhrgraph.graph.versions.repository import Version, current
from ruhrgraph.ontology import DEFAULT_BASE

_PATIENCE = 120
_POINTS = ("*/summary", "*.json", "*.types", "*.merged", "*.findings", "version/dataset.nq", "report.json")
"""Files in the order in which they come into the folder of a build."""


def _begun(data: Path) -> "subprocess.Popen[bytes]":
    """Begin a build of the shipped documents."""
    command = [sys.executable, "-m", "ruhrgraph.server.cli", "build", "--data", str(data)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _stopped(process: "subprocess.Popen[bytes]", there: Callable[[], bool], how: signal.Signals) -> None:
    """Send a process a signal when something is there."""
    until = monotonic() + _PATIENCE
    while not there() and process.poll() is None:
        assert monotonic() < until
        sleep(0.001)
    process.send_signal(how)


def test_a_killed_build_goes_on(version: Version, tmp_path: Path) -> None:
    """Killed wherever, a build is begun again, finds what was done, and publishes the same; nothing is left over."""
    done: dict[Path, int] = {}
    for point in _POINTS:
        process = _begun(tmp_path)
        _stopped(process, lambda name=point: any((tmp_path / FOLDER).glob(f"*/{name}")), signal.SIGKILL)  # type: ignore[misc]
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert current(tmp_path) is None
        found = {path: path.stat().st_mtime_ns for path in (tmp_path / FOLDER).glob("*/*/statements.nq.zst")}
        assert done.items() <= found.items()
        done = found
    assert len(done) == 2
    result = build([], tmp_path, DEFAULT_BASE)
    assert result.version is not None
    assert result.version.digest == version.digest
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_two_builds_at_once(version: Version, tmp_path: Path) -> None:
    """A build that another one overtakes publishes the same in the end, and neither leaves anything over."""
    process = _begun(tmp_path)
    _stopped(process, lambda: any((tmp_path / FOLDER).glob("*/*/summary")), signal.SIGSTOP)
    try:
        assert build([], tmp_path, DEFAULT_BASE).published
        assert len(list((tmp_path / FOLDER).iterdir())) == 1
    finally:
        process.send_signal(signal.SIGCONT)
    said, _ = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, said[:12]) == (0, b"nothing new:")
    found = current(tmp_path)
    assert found is not None
    assert found.digest == version.digest
    assert list((tmp_path / FOLDER).iterdir()) == []
