"""Metrics of the pool, updated once a second: its queue, busy processes, killed processes, the version in use."""

import asyncio
from collections import Counter
from contextlib import suppress

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.http.metrics import BUSY, KILLS, QUEUED, TRIPLES, VERSION, flush_counts
from ruhrgraph.server.sparql.query_service import QueryService

_SECONDS = 1.0


async def measure_pool(service: QueryService) -> None:
    """Update the metrics once a second, until cancelled."""
    before: Counter[str] = Counter()
    shown = ""
    while True:
        flush_counts()
        stats = service.pool.stats()
        QUEUED.set(stats.queued)
        BUSY.set(stats.busy)
        for cause, count in (Counter(stats.ends) - before).items():
            KILLS.labels(cause).inc(count)
        before = Counter(stats.ends)
        with suppress(RuhrgraphError):  # `/ready` and each query say it
            if (digest := service.digest()) != shown:
                served, facts = await service.pool.facts()
                if shown:
                    VERSION.labels(shown).set(0)
                VERSION.labels(served).set(1)
                TRIPLES.set(facts.triples)
                shown = digest
        await asyncio.sleep(_SECONDS)
