"""The endpoint as clients see it: queries as they send them, and the forms of their answers."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph

Serving = Callable[..., AbstractContextManager[tuple["Popen[str]", httpx.Client]]]
LIST = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
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


def _ask(client: httpx.Client, query: str, **more: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more})


def test_root_path(serving: Serving, small_data: Path) -> None:
    """Behind a proxy that shows it below a path and strips that path, addresses in answers have it."""
    with serving("--data", str(small_data), "--workers", "1", "--root-path", "/ruhr") as (_, client):
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert client.get("/queries/forums.csv").status_code == 200
        assert "/ruhr/sparql>" in client.get("/sparql", headers={"accept": "text/turtle"}).text


def test_page_policy(server: httpx.Client) -> None:
    """A page may load nothing but its own style, an answer nothing at all."""
    page = server.get("/", headers={"accept": "text/html"})
    assert "style-src 'self'" in page.headers["content-security-policy"]
    assert "default-src 'none'" in _ask(server, LIST).headers["content-security-policy"]


def test_another_endpoint_fails(serving: Serving, small_data: Path) -> None:
    """When an endpoint that a query may call does not answer, that is no fault of the query."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        called = f"http://127.0.0.1:{nobody.getsockname()[1]}/sparql"
        with serving("--data", str(small_data), "--workers", "1", RUHRGRAPH_SERVICE_ALLOW=called) as (_, client):
            answer = _ask(client, f"SELECT * {{ SERVICE <{called}> {{ ?s ?p ?o }} }}")
            assert answer.status_code == 502
            assert "gives no answer" in answer.text
            assert _ask(client, f"SELECT * {{ SERVICE SILENT <{called}> {{ ?s ?p ?o }} }}").status_code == 200
            assert _ask(client, f"SELECT * {{ SERVICE <{called}> {{ ?s ?p ?o }}").status_code == 400


BYTE_ORDER_MARK = "\ufeff"
ASK = "ASK {}"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/sparql-query", f"{BYTE_ORDER_MARK}{ASK}".encode()),
        ("application/x-www-form-urlencoded", f"query={quote(BYTE_ORDER_MARK + ASK)}".encode()),
        ("application/x-www-form-urlencoded", f"query={BYTE_ORDER_MARK}ASK+%7B%7D&format=json".encode()),
        ("application/x-www-form-urlencoded; charset=UTF-8", b"timeout=5&query=ASK+%7B%7D"),
        ("Application/SPARQL-Query;charset=utf-8", ASK.encode()),
    ],
)
def test_a_byte_order_mark_is_no_part_of_a_query(server: httpx.Client, content_type: str, body: bytes) -> None:
    """A query that begins with a byte order mark is read as one without, however it is sent."""
    assert server.post("/sparql", content=body, headers={"content-type": content_type}).json()["boolean"] is True
    assert _ask(server, f"{BYTE_ORDER_MARK}{ASK}").json()["boolean"] is True


@pytest.mark.parametrize(
    "more",
    [
        {"timeout": "0"},
        {"timeout": ""},
        {"timeout": "0.0"},
        {"default-graph-uri": ""},
        {"named-graph-uri": ""},
        {
            "default-graph-uri": "",
            "named-graph-uri": "",
            "timeout": "0",
            "format": "",
            "run": " Run Query ",
            "debug": "on",
        },
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_forms_send_empty_is_not_given(server: httpx.Client, method: str, more: dict[str, str]) -> None:
    """Empty fields and a timeout of 0, as copies of Virtuoso's form send them, change nothing."""
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    given = {"query": query, **more}
    answer = server.get("/sparql", params=given) if method == "GET" else server.post("/sparql", data=given)
    assert answer.json() == _ask(server, query).json()


@pytest.mark.parametrize("timeout", ["-1", "nonsense", "inf", "nan", "1s"])
def test_what_is_no_time_is_refused(server: httpx.Client, timeout: str) -> None:
    """A timeout that is no number of seconds is a bad request."""
    assert _ask(server, ASK, timeout=timeout).status_code == 400


@pytest.mark.parametrize("size", ["8", "1024"])
def test_how_long_a_query_may_be(serving: Serving, small_data: Path, size: str) -> None:
    """A query may be as long as the setting says, in bytes and by each way to send it; what is beyond names it."""
    bytes_ = int(size) * 1024
    with serving("--data", str(small_data), "--workers", "1", RUHRGRAPH_QUERY_SIZE=size) as (_, client):
        for character, count in (("x", 1), ("ä", 2)):
            fits = f"ASK {{}} #{character * ((bytes_ - 8) // count)}"
            for query, status in ((fits, 200), (f"{fits}xx", 413)):
                content_type = {"content-type": "application/sparql-query"}
                answers = [
                    client.post("/sparql", data={"query": query, "format": "json"}),
                    client.post("/sparql", content=query.encode(), headers=content_type),
                ]
                if bytes_ < 10_000:
                    answers.append(_ask(client, query))
                assert [answer.status_code for answer in answers] == [status] * len(answers)
                assert status == 200 or all("RUHRGRAPH_QUERY_SIZE" in answer.text for answer in answers)


def test_a_long_list_of_values(server: httpx.Client) -> None:
    """Five thousand IRIs fit into a query, as the limits of its other parts ask for."""
    values = " ".join(f"<https://w3id.org/ruhrgraph/id/projekt/{number}>" for number in range(5000))
    query = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?s {{ {values} }} }}"
    answer = server.post("/sparql", data={"query": query, "format": "csv"})
    assert (answer.status_code, answer.text.split()[-1]) == (200, "5000")


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_updates_at_the_query_address(server: httpx.Client, path: str) -> None:
    """An update that is sent to the address for queries is treated as one: without the token it is refused."""
    answers = [
        server.post(path, data={"update": "CLEAR ALL"}),
        server.post(path, content="CLEAR ALL", headers={"content-type": "application/sparql-update"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("RUHRGRAPH_TOKEN" in answer.text for answer in answers)


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


@pytest.mark.parametrize("text", ["ASK " + "{" * 3000 + "}" * 3000, "ASK { FILTER(" + "!" * 20_000 + "1) }"])
def test_queries_that_would_kill_the_process_do_not(server: httpx.Client, text: str) -> None:
    """Nesting that overflows the parser is a bad request, and the server lives."""
    answer = server.post("/sparql", content=text, headers={"content-type": "application/sparql-query"})
    assert answer.status_code == 400
    assert answer.text.startswith("line 1, column ")
    assert server.get("/health").status_code == 200


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
