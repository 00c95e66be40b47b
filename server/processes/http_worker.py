"""An HTTP worker: serves a socket that it shares with the others, until the process that forked it ends it or dies."""

import ctypes
import os
import signal
import socket
import sys

import uvicorn
from starlette.types import ASGIApp

from ruhrgraph.server.http.connection import HttpConnection
from ruhrgraph.server.settings import Settings

_PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> None:
    """Let the system end this process when the supervisor dies, where the system can; end if it is dead already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)


def serve(listener: socket.socket, app: ASGIApp, settings: Settings, parent: int) -> None:
    """Serve until stopped.

    Args:
        listener: The socket, bound.
        app: What to serve, put together before this process was forked.
        settings: What to serve and how.
        parent: The number of the process that forked this one.

    """
    _end_with(parent)
    config = uvicorn.Config(
        app,
        http=HttpConnection,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        root_path=settings.root_path,
        proxy_headers=bool(settings.forwarded_allow),
        forwarded_allow_ips=settings.forwarded_allow or None,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=int(settings.query_timeout) + 1,
        backlog=2048,
    )
    uvicorn.Server(config).run(sockets=[listener])
