"""The cache of answers: bounded, of one version at a time."""

from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.engine.pool.wire import Asked
from ruhrgraph.server.http.cache import MAX_ONE, Cache, CachedAnswer
from ruhrgraph.server.http.conditional import entity_tag
from ruhrgraph.server.sparql.service import Known


def _stored(body: bytes) -> CachedAnswer:
    return CachedAnswer("text/plain", "e", body)


def test_kept_and_found() -> None:
    """An answer is found again by the same request of the same version, and by no other."""
    cache = Cache()
    cache.put("v1", "a", _stored(b"x"))
    found = cache.get("v1", "a")
    assert found is not None
    assert found.body == b"x"
    assert cache.get("v1", "b") is None
    assert cache.get("v2", "a") is None


def test_a_new_version_empties_it() -> None:
    """With the first answer of another version all the others go."""
    cache = Cache()
    cache.put("v1", "a", _stored(b"x"))
    cache.put("v2", "b", _stored(b"y"))
    assert cache.get("v1", "a") is None
    assert cache.get("v2", "b") is not None


def test_long_answers_are_not_kept() -> None:
    """An answer longer than one may be is not kept."""
    cache = Cache()
    cache.put("v", "a", _stored(b"x" * (MAX_ONE + 1)))
    assert cache.get("v", "a") is None


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 50)), max_size=60))
def test_bounds(requests: list[tuple[str, int]]) -> None:
    """However it is filled, it holds no more answers and bytes than it may, and the last one put is found."""
    cache = Cache(max_answers=4, max_bytes=300)
    for key, size in requests:
        cache.put("v", key, _stored(b"x" * size))
        assert cache.get("v", key) is not None
    kept = [stored for key in "abcdefgh" if (stored := cache.get("v", key))]
    assert len(kept) <= cache.max_answers
    assert sum(len(stored.body) for stored in kept) * 2 <= cache.max_bytes


def test_etags_differ() -> None:
    """An ETag tells versions and requests apart, and is the same for the same."""
    assert len({entity_tag("v1", "a"), entity_tag("v2", "a"), entity_tag("v1", "b")}) == len("abc")
    assert entity_tag("v1", "a") == entity_tag("v1", "a")


def test_long_requests_count() -> None:
    """What answers are found by counts, too, so that long requests with short answers do not fill the memory."""
    cache = Cache(max_bytes=1000)
    for number in range(100):
        cache.put("a", f"{number}{'x' * 300}", CachedAnswer("text/csv", "", b"1"))
    assert sum(cache.get("a", f"{number}{'x' * 300}") is not None for number in range(100)) == 3


def test_only_short_requests_are_known() -> None:
    """A request with a long header is not remembered."""
    known = Known()
    for address in (("/sparql", b"query=ASK{}", "a" * 5000), ("/sparql", b"q" * 5000, None), ("/" * 5000, b"", None)):
        known.remember(address, Asked("ASK{}"), 1.0)
        assert known.find(address) is None
    known.remember(("/sparql", b"query=ASK{}", "text/csv"), Asked("ASK{}"), 1.0)
    assert known.find(("/sparql", b"query=ASK{}", "text/csv")) is not None
