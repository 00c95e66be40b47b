"""The folder of a build: found again, not shared, and gone when the disk fails."""

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


def test_a_failing_disk_leaves_nothing(tmp_path: Path) -> None:
    """If writing fails, the folder is removed, as it may be what fills the disk."""
    with pytest.raises(DataFolderError, match="cannot be written"), work_folder(tmp_path) as folder:
        (folder / "missing" / "a").touch()
    assert list((tmp_path / FOLDER).iterdir()) == []
