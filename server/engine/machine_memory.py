"""How much memory this machine has, or the container that this process runs in.

In: what the system tells, with the limits of control groups (https://docs.kernel.org/admin-guide/cgroup-v2.html, and
cgroup-v1/memory.html). Out: MiB.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ruhrgraph.server.engine.process_limits import MIB

_GROUPS = Path("/proc/self/cgroup")
_ROOT = Path("/sys/fs/cgroup")


def machine_memory(groups: Path = _GROUPS, root: Path = _ROOT) -> int:
    """Return how many MiB of memory there are for all processes of this machine or container.

    Args:
        groups: The file that names the control groups of this process.
        root: The folder in which the system shows control groups.

    """
    physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([physical, *_limits(groups, root)]) // MIB


def _limits(groups: Path, root: Path) -> Iterator[int]:
    """Yield the limits of the control groups of a process and of those around them, in bytes."""
    for line in groups.read_text().splitlines() if groups.is_file() else ():
        _, controllers, path = line.split(":", 2)
        if controllers == "":
            folder, name = root, "memory.max"
        elif "memory" in controllers.split(","):
            folder, name = root / "memory", "memory.limit_in_bytes"
        else:
            continue
        # Inside of a container the path may be that of the machine; then only the outermost group is there.
        group = PurePosixPath(path.lstrip("/"))
        for place in (group, *group.parents):
            file = folder / place / name
            text = file.read_text().strip() if file.is_file() else ""
            if text.isdecimal():  # or `max`
                yield int(text)
