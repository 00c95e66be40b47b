"""The Graph Store Protocol over HTTP: graphs as they are stored, read by all, written with the token."""

from codecs import BOM_UTF8
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.versions.repository import published

Writable = tuple[httpx.Client, Path]
TURTLE = {"content-type": "text/turtle; charset=utf-8"}
JANE = b"<http://example.org/1> <http://example.org/name> 'Jane' ."
BOUNDARY = "a6fe4cd636164618814be9f8d3d1a0de"


def triples(answer: httpx.Response) -> set[tuple[str, str, str]]:
    """Return what an answer holds, blank nodes all alike."""
    assert answer.status_code == 200, answer.text
    format_ = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    assert format_ is not None
    return {
        tuple("_" if isinstance(term, ox.BlankNode) else str(term) for term in quad.triple)  # type: ignore[misc]  # else the test fails
        for quad in ox.parse(answer.content, format=format_)
    }


def named(graph: str) -> str:
    """Return the address of a graph."""
    return f"/store?graph={quote(graph, safe='')}"


def test_put_get_and_delete(writable: Writable) -> None:
    """A graph is made, read, replaced, read, removed, and not there any more."""
    client, data = writable
    address = named("http://example.org/person/1.ttl")
    made = client.put(address, content=JANE, headers=TURTLE)
    assert (made.status_code, made.headers["ruhrgraph-version"]) == (201, published(data).digest)
    read = client.get(address, headers={"accept": "text/turtle"})
    assert read.headers["content-type"] == "text/turtle; charset=utf-8"
    assert read.headers["ruhrgraph-version"] == published(data).digest
    assert triples(read) == {("<http://example.org/1>", "<http://example.org/name>", '"Jane"')}
    assert client.put(address, content=JANE.replace(b"Jane", b"John"), headers=TURTLE).status_code == 204
    assert triples(client.get(address)) == {("<http://example.org/1>", "<http://example.org/name>", '"John"')}
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(client.get(address).content)
    assert client.delete(address).status_code == 204
    for method in ("GET", "HEAD", "DELETE"):
        assert client.request(method, address).status_code == 404


def test_the_default_graph(writable: Writable) -> None:
    """The default graph is the real one, not the union that queries see; it is always there."""
    client, _ = writable
    client.put(named("urn:other"), content=JANE, headers=TURTLE)
    assert client.put("/store?default", content=b"[] <urn:p> 'Alice' .", headers=TURTLE).status_code == 204
    assert triples(client.get("/store?default")) == {("_", "<urn:p>", '"Alice"')}
    assert client.post("/store?default", content=b"[] <urn:p> 'Bob' .", headers=TURTLE).status_code == 204
    assert len(triples(client.get("/store?default="))) == 2
    assert client.delete("/store?default").status_code == 204
    assert triples(client.get("/store?default")) == set()
    assert len(triples(client.get(named("urn:other")))) == 1


def test_post_adds(writable: Writable) -> None:
    """A POST to a graph makes it or adds to it, and blank nodes of two bodies stay apart."""
    client, _ = writable
    address = named("http://example.org/added")
    assert client.post(address, content=b"_:x <urn:p> 1 .", headers=TURTLE).status_code == 201
    assert client.post(address, content=b"_:x <urn:q> 2 .", headers=TURTLE).status_code == 204
    answer = client.get(address, headers={"accept": "application/n-triples"})
    assert len({line.split()[0] for line in answer.text.splitlines()}) == 2


def test_a_multipart_form(writable: Writable) -> None:
    """Several files in one form are added, each in the format that its type or its name tells."""
    client, _ = writable
    address = named("http://example.org/person/2")
    client.put(address, content=JANE, headers=TURTLE)
    files = [
        ("a", ("last.ttl", b"<http://example.org/1> <urn:last> 'Doe' .\r\n", "text/turtle; charset=utf-8")),
        ("b", ("first.nt", b'<http://example.org/1> <urn:first> "Jane" .', "application/octet-stream")),
    ]
    assert client.post(address, files=files).status_code == 204
    assert {triple[1] for triple in triples(client.get(address))} == {
        "<http://example.org/name>",
        "<urn:last>",
        "<urn:first>",
    }


def test_a_post_to_the_store_makes_a_graph(writable: Writable) -> None:
    """A POST without a graph makes one, whose address is also its name and answers."""
    client, _ = writable
    made = client.post("/store", content=b"[] <urn:p> <relative> .", headers=TURTLE)
    assert made.status_code == 201
    location = made.headers["location"]
    expected = {("_", "<urn:p>", f"<{client.base_url.join('/store/relative')}>")}
    assert triples(client.get(location)) == triples(client.get(named(location))) == expected
    assert client.post("/store/", content=b"", headers=TURTLE).headers["location"] != location


