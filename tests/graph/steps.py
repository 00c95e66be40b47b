"""Work that is killed at its first step, at its second, and so on until it comes to its end.

In: Python code that defines `work(data)` and calls `step()` before each step, and a data folder. Out: a copy of the
folder for each step, as the killed work has left it. One process has the code imported and forks for each step.
"""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_FORK = """
import os, signal, sys, traceback
from pathlib import Path

left = 0

def step():
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1

exec(sys.argv[1])
for number, folder in enumerate(sys.stdin):
    if not (child := os.fork()):
        left = number
        try:
            work(Path(folder[:-1]))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def killed_at_each_step(code: str, source: Path, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the data folder of each step, with whether the work has come to its end there, which is the last one.

    Args:
        code: Defines `work`.
        source: The data folder that is copied for each step.
        folder: Gets the copies.

    """
    command = [sys.executable, "-c", _FORK, code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in count():
            data = Path(shutil.copytree(source, folder / str(number), symlinks=True))
            process.stdin.write(f"{data}\n")
            process.stdin.flush()
            status = int(process.stdout.readline())
            assert status in (0, -signal.SIGKILL)
            yield data, status == 0
            if status == 0:
                return
