"""Tests of calls to other endpoints: real sockets answer as clients' servers do."""

import json
import select
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from pyoxigraph import QuerySolutions, Store

from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.engine.evaluation import evaluate
from ruhrgraph.server.engine.process_limits import no_descriptors
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.http.errors import RemoteEndpointError

TYPE = b"Content-Type: application/sparql-results+json\r\n"
RESULT = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "x" * 200_000}}]}}
).encode()


@contextmanager
def _endpoint(parts: Sequence[bytes], *, heard: list[bytes] | None = None) -> Iterator[str]:
    """Run an endpoint that answers one call with these bytes and closes, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            # `accept` takes its descriptor before it waits, and at that moment the test may allow none.
            select.select([server], [], [])
            connection, _ = server.accept()
            with connection:
                received = b""
                while not received.endswith(b"}"):
                    received += connection.recv(65536)
                if heard is not None:
                    heard.append(received)
                for part in parts:
                    connection.sendall(part)
                    time.sleep(0.02)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql?x=ä"
        thread.join(5)


def _call(endpoint: str, word: str = "SERVICE") -> list[str]:
    """Return the values of `?s` at an endpoint."""
    query = f"SELECT ?s {{ {word} <{endpoint}> {{ ?s ?p ?o }} }}"
    with no_descriptors(), evaluate(Store(), SparqlRequest(query), (endpoint,)) as result:
        assert isinstance(result, QuerySolutions)
        return [solution["s"].value for solution in result if solution["s"] is not None]


ANSWERS = {
    "HTTP/1.0 without a length": [b"HTTP/1.0 200 OK\r\n" + TYPE + b"\r\n" + RESULT],
    "HTTP/1.0 in parts": [b"HTTP/1.0 200 OK\r\n" + TYPE + b"\r\n", RESULT[:100], RESULT[100:]],
    "HTTP/1.1 that closes": [b"HTTP/1.1 200 OK\r\n" + TYPE + b"Connection: close\r\n\r\n" + RESULT],
    "a length": [b"HTTP/1.1 200 OK\r\n" + TYPE + b"Content-Length: %d\r\n\r\n" % len(RESULT) + RESULT],
    "chunks": [
        b"HTTP/1.1 200 OK\r\n" + TYPE + b"Transfer-Encoding: chunked\r\n\r\n",
        b"%x\r\n" % len(RESULT) + RESULT + b"\r\n0\r\n\r\n",
    ],
}
CUT = {
    "a length that is too long": [b"HTTP/1.1 200 OK\r\n" + TYPE + b"Content-Length: 999999\r\n\r\n" + RESULT[:-5]],
    "a cut chunk": [b"HTTP/1.1 200 OK\r\n" + TYPE + b"Transfer-Encoding: chunked\r\n\r\nfffff\r\n" + RESULT[:-5]],
    "a result that is cut": [b"HTTP/1.0 200 OK\r\n" + TYPE + b"\r\n" + RESULT[:-5]],
}
FAILURES = {
    "an error": [b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"],
    "a redirection": [b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"],
    "another type": [b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"],
    "no HTTP": [b"hello\r\n\r\n"],
    "nothing": [],
}


@pytest.mark.parametrize("parts", ANSWERS.values(), ids=ANSWERS)
def test_answers_are_read_to_their_end(parts: Sequence[bytes]) -> None:
    """An answer is read to its end, however it tells that end."""
    heard: list[bytes] = []
    with _endpoint(parts, heard=heard) as endpoint:
        assert _call(endpoint) == ["x" * 200_000]
    head = heard[0].partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"post /sparql?x=%c3%a4 http/1.")
    assert b"application/sparql-query" in head


@pytest.mark.parametrize("parts", FAILURES.values(), ids=FAILURES)
def test_failures_are_those_of_the_endpoint(parts: Sequence[bytes]) -> None:
    """An endpoint that gives no answer is told as such, and SILENT passes over it."""
    with _endpoint(parts) as endpoint, pytest.raises(RemoteEndpointError):
        _call(endpoint)
    with _endpoint(parts) as endpoint:
        assert _call(endpoint, "SERVICE SILENT") == []


@pytest.mark.parametrize("parts", CUT.values(), ids=CUT)
def test_answers_that_are_cut(parts: Sequence[bytes]) -> None:
    """An answer that ends too early is told as such."""
    with _endpoint(parts) as endpoint, pytest.raises(RemoteEndpointError):
        _call(endpoint)


def test_nobody_else_can_call_through_it() -> None:
    """An endpoint that is not on the list stays out of reach."""
    with no_descriptors(), pytest.raises(RuhrgraphError, match="refused"):
        _call_other("http://127.0.0.1:1/", ("http://127.0.0.1:2/",))


def _call_other(endpoint: str, allowed: tuple[str, ...]) -> None:
    query = f"SELECT ?s {{ SERVICE <{endpoint}> {{ ?s ?p ?o }} }}"
    with evaluate(Store(), SparqlRequest(query), allowed) as result:
        list(result)  # type: ignore[arg-type]  # a SELECT has solutions
