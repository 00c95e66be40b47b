"""Which query each query process of a version is at work on, and since when: a table that all who need it share.

In: a file, mapped into memory by the zygote, its query processes and the HTTP workers. Out: the process to end when a
query takes too long, or nobody wants it any more. A process writes its own row alone. The last row is that of the
zygote, and tells that it still looks after the others.
"""

import mmap
import os
import struct
import time
from dataclasses import dataclass
from pathlib import Path

_ROW = struct.Struct("=dQQ")
_IDLE = (0.0, 0, 0)
_NO_QUERY = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Work:
    """The process that is at work on a query, and for how many seconds it has been."""

    pid: int
    seconds: float


class Activity:
    """The table in a file.

    Args:
        path: The file.
        rows: How many processes there may be, to make the file; None to open one that is there.

    """

    def __init__(self, path: Path, rows: int | None = None) -> None:
        with path.open("r+b" if rows is None else "w+b") as file:
            if rows is not None:
                file.truncate((rows + 1) * _ROW.size)
            self._table = mmap.mmap(file.fileno(), 0)
        self.rows = len(self._table) // _ROW.size - 1
        if rows is not None:
            self.beat()

    def beat(self) -> None:
        """Note that the zygote, which is this process, is at work."""
        _ROW.pack_into(self._table, self.rows * _ROW.size, time.monotonic(), _NO_QUERY, os.getpid())

    def zygote(self) -> tuple[float, int]:
        """Return when the zygote was last at work, and its number."""
        when, _, pid = _ROW.unpack_from(self._table, self.rows * _ROW.size)
        return when, pid

    def begin(self, row: int, query: int) -> None:
        """Note that this process is at work on a query from now on."""
        _ROW.pack_into(self._table, row * _ROW.size, time.monotonic(), query, os.getpid())

    def end(self, row: int) -> None:
        """Note that the process of a row is idle."""
        _ROW.pack_into(self._table, row * _ROW.size, *_IDLE)

    def seconds(self, row: int) -> float:
        """Return for how long a process has been at work, 0 if it is idle."""
        begun, _, _ = _ROW.unpack_from(self._table, row * _ROW.size)
        return time.monotonic() - begun if begun else 0.0

    def find(self, query: int) -> Work | None:
        """Return which process is at work on a query; None where none is, or it is at work on another by now."""
        for begun, asked, pid in _ROW.iter_unpack(self._table):
            if begun and pid and asked == query:  # number 0 is that of an idle row, process 0 of one half written
                return Work(pid, time.monotonic() - begun)
        return None
