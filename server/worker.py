"""An HTTP worker: `python -m ruhrgraph.server.worker FD PID` serves a socket that it inherits from the process PID."""

import ctypes
import os
import signal
import socket
import sys

import uvicorn

from ruhrgraph.server.app import create_app
from ruhrgraph.server.patience import PatientProtocol
from ruhrgraph.server.settings import from_environment

_PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> None:
    """Let the system end this process when the supervisor dies, where the system can; end if it is dead already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)


def main() -> None:
    """Serve until stopped."""
    _end_with(int(sys.argv[2]))
    settings = from_environment(os.environ)
    config = uvicorn.Config(
        create_app(settings),
        http=PatientProtocol,
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
    with socket.socket(fileno=int(sys.argv[1])) as listener:
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
