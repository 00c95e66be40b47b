"""`ruhrgraph serve`: the graph over HTTP, built first where nothing is published."""

import argparse
import errno
import os
import shutil
import socket
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.repository import current
from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.processes.supervisor import Supervisor
from ruhrgraph.server.settings import Settings

_FOLDER = "ruhrgraph-server-"
_BACKLOG = 2048


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until stopped.

    Raises:
        SettingError: The address cannot be listened at, or the version in use was built with another base.
        DocumentError, NotValidError, DataFolderError: There was nothing to serve, and it could not be built.

    """
    # The port first: who has to wait for a build should not learn only then that it is taken.
    with _listen(arguments.host, arguments.port) as listener:
        if current(settings.data) is None:
            _build(settings)
        published_with_base(settings.data, settings.base)
        settings = replace(
            settings,
            data=settings.data.resolve(),
            workers=arguments.workers or settings.workers,
            root_path=(arguments.root_path or settings.root_path).rstrip("/"),
        )
        # Who connects from now on waits for the workers instead of being refused.
        listener.listen(_BACKLOG)
        _say_where(listener)
        _remove_leftovers()
        with tempfile.TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-") as folder:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(Path(folder, "metrics"))
            Path(folder, "metrics").mkdir()
            return Supervisor(listener, settings, Path(folder)).run()


def _build(settings: Settings) -> None:
    """Build what is to be served.

    Raises:
        DocumentError, NotValidError, DataFolderError: It could not be built.

    """
    from ruhrgraph.server.commands.build import build_and_tell  # noqa: PLC0415  # rarely needed, and slow to load

    _say(f"nothing is published in {settings.data} yet, building")
    _say(build_and_tell((), settings))
    if current(settings.data) is not None:
        # A build leaves threads and memory behind that workers must not be forked from: begin anew.
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  # this very command


def _remove_leftovers() -> None:
    """Remove the folders of servers that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        pid = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)


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
