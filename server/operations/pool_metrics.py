"""Metrics of the pool, updated once a second: its queue, its processes, the version and whether it is damaged."""

import asyncio
from collections import Counter

from ruhrgraph.ontology.errors import DataFolderError, EngineError, NotPublishedError, RuhrgraphError
from ruhrgraph.server.http.metrics import (
    BUSY,
    DAMAGED,
    ENGINE_FAILURES,
    ENGINE_RETRIES,
    KILLS,
    QUEUED,
    TRIPLES,
    VERSION,
    flush_counts,
)
from ruhrgraph.server.sparql.query_service import QueryService

_SECONDS = 1.0
_ANSWER_SECONDS = 30.0


async def measure_pool(service: QueryService) -> None:
    """Update the metrics once a second, until cancelled."""
    before: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    retried = 0
    shown = ""
    while True:
        flush_counts()
        stats = service.engine.stats()
        QUEUED.set(stats.queued)
        BUSY.set(stats.busy)
        for cause, count in (Counter(stats.ends) - before).items():
            KILLS.labels(cause).inc(count)
        before = Counter(stats.ends)
        for kind, count in (Counter(stats.engine_failures) - failed).items():
            ENGINE_FAILURES.labels(kind).inc(count)
        ENGINE_RETRIES.inc(stats.retries - retried)
        failed, retried = Counter(stats.engine_failures), stats.retries
        try:
            served = await service.engine.served(_ANSWER_SECONDS)
        except (NotPublishedError, DataFolderError, EngineError):
            DAMAGED.set(1)
        except RuhrgraphError:
            pass  # `/ready` and each query say it
        else:
            DAMAGED.set(bool(served.problem))
            if served.digest != shown:
                if shown:
                    VERSION.labels(shown).set(0)
                VERSION.labels(served.digest).set(1)
                TRIPLES.set(served.facts.triples)
                shown = served.digest
        await asyncio.sleep(_SECONDS)
