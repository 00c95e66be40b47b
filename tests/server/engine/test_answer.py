"""One query's answer as it comes in, without a process behind it."""

import asyncio

from ruhrgraph.server.engine.answer import Answer
from ruhrgraph.server.engine.pool.wire import DATA, HEAD


def test_letting_go_wakes_who_reads() -> None:
    """Who waits for the next part of an answer waits no longer when another one lets go of it."""

    async def work() -> list[bytes]:
        left: list[Answer] = []
        answer = Answer(b"", 10.0, lambda _: None, left.append)
        answer.begin(4, lambda: None)
        answer.take(HEAD, b'["text/csv", "solutions"]')
        answer.take(DATA, b"12345")

        async def read() -> list[bytes]:
            return [chunk async for chunk in answer.chunks()]

        reader = asyncio.create_task(read())
        await asyncio.sleep(0)
        answer.let_go()
        assert left == [answer]
        async with asyncio.timeout(5):
            return await reader

    assert asyncio.run(work()) == [b"12345"]
