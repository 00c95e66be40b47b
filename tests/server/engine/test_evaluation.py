"""Evaluation: the union of all graphs, datasets that a request names, prefixes, errors with their place."""

import json
from dataclasses import replace

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from ruhrgraph.graph.catalog.service_description import description
from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError, NotAcceptableError, QuerySyntaxError
from ruhrgraph.server.engine.evaluation import Outcome, evaluate, prepare, write_graph
from ruhrgraph.server.engine.prefixes import used
from ruhrgraph.server.engine.request import SparqlRequest

A, B, P = NamedNode("http://example.org/a"), NamedNode("http://example.org/b"), NamedNode("http://example.org/p")
ONE, TWO = NamedNode("http://example.org/graph/1"), NamedNode("http://example.org/graph/2")
NO_DATASET = SparqlRequest("")
COUNT = "SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def store() -> Store:
    """Return a store with one statement in two graphs and one in the second alone."""
    store = Store()
    store.extend([Quad(A, P, Literal("x"), ONE), Quad(A, P, Literal("x"), TWO), Quad(B, P, Literal("y"), TWO)])
    return prepare(store)


def _ask(
    store: Store,
    query: str,
    accept: str | None = None,
    request: SparqlRequest = NO_DATASET,
    service_allow: tuple[str, ...] = (),
) -> Outcome:
    """Return the answer to a query, put to the dataset of a request."""
    return evaluate(store, replace(request, query=query), accept, DEFAULT_BASE, service_allow)


def _count(store: Store, clause: str = "", default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> int:
    """Return how many triples the default graph of a query has."""
    request = SparqlRequest("", default_graphs=default, named_graphs=named)
    answer = json.loads(_ask(store, COUNT.format(clause=clause), request=request).body)
    return int(answer["results"]["bindings"][0]["n"]["value"])


def test_the_default_graph_is_the_union(store: Store) -> None:
    """A statement of two graphs counts once in the union, and each graph still has it."""
    assert _count(store) == 2
    found = _ask(store, "SELECT ?g { GRAPH ?g { <http://example.org/a> ?p ?o } } ORDER BY ?g", "text/csv")
    assert found.body.decode().split() == ["g", ONE.value, TWO.value]


def test_from_and_from_named_are_kept_to(store: Store) -> None:
    """A query that names its dataset gets that and no more."""
    assert _count(store, f"FROM {ONE}") == 1
    assert _count(store, f"FROM NAMED {ONE}") == 0


def test_the_request_names_the_dataset(store: Store) -> None:
    """Graphs that the request names go before those of the query."""
    assert _count(store, default=(ONE.value,)) == 1
    assert _count(store, f"FROM {ONE}", default=(TWO.value,)) == 2
    assert _count(store, named=(ONE.value,)) == 0
    only_one = SparqlRequest("", named_graphs=(ONE.value,))
    assert json.loads(_ask(store, "ASK { GRAPH ?g { ?s ?p 'y' } }", request=only_one).body)["boolean"] is False
    with pytest.raises(BadRequestError, match="no IRI"):
        _count(store, default=("not an iri",))


def test_turtle_has_the_prefixes_that_it_uses(store: Store) -> None:
    """A graph is written with the prefixes of the query and the well-known ones, as far as they are used."""
    outcome = _ask(
        store,
        "PREFIX e: <http://example.org/> PREFIX unused: <http://example.com/> "
        "CONSTRUCT { ?s <http://xmlns.com/foaf/0.1/name> ?o ; e:n 1 } { ?s e:p ?o }",
        "text/turtle",
    )
    assert outcome.content_type == "text/turtle; charset=utf-8"
    text = outcome.body.decode()
    assert "@prefix e: <http://example.org/> ." in text
    assert 'e:a e:n 1 ;\n\tfoaf:name "x" .' in text
    assert "unused" not in text
    assert "skos" not in text


def test_describe_finds_statements_of_named_graphs(store: Store) -> None:
    """DESCRIBE gives what the named graphs say, each statement once."""
    outcome = _ask(store, f"DESCRIBE {A}", "application/n-triples")
    assert outcome.body.decode() == '<http://example.org/a> <http://example.org/p> "x" .\n'


@pytest.mark.parametrize(
    ("query", "place", "message"),
    [
        ("SELECT ?x WHERE {\n  ?x ?y\n}", (3, 2), "expected"),
        ("ASK {\n ?s ex:a 1 }", (2, 5), "the prefix ex: is not declared"),
        ("", (1, 1), "expected"),
        ("SELEKT", (1, 7), "expected"),
    ],
)
def test_syntax_errors_have_their_place(store: Store, query: str, place: tuple[int, int], message: str) -> None:
    """What cannot be parsed is told in one line, with line and column."""
    with pytest.raises(QuerySyntaxError, match=message) as caught:
        _ask(store, query)
    assert (caught.value.line, caught.value.column) == place
    assert str(caught.value).startswith(f"line {place[0]}, column {place[1]}: ")
    assert "\n" not in str(caught.value)


def test_failures_of_evaluation_are_told(store: Store) -> None:
    """What is found wrong only while a query is evaluated is an error too."""
    closed = "http://127.0.0.1:1/sparql"
    with pytest.raises(BadRequestError, match="cannot be evaluated"):
        _ask(store, f"SELECT * {{ SERVICE <{closed}> {{ ?s ?p ?o }} }}", service_allow=(closed,))


def test_an_unknown_function_has_no_value(store: Store) -> None:
    """A function that the engine does not know is an error of its expression, as SPARQL has it, not of the query."""
    assert _ask(store, "SELECT ?x { BIND(<http://example.org/f>(1) AS ?x) }", "text/csv").body == b"x\r\n\r\n"


def test_a_form_that_does_not_fit_the_answer_is_refused(store: Store) -> None:
    """A table has no Turtle, a graph has no CSV."""
    with pytest.raises(NotAcceptableError, match="text/csv"):
        _ask(store, "ASK {}", "text/turtle")
    with pytest.raises(NotAcceptableError, match="text/turtle"):
        _ask(store, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv")


def test_the_description_names_the_graphs() -> None:
    """The service description is Turtle with the endpoint, the union as a feature, and each graph."""
    graphs = {ONE.value: GraphCount(), TWO.value: GraphCount()}
    said = description("http://localhost/sparql", graphs, (), DEFAULT_BASE, union=True)
    text = write_graph(said, "ttl", DEFAULT_BASE).decode()
    assert "<http://localhost/sparql> a sd:Service" in text
    assert "sd:UnionDefaultGraph" in text
    assert text.index(ONE.value) < text.index(TWO.value)


def test_prefixes_that_turtle_cannot_write_are_left_out() -> None:
    """A prefix with a strange name is not used."""
    statement = Quad(A, P, Literal("x"), DefaultGraph())
    assert used([statement], DEFAULT_BASE, {"a b": "http://example.org/"}) == {}
    assert used([statement], DEFAULT_BASE, {"": "http://example.org/"}) == {"": "http://example.org/"}
