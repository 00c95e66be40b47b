"""A server that follows the version in use in another engine, whatever its data folder holds."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generations import Generations
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import marker_graph
from ruhrgraph.server.settings import EngineAddress
from tests.server.engine.remote.conftest import Serving
from tests.server.engine.remote.engines import address_of, oxigraph_server, put_version, use_version

BASE = "https://w3id.org/ruhrgraph/"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def _until(client: httpx.Client, is_so: Callable[[httpx.Response], bool], path: str = "/ready") -> httpx.Response:
    """Return the first answer at an address that is as wanted."""
    end = time.monotonic() + 20
    while not is_so(answer := client.get(path, headers={"accept": "application/problem+json"})):
        assert time.monotonic() < end, answer.text
        time.sleep(0.05)
    return answer


def test_a_server_follows_the_engine(small_data: Path, tmp_path: Path, serving: Serving) -> None:
    """It starts without any version, answers once there is one, and not any more when there is none."""
    with oxigraph_server() as engine:
        address = address_of(engine)
        settings = {"RUHRGRAPH_ENGINE": address.query, "RUHRGRAPH_PROCESSES": "2"}
        with serving("--data", str(tmp_path / "none"), "--workers", "1", **settings) as (_, client):
            nothing = _until(client, lambda answer: "no version is published" in answer.text)
            assert (nothing.status_code, "run `ruhrgraph publish`" in nothing.text) == (503, True)
            assert client.get("/sparql", params={"query": COUNT}).status_code == 503
            assert "no version is published" in client.get("/health").json()["status"]

            marker = put_version(engine, small_data)
            ready = _until(client, lambda answer: answer.status_code == 200).json()
            assert (ready["version"], ready["status"]) == (marker.digest, "ready")
            assert "the data folder does not hold version" in ready["warning"]
            assert client.get("/health").json()["triples"] == marker.triples
            first = client.get("/sparql", params={"query": COUNT})
            assert first.status_code == 200

            again = use_version(engine, marker)
            assert client.get("/sparql", params={"query": f"{COUNT} # again"}).json() == first.json()
            assert client.get("/sparql", params={"query": COUNT}).headers["etag"] == first.headers["etag"]

            Endpoint(address).update(f"DROP GRAPH <{marker_graph(BASE)}>", 10)
            gone = client.get("/sparql", params={"query": f"{COUNT} # gone"})
            assert (gone.status_code, "no version is published" in gone.text) == (503, True)
            use_version(engine, again)
            _until(client, lambda answer: answer.status_code == 200)

        with serving("--data", str(small_data), RUHRGRAPH_BASE_IRI="https://b.example/", **settings) as (_, client):
            other = _until(client, lambda answer: "base IRI" in answer.text)
            assert other.status_code == 503
            assert f"set RUHRGRAPH_BASE_IRI={BASE}" in other.text


def test_who_asks_at_the_start_waits_for_the_first_look(tmp_path: Path) -> None:
    """As long as the engine has not yet said what is in use, a query waits for its time, and is told so."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = EngineAddress(f"http://127.0.0.1:{silent.getsockname()[1]}/query")
        followed = Generations(Limits(), tmp_path, tmp_path, (address, BASE))
        try:
            with socket.socket(socket.AF_UNIX) as question:
                question.connect(followed.address)
                question.sendall(b"\n")
                question.settimeout(0.05)
                for _ in range(5):
                    followed.run(0.05)
                with pytest.raises(TimeoutError):
                    question.recv(100)
                assert followed._holders == []  # nothing was started for a version that nobody knows
        finally:
            followed.close()


def test_a_server_starts_before_its_engine(small_data: Path, serving: Serving) -> None:
    """A server whose engine is not there yet says so, and serves what needs no engine."""
    settings = {"RUHRGRAPH_ENGINE": "http://127.0.0.1:9/query", "RUHRGRAPH_PROCESSES": "2"}
    with serving("--data", str(small_data), "--workers", "1", **settings) as (_, client):
        down = _until(client, lambda answer: "cannot be reached" in answer.text)
        assert (down.status_code, down.json()["status"]) == (502, 502)
        assert client.get("/sparql", params={"query": COUNT}).status_code == 502
        assert client.get("/health").status_code == 503
        assert client.get("/openapi.json").status_code == 200
