"""Queries that are put to another engine: the same answers as from the embedded one, on the same version."""

import httpx
import pytest

from ruhrgraph.server.engine.remote.endpoint import Endpoint
from tests.server.engine.remote.conftest import Remote
from tests.server.engine.remote.engines import address_of
from tests.server.engine.remote.faulty_proxy import answers

BASE = "https://w3id.org/ruhrgraph/"
FORUMS, LINKS = f"{BASE}graph/themenforen", f"{BASE}graph/links"
OTHERS = "urn:others"
"""A graph in the engine that is not of the version, as is the default graph."""
COUNT = "SELECT (COUNT(*) AS ?n)"

SOME_XML = "application/sparql-results+xml, application/n-triples"
GRAPHS = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
QUERIES = {
    "the union, each statement once": f"{COUNT} {{ ?s ?p ?o }}",
    "named graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "one graph": f"{COUNT} {{ GRAPH <{FORUMS}> {{ ?s ?p ?o }} }}",
    "lower case": f"select (count(*) as ?n) {{ graph <{LINKS}> {{ ?s ?p ?o }} }}",
    "no graph of the marker": f"SELECT ?o {{ GRAPH <{BASE}version/current> {{ ?s ?p ?o }} }}",
    "FROM": f"{COUNT} FROM <{FORUMS}> {{ ?s ?p ?o }}",
    "FROM without blanks": f"{COUNT}FROM<{FORUMS}>{{?s ?p ?o}}",
    "FROM two": f"{COUNT} FROM <{FORUMS}> FROM <{LINKS}> {{ ?s ?p ?o }}",
    "FROM NAMED": f"{COUNT} ?g FROM NAMED <{LINKS}> {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g",
    "FROM NAMED alone": f"{COUNT} FROM NAMED <{FORUMS}> {{ ?s ?p ?o }}",
    "FROM behind a template": f"CONSTRUCT {{ ?s <urn:p> ?o }} FROM <{LINKS}> WHERE {{ ?s ?p ?o }}",
    "FROM by prefix and base": f"PREFIX g: <{BASE}graph/> {COUNT} FROM <graph/links> FROM g:themenforen {{ ?s ?p ?o }}",
    "FROM and a keyword in one": f"ASKFROM<{LINKS}>FROMNAMED<{FORUMS}>{{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "FROM a graph of others": f"{COUNT} FROM <{OTHERS}> FROM NAMED <{OTHERS}> {GRAPHS}",
    "FROM one of others, too": f"{COUNT} FROM <{OTHERS}> FROM NAMED <{LINKS}> {GRAPHS}",
    "FROM the marker": f"{COUNT} FROM <{BASE}version/current> {{ ?s ?p ?o }}",
    "GRAPH of others": f"{COUNT} {{ GRAPH <{OTHERS}> {{ ?s ?p ?o }} }}",
    "FROM in a text": 'SELECT ("FROM <urn:a>" AS ?x) (COUNT(*) AS ?n) { ?s ?p ?o } # FROM <urn:a>',
    "a prefix of our own": f"PREFIX : <{BASE}ontology#> {COUNT} {{ ?s a :Themenforum }}",
    "relative names": f"{COUNT} {{ GRAPH <graph/themenforen> {{ <id/themenforum/13> ?p ?o }} }}",
    "relative to a base of its own": f"BASE <{BASE}id/> SELECT ?o {{ <themenforum/13> <../ontology#nummer> ?o }}",
    "yes": "ASK { ?s ?p ?o }",
    "no": "ASK { ?s <urn:none> ?o }",
    "a description": f"DESCRIBE <{BASE}id/themenforum/13>",
    "an empty graph": "CONSTRUCT WHERE { ?s <urn:none> ?o }",
    "no rows": "SELECT * { ?s <urn:none> ?o }",
    "no columns": "SELECT * { <urn:a> <urn:b> <urn:c> }",
    "unbound": "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF <urn:b>) } }",
    "a triple term": "SELECT (TRIPLE(<urn:a>, <urn:b>, 'c'@de) AS ?t) {}",
    "a direction": "SELECT (STRLANGDIR('x', 'ar', 'rtl') AS ?x) {}",
    "signs": r"""SELECT ("a\u00e4\U0001F600\"<>&\t\n" AS ?x) {}""",
    "an error in an expression": "SELECT (1 / 0 AS ?x) ('a' + 1 AS ?y) {}",
    "a word": "SELECT ('SERVICE' AS ?x) {} # SERVICE <urn:a>",
    "no endpoint, in silence": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
}


@pytest.fixture(autouse=True, scope="module")
def _others(remote: Remote) -> None:
    """Let the engine have statements of others."""
    text = f"INSERT DATA {{ <urn:a> <urn:b> 1 . GRAPH <{OTHERS}> {{ <urn:a> <urn:b> 2 }} }}"
    Endpoint(address_of(remote.engine)).update(text, 60)


