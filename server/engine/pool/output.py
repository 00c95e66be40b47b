"""The file that a query process writes an answer to: it collects the bytes, and sends them in frames.

In: bytes as the engine writes them. Out: frames on a connection, and the number of rows among them.
"""

import socket
from collections.abc import Mapping

from ruhrgraph.ontology.errors import ResultTooLargeError
from ruhrgraph.server.engine.pool.wire import DATA, RETRIED, End, Head, frame, pack_end, pack_head

_CHUNK = 64 * 1024
_ROW_MARKS: Mapping[str, tuple[bytes, int]] = {
    "json": (b'}},{"', 1),
    "xml": (b"</result>", 0),
    "csv": (b"\n", -1),
    "tsv": (b"\n", -1),
}
"""What stands between or after rows, and what to add to its number; good enough for logs, cheap enough for all."""
_NO_ROWS = b"[]}}"


class Output:
    """One answer on its way out; `begin` it, write it, and `end` it.

    Args:
        connection: Where it goes.
        max_bytes: How many bytes it may have.

    """

    def __init__(self, connection: socket.socket, max_bytes: int) -> None:
        self._connection = connection
        self._max_bytes = max_bytes
        self._written = 0
        self._held = bytearray()
        self._head: Head | None = None
        self._mark, self._more = b"", 0
        self._marks = 0
        self._tail = b""

    def begin(self, head: Head, format_name: str = "") -> None:
        """Set the head, and for results the short name of the format whose rows are counted."""
        self._head = head
        self._mark, self._more = _ROW_MARKS.get(format_name, (b"", 0))

    def write(self, data: bytes) -> int:
        """Take a part of the answer.

        Raises:
            ResultTooLargeError: The answer is longer than it may be.

        """
        self._written += len(data)
        if self._written > self._max_bytes:
            message = (
                f"the answer is longer than the {self._max_bytes:,} bytes that it may have; ask for less, or LIMIT it"
            )
            raise ResultTooLargeError(message)
        self._held += data
        if len(self._held) >= _CHUNK:
            self._connection.sendall(self._frames())
        return len(data)

    def flush(self) -> None:
        """Do nothing; a short answer goes as a whole, with its end."""

    def tell_retry(self) -> None:
        """Tell that another engine is asked once more."""
        self._connection.sendall(frame(RETRIED))

    def end(self, end: End) -> None:
        """Send what is left of the answer, and its end."""
        self._connection.sendall(self._frames() + pack_end(end))

    def rows(self) -> int:
        """Return how many rows were written; call it once, when all is written and not yet sent."""
        last = self._tail + self._held
        return 0 if last.endswith(_NO_ROWS) else self._marks + last.count(self._mark) + self._more

    def _frames(self) -> bytes:
        """Return the bytes held as frames, with the head if they are the first."""
        data, self._held = self._held, bytearray()
        if self._mark:
            seen = self._tail + data
            self._marks += seen.count(self._mark)
            self._tail = bytes(seen[len(seen) - len(self._mark) + 1 :])
        head, self._head = b"" if self._head is None else pack_head(self._head), None
        # One long text comes at once; in one frame, it would be put together anew with each part that arrives.
        return head + b"".join(frame(DATA, data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK))
