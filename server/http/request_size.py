"""How large a request may be besides its body: its target, its header lines, and what stands between parts of its body.

In: bytes and lines as they come, counted before anything keeps them. Out: nothing, or an error that says what is too
much. A client that never ends a line, a head or a chunk costs no more than one that does.
"""

from ruhrgraph.server.http.errors import HeadersTooLargeError, TargetTooLongError

MAX_TARGET = 65_535
"""Bytes of a target; the reader of addresses in httptools takes no more."""
MAX_PATH = 8192
"""Bytes of the path in a target. It is decoded and looked up many times, while a query is read once."""
MAX_QUERY = 8192
"""Bytes of the parameters in a target but for queries: the framework decodes them for each request."""
MAX_PARAMETERS = 1000
"""Parameters in a target or a form."""
MAX_HEADERS = 64 * 1024
"""Bytes of all names and values of the header lines, trailers included."""
MAX_FIELDS = 100
"""Number of header lines, trailers included."""
_MAX_OTHERS = MAX_HEADERS + 1024
"""Bytes besides target and body, known before the end of a line: the header lines with what is around each."""
_CHUNK = 20
"""Bytes that belong to a chunk: sixteen digits, and the ends of two lines (RFC 9112 §7.1)."""


class RequestSize:
    """Counts one request after the other."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin to count: a request, or the blank lines that may stand before one."""
        self._target = self._headers = self._fields = self._others = 0

    def receive(self, length: int) -> None:
        """Take bytes that are to be parsed."""
        self._others += length

    def take_target(self, length: int) -> None:
        """Take a part of the target.

        Raises:
            TargetTooLongError: It is longer than is read.

        """
        self._discount(length)
        self._target += length
        if self._target > MAX_TARGET:
            raise TargetTooLongError(
                f"the address is longer than the {MAX_TARGET:,} bytes that are read; send a long query by POST"
            )

    def take_field(self, name: bytes, value: bytes) -> None:
        """Take a header line or a trailer.

        Raises:
            HeadersTooLargeError: There are more lines, or they are longer, than is read.

        """
        self._fields += 1
        self._headers += len(name) + len(value)
        if self._fields > MAX_FIELDS:
            raise HeadersTooLargeError(f"there are more header lines than the {MAX_FIELDS} that are read")
        if self._headers > MAX_HEADERS:
            raise _headers_error()

    def take_body(self, length: int) -> None:
        """Take a part of the body."""
        self._discount(length)

    def take_chunk(self) -> None:
        """Take the end of a chunk."""
        self._discount(_CHUNK)

    def check_rest(self) -> None:
        """Check what the parser has taken without a call: lines without end, blanks, extensions of chunks.

        Raises:
            HeadersTooLargeError: It is more than is read.

        """
        if self._others > _MAX_OTHERS:
            raise _headers_error()

    def _discount(self, length: int) -> None:
        self._others = max(self._others - length, 0)


def _headers_error() -> HeadersTooLargeError:
    return HeadersTooLargeError(f"the header lines are longer than the {MAX_HEADERS:,} bytes that are read")
