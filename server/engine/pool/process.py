"""The server's side of a query process: sends it queries and hands the frames of the answers on.

In: answers to be had. Out: their frames, and to its owner, the pool, word when it is free or gone.
"""

import asyncio
from typing import Protocol, cast

from ruhrgraph.server.engine.answer import Answer
from ruhrgraph.server.engine.pool.wire import END, ERROR, READY, Frames


class Owner(Protocol):
    """Who hears of a query process."""

    def freed(self, process: "QueryProcess", *, leaving: bool) -> None:
        """Hear that a process is ready for a query, or has answered one and leaves."""

    def lost(self, process: "QueryProcess") -> None:
        """Hear that the socket to a process has closed."""


_RECEIVE = 128 * 1024


class QueryProcess(asyncio.BufferedProtocol):
    """A query process of the generation of a number; its `pid` is known once it is ready."""

    def __init__(self, owner: Owner, number: int) -> None:
        self.number = number
        self.pid = 0
        self.slow = False
        self.answer: Answer | None = None
        self._owner = owner
        self._frames = Frames()
        # Bytes of that size anew for each read would take longer than the rest.
        self._buffer = bytearray(_RECEIVE)
        self._view = memoryview(self._buffer)
        self._transport: asyncio.Transport | None = None
        self._closed = False
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen, unless nobody wants it any more."""
        self._transport = cast("asyncio.Transport", transport)
        if self._closed:
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the owner, with whatever the answer lacks."""
        del exc
        if not self._closed:
            self._owner.lost(self)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Return where to read to."""
        del sizehint
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Hand frames on."""
        for kind, payload in self._frames.feed(bytes(self._view[:nbytes])):
            if kind == READY:
                self.pid = int(payload)
                self._owner.freed(self, leaving=False)
            elif (answer := self.answer) is None:
                return  # killed while this came
            elif kind == END:
                self._rest()
                self._owner.freed(self, leaving=answer.finish(payload))
            elif kind == ERROR:
                self._rest()
                self._owner.freed(self, leaving=answer.break_off(payload))
            else:
                answer.take(kind, payload)

    def ask(self, answer: Answer) -> None:
        """Send the query of an answer."""
        if self._transport is None:
            raise RuntimeError("a process is asked before it is ready")
        self.answer = answer
        answer.source = self
        self._transport.write(answer.request)

    def pause(self) -> None:
        """Stop reading, so that the process waits."""
        if self._transport and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def resume(self) -> None:
        """Go on reading."""
        if self._transport and self._paused:
            self._paused = False
            self._transport.resume_reading()

    def close(self) -> None:
        """Close the socket, upon which an idle process ends; nothing more is heard of it."""
        self._closed = True
        if self._transport:
            self._transport.abort()

    def _rest(self) -> None:
        """Be ready for another answer."""
        self.answer = None
        self.resume()
