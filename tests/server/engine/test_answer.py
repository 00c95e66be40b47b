"""Answers whose process or version is lost on the way."""

import asyncio
import os
import signal
import time
from contextlib import suppress

import pytest

from ruhrgraph.ontology.errors import QueryMemoryError
from ruhrgraph.server.engine.pool.pool import Pool
from tests.server.engine.conftest import Numbered, Play
from tests.server.engine.pool.pools import ENDLESS, QUICK, QUICK_ROWS, children, text, until
from tests.server.engine.pool.test_generations import NUMBER, number, version_of


def test_who_waited_is_not_blamed(play: Play[None]) -> None:
    """A query that waits while one zygote after the other dies is answered in the end, however long it waited."""

    async def work(pool: Pool) -> None:
        busy = [asyncio.create_task(text(pool, ENDLESS)) for _ in range(3)]
        await until(lambda: pool.stats().busy == 1)
        waiting = asyncio.create_task(text(pool, QUICK))
        for _ in range(2):
            await until(lambda: pool.stats().busy == 1)
            await asyncio.sleep(0.3)
            assert not waiting.done()
            for zygote in children(os.getpid()):
                os.kill(zygote, signal.SIGKILL)
            await until(lambda: pool.stats().busy == 0)
        for task in busy:
            task.cancel()
        await asyncio.wait(busy)
        assert await waiting == QUICK_ROWS

    play(work, processes=1, slow=0)


def test_who_waits_goes_on_to_the_next_version(play: Play[None], numbered: Numbered) -> None:
    """A query that waits when a version is published is answered by the new one, not after all that is at work."""
    rows = "".join(f'<http://x/{place}> <http://x/q> "x" <http://x/g> .\n' for place in range(300))
    data = numbered(1)
    dataset = version_of(data).dataset
    dataset.write_text(rows + dataset.read_text())

    async def work(pool: Pool) -> None:
        busy = asyncio.create_task(text(pool, ENDLESS))
        await until(lambda: pool.stats().busy == 1)
        waiting = asyncio.create_task(text(pool, NUMBER, 5))
        await until(lambda: pool.stats().queued == 1)
        await asyncio.to_thread(numbered, 2)
        assert await number(pool) == 2
        assert await waiting == "n\r\n2\r\n"
        busy.cancel()
        await asyncio.wait((busy,))

    play(work, data=data, processes=1, slow=0)


def test_a_query_that_loses_each_process(play: Play[None]) -> None:
    """A query whose process is lost each time it has just begun is told so soon, not asked again and again."""

    async def work(pool: Pool) -> None:
        begun = time.monotonic()
        deadly = asyncio.create_task(text(pool, ENDLESS))
        while not deadly.done():
            for answer in pool.active:
                if (found := answer.work()) is not None:
                    with suppress(ProcessLookupError):
                        os.kill(found.pid, signal.SIGKILL)
            await asyncio.sleep(0.001)
        with pytest.raises(QueryMemoryError):
            await deadly
        assert time.monotonic() - begun < 10
        assert pool.stats().ends["killed"] == 1

    play(work, slow_after=0.5)
