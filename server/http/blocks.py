"""The header lines of clients, as they came, with what the parser made of them: a client sends the same ones each time.

In: lines that were parsed as the head of a request. Out: their headers, when they come again.
"""

from dataclasses import dataclass, field

from ruhrgraph.server.sparql.service import Headers

_BREAK = b"\r\n"
_UNFIT = frozenset(
    (
        b"authorization",
        b"connection",
        b"content-length",
        b"cookie",
        b"expect",
        b"proxy-connection",
        b"transfer-encoding",
        b"upgrade",
    )
)
_LONGEST_BLOCK, _MOST_BLOCKS = 2048, 1024


@dataclass
class Blocks:
    """Header lines that were read before, as they came, with what they say."""

    _known: dict[bytes, Headers] = field(default_factory=dict)

    def find(self, block: bytes) -> Headers | None:
        """Return the headers in a block, if it was read before."""
        return self._known.get(block)

    def learn(self, block: bytes, headers: Headers) -> None:
        """Remember a block that the parser has read as the whole head of a request, unless it is unfit."""
        if len(block) > _LONGEST_BLOCK or block.count(b"\n") != block.count(_BREAK):
            return
        if any(name in _UNFIT for name, _ in headers):
            return
        if len(self._known) >= _MOST_BLOCKS:
            self._known.clear()
        self._known[block] = headers
