"""`ruhrgraph serve`: the graph over HTTP, built first where nothing is published."""

import argparse
import errno
import os
import socket
import sys

import uvicorn

from ruhrgraph.graph.versions import current
from ruhrgraph.ontology.errors import DataFolderError, SettingError
from ruhrgraph.server.commands.build import build_and_tell
from ruhrgraph.server.settings import Settings

_APP = "ruhrgraph.server.asgi:app"
_LOG_LEVEL = "warning"
_BACKLOG = 2048


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped.

    Raises:
        SettingError: The address cannot be listened at.
        DocumentError, NotValidError, DataFolderError: There was nothing to serve, and it could not be built.

    """
    # The port first: who has to wait for a build should not learn only then that it is taken.
    with _listen(arguments.host, arguments.port) as listener:
        if current(settings.data) is None:
            _say(f"nothing is published in {settings.data} yet, building")
            _say(build_and_tell((), settings))
        # The application reads its settings from the environment, in this process or in others.
        os.environ["RUHRGRAPH_DATA"] = str(settings.data.resolve())
        _say_where(listener)
        workers = arguments.workers or settings.workers
        if workers == 1:
            return _run(listener)
        host, port = listener.getsockname()[:2]
    # Each process listens for itself, so the socket above had to be closed.
    uvicorn.run(_APP, host=host, port=port, log_level=_LOG_LEVEL, workers=workers)
    return 0


def _run(listener: socket.socket) -> int:
    """Run a server in this process; stopping it with Ctrl-C is the normal end."""
    server = uvicorn.Server(uvicorn.Config(_APP, log_level=_LOG_LEVEL))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    if not server.started:
        raise DataFolderError("the server could not start; what went wrong stands above")
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to an address.

    Raises:
        SettingError: The address is in use, or not of this machine.

    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingError(
                f"port {port} on {host} is in use; name another with --port, or 0 for a free one"
            ) from None
        reason = error.strerror or str(error)
        raise SettingError(
            f"cannot listen at {host} port {port}: {reason}; name others with --host and --port"
        ) from None
    return listener


def _say_where(listener: socket.socket) -> None:
    """Say where to look."""
    host, port = listener.getsockname()[:2]
    root = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    _say(f"serving at {root}/ (stop with Ctrl-C)")
    for path, text in (("sparql", "SPARQL endpoint"), ("queries", "canned queries"), ("openapi.json", "description")):
        _say(f"  {root}/{path}  {text}")


def _say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
