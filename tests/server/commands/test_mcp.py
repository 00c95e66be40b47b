"""`ruhrgraph mcp` as a process of its own; what it answers is tested in `tests/server/mcp`."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.server.commands.errors import check_error_line
from tests.server.mcp.test_protocol import COMMAND

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_nothing_published(ruhrgraph: Run, tmp_path: Path) -> None:
    """Where there is nothing to ask, it says so and ends."""
    done = ruhrgraph("mcp", "--data", str(tmp_path / "nothing"))
    check_error_line(done, 3, "holds no published version")


def test_another_base(ruhrgraph: Run, data: Path) -> None:
    """A version of another base IRI is not asked, as nothing would be found."""
    done = ruhrgraph("mcp", "--data", str(data), RUHRGRAPH_BASE_IRI="https://other.example/")
    check_error_line(done, 2, "was built with https://w3id.org/ruhrgraph/")
    assert done.stdout == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped(small_data: Path, tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end it in one line while it waits for input, with all of its processes and its folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}
    command = [sys.executable, "-c", COMMAND, "mcp", "--data", str(small_data)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment, "TMPDIR": str(tmp_path)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        assert b'"id":1' in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(20) == 130
        assert process.stderr.read() == b"ruhrgraph: stopped\n"
    assert list(tmp_path.iterdir()) == []
