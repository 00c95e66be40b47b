"""Evaluation: the union of all graphs, datasets that a request names, prefixes, errors with their place."""

import csv
import json
import re
import socket
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # it says nothing of its types
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, parse_query_results

from ruhrgraph.graph.catalog.service_description import description
from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.graph.rdf.formats import result_format
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError, NotAcceptableError, QueryRefusedError, QuerySyntaxError
from ruhrgraph.server.engine import evaluation
from ruhrgraph.server.engine.evaluation import evaluate, fill_default_graph, write_graph, write_results
from ruhrgraph.server.engine.process_limits import no_descriptors
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.http.errors import RemoteEndpointError

A, B, P = NamedNode("http://example.org/a"), NamedNode("http://example.org/b"), NamedNode("http://example.org/p")
ONE, TWO = NamedNode("http://example.org/graph/1"), NamedNode("http://example.org/graph/2")
NO_DATASET = SparqlRequest("")
COUNT = "SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def store() -> Store:
    """Return a store with one statement in two graphs and one in the second alone."""
    store = Store()
    store.extend([Quad(A, P, Literal("x"), ONE), Quad(A, P, Literal("x"), TWO), Quad(B, P, Literal("y"), TWO)])
    return fill_default_graph(store)


def _ask(
    store: Store,
    query: str,
    form: str = "json",
    request: SparqlRequest = NO_DATASET,
    service_allow: tuple[str, ...] = (),
) -> bytes:
    """Return the answer to a query, put to the dataset of a request, in a format."""
    with evaluate(store, replace(request, query=query), service_allow) as result:
        if isinstance(result, QuerySolutions | QueryBoolean):
            return write_results(result, form)
        return write_graph(list(dict.fromkeys(result)), form, DEFAULT_BASE, query)


def _count(store: Store, clause: str = "", default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> int:
    """Return how many triples the default graph of a query has."""
    request = SparqlRequest("", default_graphs=default, named_graphs=named)
    answer = json.loads(_ask(store, COUNT.format(clause=clause), request=request))
    return int(answer["results"]["bindings"][0]["n"]["value"])


def test_the_default_graph_is_the_union(store: Store) -> None:
    """A statement of two graphs counts once in the union, and each graph still has it."""
    assert _count(store) == 2
    found = _ask(store, "SELECT ?g { GRAPH ?g { <http://example.org/a> ?p ?o } } ORDER BY ?g", "csv")
    assert found.decode().split() == ["g", ONE.value, TWO.value]


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
    assert json.loads(_ask(store, "ASK { GRAPH ?g { ?s ?p 'y' } }", request=only_one))["boolean"] is False
    with pytest.raises(BadRequestError, match="no IRI"):
        _count(store, default=("not an iri",))


def test_turtle_has_the_prefixes_that_it_uses(store: Store) -> None:
    """A graph is written with the prefixes of the query and the well-known ones, as far as they are used."""
    answer = _ask(
        store,
        "PREFIX e: <http://example.org/> PREFIX unused: <http://example.com/> "
        "CONSTRUCT { ?s <http://xmlns.com/foaf/0.1/name> ?o ; e:n 1 } { ?s e:p ?o }",
        "ttl",
    )
    text = answer.decode()
    assert "@prefix e: <http://example.org/> ." in text
    assert 'e:a e:n 1 ;\n\tfoaf:name "x" .' in text
    assert "unused" not in text
    assert "skos" not in text


def test_describe_finds_statements_of_named_graphs(store: Store) -> None:
    """DESCRIBE gives what the named graphs say, each statement once."""
    answer = _ask(store, f"DESCRIBE {A}", "nt")
    assert answer.decode() == '<http://example.org/a> <http://example.org/p> "x" .\n'


@pytest.mark.parametrize(
    ("query", "place", "message"),
    [
        ("SELECT ?x WHERE {\n  ?x ?y\n}", (3, 2), "expected"),
        ("ASK {\n ?s ex:a 1 }", (2, 5), "the prefix ex: is not declared"),
        ("x", (1, 1), "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("PREFIX a: <urn:a>\n SELCT * { ?s a:b 1 }", (2, 2), "a query begins with SELECT"),
        ("", (1, 1), "a query begins with SELECT"),
        (" # nothing\n", (1, 1), "a query begins with SELECT"),
        ("\n{ ?s ?p ?o }", (2, 1), "a query begins with SELECT"),
        ("<urn:a> <urn:b> 1 .", (1, 1), "a query begins with SELECT"),
        ("PREFIX a: <urn:a>", (1, 18), "expected"),
        ("SELEKT", (1, 1), "a query begins with SELECT"),
    ],
)
def test_syntax_errors_have_their_place(store: Store, query: str, place: tuple[int, int], message: str) -> None:
    """What cannot be parsed is told in one line, with line and column."""
    with pytest.raises(QuerySyntaxError, match=message) as caught:
        _ask(store, query)
    assert (caught.value.line, caught.value.column) == place
    assert str(caught.value).startswith(f"line {place[0]}, column {place[1]}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n ?s rk:x ?o }", None),
        ("SELECT * {\n ?s rk:x ; }}", (2, 10)),
        ("SELECT * { rk:a rk:b }", (1, 22)),
        ("SELECT *\n{ ?s mine:x ?o }", (2, 6)),
        ("words", (1, 1)),
        ("", (1, 1)),
    ],
)
def test_a_prologue_moves_no_place(store: Store, query: str, place: tuple[int, int] | None) -> None:
    """With declarations in front of it a query is evaluated, and errors count its lines alone."""
    request = SparqlRequest(query, prologue="PREFIX rk: <http://x/>\n")
    if place is None:
        with evaluate(store, request):
            return
    with pytest.raises(QuerySyntaxError) as caught, evaluate(store, request):
        pass
    assert (caught.value.line, caught.value.column) == place
    assert str(caught.value).startswith(f"line {place[0]}, column {place[1]}: ")


