"""The cache of answers: bounded, of one version at a time."""

from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.cache import MAX_ONE, Cache, Stored, etag_of


def _stored(body: bytes) -> Stored:
    return Stored("text/plain", "e", body)


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
    assert len({etag_of("v1", "a"), etag_of("v2", "a"), etag_of("v1", "b")}) == len("abc")
    assert etag_of("v1", "a") == etag_of("v1", "a")
