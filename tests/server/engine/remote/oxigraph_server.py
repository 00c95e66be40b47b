"""Oxigraph's server as another engine, and a proxy before it that fails, asks for credentials, or changes requests."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import urllib3

from ruhrgraph.server.settings import EngineAddress

_COMMAND = Path(sys.executable).with_name("oxigraph")


def address(root: str, *, store: bool = True, user: str = "", password: str = "", token: str = "") -> EngineAddress:
    """Return the addresses of such a server, with its Graph Store or without."""
    graphs = f"{root}/store" if store else ""
    return EngineAddress(f"{root}/query", f"{root}/update", graphs, user, password, token)


@contextmanager
def oxigraph_server(*arguments: str) -> Iterator[str]:
    """Run a server with a store in memory, or as the arguments say, and give its root."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    called = [str(_COMMAND), *(arguments or ("serve",)), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(called, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def _wait(port: int) -> None:
    """Wait until a server accepts connections."""
    for _ in range(1000):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise TimeoutError


@dataclass(frozen=True)
class Passed:
    """A request that came to the proxy: method, path with parameters, headers, body."""

    method: str
    target: str
    authorization: str
    body: bytes


@dataclass
class Proxy:
    """What the proxy does with requests, and those that came.

    `before` is called with a request and its number, and gives the body to pass on, or None to break off; `after` is
    called when it has been carried out, and says whether the answer is passed on. `status` answers all by itself.
    """

    root: str = ""
    status: int = 0
    authorization: str = ""
    before: Callable[[Passed, int], bytes | None] = lambda request, _: request.body
    after: Callable[[Passed, int], bool] = lambda *_: True
    passed: list[Passed] = field(default_factory=list)


@contextmanager
def proxy_before(target: str) -> Iterator[Proxy]:
    """Run a proxy before a server in a thread."""
    proxy, http = Proxy(), urllib3.PoolManager(maxsize=8, retries=False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            request = Passed(self.command, self.path, self.headers.get("authorization", ""), body)
            proxy.passed.append(request)
            number = len(proxy.passed)
            if proxy.status or (proxy.authorization and proxy.authorization != request.authorization):
                self._answer(proxy.status or 401, "text/plain", b"")
                return
            sent = proxy.before(request, number)
            if sent is None:
                self.close_connection = True
                return
            headers = {name: self.headers[name] for name in ("content-type", "accept") if name in self.headers}
            answer = http.request(self.command, target + self.path, body=sent, headers=headers)
            if proxy.after(request, number):
                self._answer(answer.status, answer.headers.get("content-type", "text/plain"), answer.data)
            else:
                self.close_connection = True

        def _answer(self, status: int, content_type: str, data: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", content_type)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815  # names of the standard library

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        proxy.root = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
            http.clear()
