"""The short form of the soak."""

from pathlib import Path

from tests.soak.soak import Plan, soak


def test_under_writes_kills_and_switches_no_answer_is_wrong_and_no_request_fails(
    tmp_path: Path, summary: list[str]
) -> None:
    """For a while at 16 connections nothing comes back but right answers and refusals that say when to come again."""
    tally = soak(Plan(seconds=20), tmp_path)
    summary += ["soak of 20 s:", *tally.lines()]
    assert tally.wrong == []
    assert tally.failed == []
    assert tally.answers > 100
