"""Answers as data: who gets a page, and what is read of an answer."""

import pytest

from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.result_pages import answer_data
from ruhrgraph.server.result_pages.answer_data import in_query_order, read_answer, wants_html

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "asked", "expected"),
    [
        (BROWSER, None, True),
        ("text/html", None, True),
        (BROWSER, "csv", False),
        (BROWSER, "nonsense", False),
        (None, "html", True),
        (None, "text/html", True),
        (None, None, False),
        ("", None, False),
        ("*/*", None, False),
        ("application/sparql-results+json, text/html;q=0.9", None, False),
        ("text/html, application/sparql-results+xml", None, False),
        ("text/turtle, text/html", None, False),
        ("text/html;q=0.5, */*;q=0.8", None, False),
        ("image/png", None, False),
    ],
)
def test_browsers_get_pages_and_programs_data(accept: str | None, asked: str | None, expected: bool) -> None:  # noqa: FBT001
    """Only who likes HTML best, or names it in the address, gets a page."""
    assert wants_html(accept, asked) is expected


def test_terms_of_solutions() -> None:
    """Each kind of term is told from the others."""
    body = '?a\t?b\n<http://x/>\t"ä\\tb"@de\n_:b1\t\n7\t"<script>"\n'.encode()
    first, (blank, nothing), third = read_answer(body, "solutions", complete=True).rows
    assert first == (ResultTerm("http://x/", is_iri=True), ResultTerm("ä\tb", is_iri=False, language="de"))
    assert blank is not None
    assert (blank.is_iri, blank.value[:2], nothing) == (False, "_:", None)
    assert third == (ResultTerm("7", is_iri=False, datatype=f"{XSD}integer"), ResultTerm("<script>", is_iri=False))


def test_a_part_of_an_answer_ends_with_a_row() -> None:
    """Of an answer that was cut somewhere, the whole rows are read, and it is known not to be complete."""
    data = read_answer(b'?a\n"1"\n"2"\n"thr', "solutions", complete=False)
    assert ([row[0] and row[0].value for row in data.rows], data.complete) == (["1", "2"], False)
    data = read_answer(b"<http://a> <http://b> <http://c> .\n<http://a> <http://b> <http:", "graph", complete=False)
    assert (len(data.rows), data.is_graph, data.complete) == (1, True, False)


def test_there_are_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound nothing is read, and the answer is not complete."""
    monkeypatch.setattr(answer_data, "MOST_ROWS", 2)
    assert read_answer(b'?a\n"1"\n"2"\n', "solutions", complete=True).complete
    data = read_answer(b'?a\n"1"\n"2"\n"3"\n', "solutions", complete=True)
    assert (len(data.rows), data.complete) == (2, False)


def test_statements_of_a_subject_stand_together() -> None:
    """Statements come in any order and are read by subject."""
    body = b"<http://b> <http://p> 'x' .\n<http://a> <http://p> <http://b> .\n<http://b> <http://o> 'y' .\n"
    data = read_answer(body.replace(b"'", b'"'), "graph", complete=True)
    assert [row[0] and row[0].value for row in data.rows] == ["http://a", "http://b", "http://b"]


@pytest.mark.parametrize("body", [b"true", b"false"])
def test_yes_or_no(body: bytes) -> None:
    """An ASK has its truth and no rows."""
    data = read_answer(body, "boolean", complete=True)
    assert (data.truth, data.rows, data.is_graph) == (body == b"true", (), False)


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ("s", "p", "o")),
        ("select distinct * where { $s ?p ?o }", ("s", "p", "o")),
        ("SELECT ?p ?o ?s { ?s ?p ?o }", ("o", "p", "s")),
    ],
)
def test_all_columns_stand_as_the_query_names_them(query: str, columns: tuple[str, ...]) -> None:
    """The columns of `SELECT *` stand in the order of the query; those that are chosen stay as they come."""
    data = read_answer(b"?o\t?p\t?s\n3\t2\t1\n", "solutions", complete=True)
    ordered = in_query_order(data, query)
    values = dict(zip(ordered.columns, (term and term.value for term in ordered.rows[0]), strict=True))
    assert (ordered.columns, values) == (columns, {"s": "1", "p": "2", "o": "3"})


def test_nothing_at_all() -> None:
    """An empty table has its columns, an empty graph is one all the same."""
    assert read_answer(b"?a\t?b\n", "solutions", complete=True).columns == ("a", "b")
    assert read_answer(b"", "graph", complete=True).is_graph
