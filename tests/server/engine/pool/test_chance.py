"""Chance in query processes, which are copies of one process and must not all draw the same."""

import asyncio

from ruhrgraph.server.engine.pool.pool import Pool
from tests.server.engine.conftest import Play
from tests.server.engine.pool.pools import text


def test_each_process_draws_anew(play: Play[None]) -> None:
    """UUID() and RAND() differ from call to call, whichever process answers."""

    async def work(pool: Pool) -> None:
        query = "SELECT (UUID() AS ?u) (RAND() AS ?r) { FILTER(STRLEN(SHA512('x')) > 1) }"
        drawn = await asyncio.gather(*(text(pool, query) for _ in range(12)))
        assert len(set(drawn)) == len(drawn)

    play(work, processes=4)
