"""What is called XML is XML, at each address that gives RDF/XML or results in XML."""

import httpx
import pytest

from tests.server.conftest import Writable

RDF_XML = {"accept": "application/rdf+xml"}
RESULTS = {"accept": "application/sparql-results+xml"}


@pytest.mark.parametrize(
    ("query", "headers", "reason"),
    [
        ("CONSTRUCT { <urn:s> <http://ex/1> 1 } {}", RDF_XML, "<http://ex/1>"),
        ("CONSTRUCT { <urn:s> <http://ex/> 1 } {}", RDF_XML, "<http://ex/>"),
        ("CONSTRUCT { <urn:s> <http://ex/a> 'x\\u0001' } {}", RDF_XML, "U+0001"),
        ('SELECT ("a\\u0001b" AS ?x) {}', RESULTS, "U+0001"),
        ('SELECT ("a\\uFFFE" AS ?x) {}', RESULTS, "U+FFFE"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_xml_cannot_hold(
    server: httpx.Client, method: str, query: str, headers: dict[str, str], reason: str
) -> None:
    """What XML cannot hold is 406 with the reason and with other formats, also under their other names."""
    how = {"params": {"query": query}} if method == "GET" else {"data": {"query": query}}
    for more in ({"headers": headers}, {"headers": {"accept": "application/xml"}}):
        answer = server.request(method, "/sparql", **how, **more)  # type: ignore[arg-type]
        assert answer.status_code == 406
        assert reason in answer.text
        assert "ask for" in answer.text
    assert server.request(method, "/sparql", **how).status_code == 200  # type: ignore[arg-type]


def test_a_long_answer_breaks_off(server: httpx.Client) -> None:
    """Where the answer has begun before the character comes, it does not end well."""
    values = " ".join(f"'{number:064}'" for number in range(14_000))
    query = f"SELECT * {{ VALUES ?x {{ {values} }} VALUES ?y {{ 1 2 3 4 5 6 7 8 }} }}"
    whole = server.post("/sparql", data={"query": query}, headers=RESULTS)
    assert whole.status_code == 200
    broken = query.replace(f"'{13_999:064}'", "'\\u0001'")
    with pytest.raises(httpx.RemoteProtocolError):
        server.post("/sparql", data={"query": broken}, headers=RESULTS)


def test_a_carriage_return_stays_one(server: httpx.Client) -> None:
    """A carriage return is written so that a parser of XML gives it back."""
    results = server.get("/sparql", params={"query": "SELECT ('a\\r\\nb' AS ?x) {}"}, headers=RESULTS)
    assert "<literal>a&#xD;\nb</literal>" in results.text
    graph = server.get("/sparql", params={"query": "CONSTRUCT { <a:a> <a:b> 'a\\rb' } {}"}, headers=RDF_XML)
    assert "a&#xD;b" in graph.text


def test_graphs_that_were_written(writable: Writable) -> None:
    """The Graph Store, the pages and the catalogue say what they cannot write, and write it in other formats."""
    client, _ = writable
    for graph in ("graph=urn:x", "default"):
        content = "<urn:s> <http://ex/1> <urn:o> . _:1 <http://ex/a> 'x\\r' ."
        assert client.put(f"/store?{graph}", content=content, headers={"content-type": "text/turtle"}).is_success
        answer = client.get(f"/store?{graph}", headers=RDF_XML)
        assert answer.status_code == 406
        assert "<http://ex/1>" in answer.text
        assert client.get(f"/store?{graph}").status_code == 200
        assert client.put(
            f"/store?{graph}", content="_:1 <http://ex/a> 'x\\r' .", headers={"content-type": "text/turtle"}
        )
        assert "x&#xD;" in client.get(f"/store?{graph}", headers=RDF_XML).text


def test_descriptions(writable: Writable) -> None:
    """A thing that has a property without a name has no description in RDF/XML."""
    client, _ = writable
    thing = "https://w3id.org/ruhrgraph/id/ort/x"
    content = f"<{thing}> <http://ex/1> 1 ."
    assert client.put("/store?graph=urn:y", content=content, headers={"content-type": "text/turtle"}).is_success
    assert client.get("/doc/ort/x.ttl").status_code == 200
    answer = client.get("/doc/ort/x.rdf")
    assert (answer.status_code, "<http://ex/1>" in answer.text) == (406, True)
    for path in ("/ontology.rdf", "/ontology/shapes.rdf", "/catalog.rdf", "/.well-known/void?format=rdf"):
        assert client.get(path).status_code == 200
