"""A short way for the requests that come most often: small GETs whose header lines were seen before.

In: uvicorn's protocol with its deadlines. Out: the same, which hands such requests to the application without parsing
their headers anew. Only headers that the real parser has read, and found plain, are known here; whatever else comes
(other methods, bodies, requests in several parts, a client that reads slowly) goes the usual way.
"""

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any

from starlette.types import Message, Scope

from ruhrgraph.server.http.blocks import Blocks
from ruhrgraph.server.http.logs import log
from ruhrgraph.server.http.timeouts import PatientProtocol
from ruhrgraph.server.sparql.directly import DirectQuery
from ruhrgraph.server.sparql.service import BrokenOffError, Headers

_BEGIN, _VERSION, _END, _BREAK = b"GET ", b" HTTP/1.1", b"\r\n\r\n", b"\r\n"
_IN_TARGETS = bytes(code for code in range(0x21, 0x7F) if chr(code) not in '"#<>\\^`{|}')
"""What the target of a request consists of (RFC 3986); one with another sign takes the usual way."""
_MOST_LATER = 64 * 1024
_LONGEST_LINE = 32 * 1024
"""Beyond 64 KiB the parser refuses an address; that is for it to say."""
_FAILED = (
    b"HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 21\r\nconnection: close\r\n\r\nInternal Server Error"
)
_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}


_blocks = Blocks()


