"""The HTTP face: a real server process, asked over a real connection."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx
import pytest
from rdflib import Graph

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]

PROJECTS = "SELECT ?p { ?p a <https://w3id.org/ruhrgraph/ontology#Projekt> }"
GRAPH = "CONSTRUCT WHERE { ?p a <https://w3id.org/ruhrgraph/ontology#Projekt> }"
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
    "application/n-quads": "nq",
}


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_the_three_ways_to_ask(server: httpx.Client, path: str) -> None:
    """A query by GET, as a form and as a body gives the same answer, with and without slash at the end."""
    ways = [
        server.get(path, params={"query": PROJECTS}),
        server.post(path, data={"query": PROJECTS}),
        server.post(path, content=PROJECTS, headers={"content-type": "application/sparql-query"}),
    ]
    for answer in ways:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert len(answer.json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("media_type", RESULTS)
def test_forms_of_results(server: httpx.Client, media_type: str) -> None:
    """SELECT and ASK come in all forms, by header and by `?format=`."""
    for query in (PROJECTS, "ASK {}"):
        by_header = server.get("/sparql", params={"query": query}, headers={"accept": media_type})
        by_name = server.get("/sparql", params={"query": query, "format": RESULTS[media_type]})
        assert by_header.headers["content-type"].startswith(media_type)
        assert by_header.content == by_name.content


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize("media_type", GRAPHS)
def test_forms_of_graphs(server: httpx.Client, media_type: str) -> None:
    """CONSTRUCT and DESCRIBE come in all forms, and rdflib reads them."""
    for query in (GRAPH, "DESCRIBE <https://w3id.org/ruhrgraph/id/projekt/13-01>"):
        answer = server.get("/sparql", params={"query": query}, headers={"accept": media_type})
        by_name = server.get("/sparql", params={"query": query, "format": GRAPHS[media_type]})
        assert answer.headers["content-type"].startswith(media_type)
        assert answer.content == by_name.content
        if media_type not in ("application/trig", "application/n-quads"):
            assert len(Graph().parse(data=answer.text, format=media_type)) >= 3


def test_a_client_may_name_the_dataset(server: httpx.Client) -> None:
    """A graph that the request names is the only one that is asked."""
    graph = "https://w3id.org/ruhrgraph/graph/links"
    asked = {"query": "SELECT DISTINCT ?p { ?s ?p ?o }", "default-graph-uri": graph, "format": "csv"}
    assert len(server.get("/sparql", params=asked).text.split()) == 3


def test_without_query_the_endpoint_describes_itself(server: httpx.Client) -> None:
    """A GET without query gives the service description, a form to browsers, and a hint to those who want results."""
    described = Graph().parse(data=server.get("/sparql", headers={"accept": "text/turtle"}).text, format="turtle")
    service = "http://www.w3.org/ns/sparql-service-description#"
    endpoints = {str(value) for value in described.objects(None, None) if str(value).endswith("/sparql")}
    assert endpoints == {str(server.base_url.join("/sparql"))}
    assert any(str(value) == f"{service}UnionDefaultGraph" for value in described.objects(None, None))
    page = server.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert '<textarea id="query"' in page.text
    hint = server.get("/sparql", headers={"accept": "application/sparql-results+json"})
    assert (hint.status_code, hint.text) == (400, "the request brings no query; send one as parameter `query`\n")


def test_syntax_errors_are_short_text_with_their_place(server: httpx.Client) -> None:
    """An error is one line of plain text, or a problem document for those who name that."""
    query = {"query": "SELECT ?x {\n?x ?y }"}
    answer = server.get("/sparql", params=query)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("line 2, column 8: ")
    problem = server.get("/sparql", params=query, headers={"accept": "application/problem+json"})
    assert problem.headers["content-type"] == "application/problem+json"
    assert {key: problem.json()[key] for key in ("status", "line", "column")} == {"status": 400, "line": 2, "column": 8}


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("DELETE", "/sparql", {}, 405),
        ("GET", "/sparql?query=%FF", {}, 400),
        ("GET", "/sparql?update=CLEAR+ALL", {}, 403),
        ("GET", "/sparql?query=INSERT+DATA+%7B%7D", {}, 403),
        ("GET", "/sparql?query=ASK%7BSERVICE%3Chttp%3A%2F%2F127.0.0.1%3A8000%2F%3E%7B%7D%7D", {}, 403),
        ("POST", "/sparql", {"content": b"ASK {}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", "/sparql", {"content": b"ASK {}"}, 415),
        ("POST", "/sparql", {"data": {"query": "#" + "x" * 1_100_000}}, 413),
        ("POST", "/sparql", {"data": {"query": "#" + "x" * 9_000_000}}, 413),
        ("POST", "/sparql", {"data": {}}, 400),
    ],
)
def test_errors_have_their_status(
    server: httpx.Client, method: str, path: str, more: dict[str, dict[str, str] | bytes], status: int
) -> None:
    """Each error has its status, one line of text, and the headers that scripts of other sites need."""
    answer = server.request(method, path, **more)  # type: ignore[arg-type]  # one table for all kinds of requests
    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    if status == 405:
        assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("text", ["ASK " + "{" * 3000 + "}" * 3000, "ASK { FILTER(" + "!" * 20_000 + "1) }"])
def test_queries_that_would_kill_the_process_do_not(server: httpx.Client, text: str) -> None:
    """Nesting that overflows the parser is a bad request, and the server lives."""
    answer = server.post("/sparql", content=text, headers={"content-type": "application/sparql-query"})
    assert answer.status_code == 400
    assert answer.text.startswith("line 1, column ")
    assert server.get("/health").status_code == 200


def test_preflight_and_head(server: httpx.Client) -> None:
    """Browsers may ask what is allowed, and every address answers HEAD with the headers of GET."""
    preflight = server.options(
        "/sparql", headers={"origin": "https://a.example", "access-control-request-method": "POST"}
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    head, get = server.head("/queries/forums.csv"), server.get("/queries/forums.csv")
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content)) == get.headers["content-length"]


def test_many_at_once(server: httpx.Client) -> None:
    """Requests at the same time do not get each other's answers."""

    def ask(number: int) -> bool:
        answer = server.get("/sparql", params={"query": f"SELECT ({number} AS ?n) {{}}", "format": "csv"})
        return answer.text.split() == ["n", str(number)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(100)))


def test_errors_leave_nothing_behind(server: httpx.Client) -> None:
    """A form that does not fit is told in vain many times without a word of pyoxigraph's results."""
    for _ in range(20):
        answer = server.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": "ttl"})
        assert answer.status_code == 406
        assert "pyoxigraph" not in answer.text


def test_several_processes(small_data: Path, serving: Callable[..., Serving]) -> None:
    """With two workers the same address answers, and both end with the one who started them."""
    with serving("--workers", "2", "--data", str(small_data)) as (process, client):
        assert client.get("/health").json()["status"] == "ok"
        process.terminate()
        assert process.wait(20) in (0, -15)


def test_problem_documents_are_json(server: httpx.Client) -> None:
    """A problem document has the members of its standard."""
    answer = server.get("/nothing", headers={"accept": "application/problem+json"})
    assert set(json.loads(answer.text)) == {"type", "title", "status", "detail"}
