"""The pool with real processes: answers, limits, and what becomes of queries that meet them."""

import asyncio
import gc
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.ontology.errors import (
    BadRequestError,
    NotAcceptableError,
    OverloadedError,
    QueryMemoryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    RuhrgraphError,
)
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked
from tests.server.engine.conftest import Numbered, Play
from tests.server.engine.pool.pools import (
    ENDLESS,
    GREEDY,
    LONG,
    QUICK,
    QUICK_ROWS,
    descriptors,
    generations,
    query_processes,
    slow_processes,
    text,
    until,
)


async def end(task: asyncio.Task[str]) -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    await asyncio.wait((task,))


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked("SELECT * {"), QuerySyntaxError),
        (Asked("DROP ALL"), QueryRefusedError),
        (Asked("ASK {}", accept="image/png"), NotAcceptableError),
        (Asked("ASK {}", default_graphs=("x y",)), BadRequestError),
        (Asked("SELECT * { ?s ?p ?o }", max_bytes=500), ResultTooLargeError),
    ],
)
def test_errors_are_raised(play: Play[None], asked: Asked, error: type[RuhrgraphError]) -> None:
    """An error in the query process is raised here, and costs no process."""

    async def work(pool: Pool) -> None:
        with pytest.raises(error):
            async with pool.answer(asked, 5):
                pass
        assert await text(pool, QUICK) == QUICK_ROWS
        assert dict(pool.stats().ends) == {}

    play(work)


def test_a_result_that_grows_too_large_breaks_off(play: Play[None]) -> None:
    """An answer that passes its limit on the way fails while it is read."""

    async def work(pool: Pool) -> None:
        async with pool.answer(Asked(LONG, max_bytes=3_000_000), 20) as answer:
            with pytest.raises(ResultTooLargeError):
                [chunk async for chunk in answer.chunks()]

    play(work)


def test_too_much_time(play: Play[None]) -> None:
    """A query that takes too long is ended in time and told so, and others go on meanwhile."""

    async def work(pool: Pool) -> None:
        assert await text(pool, QUICK) == QUICK_ROWS  # the version is read by then, which takes time of its own
        begun = time.monotonic()
        endless = asyncio.create_task(text(pool, ENDLESS, 0.5))
        while not endless.done():
            assert await text(pool, QUICK) == QUICK_ROWS
        with pytest.raises(QueryTimeoutError, match=r"0\.5 seconds"):
            await endless
        assert time.monotonic() - begun < 2
        assert pool.stats().ends["timeout"] == 1

    play(work)


@pytest.mark.parametrize(
    ("query", "error", "cause"),
    [
        (GREEDY, QueryMemoryError, "memory"),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c } ORDER BY ?o ?c", BadRequestError, "order"),
    ],
)
def test_a_query_that_kills_its_process(play: Play[None], query: str, error: type[RuhrgraphError], cause: str) -> None:
    """A query that takes too much memory, or makes the engine abort, is told so, and others go on meanwhile."""

    async def work(pool: Pool) -> None:
        deadly = asyncio.create_task(text(pool, query))
        while not deadly.done():
            assert await text(pool, QUICK) == QUICK_ROWS
        with pytest.raises(error):
            await deadly
        assert pool.stats().ends[cause] == 1

    play(work, memory=256)


@pytest.mark.parametrize(
    ("number", "error", "cause"),
    [(signal.SIGKILL, QueryMemoryError, "killed"), (signal.SIGSEGV, BadRequestError, "crash")],
)
def test_a_process_that_dies(play: Play[None], number: int, error: type[RuhrgraphError], cause: str) -> None:
    """A query whose process is killed from outside, or crashes, ends with an error, and the process is replaced."""

    async def work(pool: Pool) -> None:
        endless = asyncio.create_task(text(pool, ENDLESS))
        await until(lambda: slow_processes() == 1)
        for pid in query_processes():
            os.kill(pid, number)
        with pytest.raises(error):
            await endless
        assert dict(pool.stats().ends) == {cause: 1}
        assert await text(pool, QUICK) == QUICK_ROWS

    play(work, evict_after=60)


def test_who_leaves_ends_the_query(play: Play[None]) -> None:
    """A query is ended when nobody wants it any more: at work, on its way out, or waiting."""

    async def work(pool: Pool) -> None:
        async with pool.answer(Asked(LONG), 20):
            pass
        assert dict(pool.stats().ends) == {"left": 1}
        working = asyncio.create_task(text(pool, ENDLESS))
        await until(lambda: pool.stats().busy == 1)
        waiting = asyncio.create_task(text(pool, QUICK))
        await until(lambda: pool.stats().queued == 1)
        await end(waiting)
        assert pool.stats().queued == 0
        await end(working)
        assert dict(pool.stats().ends) == {"left": 2}
        assert await text(pool, QUICK) == QUICK_ROWS

    play(work, processes=1, slow=0)


def test_a_full_queue(play: Play[None]) -> None:
    """A query that finds the queue full is refused at once; one that waits too long is told that it was not begun."""

    async def work(pool: Pool) -> None:
        endless = asyncio.create_task(text(pool, ENDLESS))
        await until(lambda: pool.stats().busy == 1)
        waiting = [asyncio.create_task(text(pool, QUICK, 0.4)) for _ in range(2)]
        await until(lambda: pool.stats().queued == 2)
        with pytest.raises(OverloadedError, match="2 queries are waiting"):
            await text(pool, QUICK)
        for task in waiting:
            with pytest.raises(QueryTimeoutError, match="not begun"):
                await task
        assert dict(pool.stats().refused) == {"queue": 1, "timeout": 2}
        await end(endless)

    play(work, processes=1, slow=0, queue=2)


