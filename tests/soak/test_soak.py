"""The short form of the soak."""

from pathlib import Path

from tests.soak.damages import KEPT_VERSIONS
from tests.soak.soak import Plan, soak


def test_whatever_happens_no_answer_is_wrong_and_no_request_fails(tmp_path: Path, summary: list[str]) -> None:
    """Under writes, kills, damage and floods there are right answers, and refusals that say when to come again."""
    tally = soak(Plan(seconds=20), tmp_path)
    summary += ["soak of 20 s:", *tally.lines()]
    assert tally.lost == []
    assert tally.wrong == []
    assert tally.failed == []
    assert tally.processes[-1] <= tally.processes[0]
    assert tally.versions[-1] <= int(KEPT_VERSIONS)
    assert tally.answers > 100
