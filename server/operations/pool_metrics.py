"""Keeps the figures of the pool up to date, once a second: its queue, what it does, what it killed, the version."""

import asyncio
import os
import signal
from collections import Counter

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.http.metrics import BUSY, KILLS, QUEUED, TRIPLES, VERSION, flush_counts
from ruhrgraph.server.sparql.service import QueryService

_EVERY = 1.0


async def measure_pool(service: QueryService) -> None:
    """Carry the pool's figures over until cancelled."""
    before: Counter[str] = Counter()
    shown = ""
    parent = os.getppid()
    while True:
        if os.getppid() != parent:
            # The supervisor is gone, and the system did not tell.
            os.kill(os.getpid(), signal.SIGTERM)
        flush_counts()
        stats = service.pool.stats()
        QUEUED.set(stats.queued)
        BUSY.set(stats.busy)
        for cause, count in (Counter(stats.ends) - before).items():
            KILLS.labels(cause).inc(count)
        before = Counter(stats.ends)
        try:
            if (digest := service.digest()) != shown:
                served, facts = await service.pool.facts()
                if shown:
                    VERSION.labels(shown).set(0)
                VERSION.labels(served).set(1)
                TRIPLES.set(facts.triples)
                shown = digest
        except RuhrgraphError:
            shown = ""
        await asyncio.sleep(_EVERY)
