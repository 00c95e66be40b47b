"""One query on its way through the pool, and its answer as it comes in.

In: a connection to a query process. Out: head and bytes for whoever asked, or an error. It is read inside of
`async with`; leaving that before the end ends the query, by ending its process.
"""

import asyncio
import os
import signal
import socket
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ruhrgraph.ontology.errors import EngineError, EngineSwitchedError, RuhrgraphError
from ruhrgraph.server.engine.pool import failures
from ruhrgraph.server.engine.pool.activity import Activity, Work
from ruhrgraph.server.engine.pool.wire import (
    DATA,
    END,
    HEAD,
    RETRIED,
    Asked,
    End,
    Frames,
    pack_asked,
    unpack_end,
    unpack_error,
    unpack_head,
)

if TYPE_CHECKING:
    from ruhrgraph.server.engine.pool.pool import Pool  # which makes answers

_RECEIVE = 128 * 1024
_counter = count()
_AGAIN = 0.01
"""Seconds before asking again where the processes that were asked have just ended."""
_MOST_LOSSES = 5
"""How many processes may be lost that had just begun a query, before the query is taken for the reason."""


class _AskAgainError(Exception):
    """Raised when a process ended that is not known to have ended by this query, from `PoolAnswer._receive`."""


class PoolAnswer:
    """The answer to one query: read its `content_type`, then `buffered` and, if that is None, `chunks`."""

    def __init__(self, pool: "Pool", asked: Asked, seconds: float) -> None:
        self.digest = ""
        self.content_type = ""
        self.kind = ""
        self.end: End | None = None
        self._pool = pool
        self._asked = asked
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._connection: socket.socket | None = None
        self._activity: Activity | None = None
        self._number = self._memory = 0
        self._frames = Frames()
        self._chunks: deque[bytes] = deque()
        self._held = 0
        self._error: RuhrgraphError | None = None
        self._too_late: RuhrgraphError | None = None
        self._losses = 0
        self._switched = False

    async def __aenter__(self) -> Self:
        deadline = self._loop.time() + self._seconds
        self._timer = self._loop.call_at(deadline, self._time_out)
        self._pool.active.add(self)
        try:
            while not self.kind:
                await self._begin(deadline)
        except BaseException:  # also when cancelled: nobody wants the answer any more
            self._close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()

    def work(self) -> Work | None:
        """Return which process is at work on the query; None while it waits for one."""
        return self._activity.find(self._number) if self._activity and self._number else None

    async def buffered(self, limit: int) -> bytes | None:
        """Return the whole answer if it has no more bytes than a limit, else None; nothing is lost for `chunks`.

        Raises:
            RuhrgraphError: The query failed meanwhile.

        """
        while self.end is None and self._held <= limit:
            await self._receive()
        return b"".join(self._chunks) if self._held <= limit else None

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the answer as it comes.

        Raises:
            RuhrgraphError: The query failed on the way, and what was yielded is not the whole answer.

        """
        while True:
            while self._chunks:
                chunk = self._chunks.popleft()
                self._held -= len(chunk)
                yield chunk
            if self.end is not None:
                return
            await self._receive()

    async def _begin(self, deadline: float) -> None:
        """Send the query to a free process, and wait for the head of the answer; without one it has to be sent again.

        Raises:
            RuhrgraphError: The query failed, or could not even wait for a process.

        """
        if self._too_late is not None:
            raise self._too_late
        version, self._activity = await self._pool.version(deadline)
        self._connection = self._pool.connect(version)
        if self._connection is None:
            await asyncio.sleep(_AGAIN)
            return
        self.digest, self._memory = version.digest, version.memory
        self._number = (os.getpid() << 32) + next(_counter)
        request = pack_asked(self._number, self._asked, time.monotonic() + deadline - self._loop.time())
        try:
            sent = self._connection.send(request)
            if sent < len(request):
                await self._loop.sock_sendall(self._connection, request[sent:])
            while not self.kind:
                await self._receive()
        except (_AskAgainError, BrokenPipeError, ConnectionResetError):
            self._connection.close()
            self._connection, self._frames, self._number = None, Frames(), 0
            if self._switched:
                self._switched = False
                await self._pool.look()
            await asyncio.sleep(_AGAIN)

    async def _receive(self) -> None:
        """Take what comes next from the process; called only as long as there is more to come.

        Raises:
            RuhrgraphError: The query failed.
            _AskAgainError: The process ended, and not by this query, as far as can be told.

        """
        if self._error is not None or self._connection is None:
            raise self._error or RuntimeError("an answer is read inside of `async with`")
        try:
            data = await self._loop.sock_recv(self._connection, _RECEIVE)
        except ConnectionResetError:
            data = b""
        if not data:
            self._fail()
        for kind, payload in self._frames.feed(data):
            self._take(kind, payload)

    def _take(self, kind: bytes, payload: bytes) -> None:
        """Take a frame.

        Raises:
            RuhrgraphError: It is an error.
            _AskAgainError: Another engine has another version in use by now.

        """
        if kind == DATA:
            self._chunks.append(payload)
            self._held += len(payload)
        elif kind == HEAD:
            head = unpack_head(payload)
            self.content_type, self.kind = head.content_type, head.kind
        elif kind == RETRIED:
            self._pool.retries += 1
        elif kind == END:
            self._pool.answered += 1
            self._let_go()
            self.end = unpack_end(payload)
        else:
            self._take_error(unpack_error(payload))

    def _take_error(self, error: RuhrgraphError) -> None:
        """Raise an error that the process tells."""
        if isinstance(error, EngineSwitchedError) and not self.kind:
            self._switched = True
            raise _AskAgainError
        if isinstance(error, EngineError):
            self._pool.engine_failures[failures.engine_failure(error)] += 1
        self._pool.answered += 1
        self._let_go()
        self._error = error
        raise error

    def _fail(self) -> None:
        """Raise the error of a connection that ended before the answer did.

        Raises:
            RuhrgraphError: The query met a limit.
            _AskAgainError: As `_receive`.

        """
        if self._too_late is not None:
            raise self._too_late
        limits, work = self._pool.limits, self.work()
        cause = failures.cause_of(self._frames.rest)
        seconds = work.seconds if work else 0.0  # it was not begun, or only just
        if cause == "killed" and not self.kind and seconds < limits.slow_after and self._losses < _MOST_LOSSES:
            self._losses += work is not None
            raise _AskAgainError
        self._pool.ends[cause] += 1
        evicted = cause == "killed" and limits.slow > 0 and seconds >= limits.evict_after
        self._error = failures.evicted() if evicted else failures.process_ended(cause, self._memory)
        raise self._error

    def _time_out(self) -> None:
        """End the query; whoever reads the answer sees its connection end."""
        begun = self._kill("timeout")
        self._too_late = failures.timed_out(self._seconds, begun=begun)
        if not begun:
            self._pool.refused["timeout"] += 1
            if self._connection is not None:
                self._connection.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        """End the query if it is still at work."""
        self._pool.active.discard(self)
        self._chunks.clear()
        if self._connection is not None and self.end is None and self._error is None and self._too_late is None:
            self._kill("left")
        self._let_go()

    def _let_go(self) -> None:
        """Close the connection, so that the process takes another query."""
        self._timer.cancel()
        self._activity = None  # an answer may wait for the garbage collector, and this holds a file
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _kill(self, cause: str) -> bool:
        """End the process at work, if there is one; it takes no other query before the connection is closed."""
        work = self.work()
        if work is None:
            return False
        self._pool.ends[cause] += 1
        with suppress(ProcessLookupError):
            os.kill(work.pid, signal.SIGKILL)
        return True
