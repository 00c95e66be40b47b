"""How long the server waits for a client to read: one that takes nothing is disconnected, a slow one is not.

In: a connection, after each write. Out: the end of it, if nothing moves. It counts as movement also where the system
has sent something on, as its own buffers may hold for minutes what a slow client reads.
"""

import asyncio
import fcntl
import socket
import struct
import sys
import termios

SEND_SECONDS = 60.0
"""Seconds without a byte of progress, after which a client is disconnected."""
_LOOKS = 12
"""How often is looked within that time."""


class SendDeadline:
    """Watches a connection while something waits to be sent on it, also after its end was asked for.

    Args:
        transport: The connection.

    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._seen = (0, 0)
        self._since = 0.0

    def watch(self) -> None:
        """Look after what was written, until all of it has been taken."""
        if self._timer is None:
            self._timer = self._loop.call_later(SEND_SECONDS / _LOOKS, self._look)

    def cancel(self) -> None:
        """Look no more: the connection is lost."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        waiting = self._transport.get_write_buffer_size()
        if not waiting:
            return
        found = waiting, _unacknowledged(self._transport)
        if found != self._seen:
            self._seen, self._since = found, self._loop.time()
        elif self._loop.time() - self._since >= SEND_SECONDS:
            # Without a reset the system would keep what it has taken for minutes more.
            reset_at_close(self._transport, is_on=True)
            self._transport.abort()
            return
        self.watch()


def reset_at_close(transport: asyncio.Transport, *, is_on: bool) -> None:
    """Choose whether closing the connection resets it."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", is_on, 0))


def _unacknowledged(transport: asyncio.Transport) -> int:
    """Return how many bytes the system has taken and the client's system has not, 0 where nobody knows."""
    try:
        answer = fcntl.ioctl(transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, bytes(4))
    except OSError:
        return 0
    return int.from_bytes(answer, sys.byteorder)
