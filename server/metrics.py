"""What the server counts, in Prometheus' form: requests, durations, the queue, kills by cause, cache hits, the version.

Several server processes count into files of one folder (`PROMETHEUS_MULTIPROC_DIR`, set by `ruhrgraph serve`), so that
whichever process answers `/metrics` tells of all.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

REQUESTS = Counter("ruhrgraph_requests_total", "Requests answered.", ["route", "status"])
SECONDS = Histogram("ruhrgraph_query_seconds", "Time to answer a query.", ["outcome"], buckets=_SECONDS)
CACHE = Counter("ruhrgraph_cache_total", "Look-ups in the cache of answers.", ["outcome"])
KILLS = Counter("ruhrgraph_kills_total", "Query processes that were killed or died.", ["cause"])
QUEUED = Gauge("ruhrgraph_queued", "Queries that wait for a process.", multiprocess_mode="livesum")
BUSY = Gauge("ruhrgraph_busy", "Query processes at work.", multiprocess_mode="livesum")
VERSION = Gauge("ruhrgraph_version", "The version that is served.", ["digest"], multiprocess_mode="livemax")
TRIPLES = Gauge("ruhrgraph_triples", "Different triples of the version served.", multiprocess_mode="livemax")


def exposition() -> bytes:
    """Return all figures as text."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
