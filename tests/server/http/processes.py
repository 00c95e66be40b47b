"""What the tests of connections share: the processes of a server, and what they take."""

from contextlib import suppress
from pathlib import Path


def children(server: int) -> list[int]:
    """Return the processes that a process has started: the workers of a server, and the zygotes of its versions."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == server:
                found.append(int(stat.parent.name))
    return found


def memory(server: int) -> float:
    """Return the memory of all processes that a process has started, in MiB."""
    pages = 0
    for pid in children(server):
        with suppress(OSError):
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages / 256
