"""An HTTP worker: serves a socket that it shares with the others, until the process that forked it ends it or dies."""

import asyncio
import os
import signal
import socket

import uvicorn
from starlette.types import ASGIApp

from ruhrgraph.server.engine.heap import give_back
from ruhrgraph.server.engine.heartbeat import Heartbeat
from ruhrgraph.server.engine.process_limits import end_with_parent
from ruhrgraph.server.http.connection import HttpConnection
from ruhrgraph.server.http.descriptors import raise_limit
from ruhrgraph.server.settings import Settings

_SECONDS = 1.0
"""Seconds between two signs of life."""
_PAUSE = 10.0
"""Seconds between two times that memory is given back, which takes a few milliseconds."""


def serve(listener: socket.socket, app: ASGIApp, settings: Settings, parent: int, heartbeat: Heartbeat) -> None:
    """Serve until stopped.

    Args:
        listener: The socket, bound.
        app: What to serve, put together before this process was forked.
        settings: What to serve and how.
        parent: The number of the process that forked this one.
        heartbeat: Where the event loop gives its signs of life.

    """
    end_with_parent(parent)
    raise_limit()
    config = uvicorn.Config(
        app,
        http=HttpConnection,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        root_path=settings.root_path,
        proxy_headers=False,  # `server.http.urls` reads them, as it knows lists and `X-Forwarded-Host`, too
        timeout_keep_alive=30,
        timeout_graceful_shutdown=int(settings.query_timeout) + 1,
        backlog=2048,
    )
    _Server(config, parent, heartbeat).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server whose event loop tells the supervisor that it runs, also while it shuts down."""

    def __init__(self, config: uvicorn.Config, parent: int, heartbeat: Heartbeat) -> None:
        super().__init__(config)
        self._parent = parent
        self._heartbeat = heartbeat

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until stopped."""
        beside = (asyncio.create_task(self._beat()), asyncio.create_task(_give_back_memory()))
        try:
            await super().serve(sockets)
        finally:
            for task in beside:
                task.cancel()

    async def _beat(self) -> None:
        """Give signs of life; end this process where the supervisor is gone and the system cannot do that by itself."""
        while True:
            self._heartbeat.beat()
            if os.getppid() != self._parent:
                os.kill(os.getpid(), signal.SIGKILL)
            await asyncio.sleep(_SECONDS)


async def _give_back_memory() -> None:
    """Give back again and again what large requests and answers have left behind."""
    while True:
        await asyncio.sleep(_PAUSE)
        await asyncio.to_thread(give_back)
