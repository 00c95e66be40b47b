"""How long the server waits for a request: a client that sends its head or its body too slowly is disconnected.

In: what has come so far. Out: a connection that ends when its time is over.
"""

import asyncio
from collections.abc import Callable

HEAD_SECONDS = 10.0
"""Seconds from the first byte of a request (or from the connection) to the end of its head."""
BODY_SECONDS = 15.0
"""Seconds for a body, on top of what a slow line needs for its bytes."""
SLOWEST = 32 * 1024
"""Bytes a second below which a line is too slow."""


class Deadline:
    """The time until which a connection waits for more of a request; there is one at a time, or none."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_expiry: Callable[[], None]) -> None:
        self._loop = loop
        self._on_expiry = on_expiry
        self._timer: asyncio.TimerHandle | None = None
        self._received = 0

    def wait_for_head(self) -> None:
        """Give the head of a request its time, from now on."""
        self._start(HEAD_SECONDS)

    def wait_for_body(self) -> None:
        """Give the body of a request its time, from now on."""
        self._received = 0
        self._start(BODY_SECONDS)

    def receive(self, length: int) -> None:
        """Take a part of the body, in bytes, which buys the time that a slow line needs for it."""
        self._received += length
        if self._received >= SLOWEST:
            self.wait_for_body()

    def cancel(self) -> None:
        """Wait no longer: the request is whole, or the connection ended."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self, seconds: float) -> None:
        self.cancel()
        self._timer = self._loop.call_later(seconds, self._on_expiry)
