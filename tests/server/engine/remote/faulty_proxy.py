"""A proxy in front of an engine that fails on purpose, in the ways that networks, proxies and engines fail."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MARKER = b"version%2Fcurrent"
"""What stands in requests for the marker; they fail only if the proxy is down."""


class Reply:
    """The engine's answer, as a fault may change it before it is sent."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.sent: int | None = None
        """How many bytes of the body are sent before the end: None for all, -1 for a reset before the head."""
        self.stalls = False


Fault = Callable[["FaultyProxy", Reply, socket.socket], None]


class FaultyProxy(ThreadingHTTPServer):
    """The proxy; `fault` is what happens to the next answers, `times` to how many of them.

    Args:
        engine: Host and port of the engine.
        certificate: A file with a key and a certificate, to be reached by HTTPS.
        port: The port; 0 for any free one.

    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, engine: tuple[str, int], certificate: Path | None = None, port: int = 0) -> None:
        self.engine = engine
        self.fault: Fault | None = None
        self.times = 10**6
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.left = threading.Event()
        self.held = threading.Event()
        self.release = threading.Event()
        self._connections: set[socket.socket] = set()
        self.opened = 0
        super().__init__(("127.0.0.1", port), _Handler)
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)

    @property
    def url(self) -> str:
        """The address of the proxy."""
        scheme = "https" if self._context else "http"
        return f"{scheme}://127.0.0.1:{self.server_address[1]}"

    def get_request(self) -> tuple[socket.socket, object]:
        """Accept a connection."""
        connection, address = super().get_request()
        if self._context:
            connection.settimeout(5)
            connection = self._context.wrap_socket(connection, server_side=True)
        self._connections.add(connection)
        self.opened += 1
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: what fails here fails on purpose."""

    @contextmanager
    def failing(self, fault: Fault, times: int = 10**6) -> Iterator[None]:
        """Let answers to queries fail for as long as the block takes."""
        self.requests.clear()
        self.left.clear()
        self.held.clear()
        self.release.clear()
        self.fault, self.times = fault, times
        try:
            yield
        finally:
            self.fault = None
            self.release.set()

    def pull_plug(self) -> None:
        """Break all connections, and accept none any more."""
        self.shutdown()
        self.server_close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def running(proxy: FaultyProxy) -> Iterator[FaultyProxy]:
    """Run a proxy in a thread."""
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.pull_plug()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Passes a request on, and its answer back, if no fault changes it."""

    protocol_version = "HTTP/1.1"
    server: FaultyProxy

    def do_POST(self) -> None:
        """Answer a request."""
        body = self.rfile.read(int(self.headers["content-length"]))
        proxy = self.server
        is_marker = MARKER in body and b"default-graph-uri" not in body
        if not is_marker:
            proxy.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        reply = self._ask(body)
        if proxy.fault and proxy.times and not is_marker:
            proxy.times -= 1
            proxy.fault(proxy, reply, self.connection)
        if reply.sent == -1:
            self._reset()
            return
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body[: reply.sent] if reply.sent is not None else reply.body)
        self.wfile.flush()
        if reply.stalls:
            holds(proxy, reply, self.connection)
        if reply.sent is not None:
            self.close_connection = True  # what was sent has to arrive, which a reset may prevent
        elif "content-length" not in reply.headers and "transfer-encoding" not in reply.headers:
            self.close_connection = True

    def _ask(self, body: bytes) -> Reply:
        """Return the engine's answer, with a length."""
        connection = HTTPConnection(*self.server.engine, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        connection.request("POST", self.path.partition("?")[0], body, headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        kept = {"content-type": response.headers["content-type"], "content-length": str(len(data))}
        return Reply(response.status, kept, data)

    def _reset(self) -> None:
        """Break the connection off."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def answers(status: int, content_type: str = "text/plain", body: bytes = b"", **headers: str) -> Fault:
    """Return the fault that answers something else."""

    def fault(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        reply.status, reply.body = status, body
        reply.headers = {"content-type": content_type, "content-length": str(len(body)), **more}

    return fault


def resets_at_head(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
    """Break the connection before the head."""
    reply.sent = -1


def cuts(share: float, *, chunked: bool = False) -> Fault:
    """Return the fault that breaks the connection when a share of the body was sent."""

    def fault(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
        size = len(reply.body)
        reply.sent = min(int(size * share), size - 1)
        if chunked:
            del reply.headers["content-length"]
            reply.headers["transfer-encoding"] = "chunked"
            half = reply.sent
            parts = [part for part in (reply.body[:half], reply.body[half:]) if part]
            framed = [b"%x\r\n%s\r\n" % (len(part), part) for part in parts]
            reply.body, reply.sent = b"".join(framed), len(framed[0]) if half else 0

    return fault


def stalls(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
    """Send half of the answer, and then nothing any more."""
    reply.sent, reply.stalls = len(reply.body) // 2, True


def changes(change: Callable[[bytes], bytes]) -> Fault:
    """Return the fault that changes the body, and says a length that fits."""

    def fault(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
        reply.body = change(reply.body)
        reply.headers["content-length"] = str(len(reply.body))

    return fault


def tells_no_length(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
    """Answer as HTTP/1.0 does, where the end of the connection is the end of the answer."""
    del reply.headers["content-length"]
    reply.headers["connection"] = "close"


def compresses(_proxy: FaultyProxy, reply: Reply, _connection: socket.socket) -> None:
    """Say that the answer is compressed."""
    reply.headers["content-encoding"] = "gzip"


def holds(proxy: FaultyProxy, _reply: Reply, connection: socket.socket) -> None:
    """Answer only when the test says so; note when whoever asked has left before."""
    proxy.held.set()
    connection.settimeout(0.01)
    while not proxy.release.is_set():
        try:
            if not connection.recv(1, socket.MSG_PEEK):
                proxy.left.set()
                return
        except TimeoutError:
            continue
        except OSError:
            proxy.left.set()
            return
    connection.settimeout(None)
