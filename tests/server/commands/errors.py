"""Errors of commands: one line each."""

import subprocess


def check_error_line(done: subprocess.CompletedProcess[bytes], code: int, *parts: str) -> None:
    """Check that a command ended with a code and one line on standard error that has all parts."""
    text = done.stderr.decode()
    assert done.returncode == code, text
    assert "Traceback" not in text
    (line,) = [line for line in text.splitlines() if line.startswith("ruhrgraph: ")]
    for part in parts:
        assert part in line
