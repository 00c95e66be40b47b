"""The process that asks another engine which version is in use, started with `python -m` and a descriptor.

In: on its control socket a `MarkerTask` as a line of JSON, and a byte when it is to look at once. Out: the marker, or
what is wrong, in a folder (`mirror`). The server itself never waits for the engine. It ends with the control socket.
"""

import json
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ruhrgraph.ontology.errors import (
    BaseIriError,
    NotPublishedError,
    RuhrgraphError,
)
from ruhrgraph.server.engine.process_limits import end_with_parent
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import read_marker, read_publication
from ruhrgraph.server.engine.remote.mirror import remove_link, write_fault, write_marker
from ruhrgraph.server.settings import EngineAddress

NOTHING_PUBLISHED = (NotPublishedError, BaseIriError)
"""What is wrong with an engine that answers, but has no version for this server."""
_PAUSE = 1.0
"""Seconds between two looks."""
_SECONDS = 5.0
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class MarkerTask:
    """The engine to ask, the base IRI of its version, where to write, and the process that this one ends with."""

    engine: EngineAddress
    base: str
    folder: str
    parent: int

    def as_line(self) -> bytes:
        """Return the task as a line; it holds credentials, which are nothing for a command line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "MarkerTask":
        """Return the task in a line."""
        content = json.loads(line)
        return cls(**{**content, "engine": EngineAddress(**content["engine"])})


def main(arguments: list[str]) -> None:
    """Look at the marker again and again, until the control socket ends.

    Args:
        arguments: The descriptor of the control socket.

    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the server says when to end
    control = socket.socket(fileno=int(arguments[0]))
    with control.makefile("rb") as lines:
        task = MarkerTask.from_line(lines.readline())
    end_with_parent(task.parent)
    folder, endpoint, known = Path(task.folder), Endpoint(task.engine), ""
    with suppress(ConnectionResetError):
        while True:
            known = look(endpoint, task.base, folder, known)
            if select.select([control], [], [], _PAUSE)[0] and not control.recv(_MOST_BYTES):
                return


def look(endpoint: Endpoint, base: str, folder: Path, known: str) -> str:
    """Mirror what is in use in an engine, or what is wrong with it.

    Args:
        endpoint: The engine.
        base: The base IRI of its version.
        folder: Where to write.
        known: The publication that was found at the last look, "" for none.

    Returns:
        The publication that is found now.

    """
    try:
        if not known or read_publication(endpoint, base, _SECONDS) != known:
            marker = read_marker(endpoint, base, _SECONDS)
            write_marker(folder, marker)
            known = marker.publication
    except RuhrgraphError as error:
        write_fault(folder, error)
        if isinstance(error, NOTHING_PUBLISHED):
            remove_link(folder)
            return ""
        return known
    write_fault(folder, None)
    return known


if __name__ == "__main__":
    main(sys.argv[1:])
