"""The places of query processes: how many of them there may be at once, counted over all versions that are in memory.

In: a file that the zygotes of a server share. Out: locks on its bytes, one for each query process, so that the memory
of all of them together has a bound, also while queries go on with a version that is no longer in use. The kernel
removes the locks of a zygote that dies.
"""

import errno
import fcntl
import os
import struct
import time
from pathlib import Path

from ruhrgraph.server.engine.limits import Limits

_TIME = struct.Struct("=d")
_RECENTLY = 0.5
"""Seconds for which it counts that a query waited."""
_TAKEN = (errno.EACCES, errno.EAGAIN)


class Places:
    """The places as one zygote takes them: some for new queries, some for those that take long.

    Args:
        path: The file, the same for all zygotes of a server; it is made if it is missing.
        limits: How many places there are.

    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._new = range(limits.processes)
        self._slow = range(limits.processes, limits.processes + limits.slow)
        self._held: set[int] = set()

    def take(self, *, slow: bool = False) -> int | None:
        """Return a place that is this zygote's from now on, None where all are taken."""
        for place in self._slow if slow else self._new:
            if place not in self._held and self._lock(place):
                self._held.add(place)
                return place
        return None

    def give_back(self, place: int) -> None:
        """Let others have a place."""
        self._held.remove(place)
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def wait(self) -> None:
        """Tell the other zygotes that queries wait for a place."""
        os.pwrite(self._file, _TIME.pack(time.monotonic()), 0)

    def is_waited_for(self) -> bool:
        """Return whether a zygote has just told that queries wait for a place."""
        told = os.pread(self._file, _TIME.size, 0)
        return len(told) == _TIME.size and time.monotonic() - _TIME.unpack(told)[0] < _RECENTLY

    def _lock(self, place: int) -> bool:
        """Lock the byte of a place; return whether that was possible."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True
