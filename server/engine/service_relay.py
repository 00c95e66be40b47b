"""Stands between the engine and the endpoints that SERVICE may call, as the engine reads no answer without a length.

In: the endpoints. Out: an address on this machine for each. HTTP/1.0 lets an answer end with its connection (RFC 9112
§6.3); here it is read to its end and handed on in chunks.
"""

import secrets
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

_CHUNK = 64 * 1024
_STACK = 512 * 1024
_URL = ":/?#[]@!$&'()*+,;=%~"
_FORWARDED = ("accept", "content-type", "user-agent")


@contextmanager
def relay(endpoints: Collection[str]) -> Iterator[Mapping[str, str]]:
    """Relay calls for as long as the block takes.

    Args:
        endpoints: The endpoints that may be called.

    Yields:
        The address to call for each of them.

    """
    paths = {f"/{secrets.token_hex(16)}": endpoint for endpoint in endpoints}
    server = _Server(paths)
    threading.stack_size(_STACK)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield {endpoint: f"http://127.0.0.1:{server.server_port}{path}" for path, endpoint in paths.items()}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """A server on this machine that knows which path stands for which endpoint."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, paths: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.paths = paths
        self.opener = OpenerDirector()
        for handler in (HTTPHandler, HTTPSHandler, HTTPErrorProcessor, HTTPDefaultErrorHandler):
            self.opener.add_handler(handler())

    def handle_error(self, *_: Any) -> None:  # noqa: ANN401  # as the base class has it
        """Do nothing: the engine sees that the connection ends, and says so."""


class _Handler(BaseHTTPRequestHandler):
    """Forwards one call to the endpoint, and the answer to the engine."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        """Call the endpoint."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name: value for name in _FORWARDED if (value := self.headers.get(name))}
        endpoint = self.server.paths.get(self.path)
        if endpoint is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        request = Request(quote(endpoint, safe=_URL), body, headers)  # noqa: S310  # the opener knows HTTP alone
        try:
            answer = self.server.opener.open(request)
        except HTTPError as error:
            self.send_error(error.code)
        except (URLError, HTTPException, OSError) as error:
            self.send_error(HTTPStatus.BAD_GATEWAY, str(error))
        else:
            with answer:
                self._hand_on(answer)

    def _hand_on(self, answer: Any) -> None:  # noqa: ANN401  # an `http.client.HTTPResponse`, which urllib does not say
        """Send an answer in chunks; where it breaks off, so does this one."""
        self.send_response(answer.status)
        self.send_header("content-type", answer.headers.get("content-type", ""))
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        while chunk := answer.read(_CHUNK):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: Any) -> None:  # noqa: ANN401  # as the base class has it
        """Say nothing on standard error."""