def test_updates_are_told_as_such(store: Store) -> None:
    """An update is refused as one, whatever stands before it."""
    for text in (
        "INSERT DATA {}",
        "PREFIX a: <a:> delete where {}",
        "LOAD <a:>",
        "# x\nDROP ALL",
        "WITH <a:> DELETE {}",
    ):
        with pytest.raises(QueryRefusedError, match="is an update"):
            _ask(store, text)
    assert b"true" in _ask(store, "PREFIX insert: <a:> ASK { VALUES ?x { insert:a 'DELETE' } }")


def test_a_text_that_never_ends_is_told(store: Store) -> None:
    """A text in three quotes without end is an error with its place."""
    with pytest.raises(QuerySyntaxError, match="line 2, column 13: the text that opens with '''"):
        _ask(store, "ASK {\n  VALUES ?x '''a' }")


def test_failures_of_evaluation_are_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found wrong only while a query is evaluated is an error too."""
    monkeypatch.setattr(evaluation, "inspect", lambda query, *_: (query, False))
    with pytest.raises(BadRequestError, match="cannot be evaluated"):
        _ask(store, "SELECT * { SERVICE ?x {} }")


_HIDDEN = "SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\n%s{ ?s ?p ?o } }"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:1234/",
        "http://localhost:1234/x",
        "http://example.org/",
        "http://[::1]:1234/",
        "ftp://x/",
        "a:b",
    ],
)
def test_without_descriptors_service_is_refused(store: Store, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that nothing but the engine finds fails for want of a descriptor, and that is told as what it is."""
    monkeypatch.setattr(evaluation, "inspect", lambda query, *_: (query, False))
    with no_descriptors(), pytest.raises(QueryRefusedError, match="SERVICE is refused"):
        _ask(store, _HIDDEN % f"<{endpoint}>")
    with no_descriptors():
        assert b'"bindings":[{"a":' in _ask(store, _HIDDEN % f"SILENT <{endpoint}>")
        assert _count(store) == 2


def test_an_endpoint_that_gives_no_answer(store: Store) -> None:
    """An allowed endpoint that cannot be reached is told as such; with SILENT it gives the empty solution."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
    with no_descriptors(), pytest.raises(RemoteEndpointError, match="gives no answer"):
        _ask(store, f"SELECT * {{ SERVICE <{closed}> {{ ?s ?p ?o }} }}", service_allow=(closed,))
    with no_descriptors():
        silent = f"SELECT * {{ SERVICE SILENT <{closed}> {{ ?s ?p ?o }} }}"
        assert json.loads(_ask(store, silent, service_allow=(closed,)))["results"]["bindings"] == [{}]
        assert json.loads(_ask(store, silent))["results"]["bindings"] == [{}]


def test_an_unknown_function_has_no_value(store: Store) -> None:
    """A function that the engine does not know is an error of its expression, as SPARQL has it, not of the query."""
    assert _ask(store, "SELECT ?x { BIND(<http://example.org/f>(1) AS ?x) }", "csv") == b"x\r\n\r\n"


def test_the_description_names_the_graphs() -> None:
    """The service description is Turtle with the endpoint, the union as a feature, and each graph."""
    graphs = {ONE.value: GraphCount(), TWO.value: GraphCount()}
    said = description("http://localhost/sparql", graphs, (), DEFAULT_BASE, union=True)
    text = write_graph(said, "ttl", DEFAULT_BASE).decode()
    assert "<http://localhost/sparql> a sd:Service" in text
    assert "sd:UnionDefaultGraph" in text
    assert text.index(ONE.value) < text.index(TWO.value)


_XML = "{http://www.w3.org/2005/sparql-results#}"


@given(text=st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["a\rb", "\r\n", " \t", "<&]]>\"'"]))
@settings(max_examples=300, deadline=None)
def test_results_come_back_as_they_were(store: Store, text: str) -> None:
    """Each format of results gives back a literal as it was; XML says so where it cannot hold it."""
    query = f"SELECT ?x {{ VALUES ?x {{ {Literal(text)} }} }}"
    for form in ("json", "tsv"):
        (solution,) = parse_query_results(_ask(store, query, form), result_format(form).engine)  # type: ignore[misc]  # else the test fails
        assert solution["x"] == Literal(text)
    (_, (cell,)) = csv.reader(StringIO(_ask(store, query, "csv").decode(), newline="")) if text else ("", ("",))
    assert cell == text
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text):
        with pytest.raises(NotAcceptableError, match=r"cannot hold the character U\+[0-9A-F]{4}; ask for JSON"):
            _ask(store, query, "xml")
    else:
        literal = etree.fromstring(_ask(store, query, "xml")).find(f".//{_XML}literal")
        assert (literal.text or "") == text


def test_xml_is_checked_wherever_a_text_stands(store: Store) -> None:
    """An error far behind the beginning of a long answer is found, and one at its very end."""
    values = " ".join(f'"{number}"' for number in range(20_000))
    assert len(_ask(store, f"SELECT * {{ VALUES ?x {{ {values} }} }}", "xml")) > 1_000_000
    with pytest.raises(NotAcceptableError, match="U\\+0002"):
        _ask(store, f"SELECT * {{ VALUES ?x {{ {values} '\\u0002' }} }}", "xml")
    with pytest.raises(NotAcceptableError, match=r"U\+0001"):
        _ask(store, "SELECT ('a\\u0001b' AS ?x) {}", "xml")
