"""The limits of queries under a total of memory."""

import pytest

from ruhrgraph.server.engine.limits import Limits, within


@pytest.mark.parametrize(
    ("total", "data", "wanted", "found"),
    [
        (100_000, 0, (2, 16, 1024), (2, 16, 1024)),
        (18 * 1024, 0, (2, 16, 1024), (2, 16, 1024)),
        (12 * 1024, 0, (2, 16, 1024), (2, 10, 1024)),
        (4 * 1024, 0, (2, 16, 1024), (2, 2, 1024)),
        (2 * 1024, 0, (2, 16, 1024), (2, 2, 512)),
        (4 * 1024, 0, (8, 16, 1024), (8, 2, 409)),
        (1024, 0, (256, 16, 1024), (30, 2, 32)),
        (128, 0, (2, 16, 1024), (2, 2, 32)),
        (96, 0, (2, 16, 1024), (1, 2, 32)),
        (48, 0, (2, 16, 8), (2, 4, 8)),
        (1024, 0, (2, 0, 1024), (2, 0, 512)),
        (1024, 0, (1, 1, 1024), (1, 1, 512)),
        (12 * 1024, 265, (2, 16, 1024), (2, 7, 1024)),
        (2 * 1024, 265, (2, 16, 1024), (2, 2, 247)),
        (1024, 265, (2, 16, 1024), (1, 2, 76)),
    ],
)
def test_processes_keep_to_a_total(
    total: int, data: int, wanted: tuple[int, int, int], found: tuple[int, int, int]
) -> None:
    """There are fewer long queries first, then less memory for each, then fewer processes; all keep to the total."""
    processes, slow, memory = wanted
    limits = within(Limits(processes=processes, slow=slow, memory=memory, memory_total=total), data)
    assert (limits.processes, limits.slow, limits.memory) == found
    assert (limits.processes + limits.slow) * (limits.memory + data) <= total


@pytest.mark.parametrize(("total", "data"), [(95, 0), (1, 0), (1024, 2000)])
def test_the_least(total: int, data: int) -> None:
    """Where the total is too small, a few small queries are answered all the same."""
    limits = within(Limits(memory_total=total), data)
    assert (limits.processes, limits.slow, limits.memory) == (1, 2, 32)
