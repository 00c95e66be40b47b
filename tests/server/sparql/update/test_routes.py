"""Updates over HTTP: what the protocol wants is carried out and answered once it is in use, and nothing calls out."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import lock, published, versions
from ruhrgraph.graph.versions.store import load_store

Writable = tuple[httpx.Client, Path]
FORM = {"content-type": "application/x-www-form-urlencoded"}
UPDATE = {"content-type": "application/sparql-update"}


def quads(data: Path) -> str:
    """Return what is published as N-Quads."""
    return (load_store(published(data)).dump(format=ox.RdfFormat.N_QUADS) or b"").decode()


def update(client: httpx.Client, text: str, address: str = "/sparql/update") -> httpx.Response:
    """Send an update as the body of a POST."""
    return client.post(address, content=text.encode(), headers=UPDATE)


def test_both_forms_of_post(writable: Writable) -> None:
    """An update comes as a form or as the body, and the answer names the version that it made."""
    client, data = writable
    for number, answer in enumerate(
        (
            update(client, "INSERT DATA { <urn:form> <urn:is> 0 }"),
            client.post("/sparql/update", data={"update": "INSERT DATA { <urn:form> <urn:is> 1 }"}),
            client.post("/sparql/update/", data={"update": "INSERT DATA { <urn:form> <urn:is> 2 }"}),
            client.post(
                "/sparql/update?x=y",
                content="\ufeffINSERT DATA { <urn:form> <urn:is> 3 }".encode(),
                headers={"content-type": "Application/SPARQL-Update; charset=UTF-8"},
            ),
        )
    ):
        assert answer.status_code == 204, answer.text
        assert answer.content == b""
        assert versions(data)
        assert f'<urn:form> <urn:is> "{number}"' in quads(data)
    assert answer.headers["ruhrgraph-version"] == published(data).digest


def test_a_written_statement_is_read_at_once(writable: Writable) -> None:
    """Who has got the answer to an update finds it in the next query."""
    client, _ = writable
    for number in range(5):
        assert update(client, f"INSERT DATA {{ <urn:own> <urn:is> {number} }}").status_code == 204
        found = client.get("/sparql", params={"query": f"ASK {{ <urn:own> <urn:is> {number} }}", "format": "json"})
        assert found.json()["boolean"] is True


def test_what_changes_nothing_publishes_nothing(writable: Writable) -> None:
    """An update without effect is answered all the same, with the version that was in use before."""
    client, data = writable
    before = published(data)
    answer = update(client, "DELETE DATA { <urn:not> <urn:there> 1 }")
    assert (answer.status_code, answer.headers["ruhrgraph-version"]) == (204, before.digest)
    assert published(data) == before


@pytest.mark.parametrize(
    ("method", "address", "body", "headers", "status"),
    [
        ("GET", "/sparql/update?update=CLEAR+ALL", b"", {}, 405),
        ("PUT", "/sparql/update", b"CLEAR ALL", UPDATE, 405),
        ("POST", "/sparql/update", b"update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM, 400),
        ("POST", "/sparql/update?update=CLEAR+ALL", b"update=CLEAR+ALL", FORM, 400),
        ("POST", "/sparql/update?update=CLEAR+ALL", b"CLEAR ALL", UPDATE, 400),
        ("POST", "/sparql/update", b"", FORM, 400),
        ("POST", "/sparql/update", b"query=ASK{}", FORM, 400),
        ("POST", "/sparql/update?query=ASK{}", b"CLEAR ALL", UPDATE, 400),
        ("POST", "/sparql/update", b"CLEAR NAMED", {"content-type": "text/plain"}, 415),
        ("POST", "/sparql/update", b"update=CLEAR+NAMED", {}, 415),
        (
            "POST",
            "/sparql/update",
            "CLEAR NAMED".encode("utf-16"),
            {"content-type": "application/sparql-update; charset=utf-16"},
            415,
        ),
        ("POST", "/sparql/update", b"INSERT DATA { <a:a> <a:b> '\xff' }", UPDATE, 400),
        ("POST", "/sparql/update", b"update=%FF", FORM, 400),
        ("POST", "/sparql/update", b"update=CLEAR+XYZ", FORM, 400),
        ("POST", "/sparql/update", b"ASK {}", UPDATE, 400),
        ("POST", "/sparql/update", b"DROP GRAPH <urn:none>", UPDATE, 400),
        ("POST", "/sparql/update?using-graph-uri=relative", b"DELETE WHERE { ?s ?p ?o }", UPDATE, 400),
        (
            "POST",
            "/sparql/update?using-graph-uri=urn:g",
            b"WITH <urn:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }",
            UPDATE,
            400,
        ),
        (
            "POST",
            "/sparql/update?using-named-graph-uri=urn:g",
            b"DELETE { ?s ?p 1 } USING <urn:g> WHERE { ?s ?p 1 }",
            UPDATE,
            400,
        ),
        ("POST", "/sparql/update", b"LOAD <http://example.org/>", UPDATE, 403),
        ("POST", "/sparql/update", b"INSERT { ?s ?p ?o } WHERE { SERVICE <http://a/> { ?s ?p ?o } }", UPDATE, 403),
        ("POST", "/sparql/update", b"#" * 1_100_000, UPDATE, 413),
    ],
)
def test_what_the_protocol_forbids(
    writable: Writable, method: str, address: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    """Each error has its status, says what is wrong, and changes nothing."""
    client, data = writable
    before = published(data)
    answer = client.request(method, address, content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert answer.text.strip()
    assert published(data) == before


def test_errors_have_a_place(writable: Writable) -> None:
    """A syntax error tells its line and column, also as a problem document."""
    client, _ = writable
    answer = client.post(
        "/sparql/update",
        content=b"CLEAR ALL ;\n  CLEAR XYZ",
        headers={**UPDATE, "accept": "application/problem+json"},
    )
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (answer.json()["line"], answer.json()["column"]) == (2, 12)


def test_the_dataset_of_the_request(writable: Writable) -> None:
    """The graphs that the parameters name are those that the patterns see."""
    client, data = writable
    graphs = " ".join(f"GRAPH <urn:{number}> {{ <urn:{number}> a {number} }}" for number in (1, 2, 3))
    assert update(client, f"DROP ALL ; INSERT DATA {{ {graphs} }}").status_code == 204
    text = """
        INSERT { <urn:default> <urn:has> ?o } WHERE { ?s a ?o } ;
        INSERT { <urn:named> <urn:has> ?o } WHERE { GRAPH ?g { ?s a ?o } }"""
    address = "/sparql/update?using-graph-uri=urn:1&using-graph-uri=urn:2&using-named-graph-uri=urn:3"
    assert update(client, text, address).status_code == 204
    found = {line.split("^")[0] for line in quads(data).splitlines() if "<urn:has>" in line}
    assert found == {'<urn:default> <urn:has> "1"', '<urn:default> <urn:has> "2"', '<urn:named> <urn:has> "3"'}


def test_relative_iris_are_below_the_base(writable: Writable) -> None:
    """A relative IRI of an update is resolved against the base of the graph."""
    client, data = writable
    assert update(client, "INSERT DATA { <urn:relative> <urn:is> <id/x> }").status_code == 204
    assert "<https://w3id.org/ruhrgraph/id/x>" in quads(data)


def test_many_at_once(writable: Writable) -> None:
    """Updates that come at the same time wait for each other, and all of them are there at the end."""
    client, data = writable
    texts = [f"INSERT DATA {{ <urn:many> <urn:is> {number} }}" for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda text: update(client, text), texts))
    assert {answer.status_code for answer in answers} == {204}
    assert quads(data).count("<urn:many>") == 12
    assert len({answer.headers["ruhrgraph-version"] for answer in answers}) == 12


def test_an_update_that_takes_too_much(serving: object, tmp_path: Path) -> None:
    """What takes too long or too much memory is ended with 503, changes nothing, and the next write goes well."""
    assert callable(serving)
    settings = {"RUHRGRAPH_TOKEN": "x", "RUHRGRAPH_WRITE_TIMEOUT": "3", "RUHRGRAPH_QUERY_MEMORY": "256"}
    with serving("--data", str(tmp_path), **settings) as (_, client):
        client.headers["authorization"] = "Bearer x"
        before = published(tmp_path)
        with lock(tmp_path):
            slow = update(client, "CLEAR ALL")
        assert (slow.status_code, "3 seconds" in slow.text) == (503, True)
        assert "retry-after" in slow.headers
        pattern = " ".join(f"GRAPH ?g{number} {{ ?s{number} ?p{number} ?o{number} }}" for number in range(6))
        large = update(
            client, f"INSERT {{ <urn:x> <urn:y> ?o0 }} WHERE {{ SELECT ?o0 {{ {pattern} }} ORDER BY ?o1 ?o2 }}"
        )
        assert (large.status_code, "256 MiB" in large.text) == (503, True)
        assert published(tmp_path) == before
        assert update(client, "INSERT DATA { <urn:x> <urn:y> 1 }").status_code == 204


CALLS = [
    "LOAD <{}>",
    "LOAD SILENT <{0}> ; LOAD <{0}>",
    "LOAD<{}> INTO GRAPH <urn:g>",
    "PREFIX e: <{}> LOADe:x",
    "PREFIX e: <{}>LOADSILENTe:x INTO GRAPH <urn:g>",
    "PREFIX:<{}>LOAD:x",
    "BASE <{}> LOAD <x>",
    "INSERT DATA {{ <a:a> <a:b> 'x' }} ; LOAD <{}>",
    "CLEAR ALL ; # x\rLOAD<{}>",
    "INSERT {{ <a:a> <a:b> 1 }} WHERE {{ FILTER(1<'x>') }};LOAD<{}>#'",
    "INSERT {{ <a:a> <a:b> 1 }} WHERE {{ FILTER(1<?b#>'''\n) }};LOAD<{}>#'''",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICESILENT<{}>{{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ BIND(<{}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?a<'x>') SERVICE <{}> {{ ?s ?p ?o }} #'\n }}",
]


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Return a socket that should never hear anything."""
    with socket.create_server(("127.0.0.1", 0)) as heard:
        heard.setblocking(False)  # noqa: FBT003  # the standard library's way
        yield heard


