"""The metrics: what is counted between two looks is added up once."""

from ruhrgraph.server.http.metrics import count_cache_lookup, count_request, exposition, flush_counts, observe_query


def _value(line: str) -> float:
    """Return the value of a metric, 0 where it is not there yet."""
    lines = exposition().decode().splitlines()
    return next((float(found.rpartition(" ")[2]) for found in lines if found.startswith(f"{line} ")), 0.0)


def test_requests_are_added_up() -> None:
    """Requests are counted by route and status, however often they are looked at."""
    name = 'ruhrgraph_requests_total{route="/test-metrics",status="418"}'
    before = _value(name)
    for _ in range(3):
        count_request("/test-metrics", 418)
    flush_counts()
    count_request("/test-metrics", 418)
    assert _value(name) == before + 4
    assert _value(name) == before + 4


def test_lookups_and_durations() -> None:
    """Look-ups in the cache are counted by what came of them, and queries by how they ended."""
    hits, ended = 'ruhrgraph_cache_total{outcome="hit"}', 'ruhrgraph_query_seconds_count{outcome="TestError"}'
    before = _value(hits), _value(ended)
    count_cache_lookup("hit")
    observe_query("TestError", 0.5)
    assert (_value(hits), _value(ended)) == (before[0] + 1, before[1] + 1)