def test_a_graph_by_its_own_address(writable: Writable) -> None:
    """An address below the store is itself the name of a graph."""
    client, _ = writable
    address = "/store/person/1.ttl"
    assert client.put(address, content=JANE, headers=TURTLE).status_code == 201
    assert client.post(address, content=b"<> <urn:p> 1 .", headers=TURTLE).status_code == 204
    assert len(triples(client.get(named(str(client.base_url.join(address)))))) == 2
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_names_are_decoded_once(writable: Writable) -> None:
    """A percent sign that is written as %25 stays one."""
    client, _ = writable
    assert client.put("/store?graph=http://example.org/%2531", content=JANE, headers=TURTLE).status_code == 201
    assert client.get("/store?graph=http://example.org/1").status_code == 404
    assert client.get("/store?graph=http%3A%2F%2Fexample.org%2F%2531").status_code == 200


@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda format_: str(format_.name))
def test_all_formats_go_in_and_out(writable: Writable, format_: object) -> None:
    """Each RDF format is read and written."""
    client, _ = writable
    media_type, name = format_.media_type, format_.name  # type: ignore[attr-defined]  # else the test fails
    address = named(f"http://example.org/formats/{name}")
    quads = ox.parse(JANE, ox.RdfFormat.TURTLE)
    rdf = ox.RdfFormat.from_media_type(media_type)
    body = ox.serialize((quad.triple for quad in quads), format=rdf)
    assert client.put(address, content=body, headers={"content-type": media_type}).status_code == 201
    answer = client.get(address, headers={"accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert len(triples(answer)) == 1
    assert client.get(f"{address}&format={name}").content == answer.content
    # A byte order mark, as some editors write it, is no part of the document.
    marked = client.put(address, content=BOM_UTF8 + (body or b""), headers={"content-type": media_type})
    assert marked.status_code == 204
    assert client.get(address, headers={"accept": media_type}).content == answer.content


def test_an_empty_graph_is_there(writable: Writable) -> None:
    """A graph that is made of an empty body answers 200."""
    client, _ = writable
    address = named("http://example.org/empty")
    assert client.put(address, content=b"", headers=TURTLE).status_code == 201
    assert triples(client.get(address)) == set()
    assert client.head(address).status_code == 200


def test_a_large_graph_comes_whole(writable: Writable) -> None:
    """An answer beyond what is held back comes in pieces, whole."""
    client, _ = writable
    address = named("http://example.org/large")
    for part in range(2):
        body = "".join(f"<urn:s> <urn:p> '{part}-{number}{'x' * 900}' .\n" for number in range(900)).encode()
        assert client.post(address, content=body, headers=TURTLE).status_code in (201, 204)
    answer = client.get(address, headers={"accept": "application/n-triples"})
    assert "content-length" not in answer.headers
    assert len(triples(answer)) == 1800


@pytest.mark.parametrize(
    ("method", "address", "body", "content_type", "status"),
    [
        ("GET", "/store", b"", None, 400),
        ("GET", "/store?default&graph=urn:g", b"", None, 400),
        ("GET", "/store?graph=urn:g&graph=urn:h", b"", None, 400),
        ("GET", "/store?graph=relative", b"", None, 400),
        ("GET", "/store?graph=", b"", None, 400),
        ("GET", "/store?graph=urn:a%3E+%3Curn:b", b"", None, 400),
        ("PUT", "/store", JANE, "text/turtle", 400),
        ("DELETE", "/store", b"", None, 400),
        ("PUT", "/store/x?default", JANE, "text/turtle", 400),
        ("PUT", "/store?graph=relative", JANE, "text/turtle", 400),
        ("PUT", "/store?graph=urn:bad", b"<a> <b>", "text/turtle", 400),
        ("PUT", "/store?graph=urn:bad", b"\xff", "text/turtle", 400),
        ("PUT", "/store?graph=urn:bad", b"<a:a> <a:b> <a:c> <a:d> .", "application/n-quads", 400),
        ("PUT", "/store?graph=urn:bad", b'{"@context": "http://127.0.0.1:9/"}', "application/ld+json", 400),
        ("POST", "/store?graph=urn:bad", b"x", "multipart/form-data", 400),
        ("POST", "/store?graph=urn:bad", b"--b\r\n\r\nx", "multipart/form-data; boundary=b", 400),
        ("PUT", "/store?graph=urn:bad", JANE, None, 415),
        ("PUT", "/store?graph=urn:bad", JANE, "text/html", 415),
        ("PUT", "/store?graph=urn:bad", JANE, "text/turtle; charset=utf-16", 415),
        ("PUT", "/store?graph=urn:bad", b"#" * 1_100_000, "text/turtle", 413),
        ("PATCH", "/store?graph=urn:g", b"", None, 405),
    ],
)
def test_what_the_protocol_forbids(
    writable: Writable, method: str, address: str, body: bytes, content_type: str | None, status: int
) -> None:
    """Each error has its status, says what is wrong, and changes nothing."""
    client, data = writable
    before = published(data)
    headers = {"content-type": content_type} if content_type else {}
    answer = client.request(method, address, content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8"), answer.text
    assert answer.text.strip()
    assert published(data) == before


def test_nothing_acceptable(writable: Writable) -> None:
    """A client that accepts no RDF gets 406, with what there is."""
    client, _ = writable
    assert client.get("/store?default", headers={"accept": "image/png"}).status_code == 406


def test_scripts_of_other_sites_may_ask(server: httpx.Client) -> None:
    """The preflight of a browser allows the methods of the store and the header with the token."""
    answer = server.options("/store", headers={"origin": "http://a", "access-control-request-method": "PUT"})
    assert {"PUT", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert "Ruhrgraph-Version" in server.get("/store?default").headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("there", "condition", "status"),
    [
        (True, {"if-none-match": "*"}, 412),
        (False, {"if-none-match": "*"}, 201),
        (True, {"if-match": "*"}, 204),
        (False, {"if-match": "*"}, 412),
        (True, {"if-match": "ETAG"}, 204),
        (True, {"if-match": '"x", ETAG'}, 204),
        (True, {"if-match": "W/ETAG"}, 412),
        (True, {"if-match": '"x"'}, 412),
        (True, {"if-none-match": "ETAG"}, 412),
        (True, {"if-none-match": '"x"'}, 204),
        (True, {"if-unmodified-since": "Fri, 06 Nov 2015 08:49:37 GMT"}, 204),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_write_with_conditions(
    writable: Writable, method: str, condition: dict[str, str], status: int, *, there: bool
) -> None:
    """A write is carried out only if its conditions are met, so nobody overwrites what another one has just written."""
    client, _ = writable
    address = "/store?graph=urn:conditions"
    client.delete(address)
    etag = ""
    if there:
        client.put(address, content="<urn:s> <urn:p> 1 .", headers=TURTLE)
        etag = client.get(address, headers={"accept": "text/turtle"}).headers["etag"]
    headers = {**TURTLE, **{name: value.replace("ETAG", etag) for name, value in condition.items()}}
    answer = client.request(method, address, content="<urn:s> <urn:p> 2 .", headers=headers)
    if method == "DELETE":
        status = {201: 404}.get(status, status)
    assert answer.status_code == status, answer.text
    now = client.get(address, headers={"accept": "text/csv, application/n-triples"})
    if status == 412:
        assert now.status_code == (200 if there else 404)
        assert '"2"' not in now.text


def test_a_graph_has_an_etag(writable: Writable) -> None:
    """A graph has an ETag for each format and coding, answers 304 by it, and has another one after each write."""
    client, _ = writable
    address = "/store?graph=urn:etags"
    client.put(address, content="<urn:s> <urn:p> 1 .", headers=TURTLE)
    first = {
        accept: client.get(address, headers={"accept": accept}) for accept in ("text/turtle", "application/n-quads")
    }
    assert len({answer.headers["etag"] for answer in first.values()}) == 2
    for accept, answer in first.items():
        again = client.get(address, headers={"accept": accept, "if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    client.put(address, content="<urn:s> <urn:p> 2 .", headers=TURTLE)
    old = first["text/turtle"].headers["etag"]
    assert client.get(address, headers={"accept": "text/turtle", "if-none-match": old}).status_code == 200
    lost = client.put(address, content="<urn:s> <urn:p> 3 .", headers={**TURTLE, "if-match": old})
    assert lost.status_code == 412


def test_writes_at_once_with_one_condition(writable: Writable) -> None:
    """Of many writes at once that are meant for the same state, one is carried out."""
    client, _ = writable
    address = "/store?graph=urn:race"
    client.delete(address)

    def write(number: int) -> int:
        headers = {**TURTLE, "if-none-match": "*"}
        return client.put(address, content=f"<urn:s> <urn:p> {number} .", headers=headers).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(write, range(6))) == [201, *[412] * 5]
