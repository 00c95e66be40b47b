"""One connection over HTTP/1.1 or 1.0: uvicorn's protocol, with what clients in the wild need besides.

In: bytes of a client. Out: requests for the application, and its answers. What uvicorn does not do, and this adds:

- It waits for a request only so long (`request_timeouts`), and for a client that does not read (`send_deadline`).
- It reads the body of a request that asks for an upgrade (`request_parser`), where uvicorn drops it.
- It counts what comes (`request_size`), and reads on only when there is room (`flow`).
- It refuses connections before there are too many (`descriptors`).
- It refuses heads that are too long, or that HTTP does not allow (`request_head`), in the form of all errors.
- It answers before a body has come whole, and still lets the client send it (`lingering_close`).
- It ends an answer of unknown length to HTTP/1.0 with the connection, where uvicorn sends chunks.

It leans on these parts of uvicorn, and the tests fail if one of them changes: `parser` calls the methods of the
protocol, and what one of them raises is the `__context__` of what `feed_data` raises; `flow` is asked to read on;
whatever ends a connection calls `transport.close()`; a request is a `cycle`, made in `on_headers_complete`, whose task
begins after that in `_start_asgi_task`; its `keep_alive` says whether the answer has `Connection: close` and ends the
connection; its `send` is what the application gets.
"""

import asyncio
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from ruhrgraph.ontology.errors import BadRequestError, OverloadedError, RuhrgraphError
from ruhrgraph.server.http.descriptors import check_connection, check_request, may_linger
from ruhrgraph.server.http.flow import HeldFlow
from ruhrgraph.server.http.lingering_close import LingeringTransport
from ruhrgraph.server.http.metrics import count_request
from ruhrgraph.server.http.middleware import COMMON_HEADERS
from ruhrgraph.server.http.open_connections import OPEN_CONNECTIONS
from ruhrgraph.server.http.problems import error_response
from ruhrgraph.server.http.request_head import check_head, origin_form
from ruhrgraph.server.http.request_parser import RequestParser
from ruhrgraph.server.http.request_size import RequestSize
from ruhrgraph.server.http.request_timeouts import Deadline
from ruhrgraph.server.http.send_deadline import reset_at_close

_BLOCK = 4096
"""Bytes that are parsed at once: so many may come uncounted, and so many hold short requests that wait."""


