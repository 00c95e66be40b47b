"""Answers that were given before: as many bytes as fit, of one version at a time.

In: a key made of the request and the form of the answer. Out: the bytes, compressed as the client takes them. A new
version empties the cache; nobody looks for what it changed.
"""

import asyncio
from dataclasses import dataclass, field

from cachetools import LRUCache

from ruhrgraph.server.http.compression import AT_ONCE, compress, compress_beside
from ruhrgraph.server.http.conditional import entity_tag

MAX_BYTES = 64 * 1024 * 1024
"""How many bytes of answers are kept."""
MAX_ONE = 4 * 1024 * 1024
"""How many bytes an answer may have that is kept."""
_OVERHEAD = 1024
"""Bytes that an answer takes besides its body: its key, its headers, its place."""


@dataclass
class CachedAnswer:
    """An answer: its content type, its ETag (of the answer itself, without quotes) and its bytes, by content coding."""

    content_type: str
    etag: str
    body: bytes
    _codings: dict[str, bytes] = field(default_factory=dict)
    _coding: asyncio.Lock = field(default_factory=asyncio.Lock)

    def coded(self, coding: str) -> bytes | None:
        """Return the bytes in a content coding ("" for none); None where making them takes longer: `coded_beside`."""
        if not coding:
            return self.body
        if coding not in self._codings and len(self.body) <= AT_ONCE:
            self._codings[coding] = compress(coding, self.body)
        return self._codings.get(coding)

    async def coded_beside(self, coding: str) -> bytes:
        """Return the bytes in a content coding, made in a thread; once, whoever else asks for them meanwhile."""
        async with self._coding:
            if coding not in self._codings:
                self._codings[coding] = await compress_beside(coding, self.body)
        return self._codings[coding]


def _size(answer: CachedAnswer) -> int:
    """Return the size of an answer in bytes: its body twice, as its compressed forms come later."""
    return 2 * len(answer.body) + _OVERHEAD


class Cache:
    """The answers of one version; the one that was used longest ago goes first."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._digest = ""
        self._answers: LRUCache[str, CachedAnswer] = LRUCache(max_bytes, getsizeof=_size)

    def get(self, digest: str, key: str) -> CachedAnswer | None:
        """Return the answer that a version gave to a request, or None."""
        return self._answers.get(entity_tag(digest, key)) if digest == self._digest else None

    def put(self, digest: str, key: str, answer: CachedAnswer) -> None:
        """Keep an answer of a version, unless it is too large; another version than before empties the cache."""
        if digest != self._digest:
            self._answers.clear()
            self._digest = digest
        if len(answer.body) <= MAX_ONE and _size(answer) <= self._answers.maxsize:
            # A key is as long as a query may be, so its hash takes its place.
            self._answers[entity_tag(digest, key)] = answer
