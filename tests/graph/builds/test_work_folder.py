"""The folder of a build: found again, not shared, and gone when the disk fails."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ruhrgraph.graph.builds.work_folder import FOLDER, unfinished_path, work_folder, write_whole
from ruhrgraph.ontology.errors import DataFolderError


def test_what_an_earlier_build_left_is_found(tmp_path: Path) -> None:
    """A build takes over the newest folder that was left, without what was not whole, and removes the others."""
    with work_folder(tmp_path) as old, work_folder(tmp_path) as folder:
        (old / "a").touch()
        write_whole(folder / "b", b"whole")
        unfinished_path(folder).mkdir()
    with work_folder(tmp_path) as again:
        assert again == folder
        assert [path.name for path in again.iterdir()] == ["b"]
        assert list((tmp_path / FOLDER).iterdir()) == [folder]


def test_builds_at_once_have_folders_of_their_own(tmp_path: Path) -> None:
    """A build does not touch the folder of another one that is at work."""
    with work_folder(tmp_path) as first:
        (first / "a").touch()
        with work_folder(tmp_path) as second:
            assert second != first
        assert (first / "a").exists()


def _fail_on_disk(folder: Path) -> None:
    (folder / "missing" / "a").touch()


def _fail_in_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "a")) as database:
        database.executescript("PRAGMA max_page_count = 1; CREATE TABLE a (b)")


@pytest.mark.parametrize(("fail", "why"), [(_fail_on_disk, "cannot be written"), (_fail_in_database, "is full")])
def test_a_failing_disk_leaves_nothing(tmp_path: Path, fail: Callable[[Path], None], why: str) -> None:
    """If writing fails, also that of a database, the folder is removed, as it may be what fills the disk."""
    with pytest.raises(DataFolderError, match=why), work_folder(tmp_path) as folder:
        fail(folder)
    assert list((tmp_path / FOLDER).iterdir()) == []
