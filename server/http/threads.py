"""Threads for work that would hold up the event loop: only a few, so that the loop gets its turn soon.

In: a function. Out: what it returns. Python runs one thread at a time, and each that is at work takes its turn of some
milliseconds before the loop. What only waits (for a file, a lock) needs none of these, and goes to `asyncio.to_thread`.
"""

import asyncio
import gc
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_AT_ONCE: Final = 2
_SWITCH: Final = 0.001
_FULL_COLLECTION: Final = 1000


class Threads:
    """A few threads; work that comes while all are busy waits for its turn."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(_AT_ONCE, name)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function returns, called in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: function(*args, **kwargs))


_writing = Threads("writing")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns that reads, sorts or writes for longer than a moment; as `Threads.run`."""
    return await _writing.run(function, *args, **kwargs)


def favour_event_loop() -> None:
    """Let this process's event loop get its turn soon while threads are at work.

    A thread gives way after 1 ms, not 5. The garbage collector goes through all objects, for which every thread waits,
    after millions of new ones: with the usual threshold, an answer with many rows has it do so again and again.
    """
    sys.setswitchinterval(_SWITCH)
    gc.set_threshold(*gc.get_threshold()[:2], _FULL_COLLECTION)
