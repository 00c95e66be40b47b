"""`ruhrgraph versions` as a process of its own."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from ruhrgraph.graph.versions.history import history
from tests.graph.versions.examples import publish_versions

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_as_text(ruhrgraph: Run, tmp_path: Path) -> None:
    """Each version has a line, the newest first, with a star at the one in use, its kind and its parent."""
    newest, oldest = publish_versions(tmp_path, 2)
    first, second = ruhrgraph("versions", "--data", str(tmp_path)).stdout.decode().splitlines()
    made = history(tmp_path)[0].record.made[:19]
    assert first.split() == ["*", newest, f"{made}Z", "build", oldest[:12]]
    assert second.split()[0] == oldest
    assert second.endswith("  -")


def test_as_json(ruhrgraph: Run, tmp_path: Path) -> None:
    """For programs the same is JSON."""
    newest, oldest = publish_versions(tmp_path, 2)
    listed = json.loads(ruhrgraph("versions", "--format", "json", "--data", str(tmp_path)).stdout)["versions"]
    assert [(item["digest"], item["parent"], item["current"]) for item in listed] == [
        (newest, oldest, True),
        (oldest, None, False),
    ]
    assert {item["kind"] for item in listed} == {"build"}


def test_of_an_empty_folder(ruhrgraph: Run, tmp_path: Path) -> None:
    """Where nothing is published, there is nothing to list and nothing wrong."""
    done = ruhrgraph("versions", "--data", str(tmp_path / "new"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
