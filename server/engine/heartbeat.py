"""How a server notices that one of its processes hangs: stopped, or stuck in a call that does not return.

In: a sign of life, any value that changes at least once a second while a process works. Out: whether it has stayed the
same for too long. The time in which the process that looks did not run itself, as the machine was suspended, does not
count.
"""

import mmap
import struct
import time
from pathlib import Path

MOST_SILENCE = 10.0
"""Seconds without a sign of life after which a process is taken to hang."""
_LONGEST_STEP = 1.0
"""Seconds between two looks; longer ones were no time in which a process could have worked."""
_TIME = struct.Struct("=d")
_USER_TIME, _SYSTEM_TIME = 11, 12  # in /proc/PID/stat, counted from behind the name: proc_pid_stat(5)


class Silence:
    """For how long a process has given no sign of life."""

    def __init__(self) -> None:
        self._sign: object = None
        self._seconds = 0.0
        self._looked = time.monotonic()

    def is_too_long(self, sign: object) -> bool:
        """Return whether the process hangs; it is said once, and counted anew then. Call it several times a second.

        Args:
            sign: The sign of life as it is now.

        """
        now = time.monotonic()
        self._seconds = self._seconds + min(now - self._looked, _LONGEST_STEP) if sign == self._sign else 0.0
        self._sign, self._looked = sign, now
        if self._seconds < MOST_SILENCE:
            return False
        self._seconds = 0.0
        return True


class Heartbeat:
    """The sign of life of a process that is forked after this was made: a time, in memory that both share."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, _TIME.size)

    def beat(self) -> None:
        """Give a sign of life."""
        _TIME.pack_into(self._shared, 0, time.monotonic())

    def last(self) -> float:
        """Return when the last sign was given."""
        return float(_TIME.unpack_from(self._shared)[0])


def processor_time(pid: int) -> object:
    """Return what a process has used of the processors so far, as its sign of life while it works without a pause.

    Where the system does not tell, it is different each time.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return fields[_USER_TIME], fields[_SYSTEM_TIME]


def processor_time_with_children(pid: int) -> object:
    """Return the same for a process and those that it has started, which may work while it waits for them."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return time.monotonic()
    return processor_time(pid), *((child, processor_time(int(child))) for child in children)
