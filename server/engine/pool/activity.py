"""Since when each query process is at work: a table in memory that a zygote shares with the processes it forks."""

import mmap
import struct
import time

_TIME = struct.Struct("d")
_IDLE = 0.0


class Activity:
    """The table; each process has a place in it, and only that process writes there."""

    def __init__(self, places: int) -> None:
        self._table = mmap.mmap(-1, places * _TIME.size)

    def begin(self, place: int) -> None:
        """Note that a process is at work from now on."""
        _TIME.pack_into(self._table, place * _TIME.size, time.monotonic())

    def end(self, place: int) -> None:
        """Note that a process is idle."""
        _TIME.pack_into(self._table, place * _TIME.size, _IDLE)

    def seconds(self, place: int) -> float:
        """Return for how long a process has been at work, 0 if it is idle."""
        (begun,) = _TIME.unpack_from(self._table, place * _TIME.size)
        return time.monotonic() - begun if begun != _IDLE else 0.0
