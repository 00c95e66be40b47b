"""The module that runs another one, and sees that it ends with whoever started it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

_PARENT = """
import asyncio, sys
from asyncio.subprocess import PIPE
from ruhrgraph.server.engine.child_process import start_module

async def main():
    process = await start_module("busy", stderr=None, stdout=1)
    await process.wait()

asyncio.run(main())
"""


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """When the parent is killed, the kernel kills the module, even if it is stopped."""
    (tmp_path / "busy.py").write_text("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(60)\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        os.kill(int(parent.stdout.readline()), signal.SIGSTOP)
        parent.kill()
        assert parent.stdout.read() == b""  # nobody holds the other end any more


def test_it_does_not_begin_without_its_parent(tmp_path: Path) -> None:
    """Where the parent has died before, the module does not run."""
    (tmp_path / "shown.py").write_text("print(1)\n")
    called = [sys.executable, "-m", "ruhrgraph.server.engine.child_main", "1", "shown"]
    ended = subprocess.run(called, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, b"")
