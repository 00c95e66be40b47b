"""httptools' parser, which reads a request that asks for an upgrade as one that does not.

A server may ignore `Upgrade` (RFC 9110 §7.8), but httptools stops behind such a head and takes what follows for another
protocol, so that uvicorn drops the body. So the head is read a second time, without that line, and then the rest.

In: bytes. Out: calls to a protocol, as httptools makes them. For such a request they come twice up to the end of the
head; the first time `should_upgrade` says so.
"""

from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class RequestParser(httptools.HttpRequestParser):
    """A parser of requests.

    Args:
        protocol: Where the parts of a request go.

    """

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        self._protocol = protocol
        self._restart()

    def feed_data(self, data: Any) -> None:  # noqa: ANN401 - bytes in any form
        """Parse some bytes.

        Raises:
            httptools.HttpParserError: They are no request, or the protocol raised its `__context__`.

        """
        rest = memoryview(data)
        while rest:
            try:
                super().feed_data(rest)
            except httptools.HttpParserUpgrade as stop:
                rest = rest[stop.args[0] :]
            else:
                return
            head = self._head_without_upgrade()
            self._restart()
            super().feed_data(head)

    def _restart(self) -> None:
        super().__init__(self._protocol)
        self.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn has it

    def _head_without_upgrade(self) -> bytes:
        line = b"%b %b HTTP/%b\r\n" % (self.get_method(), self._protocol.url, self.get_http_version().encode())
        headers = self._protocol.headers
        return b"".join((line, *(b"%b: %b\r\n" % pair for pair in headers if pair[0] != b"upgrade"), b"\r\n"))
