"""Full disks: what fails leaves nothing, says why, and going back goes on."""

import os
import subprocess
import sys
from errno import EACCES, EDQUOT, EFBIG, ENOSPC, EROFS
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.lifecycle import prune, rollback
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.dumps.dumps import ensure_dumps
from ruhrgraph.graph.versions.disk_errors import disk_error, has_room, is_no_room
from ruhrgraph.graph.versions.repository import publish, published, versions
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology.errors import DataFolderError, NoRoomError, VersionChangedError
from tests.disks import FULL, READ_ONLY, free, small_disk, tree
from tests.graph.changes.replays import replayed, union

LINES = b"".join(sorted(b'<urn:%06d> <urn:p> "%050d" <urn:g> .\n' % (number, number) for number in range(2000)))
MANY = " ".join(f"<urn:b{number}> <urn:p> '{number:0>60}' ." for number in range(20_000))


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(ENOSPC, "No space left on device"), True),
        (OSError(EDQUOT, "Disk quota exceeded"), True),
        (OSError(EFBIG, "File too large"), True),
        (OSError("IO error: No space left on device: While appending to file: /srv/x/000012.sst"), True),
        (OSError("Disk quota exceeded (os error 122)"), True),
        (OSError(EACCES, "Permission denied"), False),
        (OSError(EROFS, "Read-only file system"), False),
        (RuntimeError("No space left on device"), False),
    ],
)
def test_which_errors_are_no_room(error: Exception, *, full: bool) -> None:
    """Blocks, inodes, quotas and limits are no room, by number or in the engine's words; nothing else is."""
    assert is_no_room(error) is full
    told = disk_error(Path("/srv/data"), error, "cannot be written", "look")
    assert isinstance(told, NoRoomError) is full
    assert str(told).startswith("no room on the disk at /srv/data (" if full else "/srv/data: cannot be written (")
    assert "000012" not in str(told)


def _attempts(data: Path) -> None:
    """Try all that needs room, and check that each says why it fails, and leaves nothing."""
    before = tree(data)
    for attempt in (
        lambda: write(data, Update("INSERT DATA { <urn:z> <urn:y> 1 }", "urn:")),
        lambda: write(data, Update(f"INSERT DATA {{ {MANY} }}", "urn:")),
        lambda: publish(data, LINES * 2, b"{}"),
        lambda: ensure_dumps(published(data), "urn:"),
        lambda: record_changes(data),
    ):
        with pytest.raises(DataFolderError, match=r"no room on the disk at |Read-only file system|readonly database"):
            attempt()
        assert tree(data) == before


@pytest.mark.parametrize("kind", [*FULL, *READ_ONLY])
@pytest.mark.parametrize("where", ["in memory", "on disk"])
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, where: str) -> None:
    """Whatever fails leaves nothing; going back goes on if anything can be written; with room all goes on."""
    if where == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    with small_disk(tmp_path / "disk") as disk:
        data = disk / "data"
        first, _ = publish(data, LINES, b"{}")
        write(data, Update("INSERT DATA { <urn:x> <urn:y> 1 }", "urn:"))
        record_changes(data)
        write(data, Update("INSERT DATA { <urn:x> <urn:y> 2 }", "urn:"))
        with pytest.raises(VersionChangedError):  # what a failed write leaves of its working store is not counted
            write(data, Update("INSERT DATA { <urn:x> <urn:y> 3 }", "urn:"), expected="other")
        {**FULL, **READ_ONLY}[kind](disk)
        _attempts(data)
        if kind in FULL:
            assert not has_room(data)
            for _ in range(3):
                assert rollback(data, first.digest) == published(data) == first
                rollback(data, versions(data)[0].digest)
                rollback(data, versions(data)[1].digest)
        free(disk)
        assert has_room(data)
        write(data, Update(f"INSERT DATA {{ {MANY} }}", "urn:"))
        record_changes(data)
        assert replayed(data) == union(data)
        prune(data, 1)
        assert len(versions(data)) == 1


LIMITED = """
import resource, sys
from pathlib import Path
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology.errors import NoRoomError
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    publish(Path(sys.argv[1]), b"<urn:a> <urn:b> <urn:c> .\\n" * 5000, b"{}")
except NoRoomError as error:
    print(error)
"""


def test_a_limit_on_files(tmp_path: Path) -> None:
    """A limit on the size of files counts as no room, and nothing is left."""
    data = tmp_path / "data"
    done = subprocess.run([sys.executable, "-c", LIMITED, str(data)], check=True, capture_output=True, text=True)
    assert done.stdout == f"no room on the disk at {data} ({os.strerror(EFBIG)}); free some, and try again\n"
    assert set(tree(data)) == {".lock"}
