"""The pool with real processes: answers, limits, and what becomes of queries that meet them."""

import asyncio
import os
import signal
import time
from pathlib import Path

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
from tests.server.engine.conftest import Play
from tests.server.engine.pool.pools import (
    ENDLESS,
    GREEDY,
    LONG,
    QUICK,
    QUICK_ROWS,
    descriptors,
    query_processes,
    text,
    until,
)


async def end(task: asyncio.Task[str]) -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    await asyncio.wait((task,))


@pytest.mark.parametrize(
    ("asked", "kind", "content_type", "body"),
    [
        (Asked("SELECT (1 AS ?n) {}", format="csv"), "solutions", "text/csv; charset=utf-8", b"n\r\n1\r\n"),
        (Asked("ASK {}", accept="text/csv"), "boolean", "text/csv; charset=utf-8", b"true"),
        (
            Asked("CONSTRUCT { <http://a> a <http://b> } {}", accept="application/n-triples"),
            "graph",
            "application/n-triples",
            b"<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://b> .\n",
        ),
    ],
)
def test_answers(play: Play[None], asked: Asked, kind: str, content_type: str, body: bytes) -> None:
    """An answer has its kind, its content type, the version's digest and, once it has ended, rows and seconds."""

    async def work(pool: Pool) -> None:
        async with pool.answer(asked, 5) as answer:
            assert (answer.kind, answer.content_type) == (kind, content_type)
            assert len(answer.digest) == 64
            assert await answer.buffered(1000) == body
            assert answer.end is not None
            assert answer.end.seconds < 5
        assert pool.stats().served == 1

    play(work)


def test_a_long_answer_streams(play: Play[None]) -> None:
    """An answer that is too long for a buffer streams, none of it lost, and slow readers hold the process back."""

    async def work(pool: Pool) -> None:
        asked = Asked("SELECT * { ?a ?b ?c . ?d ?e ?f }", accept="text/csv")
        async with pool.answer(asked, 20) as answer:
            assert await answer.buffered(1000) is None
            await asyncio.sleep(0.2)
            assert answer.end is None
            streamed = b"".join([chunk async for chunk in answer.chunks()])
            assert answer.end is not None
            assert answer.end.rows == streamed.count(b"\r\n") - 1
        async with pool.answer(asked, 20) as answer:
            assert await answer.buffered(100_000_000) == streamed

    play(work)


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


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_dies(play: Play[None], number: int) -> None:
    """A query whose process is killed from outside ends with an error, and the process is replaced."""

    async def work(pool: Pool) -> None:
        endless = asyncio.create_task(text(pool, ENDLESS))
        await until(lambda: pool.stats().slow == 1)
        killed = query_processes()
        for pid in killed:
            os.kill(pid, number)
        with pytest.raises(QueryMemoryError):
            await endless
        await until(lambda: sum(pool.stats().ends.values()) >= len(killed))
        assert await text(pool, QUICK) == QUICK_ROWS

    play(work)


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
        waiting = asyncio.create_task(text(pool, QUICK, 0.2))
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError):
            await text(pool, QUICK)
        with pytest.raises(QueryTimeoutError, match="not begun"):
            await waiting
        assert dict(pool.stats().refused) == {"queue": 1, "timeout": 1}
        await end(endless)

    play(work, processes=1, slow=0, queue=1)


def test_long_queries_make_room(play: Play[None]) -> None:
    """Long queries do not hold up short ones, and when there are too many of them, those that came last are ended."""

    async def work(pool: Pool) -> None:
        endless = [asyncio.create_task(text(pool, ENDLESS)) for _ in range(3)]
        await until(lambda: pool.stats().slow == 2)
        await until(lambda: pool.stats().busy == 3)
        assert await text(pool, QUICK) == QUICK_ROWS
        with pytest.raises(OverloadedError):
            await endless[2]
        assert dict(pool.stats().ends) == {"crowded": 1}
        for task in endless[:2]:
            assert not task.done()
            await end(task)
        await until(lambda: pool.stats().processes == 1)

    play(work, processes=1, slow=2, evict_after=0.3)


def test_a_long_query_that_ends_takes_its_process_along(play: Play[None]) -> None:
    """A process that was slowed down takes no further query."""

    async def work(pool: Pool) -> None:
        assert "\r\n" in await text(pool, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        assert dict(pool.stats().ends) == {"slow": 1}

    play(work, slow_after=0.01)


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


@pytest.mark.parametrize(("grace", "seen"), [(10.0, QUICK_ROWS), (0.0, "shutting down")])
def test_closing(small_data: Path, grace: float, seen: str) -> None:
    """A pool that closes lets queries finish within its grace, those that wait too, and takes no new ones."""

    async def work() -> None:
        pool = Pool(Limits(processes=1, slow=0), small_data)
        await pool.start()
        query = "SELECT (1 + 1 AS ?n) { { SELECT (COUNT(*) AS ?m) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } } }"
        running = [asyncio.create_task(text(pool, query)), asyncio.create_task(text(pool, QUICK))]
        await until(lambda: pool.stats().busy == 1)
        closing = asyncio.create_task(pool.close(grace))
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError, match="shutting down"):
            await text(pool, QUICK)
        results = await asyncio.gather(*running, return_exceptions=True)
        assert [str(result) for result in results if seen not in str(result)] == []
        await closing
        assert query_processes() == []

    asyncio.run(work())
