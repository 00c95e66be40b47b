"""Answers: whole, in parts, and those whose process or version is lost on the way."""

import asyncio
import os
import signal
import time
from contextlib import suppress

import pytest

from ruhrgraph.ontology.errors import OverloadedError, QueryMemoryError
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.engine.process_limits import no_descriptors
from tests.graph.versions.examples import record_files
from tests.server.engine.conftest import Numbered, Play
from tests.server.engine.pool.pools import ENDLESS, QUICK, QUICK_ROWS, children, text, until
from tests.server.engine.pool.test_generations import NUMBER, number, version_of


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
        assert pool.stats().answered == 1

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
    version = version_of(data)
    version.dataset.write_text(rows + version.dataset.read_text())
    record_files(version)

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


def test_no_more_files(play: Play[None]) -> None:
    """A query for which the worker can open no connection is refused, as when too many others wait."""

    async def work(pool: Pool) -> None:
        assert await text(pool, QUICK) == QUICK_ROWS
        with no_descriptors(), pytest.raises(OverloadedError, match="Too many open files"):
            await text(pool, QUICK)
        assert dict(pool.stats().refused) == {"files": 1}
        assert await text(pool, QUICK) == QUICK_ROWS

    play(work)
