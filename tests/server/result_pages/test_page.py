"""What a page shows of an answer: sorted, in pages, bounded, and never more than text."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.page import AnswerPlace, ResultView, result_view
from ruhrgraph.server.result_pages.terms import TermText

MOST = 60_000


def _text(value: str, datatype: str = "") -> ResultTerm:
    return ResultTerm(value, is_iri=False, datatype=f"{XSD}{datatype}" if datatype else "")


def _iri(value: str) -> ResultTerm:
    return ResultTerm(value, is_iri=True)


def _view(data: AnswerData, *, is_canned: bool = False, **values: str) -> ResultView:
    texts = TermText(Things(DEFAULT_BASE), DEFAULT_BASE, "/en/", "en")
    download = "/queries/x.{suffix}" if is_canned else "/sparql"
    kept = {name: value for name, value in values.items() if name == "query"}
    return result_view(data, texts, AnswerPlace("/en/sparql", values, download, kept, is_canned), "0" * 64)


def _html(view: ResultView) -> str:
    page = PageContext(language="en")
    return render(page, "sparql_result.html", result=view, query_text="ASK {}", fault=None, citation=None)


def _column(view: ResultView) -> list[str]:
    assert view.table
    return [row[0].text for row in view.table.rows]


@pytest.mark.parametrize(
    ("values", "datatype", "ordered"),
    [
        (["10", "9", "100"], "integer", ["9", "10", "100"]),
        (["Zebra", "Äpfel", "Apfel", "ärger", "", "Strasse", "Straße"], "",
         ["Apfel", "Äpfel", "ärger", "Strasse", "Straße", "Zebra", ""]),
        (["Forum 10", "Forum 2"], "", ["Forum 2", "Forum 10"]),
    ],
)  # fmt: skip
def test_columns_are_sorted(values: list[str], datatype: str, ordered: list[str]) -> None:
    """Numbers by size, words by German rules, empty cells last; backwards with a minus sign."""
    data = AnswerData(("a",), tuple((_text(value, datatype) if value else None,) for value in values))
    assert _column(_view(data, sort="a")) == ordered
    filled = [value for value in ordered if value]
    assert _column(_view(data, sort="-a"))[: len(filled)] == filled[::-1]
    assert _column(_view(data, sort="nothing")) == values


def test_rows_come_in_pages() -> None:
    """A page has a part of the rows; one that is not there is an error."""
    data = AnswerData(("a",), tuple((_text(str(number)),) for number in range(250)))
    assert _column(_view(data, page="3")) == [str(number) for number in range(200, 250)]
    with pytest.raises(BadRequestError, match="whole number from 1 to 3"):
        _view(data, page="4")


HOSTILE = (
    _text("<script>alert(1)</script>"),
    _text('"><img src=x onerror=alert(1)>'),
    _text("\u202e\u2066right to left"),
    _text("{{ 7 * 7 }}"),
    _iri("javascript:alert(1)"),
    _iri('http://x/"onclick="alert(1)'),
    _iri("data:text/html,<script>alert(1)</script>"),
)


@pytest.mark.parametrize("is_canned", [True, False])
def test_hostile_terms_are_text(is_canned: bool) -> None:  # noqa: FBT001
    """Whatever a cell, a subject or a column holds, the page has no element and no link that is not its own."""
    data = AnswerData(tuple("abcdefg"), (HOSTILE,))
    statements = AnswerData((), tuple((term, _iri("javascript:1"), term) for term in HOSTILE))
    for view in (_view(data, is_canned=is_canned), _view(statements, is_canned=is_canned)):
        page = _html(view)
        assert "<script>" not in page
        assert "<img" not in page
        assert not re.findall(r'<[^>]*"\s*on\w+=|href="\s*(?:javascript|data):', page)
        assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(
    "data",
    [
        AnswerData(("a",), ((_text("ä" * 1_000_000),),)),
        AnswerData(tuple("abcd"), ((_text("word " * 500),) * 4,) * 5000),
        AnswerData(tuple(f"c{number}" for number in range(40)), ((_text("x" * 300),) * 40,) * 20),
        AnswerData(("a",), ((_iri(f"http://x/{'y' * 900}"),),) * 5000),
        AnswerData((), ((_iri("http://x/s"), _iri("http://x/p"), _text("o" * 5000)),) * 500),
    ],
)
def test_pages_have_a_bound(data: AnswerData) -> None:
    """However large an answer is, its page is not, and says what was shortened."""
    view = _view(data, query="SELECT * {}")
    page = _html(view)
    assert len(page.encode()) < MOST
    assert view.cut
    assert "shortened" in page


def test_long_queries_are_not_repeated_in_links() -> None:
    """A query that is too long for links goes with forms, once or twice."""
    data = AnswerData(("a",), ((_text("1"),),) * 500)
    short, long = "SELECT ?a {}", f"SELECT ?a {{ # {'x' * 20_000}\n}}"
    for query, method in ((short, "get"), (long, "post")):
        view = _view(data, query=query)
        assert view.method == method
        assert bool(view.download_form) is (query == long)
        assert all(bool(download.href) is (query == short) for download in view.downloads)
        assert 'name="page" value="2"' in _html(view)


@pytest.mark.parametrize(
    ("data", "formats"),
    [
        (AnswerData(("a",), ((_text("1"),),)), ["csv", "tsv", "json", "xml"]),
        (AnswerData((), ((_iri("urn:a"), _iri("urn:b"), _text("c")),)), ["ttl", "nt", "jsonld", "rdfxml"]),
        (AnswerData(truth=True), ["json", "xml"]),
    ],
)
def test_downloads(data: AnswerData, formats: list[str]) -> None:
    """There is a link to the whole answer in each format, with the parameters of the query."""
    hrefs = [download.href for download in _view(data, query="a&b", sort="a", page="1").downloads]
    asked = [parse_qs(urlsplit(href).query) for href in hrefs]
    assert asked == [{"query": ["a&b"], "format": [name]} for name in formats]
    hrefs = [download.href for download in _view(data, is_canned=True, sort="a").downloads]
    assert hrefs == [f"/queries/x.{name}" for name in formats]


@pytest.mark.parametrize(
    ("data", "is_canned", "said"),
    [
        (AnswerData(truth=True), False, "Yes."),
        (AnswerData(truth=False), False, "No."),
        (AnswerData(("a",), ()), False, "nothing in the data fits all of it"),
        (AnswerData(("a",), ()), True, "The documents say nothing of this kind"),
        (AnswerData(("a",), ((_text("1"),),)), False, "1 row<"),
        (AnswerData(("a",), ((_text("1"),),), complete=False), False, "there is more"),
        (AnswerData((), ((_iri("urn:a"), _iri("urn:b"), _text("c")),)), False, "1 statement<"),
    ],
)
def test_what_is_said_of_an_answer(data: AnswerData, is_canned: bool, said: str) -> None:  # noqa: FBT001
    """An answer is counted, or explained where it has no rows."""
    page = unescape(_html(_view(data, is_canned=is_canned)))
    assert said in page


def test_statements_stand_under_their_subject() -> None:
    """A subject is named once, with all its statements."""
    rows = tuple((_iri(f"urn:{subject}"), _iri("urn:p"), _text(value)) for subject, value in ("ax", "ay", "bz"))
    view = _view(AnswerData((), rows), sort="object")
    assert [(group.subject.text, len(group.statements)) for group in view.groups] == [("urn:a", 2), ("urn:b", 1)]
    assert _html(view).count("urn:a<") == 1
