"""The Model Context Protocol over standard input and output.

In: messages, one a line. Out: answers on standard output, and nothing else, until the input ends.
"""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any, cast

from mcp.server.stdio import stdio_server

from ruhrgraph.server.mcp.graph_access import GraphAccess
from ruhrgraph.server.mcp.protocol import protocol_server

_STDIN = 0
_CHUNK = 64 * 1024


async def answer_stdio(access: GraphAccess) -> None:
    """Answer what comes on standard input, until its end."""
    server = protocol_server(access)
    # The library's own reader waits in a thread that only another line ends, so Ctrl-C would not end the command.
    async with stdio_server(stdin=cast("Any", _Lines())) as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


class _Lines:
    """The lines of standard input, read in a thread that the process does not wait for."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    async def __aiter__(self) -> AsyncIterator[str]:
        """Yield the lines as they come."""
        while (line := await self._lines.get()) is not None:
            yield line

    def _read(self) -> None:
        """Hand on the lines, in the thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            for line in _lines_of(_STDIN):
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line.decode(errors="replace"))
            self._loop.call_soon_threadsafe(self._lines.put_nowait, None)


def _lines_of(descriptor: int) -> Iterator[bytes]:
    """Yield the lines of a file, the last one also without an end."""
    rest = b""
    while data := os.read(descriptor, _CHUNK):
        *lines, rest = (rest + data).split(b"\n")
        yield from filter(None, lines)
    if rest:
        yield rest
