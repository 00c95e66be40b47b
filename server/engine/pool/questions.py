"""The socket at which HTTP workers ask the first process of a server which version answers, or may be used.

In: connections, each with one line. Out: `Question`s, and to each of them one line of JSON.
"""

import json
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruhrgraph.ontology.errors import SettingError

_BACKLOG = 128
_SECONDS = 1.0
"""How long a worker that asks may take to send its question or to read the answer; the others wait meanwhile."""
_MOST_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker wants to know: where to ask, or with a link whether that version is ready to come into use.

    `number` is how many generations were started before it came.
    """

    connection: socket.socket
    number: int
    link: str


class QuestionSocket:
    """The socket, and the questions that are not answered yet.

    Args:
        address: The path of the socket.

    Raises:
        SettingError: No socket can be made there; most systems want a path of about 100 bytes at most.

    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.waiting: list[Question] = []
        self.listener = socket.socket(socket.AF_UNIX)
        try:
            self.listener.bind(address)
        except OSError as error:
            self.listener.close()
            message = f"{address}: no socket can be made here ({error.strerror or error}); set TMPDIR to a shorter path"
            raise SettingError(message) from None
        self.listener.listen(_BACKLOG)

    def accept(self, number: int) -> None:
        """Take a question; its line comes with the connection.

        Args:
            number: How many generations were started by now.

        """
        try:
            connection, _ = self.listener.accept()
        except OSError:  # no descriptor is free; the next look finds it again
            return
        connection.settimeout(_SECONDS)
        with suppress(OSError):  # a worker that has gone, or hangs
            line = connection.recv(_MOST_BYTES)
            if line.endswith(b"\n"):
                self.waiting.append(Question(connection, number, line.decode().strip()))
                return
        connection.close()

    def answer(self, questions: Iterable[Question], content: Mapping[str, Any]) -> None:
        """Send a line of JSON to those that asked."""
        line = json.dumps(content).encode() + b"\n"
        for question in questions:
            self.waiting.remove(question)
            with question.connection as connection, suppress(OSError):  # the same
                connection.sendall(line)

    def close(self) -> None:
        """Answer nobody any more."""
        self.close_copies()
        Path(self.address).unlink(missing_ok=True)

    def close_copies(self) -> None:
        """Close the sockets in a process that was forked from the one that answers."""
        self.listener.close()
        for question in self.waiting:
            question.connection.close()
