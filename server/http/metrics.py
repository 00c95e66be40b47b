"""The metrics of the server for Prometheus: requests, durations, the queue, kills by cause, cache hits, the version.

All server processes count into files of one folder (`PROMETHEUS_MULTIPROC_DIR`, set by `ruhrgraph serve`), so that any
of them can answer `/metrics` for all.
"""

import os
from collections import Counter as Tally

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

REQUESTS = Counter("ruhrgraph_requests_total", "Requests answered.", ["route", "status"])
SECONDS = Histogram("ruhrgraph_query_seconds", "Time to answer a query.", ["outcome"], buckets=_BUCKETS)
CACHE = Counter("ruhrgraph_cache_total", "Look-ups in the cache of answers.", ["outcome"])
KILLS = Counter("ruhrgraph_kills_total", "Query processes that were killed or died.", ["cause"])
ENGINE_FAILURES = Counter("ruhrgraph_engine_failures_total", "Queries that another engine failed to answer.", ["kind"])
ENGINE_RETRIES = Counter("ruhrgraph_engine_retries_total", "Queries that another engine was asked a second time.")
QUEUED = Gauge("ruhrgraph_queued", "Queries that wait for a process.", multiprocess_mode="livesum")
BUSY = Gauge("ruhrgraph_busy", "Query processes at work.", multiprocess_mode="livesum")
VERSION = Gauge("ruhrgraph_version", "The version that is served.", ["digest"], multiprocess_mode="livemax")
TRIPLES = Gauge("ruhrgraph_triples", "Different triples of the version served.", multiprocess_mode="livemax")
DAMAGED = Gauge(
    "ruhrgraph_version_damaged", "1 if the version in use cannot be read, else 0.", multiprocess_mode="livemax"
)


_requests: Tally[tuple[str, int]] = Tally()
_lookups: Tally[str] = Tally()
_observers = {"answered": SECONDS.labels("answered")}


def count_request(route: str, status: int) -> None:
    """Count a request that was answered.

    Prometheus' counters cost some microseconds each time, so counts are kept here until `flush_counts`.
    """
    _requests[route, status] += 1


def count_cache_lookup(outcome: str) -> None:
    """Count a look-up in the cache of answers ("hit" or "miss"), as `count_request`."""
    _lookups[outcome] += 1


def observe_query(outcome: str, seconds: float) -> None:
    """Add the duration of a query that was evaluated, in seconds."""
    (_observers.get(outcome) or SECONDS.labels(outcome)).observe(seconds)


def flush_counts() -> None:
    """Add what was counted since the last time to Prometheus' counters."""
    for (route, status), count in _requests.items():
        REQUESTS.labels(route, str(status)).inc(count)
    for outcome, count in _lookups.items():
        CACHE.labels(outcome).inc(count)
    _requests.clear()
    _lookups.clear()


def exposition() -> bytes:
    """Return all metrics as text; those of other server processes are as old as their last `flush_counts`."""
    flush_counts()
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types there
    return generate_latest(registry)
