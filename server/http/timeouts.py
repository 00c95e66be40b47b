"""How long the server waits for a request: who sends its head or its body too slowly is hung up on.

In: uvicorn's protocol. Out: the same with a deadline, so that slow clients cannot hold connections for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
"""Seconds from the first byte of a request (or from the connection) to the end of its head."""
BODY_SECONDS = 15.0
"""Seconds for a body, on top of what a slow line needs for its bytes."""
SLOWEST = 32 * 1024
"""Bytes a second below which a line is too slow."""


class TimedProtocol(HttpToolsProtocol):
    """HTTP/1.1 over httptools with a deadline for each request's head and body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own signature
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._received = 0
        self.idle = True
        """Whether nothing of a request has come that is not whole."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and wait for the head of a request."""
        super().connection_made(transport)
        self._wait(HEAD_SECONDS)

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        super().on_message_begin()
        self.idle = False
        self._received = 0
        self._wait(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        """Go on to the body."""
        super().on_headers_complete()
        self._wait(BODY_SECONDS)

    def on_body(self, body: bytes) -> None:
        """Take a part of the body; each part buys the time that a slow line needs for it."""
        super().on_body(body)
        self._received += len(body)
        if self._received >= SLOWEST:
            self._wait(BODY_SECONDS)
            self._received = 0

    def on_message_complete(self) -> None:
        """Wait no longer: the request is whole, and the answer takes as long as it takes."""
        super().on_message_complete()
        self.idle = True
        self.stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.stop_waiting()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self.stop_waiting()
        self._deadline = self.loop.call_later(seconds, self._hang_up)

    def stop_waiting(self) -> None:
        """Wait no longer for the client."""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()
