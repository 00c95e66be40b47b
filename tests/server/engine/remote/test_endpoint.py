"""Requests to another engine: what is sent, and the errors where none arrives or none is answered."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import (
    EngineAddressError,
    EngineAnswerError,
    EngineCredentialsError,
    EngineError,
    EngineTimeoutError,
    EngineTlsError,
    EngineUnreachableError,
)
from ruhrgraph.server.engine.remote.endpoint import Endpoint, filled
from ruhrgraph.server.settings import EngineAddress
from tests.server.engine.remote.engines import Engine, address_of
from tests.server.engine.remote.faulty_proxy import FaultyProxy, answers, holds, running

QUERY = "SELECT (1 AS ?n) {}"
GRAPH = "urn:ruhrgraph:test:endpoint"


@pytest.mark.parametrize(
    ("address", "seconds", "expected"),
    [
        ("http://e/query", 3, "http://e/query"),
        ("http://e/query?timeout={seconds}", 2.6, "http://e/query?timeout=3"),
        ("http://e/query?timeout={milliseconds}&a=b", 2.6, "http://e/query?timeout=2600&a=b"),
        ("http://e/query?timeout={seconds}", 0.01, "http://e/query?timeout=1"),
    ],
)
def test_the_time_that_is_left_stands_in_the_address(address: str, seconds: float, expected: str) -> None:
    """Each engine is told the time in its own words; 0 means none to some of them, so it is never sent."""
    assert filled(address, seconds) == expected


def test_graphs_are_written_and_updated(oxigraph: Engine) -> None:
    """A graph is replaced, added to, and changed by an update."""
    endpoint = Endpoint(address_of(oxigraph))
    for method, thing in (("PUT", b"a"), ("PUT", b"b"), ("POST", b"c")):
        endpoint.send_graph(method, GRAPH, b"<urn:%s> <urn:p> 'o' .\n".replace(b"'", b'"') % thing, 10)
    endpoint.update(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <urn:d> <urn:p> 'ü+&' }} }}", 10)
    found = endpoint.select(f"SELECT ?s {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }} ORDER BY ?s", 10)
    assert [str(solution["s"]) for solution in found] == ["<urn:b>", "<urn:c>", "<urn:d>"]
    endpoint.update(f"DROP GRAPH <{GRAPH}>", 10)
    with pytest.raises(EngineAnswerError, match="refuses this as it stands: "):
        endpoint.update("INSERT", 10)
    endpoint.close()


def test_what_has_no_address_is_not_sent(oxigraph: Engine) -> None:
    """Without an address for it, a request is an error that names the setting."""
    endpoint = Endpoint(EngineAddress(address_of(oxigraph).query))
    with pytest.raises(EngineAddressError, match="RUHRGRAPH_ENGINE_UPDATE is not set"):
        endpoint.update("CLEAR ALL", 10)
    with pytest.raises(EngineAddressError, match="RUHRGRAPH_ENGINE_STORE is not set"):
        endpoint.send_graph("PUT", GRAPH, b"", 10)


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("http://127.0.0.1:{port}/query", EngineUnreachableError, "nothing answers there"),
        ("http://nowhere.invalid/query", EngineUnreachableError, "its name is not known"),
        ("http://127.0.0.1:99999/query", EngineUnreachableError, "cannot be reached|broke the connection"),
    ],
)
def test_an_engine_that_is_not_there(url: str, error: type[EngineError], words: str) -> None:
    """An address where nothing answers is an error that says so."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        endpoint = Endpoint(EngineAddress(url.format(port=free.getsockname()[1])))
        with pytest.raises(error, match=words):
            endpoint.select(QUERY, 5)


def test_an_engine_that_says_nothing(oxigraph: Engine) -> None:
    """An engine that takes a request and does not answer is given up in time, and asked only once."""
    with running(FaultyProxy(oxigraph)) as proxy, proxy.failing(holds):
        with pytest.raises(EngineTimeoutError, match=r"gave no answer within 0\.3 seconds"):
            Endpoint(EngineAddress(f"{proxy.url}/query")).select(QUERY, 0.3)
        assert len(proxy.requests) == 1


def test_credentials_are_sent_and_never_told(oxigraph: Engine) -> None:
    """A token is sent as such; an error that repeats it does not."""
    with running(FaultyProxy(oxigraph)) as proxy:
        endpoint = Endpoint(EngineAddress(f"{proxy.url}/query?key=geheim", token="ein-token"))  # noqa: S106  # a test
        assert len(endpoint.select(QUERY, 5)) == 1
        assert proxy.requests[0][1]["authorization"] == "Bearer ein-token"
        with proxy.failing(answers(500, body=b"you sent Bearer ein-token")), pytest.raises(EngineError) as told:
            endpoint.select(QUERY, 5)
        with proxy.failing(answers(401)), pytest.raises(EngineCredentialsError) as refused:
            endpoint.select(QUERY, 5)
    assert not [secret for secret in ("ein-token", "geheim") if secret in f"{told.value}{refused.value}"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and a certificate that nobody trusts."""
    command = shutil.which("openssl")
    if command is None:
        pytest.skip("openssl, which makes a certificate, is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    named = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1")
    made = [command, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named]
    subprocess.run([*made, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def test_a_certificate_has_to_be_trusted(oxigraph: Engine, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate of nobody known is refused at once; one that SSL_CERT_FILE names is not."""
    with running(FaultyProxy(oxigraph, certificate)) as proxy:
        with pytest.raises(EngineTlsError, match=r"no secure connection .*self.signed certificate"):
            Endpoint(EngineAddress(f"{proxy.url}/query")).select(QUERY, 5)
        assert proxy.requests == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert len(Endpoint(EngineAddress(f"{proxy.url}/query")).select(QUERY, 5)) == 1


def test_encryption_where_there_is_none(oxigraph: Engine) -> None:
    """An address with https where the engine speaks http is an error of encryption."""
    with running(FaultyProxy(oxigraph)) as proxy, pytest.raises(EngineTlsError, match="no secure connection"):
        Endpoint(EngineAddress(f"{proxy.url.replace('http:', 'https:')}/query")).select(QUERY, 5)
