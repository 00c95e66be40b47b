"""The cache of answers: bounded, of one version at a time."""

import asyncio
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.server.http import compression
from ruhrgraph.server.http.cache import MAX_ONE, Cache, CachedAnswer
from ruhrgraph.server.http.compression import AT_ONCE, compress


def _answer(body: bytes) -> CachedAnswer:
    return CachedAnswer("text/plain", "e", body)


def test_kept_and_found() -> None:
    """An answer is found again by the same request of the same version, and by no other."""
    cache = Cache()
    cache.put("v1", "a", _answer(b"x"))
    found = cache.get("v1", "a")
    assert found is not None
    assert found.body == b"x"
    assert cache.get("v1", "b") is None
    assert cache.get("v2", "a") is None


def test_a_new_version_empties_it() -> None:
    """With the first answer of another version all the others go."""
    cache = Cache()
    cache.put("v1", "a", _answer(b"x"))
    cache.put("v2", "b", _answer(b"y"))
    assert cache.get("v1", "a") is None
    assert cache.get("v2", "b") is not None


def test_long_answers_are_not_kept() -> None:
    """An answer longer than one may be is not kept."""
    cache = Cache()
    cache.put("v", "a", _answer(b"x" * (MAX_ONE + 1)))
    assert cache.get("v", "a") is None


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 2000)), max_size=60))
def test_bounds(requests: list[tuple[str, int]]) -> None:
    """However it is filled, it holds no more bytes than it may, and the last answer that was put is found."""
    cache = Cache(8000)
    for key, size in requests:
        cache.put("v", key, _answer(b"x" * size))
        assert cache.get("v", key) is not None
    kept = [answer for key in "abcdefgh" if (answer := cache.get("v", key))]
    assert sum(2 * len(answer.body) for answer in kept) <= 8000


def test_the_oldest_goes_first() -> None:
    """Where there is no room, the answer goes that was used longest ago."""
    cache = Cache(7000)
    for key in "abc":
        cache.put("v", key, _answer(b"x" * 1000))
        assert cache.get("v", "a")
    assert [bool(cache.get("v", key)) for key in "abc"] == [True, False, True]


def test_many_small_answers_are_bounded() -> None:
    """An answer counts more than its body, so that short ones to many long requests do not fill the memory."""
    cache = Cache(4000)
    for number in range(100):
        cache.put("a", f"{number}{'x' * 300}", _answer(b"1"))
    assert sum(cache.get("a", f"{number}{'x' * 300}") is not None for number in range(100)) == 3


def test_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long answer is compressed once and in another thread, however many ask for it at the same time."""
    made: list[int] = []

    def noted(coding: str, data: bytes) -> bytes:
        made.append(threading.get_ident())
        return compress(coding, data)

    monkeypatch.setattr(compression, "compress", noted)
    answer = CachedAnswer("text/plain", "e", b"x" * (2 * AT_ONCE))

    async def ask() -> list[bytes]:
        return await asyncio.gather(*(answer.coded_beside("br") for _ in range(5)))

    assert answer.coded("br") is None  # not in the loop
    assert set(asyncio.run(ask())) == {answer.coded("br")}
    assert len(made) == 1
    assert threading.get_ident() not in made


def test_short_ones_are_compressed_at_once() -> None:
    """A short answer waits for no thread."""
    answer = CachedAnswer("text/plain", "e", b"x" * AT_ONCE)
    assert answer.coded("gzip") == compress("gzip", answer.body)