def test_who_left_the_queue_is_passed_over(play: Play[None]) -> None:
    """A query whose client left while it waited costs no process any time."""

    async def work(pool: Pool) -> None:
        endless = asyncio.create_task(text(pool, ENDLESS))
        await until(lambda: pool.stats().busy == 1)
        waiting = [asyncio.create_task(text(pool, ENDLESS)) for _ in range(8)]
        await until(lambda: pool.stats().queued == 8)
        for task in (*waiting, endless):
            await end(task)
        assert await text(pool, QUICK, 5) == QUICK_ROWS
        assert dict(pool.stats().ends) == {"left": 1}

    play(work, processes=1, slow=0)


def test_long_queries_make_room(play: Play[None]) -> None:
    """Long queries do not hold up short ones, and when there are too many of them, those that came last are ended."""

    async def work(pool: Pool) -> None:
        endless = [asyncio.create_task(text(pool, ENDLESS)) for _ in range(3)]
        await until(lambda: slow_processes() == 2)
        await until(lambda: pool.stats().busy == 3)
        assert await text(pool, QUICK) == QUICK_ROWS
        done, going_on = await asyncio.wait(endless, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        assert [type(task.exception()) for task in done] == [OverloadedError]
        for task in going_on:
            await end(task)
        await until(lambda: len(query_processes()) == 1)

    play(work, processes=1, slow=2, evict_after=0.3)


def test_two_workers_share_the_processes(small_data: Path) -> None:
    """Whichever process is free takes the next query, from whichever worker; none is idle while a query waits."""
    limits = Limits(processes=2, slow=0)

    async def work(address: str) -> None:
        busy, other = Pool(limits, small_data, address), Pool(limits, small_data, address)
        endless = [asyncio.create_task(text(busy, ENDLESS)) for _ in range(2)]
        await until(lambda: busy.stats().busy == 2)
        waiting = asyncio.create_task(text(other, QUICK))
        await until(lambda: other.stats().queued == 1)
        await end(endless[0])
        assert await waiting == QUICK_ROWS
        await end(endless[1])

    with generations(limits, small_data) as address:
        asyncio.run(work(address))


def test_a_long_query_that_ends_takes_its_process_along(play: Play[None]) -> None:
    """A process that was slowed down takes no further query."""

    async def work(pool: Pool) -> None:
        async with pool.answer(Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }"), 20) as answer:
            await until(lambda: slow_processes() == 1)
            work = answer.work()
            async for _ in answer.chunks():
                pass
        assert work is not None
        await until(lambda: work.pid not in query_processes())
        assert dict(pool.stats().ends) == {}

    play(work, slow_after=0.01)


def test_questions_leave_nothing(play: Play[None]) -> None:
    """However often it is asked which version answers, its table is opened once; an old one may be held elsewhere."""

    async def work(pool: Pool) -> None:
        await pool.served(5)
        _, table = await pool.version(asyncio.get_running_loop().time() + 5)
        await pool.served(5)
        assert (await pool.version(asyncio.get_running_loop().time() + 5))[1] is table

    play(work)


@pytest.mark.parametrize("kills", [int(os.environ.get("RUHRGRAPH_TEST_KILLS", "30"))])
def test_kills_leave_nothing(play: Play[None], kills: int) -> None:
    """However many queries are killed, no process, zombie or descriptor is left over."""

    async def work(pool: Pool) -> None:
        assert await text(pool, QUICK) == QUICK_ROWS
        before = descriptors()
        for _ in range(kills):
            endless = asyncio.create_task(text(pool, ENDLESS))
            await until(lambda: pool.stats().busy == 1)
            await end(endless)
        assert await text(pool, QUICK) == QUICK_ROWS
        await until(lambda: len(query_processes()) == 2)
        assert descriptors() == before
        assert pool.stats().ends["left"] == kills

    play(work)


def test_tables_are_closed(play: Play[None], numbered: Numbered) -> None:
    """However often a worker asks, and however many versions answer it, it keeps open what the last one needs."""

    async def work(pool: Pool) -> None:
        await pool.served(10)
        before = descriptors()
        for value in range(3):
            await asyncio.to_thread(numbered, value + 10)
            for _ in range(5):
                with suppress(RuhrgraphError):
                    await text(pool, GREEDY, 0.1)
                with suppress(RuhrgraphError):
                    await text(pool, "NO QUERY")
                await pool.served(10)
        assert descriptors() == before

    gc.disable()  # what it removes may have stayed open for a long time
    try:
        play(work, data=numbered(1))
    finally:
        gc.enable()


def test_who_wants_to_know_shares_a_question(play: Play[None], monkeypatch: pytest.MonkeyPatch) -> None:
    """However many want to know at once what is served, the supervisor gets few questions: its connections are few."""
    asked = Counter[str]()
    question = Pool._question

    async def counted(pool: Pool, line: str) -> dict[str, Any]:
        asked[line] += 1
        return await question(pool, line)

    async def work(pool: Pool) -> None:
        found = await asyncio.gather(*(pool.served(20) for _ in range(200)))
        assert {version.digest for version in found} == {pool.digest()}
        assert asked[""] <= 2

    monkeypatch.setattr(Pool, "_question", counted)
    play(work)


def test_nobody_tells_what_is_served(play: Play[None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits in vain for the first version is told how long that was."""

    async def nothing(*_: object) -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def work(pool: Pool) -> None:
        with pytest.raises(QueryTimeoutError, match=r"waited 0\.2 seconds"):
            await pool.served(0.2)

    monkeypatch.setattr(Pool, "_question", nothing)
    play(work)
