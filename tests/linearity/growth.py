"""How the time of some work grows with the length of its input, measured so that a busy machine does not matter."""

import time
from collections.abc import Callable

FACTOR = 8
"""How many times longer the long input is. What is linear takes about so many times as long, what is quadratic 64."""
MOST = 24
"""The ratio of times from which work is not linear."""
_QUICK = 0.002
"""Seconds of processor time below which the long input is fast enough, whatever the short one takes."""
_TRIES = 3


def ratio(work: Callable[[int], object], length: int, quick: float = _QUICK) -> float:
    """Return how many times longer work takes for an input of `FACTOR` times the length; 0 if it is quick anyway."""
    long = _seconds(work, FACTOR * length)
    if long <= quick:
        return 0.0
    for _ in range(_TRIES):
        found = long / max(min(_seconds(work, length) for _ in range(2)), quick / FACTOR**2)
        if found < MOST:
            break
        long = min(long, _seconds(work, FACTOR * length))
    return found


def _seconds(work: Callable[[int], object], length: int) -> float:
    begin = time.process_time()
    work(length)
    return time.process_time() - begin
