"""The memory of a machine or container, from the files of control groups."""

import os
from pathlib import Path

import pytest

from ruhrgraph.server.engine.machine_memory import machine_memory

PHYSICAL = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2


@pytest.mark.parametrize(
    ("groups", "files", "found"),
    [
        ("0::/\n", {}, PHYSICAL),
        ("0::/\n", {"memory.max": "max"}, PHYSICAL),
        ("0::/\n", {"memory.max": "67108864"}, 64),
        ("0::/a.slice/b.service\n", {"a.slice/memory.max": "33554432", "a.slice/b.service/memory.max": "max"}, 32),
        ("0::/a\n", {"a/memory.max": "33554432", "memory.max": "16777216"}, 16),
        ("4:cpu,memory:/a\n0::/\n", {"memory/a/memory.limit_in_bytes": "8388608"}, 8),
        ("4:memory:/docker/01:23\n", {"memory/memory.limit_in_bytes": "8388608"}, 8),
        ("4:memory:/\n", {"memory/memory.limit_in_bytes": "9223372036854771712"}, PHYSICAL),
        ("4:cpu:/a\n", {"memory/a/memory.limit_in_bytes": "8388608"}, PHYSICAL),
    ],
)
def test_limits_of_groups(tmp_path: Path, groups: str, files: dict[str, str], found: int) -> None:
    """The smallest limit counts, of the group itself, of those around it, and of the machine; in both versions."""
    (tmp_path / "cgroup").write_text(groups)
    for name, text in files.items():
        file = tmp_path / "sys" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n")
    assert machine_memory(tmp_path / "cgroup", tmp_path / "sys") == found


def test_a_system_without_groups(tmp_path: Path) -> None:
    """Where there are no control groups, it is the memory of the machine."""
    assert machine_memory(tmp_path / "missing", tmp_path) == PHYSICAL
    assert 0 < machine_memory() <= PHYSICAL
