"""`ruhrgraph rollback` as a process of its own."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import published
from tests.graph.versions.examples import publish_versions
from tests.server.commands.errors import check_error_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_to_the_parent(ruhrgraph: Run, tmp_path: Path) -> None:
    """Without a digest the parent of the version in use is put into use."""
    _, before, _ = publish_versions(tmp_path, 3)
    done = ruhrgraph("rollback", "--data", str(tmp_path))
    assert (done.returncode, before.encode() in done.stdout) == (0, True)
    assert published(tmp_path).digest == before


@pytest.mark.parametrize("length", [12, 64])
def test_to_a_version_by_its_digest(ruhrgraph: Run, tmp_path: Path, length: int) -> None:
    """A version is named by its digest, of which the first characters are enough; later ones can be named, too."""
    newest, _, oldest = publish_versions(tmp_path, 3)
    for digest in (oldest, newest):
        assert ruhrgraph("rollback", digest[:length], "--data", str(tmp_path)).returncode == 0
        assert published(tmp_path).digest == digest


def test_to_nowhere(ruhrgraph: Run, tmp_path: Path) -> None:
    """A digest that no version has, and a first version without parent, are errors; the version in use stays."""
    (digest,) = publish_versions(tmp_path, 1)
    check_error_line(ruhrgraph("rollback", "0" * 12, "--data", str(tmp_path)), 2, "0" * 12)
    check_error_line(ruhrgraph("rollback", "--data", str(tmp_path)), 2)
    assert published(tmp_path).digest == digest