class HttpConnection(HttpToolsProtocol):
    """The server's side of one connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own signature
        super().__init__(*args, **kwargs)
        self.parser = RequestParser(self)
        self.flow: HeldFlow
        self._size = RequestSize()
        self._unread = memoryview(b"")
        self._is_refused = False
        self._may_persist = True
        self._is_in_head = False
        self._at_work: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Take a connection, and wait for a request."""
        self._lingering = LingeringTransport(transport, self._is_sending)
        super().connection_made(cast("asyncio.Transport", self._lingering))
        self.flow = HeldFlow(self.transport)
        self._deadline = Deadline(self.loop, self._lingering.hang_up)
        self._number = transport.get_extra_info("socket").fileno()
        self._deadline.wait_for_head()
        try:
            check_connection(self._number)
        except OverloadedError as error:
            self._refuse(error)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, and what came on it."""
        self._deadline.cancel()
        self._lingering.forget()
        self._unread, self.headers, self.url = memoryview(b""), [], b""
        super().connection_lost(exc)
        if self._at_work is not None:  # uvicorn tells only the newest request, which may wait behind this one
            self._at_work.disconnected = True
            self._at_work.message_event.set()
        self._unset_keepalive_if_required()  # uvicorn leaves it after a reset
        if self.cycle is not None:
            vars(self.cycle).pop("send", None)  # a closure, by which the request would keep itself in memory

    def data_received(self, data: bytes) -> None:
        """Read what came, unless something before it was refused."""
        self._unread = memoryview(bytes(self._unread) + data if self._unread else data)
        self._parse()

    def on_response_complete(self) -> None:
        """Go on with the next request."""
        was_waiting = bool(self.pipeline)
        super().on_response_complete()
        if was_waiting and not self.transport.is_closing():
            self._wait_for_rest()
            self._parse()

    def _parse(self) -> None:
        """Parse what came, up to a request that has to wait for the answer to another one."""
        while self._unread and not self._is_refused and not self.pipeline:
            block, self._unread = self._unread[:_BLOCK], self._unread[_BLOCK:]
            self._size.receive(len(block))
            try:
                self.parser.feed_data(block)
                self._size.check_rest()
            except (httptools.HttpParserError, RuhrgraphError) as error:
                self._refuse(error)
        if self._is_refused:
            self._unread = memoryview(b"")
        elif not self.transport.is_closing():
            self.flow.hold_reading(is_held=bool(self._unread))
            if self.pipeline:
                self._deadline.cancel()  # now the client waits for the server

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        # Blank lines before it do not count as one.
        self._unset_keepalive_if_required()
        super().on_message_begin()
        self._is_in_head = True
        self._size.begin()
        self._deadline.wait_for_head()

    def on_url(self, url: bytes) -> None:
        """Take a part of the target."""
        self._size.take_target(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header line; a trailer, which nobody reads, only counts."""
        self._size.take_field(name, value)
        if self._is_in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Check the head, and let the application begin."""
        method, version = self.parser.get_method(), self.parser.get_http_version()
        if self.parser.should_upgrade() and method != b"CONNECT":
            return  # the parser comes here again
        check_request(OPEN_CONNECTIONS.count, len(self.tasks))
        check_head(method, self.url, version, self.headers)
        self.url, self.headers[:] = origin_form(self.url, self.headers)
        super().on_headers_complete()
        self._is_in_head = False
        self.headers = []  # those of the request are in its scope
        if version == "1.0":
            _send_without_chunks(self.cycle)
        # An answer that comes before the whole request is the last one on the connection.
        self._may_persist, self.cycle.keep_alive = self.cycle.keep_alive, False
        self._deadline.wait_for_body()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401 - the type is private
        self._at_work = cycle
        super()._start_asgi_task(cycle, app)

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._size.take_body(len(body))
        super().on_body(body)
        self._deadline.receive(len(body))

    def on_chunk_complete(self) -> None:
        """Take the end of a chunk."""
        self._size.take_chunk()

    def on_message_complete(self) -> None:
        """Wait no longer: the request is whole, and the answer takes as long as it takes."""
        if self.parser.should_upgrade():
            return  # the parser comes here again
        super().on_message_complete()
        if not self.cycle.response_started:
            self.cycle.keep_alive = self._may_persist
        self._size.begin()
        self._deadline.cancel()

    def _refuse(self, error: Exception) -> None:
        """Refuse what cannot be read; where answers to requests before it are not sent yet, end after them instead."""
        raised = error.__context__ if isinstance(error, httptools.HttpParserError) else error
        unreadable = BadRequestError("this is not a valid HTTP/1.1 request")
        refusal = raised if isinstance(raised, RuhrgraphError) else unreadable
        self._is_refused = True
        cycle = self.cycle
        has_begun = cycle is not None and not cycle.response_complete
        if has_begun and (not cycle.more_body or cycle.response_started or self.pipeline):
            if not cycle.more_body:
                self._deadline.cancel()
            self.shutdown()
            return
        self.transport.write(self._refusal_bytes(refusal))
        self.transport.close()

    def shutdown(self) -> None:
        """Close the connection, after the answer that is being made."""
        self._may_persist = False
        super().shutdown()

    def _refusal_bytes(self, error: RuhrgraphError) -> bytes:
        """Return an error as the last answer on the connection."""
        response = error_response(None, error)
        count_request("other", response.status_code)
        common = (*self.server_state.default_headers, *COMMON_HEADERS, (b"connection", b"close"))
        lines = (b"%b: %b\r\n" % header for header in (*response.raw_headers, *common))
        body = b"" if self.parser.get_method() == b"HEAD" else bytes(response.body)
        return b"".join((STATUS_LINE[response.status_code], *lines, b"\r\n", body))

    def _is_sending(self) -> bool:
        """Return whether the client may still be sending a request."""
        is_in_body = self.cycle is not None and self.cycle.more_body
        return (self._is_in_head or is_in_body or self._is_refused) and may_linger(self._number)

    def _wait_for_rest(self) -> None:
        """Give a request that has begun to come its time, after it had to wait."""
        if self._is_in_head:
            self._deadline.wait_for_head()
        elif self.cycle.more_body:
            self._deadline.wait_for_body()


def _send_without_chunks(cycle: RequestResponseCycle) -> None:
    """End an answer of unknown length with the connection (RFC 9112 §6.3), and one that fails with a reset.

    HTTP/1.0 has no chunks, and without their end only a reset tells a client that its answer was cut short.
    """
    send_in_chunks = cycle.send
    is_unknown = False

    def reset(*, is_on: bool) -> None:
        if not cycle.transport.is_closing():
            reset_at_close(cycle.transport, is_on=is_on)

    async def send(message: Any) -> None:  # noqa: ANN401 - the types of uvicorn's messages are private
        nonlocal is_unknown
        if message["type"] == "http.response.start":
            is_unknown = all(name.lower() != b"content-length" for name, _ in message.get("headers", ()))
            if is_unknown:
                cycle.chunked_encoding = False
                reset(is_on=True)
        elif is_unknown:
            cycle.expected_content_length = len(message.get("body", b""))
            if not message.get("more_body", False):
                reset(is_on=False)
        await send_in_chunks(message)

    cycle.send = send  # type: ignore[method-assign]  # uvicorn hands it to the application from here