def test_long_chains(writable: Writable) -> None:
    """An update whose chains would overflow a stack of the usual size is carried out."""
    client, _ = writable
    assert update(client, "DELETE {} WHERE { " + "MINUS {} " * 4000 + "}").status_code == 204


@pytest.mark.parametrize("text", CALLS)
def test_nothing_calls_out(writable: Writable, listener: socket.socket, text: str) -> None:
    """LOAD and SERVICE are refused in every disguise that the parser would take, and no one is called."""
    client, _ = writable
    port = listener.getsockname()[1]
    assert update(client, text.format(f"http://127.0.0.1:{port}/")).status_code == 403
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        "LOAD SILENT <{}>",
        "load silent <{}> INTO GRAPH <urn:g>",
        "LOADSILENT<{}>",
        "PREFIX e: <{}> LOAD SILENT e:x ; LOAD SILENT e:y INTO GRAPH e:z ; # LOAD\n",
    ],
)
def test_silent_loads_do_nothing(writable: Writable, listener: socket.socket, text: str) -> None:
    """LOAD SILENT may fail without a word, and that is what it does: nothing is fetched, and nothing changes."""
    client, data = writable
    before = published(data)
    answer = update(client, text.format(f"http://127.0.0.1:{listener.getsockname()[1]}/"))
    assert (answer.status_code, published(data)) == (204, before)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_what_stands_around_a_silent_load_happens(writable: Writable) -> None:
    """The operations before and after LOAD SILENT are carried out."""
    client, data = writable
    text = "INSERT DATA { <urn:before> <urn:is> 1 } ; LOAD SILENT <a:a> ; INSERT DATA { <urn:after> <urn:is> ';' }"
    assert update(client, text).status_code == 204
    assert {"<urn:before>", "<urn:after>"} <= set(quads(data).split())


@pytest.mark.parametrize("text", ["LOAD ;", "CREATE GRAPH <a:g>\nLOAD <a:a>", "LOAD SILENT", "LOAD <a:a> ;;"])
def test_loads_against_the_grammar(writable: Writable, text: str) -> None:
    """What cannot be read is told as such, with the place in the update as it was sent."""
    client, _ = writable
    answer = client.post("/sparql/update", content=text, headers={**UPDATE, "accept": "application/problem+json"})
    assert (answer.status_code, answer.json()["line"]) == (400, text.count("\n") + 1)


def test_declarations_between_operations(writable: Writable) -> None:
    """Each operation may begin with prefixes of its own; one that gets a second meaning is refused with its place."""
    client, data = writable
    text = "INSERT DATA { <urn:p1> <urn:is> 1 } ;\nPREFIX p: <urn:p> INSERT DATA { p:2 <urn:is> 2 }"
    assert update(client, text).status_code == 204
    assert '<urn:p2> <urn:is> "2"' in quads(data)
    answer = update(client, f"{text} ;\nPREFIX p: <urn:q> CLEAR ALL")
    assert answer.status_code == 400
    assert answer.text.startswith("line 3, column 1: the prefix p: stands for <urn:p> already")
