"""The open connections of a process: how many there are, and what becomes of their memory when many have ended.

Python and the C library keep freed memory for later, much of it for good. After thousands of connections that is more
than all else that a worker has, so the C library is asked to give back what it can; that takes some milliseconds.
"""

import asyncio
import ctypes
from collections.abc import Callable

_MANY = 200
"""How many fewer than before have to be open, for memory to be given back."""
_PAUSE_SECONDS = 1.0
"""Seconds until then, in which others may end, too."""
_trim: Callable[[int], int] = getattr(ctypes.CDLL(None), "malloc_trim", bool)  # only glibc has it


class OpenConnections:
    """Counts connections."""

    def __init__(self) -> None:
        self.count = 0
        self._most = 0
        self._timer: asyncio.TimerHandle | None = None

    def add(self) -> None:
        """Count a connection."""
        self.count += 1
        self._most = max(self._most, self.count)

    def remove(self) -> None:
        """Count one no more."""
        self.count -= 1
        if self._timer is None and self._most - self.count >= _MANY:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE_SECONDS, self._give_back)

    def _give_back(self) -> None:
        self._timer = None
        self._most = self.count
        _trim(0)


OPEN_CONNECTIONS = OpenConnections()
"""Those of this process, also those that are only listened to until they end."""
