"""The server under test: a real process with a data folder of its own, a token, and a plain default graph.

In: a folder and the endpoints that SERVICE may ask. Out: a `Server` to play tests at, as long as the process lives.
"""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.w3c.backends import Server
from tests.w3c.manifest import library

_COMMAND = [sys.executable, "-c", "import sys; from ruhrgraph.server.cli import main; sys.exit(main())"]
_READY = re.compile(r"serving at (http://\S+)/ ")
_SECONDS = 30
_SECONDS_TO_STOP = 20


@contextmanager
def serving(folder: Path, service_allow: Sequence[str]) -> Iterator[Server]:
    """Start a server, and stop it at the end.

    Args:
        folder: Its data folder; the shipped documents are built there first.
        service_allow: The endpoints that SERVICE may reach.

    Raises:
        RuntimeError: It ends before it serves.

    """
    token = secrets.token_urlsafe()
    settings = {
        "RUHRGRAPH_DATA": str(folder),
        "RUHRGRAPH_TOKEN": token,
        # The suite's default graph is a graph of its own, not the union of the others.
        "RUHRGRAPH_DEFAULT_GRAPH": "plain",
        "RUHRGRAPH_SERVICE_ALLOW": " ".join(service_allow),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}
    arguments = [*_COMMAND, "serve", "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env={**others, **settings}) as process:
        try:
            lines = process.stdout or ()
            root = next((found[1] for line in lines if (found := _READY.match(line))), None)
            if root is None:
                raise RuntimeError("the server ended before it served; what went wrong stands above")
            transport = httpx.HTTPTransport(retries=5)
            with httpx.Client(base_url=root, transport=transport, timeout=_SECONDS) as client:
                yield Server(client, token, library())
        finally:
            process.terminate()
            try:
                process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
