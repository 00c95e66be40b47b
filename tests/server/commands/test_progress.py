"""The progress of long work on standard error."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.commands.progress import PlainLines, StepProgress, Steps, progress


class Clock:
    """A clock that goes on by a step of its own whenever it is asked."""

    def __init__(self, seconds: float) -> None:
        self.now, self.seconds = 0.0, seconds

    def __call__(self) -> float:
        """Return the time."""
        self.now += self.seconds
        return self.now


def test_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is not a terminal, each step is a line, and nothing goes to standard output."""
    with progress() as show:
        show("reading")
        show("linking")
    assert capsys.readouterr() == ("", "reading …\nlinking …\n")


def test_a_status_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the step is shown in one line, with a bar, which is gone when the work is done."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress() as show:
        show("linking")
        show("reading", 500, 2000)
    out, shown = capsys.readouterr()
    assert out == ""
    assert "reading …" in shown
    assert "500 of 2,000 (25 %)" in shown
    assert shown.endswith("\x1b[2K")  # clears the line


def _lines(seconds: float, calls: Iterator[tuple[str, int, int]], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines for some calls, one of which comes every so many seconds."""
    clock = Clock(seconds)
    show = Steps(PlainLines(lambda: clock.now), clock)
    for call in calls:
        show(*call)
    return capsys.readouterr().err.splitlines()


def test_lines_of_a_long_step(capsys: pytest.CaptureFixture[str]) -> None:
    """A long step has a line at every tenth, not one for each document, and none that says it is done."""
    lines = _lines(1, (("reading", done, 200) for done in range(201)), capsys)
    assert lines[:2] == ["reading …", "reading: 20 of 200 (10 %), 1.0/s, 0:03:00 left"]
    assert [line.partition(")")[0] for line in lines[1:]] == [
        f"reading: {tenth * 20} of 200 ({tenth}0 %" for tenth in range(1, 10)
    ]


def test_lines_of_a_very_long_step(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a tenth takes more than a minute, there is a line each minute; a short step has only its first line."""
    calls = [("reading", done, 100_000) for done in range(200)]
    lines = _lines(1, iter(calls), capsys)
    assert [line.partition(",")[0] for line in lines] == [
        "reading …", "reading: 60 of 100", "reading: 120 of 100", "reading: 180 of 100",
    ]  # fmt: skip
    assert _lines(0.01, (("reading", done, 100) for done in range(101)), capsys) == ["reading …"]


def test_a_step_that_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    """What an earlier build did is counted from the beginning, and its speed is soon forgotten."""
    assert _lines(1, iter([("reading", 500, 2000)]), capsys) == ["reading: 500 of 2,000 (25 %)"]
    clock, shown = Clock(1), list[StepProgress]()
    show = Steps(shown.append, clock)
    for done in (0, 1000, *range(1001, 1040)):
        show("reading", done, 2000)
    assert shown[1].rate == 1000
    assert shown[-1].rate == 1


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 10)), min_size=1))
def test_a_step_never_goes_back(calls: list[tuple[int, int]]) -> None:
    """Whatever is told, a step never goes back, and is never at 100 %."""
    shown: list[StepProgress] = []
    show = Steps(shown.append, Clock(1))
    for done, total in calls:
        show("reading", done, total)
    assert [item.done for item in shown] == sorted(item.done for item in shown)
    assert all(item.done <= item.total and 0 <= item.percent < 100 for item in shown)


@pytest.mark.parametrize(
    ("item", "numbers"),
    [
        (StepProgress("linking"), ""),
        (StepProgress("reading", 0, 3), "0 of 3 (0 %)"),
        (StepProgress("reading", 3, 3, 12.34), "3 of 3 (99 %), 12/s, 0:00:00 left"),
        (StepProgress("reading", 1, 2, 0.25), "1 of 2 (50 %), 0.2/s, 0:00:04 left"),
        (StepProgress("merging", 1_500_000, 3_000_000), "1.5 million of 3.0 million (50 %)"),
    ],
)  # fmt: skip
def test_numbers(item: StepProgress, numbers: str) -> None:
    """Count, share, rate and remaining time are shown as far as they are known."""
    assert item.numbers == numbers
