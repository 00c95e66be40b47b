"""Endpoints for queries with SERVICE: they answer on this machine under the names that the suite gives them.

In: the files of data behind each endpoint. Out: texts in which the addresses of the suite are those on this machine,
and answers in which they are the suite's again.
"""

import re
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs

import pyoxigraph as ox

from tests.w3c.manifest import Source, quads

_NAMES = ("example.org/sparql", "example1.org/sparql", "example2.org/sparql", "invalid.endpoint.org/sparql", "g")
_ADDRESS = re.compile(r"http://((?:example[12]?|invalid\.endpoint)\.org/sparql)|(?<=<)(g)(?=>)")


class Endpoints:
    """The endpoints, all of them in one HTTP server of this process."""

    def __init__(self) -> None:
        self._server = _HttpServer(("127.0.0.1", 0), _Handler)
        self._root = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.serve(())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return the addresses that queries may ask."""
        return tuple(f"{self._root}{name}" for name in _NAMES)

    def serve(self, services: Sequence[Source]) -> None:
        """Let the endpoints have these data; one without data is answered by an error."""
        stores = {"g": ox.Store()}
        for service in services:
            stores[(service.graph or "").removeprefix("http://")] = store = ox.Store()
            store.extend(quads([Source(service.path)]))
        self._server.stores = stores

    def localised(self, text: str) -> str:
        """Return a query that asks the endpoints on this machine."""
        return _ADDRESS.sub(lambda found: f"{self._root}{found[1] or found[2]}", text)

    def restored(self, body: bytes) -> bytes:
        """Return an answer with the addresses that the suite knows."""
        return body.replace(self._root.encode(), b"http://")


class _HttpServer(ThreadingHTTPServer):
    """The server, with the store of each endpoint."""

    daemon_threads = True
    stores: Mapping[str, ox.Store] = {}


class _Handler(BaseHTTPRequestHandler):
    """Answers a query by POST as JSON."""

    server: _HttpServer

    def do_POST(self) -> None:
        """Answer a query."""
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        form = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        query = parse_qs(body).get("query", [""])[0] if form else body
        store = self.server.stores.get(self.path.lstrip("/").partition("?")[0])
        if store is None:
            self.send_error(404)
            return
        result = store.query(query)
        content = b"" if isinstance(result, ox.QueryTriples) else result.serialize(format=ox.QueryResultsFormat.JSON)
        self.send_response(200)
        self.send_header("content-type", "application/sparql-results+json")
        self.send_header("content-length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
