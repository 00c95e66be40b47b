"""One connection over HTTP/1.1 or 1.0: uvicorn's protocol, with what clients in the wild need besides.

In: bytes of a client. Out: requests for the application, and its answers. What uvicorn does not do, and this adds:

- It waits for a request only so long (`request_timeouts`).
- It reads the body of a request that asks for an upgrade (`request_parser`), where uvicorn drops it.
- It refuses heads that are too long, or that HTTP does not allow (`request_head`), in the form of all errors.
- It answers before a body has come whole, and still lets the client send it (`lingering_close`).
- It ends an answer of unknown length to HTTP/1.0 with the connection, where uvicorn sends chunks.

It leans on these parts of uvicorn, and the tests fail if one of them changes: `data_received` feeds `parser`
and calls `send_400_response` when that fails; whatever ends a connection calls `transport.close()`; a request is a
`cycle`, made in `on_headers_complete`, whose task begins after that; its `keep_alive` says whether the answer has
`Connection: close` and ends the connection; its `send` is what the application gets.
"""

import asyncio
import socket
import struct
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from ruhrgraph.ontology.errors import BadRequestError, RuhrgraphError
from ruhrgraph.server.http.lingering_close import LingeringTransport
from ruhrgraph.server.http.middleware import COMMON_HEADERS
from ruhrgraph.server.http.problems import error_response
from ruhrgraph.server.http.request_head import check_head, origin_form, size_error
from ruhrgraph.server.http.request_parser import RequestParser
from ruhrgraph.server.http.request_timeouts import Deadline

_MAX_UNFINISHED = 512 * 1024
"""Bytes that come for a head without its end; more than a head may have, for other requests may be among them."""


class HttpConnection(HttpToolsProtocol):
    """The server's side of one connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own signature
        super().__init__(*args, **kwargs)
        self.parser = RequestParser(self)
        self._deadline = Deadline(self.loop, self._hang_up)
        self._refusal: RuhrgraphError | None = None
        self._may_persist = True
        self._is_in_head = False
        self._unfinished = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Take a connection, and wait for a request."""
        super().connection_made(cast("asyncio.Transport", LingeringTransport(transport, self._is_sending)))
        self._deadline.wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._deadline.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came, unless something before it was refused."""
        if self._refusal is not None:
            return
        super().data_received(data)
        if self._is_in_head and self._refusal is None:
            # The parser calls only at the end of a line, and keeps what it has until then.
            self._unfinished += len(data)
            if self._unfinished > _MAX_UNFINISHED:
                self._refusal = size_error(self.url)
                self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        super().on_message_begin()
        self._is_in_head = True
        self._unfinished = 0
        self._deadline.wait_for_head()

    def on_headers_complete(self) -> None:
        """Check the head, and let the application begin."""
        method, version = self.parser.get_method(), self.parser.get_http_version()
        if self.parser.should_upgrade() and method != b"CONNECT":
            return  # the parser comes here again
        try:
            check_head(method, self.url, version, self.headers)
            self.url, self.headers[:] = origin_form(self.url, self.headers)
        except RuhrgraphError as error:
            self._refusal = error
            raise
        super().on_headers_complete()
        self._is_in_head = False
        self.headers = []  # those of the request are in its scope; trailers are not among them
        if version == "1.0":
            _send_without_chunks(self.cycle)
        # An answer that comes before the whole request is the last one on the connection.
        self._may_persist, self.cycle.keep_alive = self.cycle.keep_alive, False
        self._deadline.wait_for_body()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        super().on_body(body)
        self._deadline.receive(len(body))

    def on_message_complete(self) -> None:
        """Wait no longer: the request is whole, and the answer takes as long as it takes."""
        if self.parser.should_upgrade():
            return  # the parser comes here again
        super().on_message_complete()
        if not self.cycle.response_started:
            self.cycle.keep_alive = self._may_persist
        self._deadline.cancel()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Refuse what cannot be read; where answers to requests before it are not sent yet, end after them instead."""
        self._refusal = self._refusal or BadRequestError("this is not a valid HTTP/1.1 request")
        cycle = self.cycle
        has_begun = cycle is not None and not cycle.response_complete
        if has_begun and (not cycle.more_body or cycle.response_started or self.pipeline):
            if not cycle.more_body:
                self._deadline.cancel()
            self.shutdown()
            return
        self.transport.write(self._refusal_bytes(self._refusal))
        self.transport.close()

    def shutdown(self) -> None:
        """Close the connection, after the answer that is being made."""
        self._may_persist = False
        super().shutdown()

    def _refusal_bytes(self, error: RuhrgraphError) -> bytes:
        """Return an error as the last answer on the connection."""
        response = error_response(error, None)
        common = (*self.server_state.default_headers, *COMMON_HEADERS, (b"connection", b"close"))
        lines = (b"%b: %b\r\n" % header for header in (*response.raw_headers, *common))
        body = b"" if self.parser.get_method() == b"HEAD" else bytes(response.body)
        return b"".join((STATUS_LINE[response.status_code], *lines, b"\r\n", body))

    def _is_sending(self) -> bool:
        """Return whether the client may still be sending a request."""
        is_in_body = self.cycle is not None and self.cycle.more_body
        return self._is_in_head or is_in_body or self._refusal is not None

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()


def _send_without_chunks(cycle: RequestResponseCycle) -> None:
    """End an answer of unknown length with the connection (RFC 9112 §6.3), and one that fails with a reset.

    HTTP/1.0 has no chunks, and without their end only a reset tells a client that its answer was cut short.
    """
    send_in_chunks = cycle.send
    is_unknown = False

    async def send(message: Any) -> None:  # noqa: ANN401 - the types of uvicorn's messages are private
        nonlocal is_unknown
        if message["type"] == "http.response.start":
            is_unknown = all(name.lower() != b"content-length" for name, _ in message.get("headers", ()))
            if is_unknown:
                cycle.chunked_encoding = False
                _reset_at_close(cycle.transport, is_on=True)
        elif is_unknown:
            cycle.expected_content_length = len(message.get("body", b""))
            if not message.get("more_body", False):
                _reset_at_close(cycle.transport, is_on=False)
        await send_in_chunks(message)

    cycle.send = send  # type: ignore[method-assign]  # uvicorn hands it to the application from here


def _reset_at_close(transport: asyncio.Transport, *, is_on: bool) -> None:
    """Choose whether closing the connection resets it."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", is_on, 0))
