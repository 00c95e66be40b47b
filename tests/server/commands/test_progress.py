"""The progress of long work on standard error."""

import sys

import pytest

from ruhrgraph.server.commands.progress import progress


def test_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is not a terminal, each step is a line, and nothing goes to standard output."""
    with progress() as show:
        show("reading")
        show("linking")
    assert capsys.readouterr() == ("", "reading …\nlinking …\n")


def test_a_status_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the step is shown in one line, which is gone when the work is done."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as show:
        show("reading")
    out, shown = capsys.readouterr()
    assert out == ""
    assert "reading …" in shown
    assert shown.endswith("\x1b[2K")  # clears the line
