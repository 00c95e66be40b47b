"""One query on its way through the pool, and its answer as it comes in.

In: frames from a query process. Out: head and bytes for whoever asked, or the error. It is read inside of
`async with`; who leaves that before the end lets go of the query, whose process is then killed. Where every microsecond
counts, `begin` and `whole` do the same without a task that waits.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Protocol, Self

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.pool.wire import DATA, FACTS, HEAD, End, unpack_end, unpack_error, unpack_head

_HIGH = 1024 * 1024


class Source(Protocol):
    """Where the frames of an answer come from."""

    def pause(self) -> None:
        """Stop reading for a while."""

    def resume(self) -> None:
        """Go on reading."""


class Answer:
    """The answer to one query: read its `content_type`, then `buffered` and, if that is None, `chunks`."""

    def __init__(
        self, request: bytes, seconds: float, ask: Callable[["Answer"], None], leave: Callable[["Answer"], None]
    ) -> None:
        self.request = request
        self.seconds = seconds
        self.deadline = 0.0
        self.begun_at = 0.0
        self.need = 0
        self.retried = False
        self.source: Source | None = None
        self.digest = ""
        self.content_type = ""
        self.kind = ""
        self.end: End | None = None
        self._ask = ask
        self._leave = leave
        self._error: RuhrgraphError | None = None
        self._chunks: deque[bytes] = deque()
        self._held = 0
        self._begun = self._left = False
        self._waiter: asyncio.Future[None] | None = None
        self._tell: Callable[[], None] | None = None
        self._limit = 0

    @property
    def begun(self) -> bool:
        """Whether its head has come, so that it can no longer be asked anew elsewhere."""
        return self._begun

    @property
    def done(self) -> bool:
        """Whether nothing more is to come, or nobody waits for it."""
        return self.end is not None or self._error is not None or self._left

    async def __aenter__(self) -> Self:
        self._ask(self)
        try:
            while not self._begun and not self.done:
                await self._more()
            self._check()
        except BaseException:  # also when cancelled: the query is not wanted any more
            self.let_go()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.let_go()

    def begin(self, limit: int, tell: Callable[[], None]) -> None:
        """Begin the query, and let a function be called, once, when `whole` knows more.

        Args:
            limit: How many bytes an answer may have that is to be had as a whole.
            tell: The function; the event loop calls it.

        Raises:
            RuhrgraphError: It cannot even wait for its turn.

        """
        self._limit, self._tell = limit, tell
        self._ask(self)

    def whole(self) -> bytes | None:
        """Return the whole answer, or None if it is longer than the limit; nothing is lost for `chunks`.

        Raises:
            RuhrgraphError: The query failed.

        """
        self._check()
        return b"".join(self._chunks) if self.end is not None and self._held <= self._limit else None

    def let_go(self) -> None:
        """Want no more of the answer."""
        self._tell = None
        self._chunks.clear()
        if not self.done:
            self._left = True
            self._leave(self)
            self._wake()

    async def buffered(self, limit: int) -> bytes | None:
        """Return the whole answer if it is no longer than a limit, else None; nothing is lost for `chunks`.

        Raises:
            RuhrgraphError: The query failed meanwhile.

        """
        while not self.done and self._held <= limit:
            await self._more()
        self._check()
        return b"".join(self._chunks) if self._held <= limit else None

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the answer as it comes.

        Raises:
            RuhrgraphError: The query failed on the way, and what was yielded is not the answer.

        """
        while True:
            self._check()
            while self._chunks:
                chunk = self._chunks.popleft()
                self._held -= len(chunk)
                yield chunk
                self._check()
            if self.done:
                return
            await self._more()

    def take(self, kind: bytes, payload: bytes) -> None:
        """Take a frame with a head, data or facts."""
        if kind == HEAD:
            head = unpack_head(payload)
            self.content_type, self.kind = head.content_type, head.kind
            self._begun = True
        elif kind in (DATA, FACTS):
            self._chunks.append(payload)
            self._held += len(payload)
            if self._held > max(_HIGH, self._limit) and self.source:
                self.source.pause()
        self._wake()

    def finish(self, payload: bytes) -> bool:
        """Take the frame with the end; return whether the process goes."""
        self.end = unpack_end(payload)
        self.source = None
        self._wake()
        return self.end.leaving

    def break_off(self, payload: bytes) -> bool:
        """Take the frame with an error; return whether the process goes."""
        error, leaving = unpack_error(payload)
        self.fail(error)
        return leaving

    def fail(self, error: RuhrgraphError) -> None:
        """End the answer with an error."""
        self._error = error
        self.source = None
        self._wake()

    def _check(self) -> None:
        if self._error is not None:
            raise self._error

    async def _more(self) -> None:
        """Wait until something has come. Whoever waits has room, so reading goes on."""
        if self.source:
            self.source.resume()
        self._waiter = asyncio.get_running_loop().create_future()
        await self._waiter

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
        if self._tell is not None and (self.done or self._held > self._limit):
            tell, self._tell = self._tell, None
            # Later, so that the process has its next query first.
            asyncio.get_running_loop().call_soon(tell)