class SwiftProtocol(PatientProtocol):
    """HTTP/1.1 over httptools, with the short way in front."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own signature
        super().__init__(*args, **kwargs)
        self._swift: _Exchange | None = None
        self._later = b""
        self._heard_at = 0.0
        self._idle_timer: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Take what the client sends."""
        if self._swift is not None or self._later:
            self._later += data
            if len(self._later) > _MOST_LATER:
                self.flow.pause_reading()
            return
        if not (data[:4] == _BEGIN and data.endswith(_END) and self._is_free()):
            self._take_usual(data)
            return
        line, _, block = data.partition(_BREAK)
        headers = _blocks.find(block)
        is_plain = self._takes(line)
        if headers is not None and is_plain:
            self._begin(line[len(_BEGIN) : -len(_VERSION)], headers)
            return
        seen = self.cycle
        self._take_usual(data)
        # Behind a line of another form there may be more headers than those in the block (`GET /\nX: y`).
        is_one = is_plain and self.cycle is not seen and data.find(_END) == len(data) - len(_END)
        if headers is None and is_one:
            _blocks.learn(block, self.headers)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, and the query that nobody waits for any more."""
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        if self._swift is not None:
            self._swift.abandon()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close the connection once the answer at work is sent."""
        if self._swift is not None:
            self._swift.keep_alive = False
        else:
            super().shutdown()

    def finished(self, exchange: "_Exchange") -> None:
        """Go on after an answer of the short way: with what came meanwhile, or with waiting for more."""
        self._swift = None
        self.server_state.total_requests += 1
        if not exchange.keep_alive:
            self.transport.close()
        if self.transport.is_closing():
            return
        self._heard_at = self.loop.time()
        if self._idle_timer is None:
            self._idle_timer = self.loop.call_later(self.timeout_keep_alive, self._close_if_idle)
        if self._later:
            self.loop.call_soon(self._go_on)

    def _take_usual(self, data: bytes) -> None:
        """Hand what came to the parser."""
        self._heard_at = self.loop.time()
        super().data_received(data)

    def _is_between_requests(self) -> bool:
        """Tell whether the parser has no part of a request, and no answer is at work."""
        return self.idle and (self.cycle is None or self.cycle.response_complete)

    def _is_free(self) -> bool:
        """Tell whether the short way may be taken: the client also reads what it got."""
        return self._is_between_requests() and not self.flow.write_paused

    @staticmethod
    def _takes(line: bytes) -> bool:
        """Tell whether a request line is of the plainest form."""
        target = line[len(_BEGIN) : -len(_VERSION)]
        path = target.partition(b"?")[0]
        is_plain = len(line) <= _LONGEST_LINE and path[:1] == b"/" and path[:2] != b"//" and b"%" not in path
        return is_plain and line.endswith(_VERSION) and not target.translate(None, _IN_TARGETS)

    def _begin(self, target: bytes, headers: Headers) -> None:
        """Hand a request to the application."""
        self._unset_keepalive_if_required()
        self.stop_waiting()
        path, _, query = target.partition(b"?")
        scope: Scope = {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "method": "GET",
            "root_path": self.root_path,
            "path": self.root_path + path.decode("ascii"),
            "raw_path": self.root_path.encode("ascii") + path,
            "query_string": query,
            "headers": headers,
            "state": self.app_state.copy(),
        }
        self._swift = exchange = _Exchange(self)
        directly = getattr(self.app, "directly", None)
        if directly is None or not exchange.take(directly(scope, exchange)):
            self.spin(exchange.run(scope))

    def spin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let a task run, for which a server that shuts down waits."""
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _go_on(self) -> None:
        """Take what came while an answer was at work."""
        data, self._later = self._later, b""
        self.flow.resume_reading()
        if data and not self.transport.is_closing():
            self.data_received(data)

    def _close_if_idle(self) -> None:
        """Close a connection that was idle for too long; else look again when it may have been."""
        self._idle_timer = None
        if self._swift is not None or self.transport.is_closing():
            return
        left = self._heard_at + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._idle_timer = self.loop.call_later(left, self._close_if_idle)
        elif self._is_between_requests():
            self.transport.close()


class _Exchange:
    """One request of the short way and its answer."""

    def __init__(self, protocol: SwiftProtocol) -> None:
        self.keep_alive = True
        self._protocol = protocol
        self._transport = protocol.transport
        self._flow = protocol.flow
        self._asked = self._gone = self._started = self._complete = False
        self._chunked = False
        self._left = 0
        self._head = b""
        self._over: asyncio.Event | None = None
        self._query: DirectQuery | None = None

    def take(self, query: DirectQuery | None) -> bool:
        """Remember the query that is being answered directly, to let go of it with the client; tell if there is one."""
        self._query = None if self._complete else query
        return query is not None

    def answer(self, status: int, headers: Headers, body: bytes) -> None:
        """Send a whole answer; its length is among the headers."""
        if self._gone:
            return
        self._start(status, headers)
        self._transport.writelines((self._head, body))
        self._end()

    def stream(self, query: DirectQuery) -> None:
        """Let a task send the answer."""
        self._protocol.spin(self._stream(query))

    async def _stream(self, query: DirectQuery) -> None:
        try:
            await query.send_stream()
        except BaseException as error:  # noqa: BLE001 - as in `run`
            self._break_off(error)

    async def run(self, scope: Scope) -> None:
        """Let the application answer; what goes wrong there ends the connection, or is an error 500."""
        try:
            await self._protocol.app(scope, self.receive, self.send)
        except BaseException as error:  # noqa: BLE001 - the outermost edge, as in uvicorn
            self._break_off(error)
        else:
            if not self._complete:
                self._break_off(RuntimeError("the application returned without completing its answer"))

    def abandon(self) -> None:
        """Take it that the client has left."""
        self._gone = True
        if self._query is not None:
            self._query.leave()
        if self._over is not None:
            self._over.set()

    async def receive(self) -> Message:
        """Return the body, which is empty, and then wait until the client leaves or has its answer."""
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        if not self._gone and not self._complete:
            self._over = self._over or asyncio.Event()
            await self._over.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Send a part of the answer; its head waits for the first part of the body, so that both go at once."""
        if self._flow.write_paused and not self._gone:
            await self._flow.drain()
        if self._gone:
            return
        if message["type"] == "http.response.start":
            self._start(message["status"], message.get("headers", ()))
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._complete or not self._started:
            raise RuntimeError(f"“{message['type']}” is out of turn")
        if self._chunked:
            body = (b"%x\r\n%b\r\n" % (len(body), body) if body else b"") + (b"" if more else b"0\r\n\r\n")
        else:
            self._left -= len(body)
            if self._left < 0 or (self._left and not more):
                raise RuntimeError("the body is not as long as its Content-Length")
        head, self._head = self._head, b""
        self._transport.writelines((head, body) if head else (body,))
        if not more:
            self._end()

    def _start(self, status: int, headers: Headers) -> None:
        """Take the head of the answer."""
        if self._started:
            raise RuntimeError("the answer has two heads")
        self._started = True
        lines = [_LINES[status]]
        length = -1
        for name, value in (*self._protocol.server_state.default_headers, *headers):
            lines.append(b"%b: %b\r\n" % (name, value))
            if name == b"content-length":
                length = int(value)
            elif name == b"connection":
                self.keep_alive = self.keep_alive and b"close" not in value.lower()
        without_body = status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
        self._chunked = length < 0 and not without_body
        self._left = 0 if without_body else max(length, 0)
        if self._chunked:
            lines.append(b"transfer-encoding: chunked\r\n")
        if not self.keep_alive:
            lines.append(b"connection: close\r\n")
        lines.append(b"\r\n")
        self._head = b"".join(lines)
        if self._head.count(b"\n") != len(lines):
            raise RuntimeError("a header of the answer has a line break")

    def _end(self) -> None:
        """Take it that the answer is sent."""
        self._complete = True
        if self._over is not None:
            self._over.set()
        self._protocol.finished(self)

    def _break_off(self, error: BaseException) -> None:
        """End an answer that failed: without its end, or where nothing of it was sent, with an error."""
        if self._gone:
            return
        if not isinstance(error, BrokenOffError):
            log.error("failed", reason=f"{type(error).__name__}: {error}", exc_info=error)
        if self._head or not self._started:
            self._transport.write(_FAILED)
        self._transport.close()
