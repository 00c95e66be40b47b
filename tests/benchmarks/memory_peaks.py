"""Runs a command and measures it: seconds, and the most memory that its processes had, one alone and all together.

In: a command. Out: a `Peak`. Memory is read from /proc five times a second, so a short peak of all together may be
missed; that of a single process is kept by the kernel.
"""

import contextlib
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.processes import environment, family, proportional

_PAUSE = 0.2
_HIGHEST = re.compile(r"VmHWM:\s*(\d+) kB")
_STEP = re.compile(r"^(?P<step>.+) …$")


@dataclass
class Peak:
    """What a command took: seconds, bytes of its largest process and of all, and when each step began, in order."""

    seconds: float = 0.0
    largest: int = 0
    together: int = 0
    steps: dict[str, float] = field(default_factory=dict)

    def step_seconds(self) -> dict[str, float]:
        """Return the seconds of each step that was told."""
        ends = [*list(self.steps.values())[1:], self.seconds]
        return {step: end - begun for (step, begun), end in zip(self.steps.items(), ends, strict=True)}


def measure(command: Sequence[str], others: Sequence[int] = (), folder: Path | None = None) -> Peak:
    """Run a command to its end.

    Args:
        command: What to run.
        others: Processes that work for it, whose families are measured, too.
        folder: The folder to run it in.

    Raises:
        SystemExit: It failed.

    """
    peak = Peak()
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    with _sampled([process.pid, *others], peak):
        last = ""
        assert process.stderr
        for line in process.stderr:
            last = line
            if match := _STEP.match(line):
                peak.steps.setdefault(match["step"], time.perf_counter() - begun)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    peak.seconds = time.perf_counter() - begun
    peak.largest = max(peak.largest, usage.ru_maxrss * 1024)
    peak.together = max(peak.together, peak.largest)
    if process.returncode:
        raise SystemExit(f"`{' '.join(command)[:200]}` failed with {process.returncode}: {last.strip()}")
    return peak


@contextlib.contextmanager
def _sampled(roots: Sequence[int], peak: Peak) -> Iterator[None]:
    """Note the peaks of some families as long as the context is open."""
    ended = threading.Event()

    def sample() -> None:
        while not ended.wait(_PAUSE):
            pids = {pid for root in roots for pid in family(root)}
            peak.largest = max(peak.largest, *map(_highest, pids), 0)
            peak.together = max(peak.together, sum(map(proportional, pids)))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _highest(pid: int) -> int:
    """Return the most bytes that a process ever had in memory."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError, PermissionError):
        match = _HIGHEST.search(Path(f"/proc/{pid}/status").read_text())
        return int(match[1]) * 1024 if match else 0
    return 0