@pytest.mark.parametrize("accept", ["text/csv, application/n-triples;q=0.9", SOME_XML])
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_answers_are_those_of_the_embedded_engine(
    remote: Remote, server: httpx.Client, query: str, accept: str
) -> None:
    """The dataset, names, forms and terms of an answer do not depend on the engine, but for the order of rows."""
    ours, theirs = (
        client.get("/sparql", params={"query": query}, headers={"accept": accept}) for client in (server, remote.client)
    )
    assert (theirs.status_code, theirs.headers["content-type"]) == (ours.status_code, ours.headers["content-type"])
    assert sorted(theirs.text.splitlines()) == sorted(ours.text.splitlines())


@pytest.mark.parametrize(
    "dataset",
    [
        {"default-graph-uri": [FORUMS]},
        {"default-graph-uri": [FORUMS, LINKS]},
        {"named-graph-uri": [LINKS]},
        {"default-graph-uri": [FORUMS], "named-graph-uri": [LINKS]},
        {"default-graph-uri": [OTHERS], "named-graph-uri": [OTHERS]},
        {"default-graph-uri": [OTHERS, LINKS], "named-graph-uri": [OTHERS]},
    ],
    ids=["default", "two", "named", "both", "of others", "of others, too"],
)
def test_a_dataset_of_the_request_counts(remote: Remote, server: httpx.Client, dataset: dict[str, list[str]]) -> None:
    """The graphs that a request names are the dataset, whatever the query says."""
    query = f"{COUNT} (GROUP_CONCAT(DISTINCT ?g) AS ?graphs) FROM <urn:none> {GRAPHS}"
    ours, theirs = (client.get("/sparql", params={"query": query, **dataset}) for client in (server, remote.client))
    assert theirs.json() == ours.json()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { ?s ?p }", 400),
        ("SELECT * { ?s rk:no ?o ; }", 400),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 403),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("SELECT * {SERVICE<http://127.0.0.1:9/>{?s ?p ?o}}", 403),
    ],
)
def test_what_is_wrong_with_a_query_is_told_before_it_is_sent(
    remote: Remote, server: httpx.Client, query: str, status: int
) -> None:
    """A mistake has its place, and what is not allowed is refused, in the words of the embedded engine."""
    remote.proxy.requests.clear()
    ours, theirs = (client.get("/sparql", params={"query": query}) for client in (server, remote.client))
    assert (theirs.status_code, theirs.text) == (status, ours.text)
    assert remote.proxy.requests == []


@pytest.mark.parametrize("escape", [r"\u000A SERVICE <http://127.0.0.1:9/> {}", r"\U00000022", r"\u007d"])
def test_an_escape_that_parsers_read_at_different_times_is_refused(remote: Remote, escape: str) -> None:
    """A sign of the grammar that hides in a text or a comment until another parser reads it does not reach that."""
    answer = remote.ask(f"SELECT * {{ ?s ?p ?o }} # {escape}")
    assert (answer.status_code, "as they are" in answer.text) == (400, True)


def test_graphs_are_sent_where_they_are_asked_for_alone(remote: Remote) -> None:
    """Most queries name no graph, and the names of many documents would make their requests long."""
    remote.proxy.requests.clear()
    remote.ask(f"{COUNT} {{ ?s ?p ?o }} # plain")
    remote.ask(f"{COUNT} {{ GRAPH ?g {{ ?s ?p ?o }} }} # graphs")
    assert [body.count(b"named-graph-uri=") for _, _, body in remote.proxy.requests] == [0, len(remote.marker.graphs)]
    assert [body.count(b"default-graph-uri=") for _, _, body in remote.proxy.requests] == [1, 1]


def test_a_connection_is_kept(remote: Remote) -> None:
    """Requests carry the credentials, ask for no compression, and find a connection open."""
    remote.proxy.requests.clear()
    for number in range(12):
        assert remote.ask(f"{COUNT} {{ ?s ?p ?o }} # {number}").status_code == 200
    headers = [headers for _, headers, _ in remote.proxy.requests]
    assert {found["authorization"] for found in headers} == {"Basic cmVhZGVyOmdlaGVpbQ=="}
    assert {found["accept-encoding"] for found in headers} == {"identity"}
    assert remote.proxy.opened < 2 * 4 + 12


def test_the_time_of_an_answer_is_that_of_the_engine(remote: Remote) -> None:
    """What differs each time is asked each time."""
    first, second = (remote.ask("SELECT (NOW() AS ?now) (RAND() AS ?r) (STRUUID() AS ?u) {}") for _ in range(2))
    assert first.text != second.text
    assert first.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (b'{"type":"uri","value":"no iri"}', "Invalid IRI"),
        (b'{"type":"uri","value":"relative"}', "No scheme found"),
        (b'{"type":"literal","value":"x","xml:lang":"d e"}', "language"),
        (b'{"type":"bnode","value":"a b"}', "blank node"),
        (b'{"type":"literal","value":"\\ud800"}', "cannot be read"),
    ],
)
def test_terms_that_are_none_are_no_answer(remote: Remote, term: bytes, words: str) -> None:
    """What RDF cannot hold is an error of the engine, and reaches nobody."""
    body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":%s}]}}' % term
    with remote.proxy.failing(answers(200, "application/sparql-results+json", body)):
        answer = remote.ask(f"SELECT ?x {{ ?s ?p ?x }} # {words}")
    assert (answer.status_code, words in answer.text) == (502, True), answer.text
