"""The places of query processes, taken by several processes."""

import os
import signal
from pathlib import Path

from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.places import Places

LIMITS = Limits(processes=2, slow=1)


def test_places_of_one_process(tmp_path: Path) -> None:
    """There are as many places of each kind as the limits say, and one that is given back can be taken again."""
    places = Places(tmp_path / "places", LIMITS)
    assert [places.take() for _ in range(3)] == [0, 1, None]
    assert [places.take(slow=True) for _ in range(2)] == [2, None]
    places.give_back(1)
    assert [places.take() for _ in range(2)] == [1, None]


def test_a_process_that_dies(tmp_path: Path) -> None:
    """What another process has taken cannot be taken, until it gives it back or is killed."""
    places = Places(tmp_path / "places", LIMITS)
    ready, ready_there = os.pipe()
    pid = os.fork()
    if not pid:
        theirs = Places(tmp_path / "places", LIMITS)
        os.write(ready_there, bytes([theirs.take() or 0, theirs.take(slow=True) or 0]))
        signal.pause()
    try:
        assert os.read(ready, 2) == bytes([0, 2])
        assert [places.take(), places.take(), places.take(slow=True)] == [1, None, None]
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    assert [places.take(), places.take(slow=True)] == [0, 2]


def test_who_waits_is_heard(tmp_path: Path) -> None:
    """That queries wait is told to the others, for a moment."""
    waiting, other = (Places(tmp_path / "places", LIMITS) for _ in range(2))
    assert not other.is_waited_for()
    waiting.wait()
    assert other.is_waited_for()
