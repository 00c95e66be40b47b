"""An HTTP worker: serves a socket that it shares with the others, until the process that forked it ends it or dies."""

import os
import signal
import socket

import uvicorn
from starlette.types import ASGIApp

from ruhrgraph.server.engine.process_limits import end_with_parent
from ruhrgraph.server.http.connection import HttpConnection
from ruhrgraph.server.http.descriptors import raise_limit
from ruhrgraph.server.settings import Settings


def serve(listener: socket.socket, app: ASGIApp, settings: Settings, parent: int) -> None:
    """Serve until stopped.

    Args:
        listener: The socket, bound.
        app: What to serve, put together before this process was forked.
        settings: What to serve and how.
        parent: The number of the process that forked this one.

    """
    end_with_parent(parent, signal.SIGTERM)
    raise_limit()

    async def end_if_orphaned() -> None:
        """End this process where the supervisor is gone and the system cannot send a signal by itself."""
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

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
        callback_notify=end_if_orphaned,
        timeout_notify=1,
    )
    uvicorn.Server(config).run(sockets=[listener])
