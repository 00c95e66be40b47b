"""Fixtures of the query processes: `play` runs a test's coroutine with a real pool on a folder of published data."""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from tests.server.engine.pool.pools import children, descriptors, generations

T = TypeVar("T")
Play = Callable[..., T]
Numbered = Callable[[int], Path]


@pytest.fixture
def play(small_data: Path) -> Play[T]:
    """Return a function that runs a coroutine with a pool, and sees that the pool leaves nothing behind."""

    def run(work: Callable[[Pool], Awaitable[T]], data: Path = small_data, **limits: float) -> T:
        async def main(address: str) -> T:
            return await work(Pool(chosen, data, address))

        chosen = Limits(**limits)  # type: ignore[arg-type]  # each test names its own
        gc.collect()  # what tests before this one have left
        before = descriptors()
        with generations(chosen, data) as address:
            result = asyncio.run(main(address))
        gc.collect()  # the pool, and with it the table that it has mapped
        assert children(os.getpid()) == []
        assert descriptors() == before
        return result

    return run


@pytest.fixture
def numbered(tmp_path: Path) -> Numbered:
    """Return a function that publishes a version which holds nothing but a number."""

    def make(number: int) -> Path:
        line = f'<http://x/s> <http://x/p> "{number}" <http://x/g> .\n'
        publish(tmp_path, line.encode(), b"{}")
        return tmp_path

    return make
