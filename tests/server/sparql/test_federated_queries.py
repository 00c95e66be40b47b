"""Queries that call other endpoints: what is allowed is called and read to its end, and nobody else hears anything."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from subprocess import Popen

import httpx
import pytest

from ruhrgraph.graph.versions.repository import publish
from tests.hostility.listener import Listener
from tests.server.conftest import TOKEN

Serving = Callable[..., AbstractContextManager[tuple["Popen[str]", httpx.Client]]]
ANSWER = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:theirs"}}]}}'


@contextmanager
def _old_endpoint() -> Iterator[str]:
    """Run an endpoint that speaks HTTP/1.0 without a length, for as many calls as come."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
                    connection.sendall(ANSWER)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.fixture(scope="module")
def old() -> Iterator[str]:
    """Return the address of an endpoint that is allowed."""
    with _old_endpoint() as address:
        yield address


@pytest.fixture(scope="module")
def client(serving: Serving, tmp_path_factory: pytest.TempPathFactory, old: str) -> Iterator[httpx.Client]:
    """Return a client of a server that may call this endpoint, and may be written to."""
    data = tmp_path_factory.mktemp("federated")
    publish(data, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")
    settings = {"RUHRGRAPH_SERVICE_ALLOW": old, "RUHRGRAPH_TOKEN": TOKEN}
    with serving("--data", str(data), "--workers", "1", **settings) as (_, client):
        yield client


def _rows(client: httpx.Client, query: str) -> list[dict[str, str]]:
    """Return the rows of an answer that is 200."""
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 200, answer.text
    return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]


def test_an_allowed_endpoint_is_called(client: httpx.Client, old: str) -> None:
    """It may be named in full, by a prefix or relative to a base, and its answer is read to its end."""
    host = old.removesuffix("sparql")
    for query in (
        f"SELECT ?s {{ SERVICE <{old}> {{ ?s ?p ?o }} }}",
        f"PREFIX x: <{host}> SELECT ?s {{ SERVICE x:sparql {{ ?s ?p ?o }} }}",
        f"BASE <{host}y> SELECT ?s {{ SERVICE SILENT <sparql> {{ ?s ?p ?o }} }}",
    ):
        assert _rows(client, query) == [{"s": "urn:theirs"}]


def test_silent_calls_of_others_reach_nothing(client: httpx.Client, old: str) -> None:
    """Beside a call that is allowed, a silent one that is not has the empty solution, and nobody is called."""
    with Listener() as listener:
        for silent in (
            f"SERVICE SILENT <{listener.url}>",
            "SERVICE SILENT <https://example.org/>",
            "SERVICE SILENT ?e",
        ):
            query = f"SELECT ?s ?x {{ SERVICE <{old}> {{ ?s ?p ?o }} {silent} {{ ?x ?y ?z }} }}"
            assert _rows(client, query) == [{"s": "urn:theirs"}]
            assert _rows(client, f"SELECT ?x {{ {silent} {{ ?x ?y ?z }} }}") == [{}]
    assert listener.heard == []


@pytest.mark.parametrize(
    "hidden",
    [
        "SERVICE <{0}> {{ ?x ?y ?z }}",
        "SERVICE ?e {{ ?x ?y ?z }}",
        "?a ?b trueSERVICE<{0}>{{ ?x ?y ?z }}",
        "FILTER(1<2)SERVICE<{0}>{{ ?x ?y ?z }}",
        "BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\n<{0}>{{ ?x ?y ?z }}",
        "FILTER(?a<'x>') SERVICE <{0}> {{ ?x ?y ?z }} #'\n",
        "SERVICE SILENTp: {{ ?x ?y ?z }}",
    ],
)
def test_no_disguise_reaches_another(client: httpx.Client, old: str, hidden: str) -> None:
    """A call of another endpoint is refused in each spelling, also where one that is allowed stands beside it."""
    with Listener() as listener:
        text = hidden.format(listener.url)
        for query in (
            f"PREFIX p: <{listener.url}> SELECT * {{ {text} }}",
            f"PREFIX p: <{listener.url}> SELECT * {{ SERVICE <{old}> {{ ?s ?p ?o }} {text} }}",
        ):
            answer = client.post("/sparql", data={"query": query})
            assert answer.status_code == 403, answer.text
            assert "SERVICE" in answer.text
    assert listener.heard == []


def test_updates_call_what_is_allowed(client: httpx.Client, old: str) -> None:
    """An update may call an allowed endpoint, and no other, silent or not."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    update = f"INSERT {{ GRAPH <urn:new> {{ ?s <urn:p> 1 }} }} WHERE {{ SERVICE <{old}> {{ ?s ?p ?o }} }}"
    assert client.post("/sparql/update", data={"update": update}, headers=headers).status_code == 204
    assert _rows(client, "SELECT ?s { GRAPH <urn:new> { ?s ?p ?o } }") == [{"s": "urn:theirs"}]
    with Listener() as listener:
        for word in ("SERVICE", "SERVICE SILENT", "SERVICESILENT"):
            other = update.replace(f"SERVICE <{old}>", f"{word}<{listener.url}>")
            assert client.post("/sparql/update", data={"update": other}, headers=headers).status_code == 403
    assert listener.heard == []
