"""Answers that were given before: a bounded cache in memory, of one version at a time.

In: a key made of the request and the form of the answer. Out: the bytes, compressed as the client takes them. What a
new version changes is not looked for: a new version empties the cache.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

from ruhrgraph.server.http.compression import compress

MAX_ANSWERS = 2000
MAX_BYTES = 64 * 1024 * 1024
MAX_ONE = 4 * 1024 * 1024
"""How many answers, how many bytes in all, and how many of one answer are kept."""


@dataclass
class CachedAnswer:
    """An answer: its content type, its ETag (of the answer itself, without quotes) and its bytes, by content coding."""

    content_type: str
    etag: str
    body: bytes
    codings: dict[str, bytes] = field(default_factory=dict)

    def coded(self, coding: str) -> bytes:
        """Return the bytes in a content coding ("" for none); made once."""
        if not coding:
            return self.body
        if coding not in self.codings:
            self.codings[coding] = compress(coding, self.body)
        return self.codings[coding]

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.body) + sum(map(len, self.codings.values()))


@dataclass
class Cache:
    """The answers of one version, the one used longest ago goes first."""

    max_answers: int = MAX_ANSWERS
    max_bytes: int = MAX_BYTES
    digest: str = ""
    hits: int = 0
    misses: int = 0
    _answers: OrderedDict[str, CachedAnswer] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def get(self, digest: str, key: str) -> CachedAnswer | None:
        """Return the answer that a version gave to a request, or None."""
        if digest != self.digest:
            self.misses += 1
            return None
        stored = self._answers.get(key)
        if stored is None:
            self.misses += 1
            return None
        self.hits += 1
        self._answers.move_to_end(key)
        return stored

    def put(self, digest: str, key: str, stored: CachedAnswer) -> None:
        """Keep an answer of a version, unless it is too large; another version than before empties the cache."""
        if digest != self.digest:
            self.clear(digest)
        if len(stored.body) > MAX_ONE or key in self._answers:
            return
        self._answers[key] = stored
        self._bytes += _taken(key, stored)
        while len(self._answers) > self.max_answers or self._bytes > self.max_bytes:
            self._bytes -= _taken(*self._answers.popitem(last=False))

    def clear(self, digest: str) -> None:
        """Forget everything and go on with a version."""
        self._answers.clear()
        self._bytes = 0
        self.digest = digest


def _taken(key: str, stored: CachedAnswer) -> int:
    """Return what an answer is counted as, in bytes: the text it is found by, and twice the answer.

    Twice, as its compressed forms come later.
    """
    return len(key) + 2 * len(stored.body)
