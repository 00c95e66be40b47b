"""The short form of the kills."""

from pathlib import Path

from tests.soak.kills import kill


def test_whatever_is_killed_nothing_acknowledged_is_lost(tmp_path: Path, summary: list[str]) -> None:
    """Processes of all kinds die under writes: all that were acknowledged are there, and none is ever half there."""
    tally = kill(10, tmp_path)
    summary += ["10 kills:", *tally.lines()]
    assert tally.lost == []
    assert tally.wrong == []
    assert tally.failed == []
    assert tally.disturbed.total() == 10
