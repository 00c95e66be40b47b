"""Closing a connection while the client still sends, so that it gets to read its answer (RFC 9112 §9.6).

A connection that is closed with bytes in it that nobody read is reset, and a client that still sends its body then
sees an error instead of the answer. So the server ends only its own side at once, and reads and discards for a while,
as nginx does with `lingering_close`.

In: a connection that is to end. Out: the end of it, at once or after the client's.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from ruhrgraph.server.http.open_connections import OPEN_CONNECTIONS
from ruhrgraph.server.http.send_deadline import SendDeadline

PAUSE_SECONDS = 5.0
"""Seconds without a byte from the client, after which it is waited for no longer."""
TOTAL_SECONDS = 30.0
"""Seconds in all."""
MAX_BYTES = 1024**3
"""Bytes that are discarded at most."""


class LingeringTransport:
    """A transport that is not closed in the face of a client that still sends.

    Args:
        transport: The connection.
        is_sending: Tells whether the client may be in the middle of a request.

    """

    def __init__(self, transport: asyncio.Transport, is_sending: Callable[[], bool]) -> None:
        OPEN_CONNECTIONS.add()
        self._transport = transport
        self._is_sending = is_sending
        self._is_lingering = False
        self._deadline = SendDeadline(transport)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the transport has
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send bytes, unless the connection is lost; a client that does not read them is disconnected."""
        if self._transport.is_closing():
            return  # uvloop raises an error
        self._transport.write(data)
        self._deadline.watch()

    def forget(self) -> None:
        """Watch the connection no more, as it is lost, unless it is only over for the protocol."""
        self._is_sending = bool  # the protocol's own method would keep it in memory
        if not self._is_lingering:
            self._end()

    def _end(self) -> None:
        OPEN_CONNECTIONS.remove()
        self._deadline.cancel()

    def hang_up(self) -> None:
        """End the connection at once, unless its end was asked for."""
        if not self.is_closing():
            self._transport.abort()

    def is_closing(self) -> bool:
        """Return whether nothing more can be sent."""
        return self._is_lingering or self._transport.is_closing()

    def close(self) -> None:
        """End the connection; for the protocol it is over at once, even where the client is still listened to."""
        if self.is_closing():
            return
        if not self._is_sending():
            self._transport.close()
            return
        self._is_lingering = True
        protocol = self._transport.get_protocol()
        self._transport.set_protocol(_Discarder(self._transport, self._end))
        self._transport.write_eof()
        self._transport.resume_reading()
        protocol.connection_lost(None)


class _Discarder(asyncio.Protocol):
    """Discards what a client sends until it ends the connection, or has had its time."""

    def __init__(self, transport: asyncio.Transport, on_end: Callable[[], None]) -> None:
        self._transport = transport
        self._on_end = on_end
        self._loop = asyncio.get_running_loop()
        self._left = MAX_BYTES
        self._end = self._loop.call_later(TOTAL_SECONDS, transport.close)
        self._pause = self._loop.call_later(PAUSE_SECONDS, transport.close)

    def data_received(self, data: bytes) -> None:
        """Discard some bytes."""
        self._pause.cancel()
        self._pause = self._loop.call_later(PAUSE_SECONDS, self._transport.close)
        self._left -= len(data)
        if self._left < 0:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Stop the clocks."""
        self._on_end()
        self._pause.cancel()
        self._end.cancel()
