"""The table of what query processes are at work on."""

import os
import time
from pathlib import Path

import pytest

from ruhrgraph.server.engine.pool.activity import Activity


def test_all_who_map_it_see_the_same(tmp_path: Path) -> None:
    """What one process notes is seen by all who have the table, until it is idle again."""
    own, other = Activity(tmp_path / "table", 3), Activity(tmp_path / "table")
    assert other.find(7) is None
    own.begin(2, 7)
    time.sleep(0.01)
    work = other.find(7)
    assert work is not None
    assert work.pid == os.getpid()
    assert 0.01 <= work.seconds < 5
    assert other.seconds(2) >= work.seconds
    assert other.seconds(1) == 0
    own.end(2)
    assert other.find(7) is None
    assert other.seconds(2) == 0


def test_a_row_is_of_the_last_query(tmp_path: Path) -> None:
    """A process that has begun another query is no longer found by the one before."""
    activity = Activity(tmp_path / "table", 1)
    activity.begin(0, 1)
    activity.begin(0, 2)
    assert activity.find(1) is None
    assert activity.find(2) is not None


def test_idle_rows_are_never_found(tmp_path: Path) -> None:
    """Whatever number is looked for, an idle row is not taken for a process at work."""
    activity = Activity(tmp_path / "table", 2)
    assert activity.find(0) is None
    activity.begin(0, 0)
    assert activity.find(0) is not None


def test_a_row_without_a_process_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that is only half written names no process: number 0 would be the group of whoever looks."""
    activity = Activity(tmp_path / "table", 1)
    monkeypatch.setattr(os, "getpid", lambda: 0)
    activity.begin(0, 7)
    assert activity.find(7) is None
