"""Signs of life, and what is made of their absence."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from ruhrgraph.server.engine.heartbeat import Heartbeat, Silence, processor_time, processor_time_with_children


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Return a list whose only item is the time."""
    found = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: found[0])
    yield found
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("steps", "hangs"),
    [
        ([0.5] * 19, 0),
        ([0.5] * 20, 1),
        ([0.5] * 40, 2),
        ([1000.0], 0),
        ([1000.0] * 9, 0),
        ([1.0] * 9 + [1000.0], 1),
    ],
)
def test_a_process_that_hangs(now: list[float], steps: list[float], hangs: int) -> None:
    """It is said once for every ten seconds without a sign; a pause of the one who looks is a second at most."""
    silence = Silence()
    assert not silence.is_too_long(1)
    said = 0
    for step in steps:
        now[0] += step
        said += silence.is_too_long(1)
    assert said == hangs


def test_a_process_that_works(now: list[float]) -> None:
    """Each new sign gives the process new time."""
    silence = Silence()
    for number in range(100):
        now[0] += 0.9
        assert not silence.is_too_long(number // 10)


def test_a_sign_reaches_the_parent() -> None:
    """What a forked process writes is read by the one that forked it."""
    heartbeat = Heartbeat()
    assert heartbeat.last() == 0.0
    begun = time.monotonic()
    if not (pid := os.fork()):
        heartbeat.beat()
        os._exit(0)
    os.waitpid(pid, 0)
    assert begun <= heartbeat.last() <= time.monotonic()


def test_processor_time() -> None:
    """It grows as a process works; for one that is gone it is no proof that it hangs."""
    first = processor_time(os.getpid())
    end = time.monotonic() + 20
    while processor_time(os.getpid()) == first:
        assert time.monotonic() < end
    assert processor_time(-1) != processor_time(-1)


def test_processor_time_of_children() -> None:
    """It grows as a child works, while the process itself waits; for one that is gone it is no proof."""
    command = [sys.executable, "-c", "import os\nif os.fork(): os.wait()\nelse:\n    while True: pass"]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            signs, end = set[object](), time.monotonic() + 20
            while len(signs) < 100:
                signs.add(processor_time_with_children(process.pid))
                assert time.monotonic() < end
            own = {processor_time(process.pid) for _ in range(5)}
            assert len(own) < 5
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    assert processor_time_with_children(-1) != processor_time_with_children(-1)
