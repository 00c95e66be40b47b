"""A proxy before an engine that keeps requests back, loses answers, changes what is sent, or asks for credentials."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import urllib3

from ruhrgraph.server.settings import EngineAddress


def address(root: str, *, store: bool = True, user: str = "", password: str = "", token: str = "") -> EngineAddress:
    """Return the addresses of a server of Oxigraph or of a proxy before one, with its Graph Store or without."""
    graphs = f"{root}/store" if store else ""
    return EngineAddress(f"{root}/query", f"{root}/update", graphs, user, password, token)


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
