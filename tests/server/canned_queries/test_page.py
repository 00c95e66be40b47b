"""The pages of the canned queries: the list by topic, and for each its form and its result."""

import re
from collections.abc import Callable
from html import unescape

import httpx
import pytest
from starlette.requests import Request

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import names, read
from ruhrgraph.server.canned_queries.page import list_page

PageRequest = Callable[[str], Request]
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_every_query_is_listed(page_request: PageRequest) -> None:
    """Each query has its title, its summary and a link to its page, below the root of the server."""
    queries = [read(name, DEFAULT_BASE) for name in names()]
    page = unescape(bytes(list_page(page_request("/ruhr/"), queries).body).decode())
    for query in queries:
        assert f'<a href="/ruhr/queries/{query.name}">{query.titles["de"]}</a>' in page
        assert query.summaries["de"] in page


@pytest.mark.parametrize("name", names())
def test_every_query_has_a_page(server: httpx.Client, name: str) -> None:
    """A query is explained, has a field for each parameter, a result, downloads, and its text, in both languages."""
    query = read(name)
    values = {item.name: item.example for item in query.parameters if item.required}
    for language, root in (("de", ""), ("en", "/en")):
        answer = server.get(f"{root}/queries/{name}", params=values, headers=BROWSER)
        assert answer.status_code in (200, 404)  # the small dataset has not all examples
        page = unescape(answer.text)
        assert f"<h1>{query.titles[language]}</h1>" in page
        assert query.descriptions[language] in page
        for item in query.parameters:
            assert re.search(rf'<(?:select|input) id="{item.name}" name="{item.name}"', page)
            assert f'<label for="{item.name}">' in page
        assert f'href="{root}/queries/{name}.csv' not in page or not root
        assert "SELECT" in page
        assert len(answer.content) < 60_000


def test_a_result_has_each_thing_once(server: httpx.Client) -> None:
    """The column of IRIs is not beside that of the names, and IRIs stand in no cell."""
    page = server.get("/queries/forums?sort=-number", headers=BROWSER).text
    table = page[page.index("<table") : page.index("</table>")]
    assert DEFAULT_BASE not in table
    assert re.findall(r'<a href="/doc/themenforum/(\d+)">', table) == ["13", "2"]
    assert 'href="/queries/forums.csv"' in page
    for address in ("/queries/forums.html", "/queries/forums?format=html"):
        assert server.get(address).text.count("<td>") == page.count("<td>")


@pytest.mark.parametrize(
    ("address", "status", "expected"),
    [
        ("/queries/person", 200, "(nötig)"),
        ("/queries/person?person=", 200, "(nötig)"),
        ("/queries/person?person=Hendrik+Wuest", 200, "Zeilen"),
        ("/queries/person?person=Hendrik+Wüsd", 404, 'href="/queries/person?person=Hendrik+W%C3%BCst"'),
        ("/queries/events?forum=99&ministry=FM", 404, 'href="/queries/events?forum=13&ministry=FM"'),
        ("/queries/events?from=soon", 400, "Das passt nicht:"),
        ("/queries/events?from=<script>alert(1)</script>", 400, "Das passt nicht:"),
        ("/queries/edges?relation=loves", 404, 'href="/queries/edges?relation=moderates"'),
        ("/queries/events?municipality=Essen&forum=2", 200, "Die Dokumente sagen dazu nichts."),
        ("/queries/forums?forum=Forum+13", 200, '<option value="13" selected>'),
    ],
)
def test_what_is_missing_or_wrong_is_asked_for_again(
    server: httpx.Client, address: str, status: int, expected: str
) -> None:
    """A browser gets the form, with what comes near a wrong name as links; the status is that for programs."""
    answer = server.get(address, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert expected in unescape(answer.text)
    assert "<script>" not in answer.text
    assert '<form class="question"' in answer.text


def test_few_things_are_a_list_and_many_are_suggested(server: httpx.Client) -> None:
    """Ministries are chosen from a list by acronym, and venues by typing; a choice keeps its label in each language."""
    page = unescape(server.get("/queries/meetings", headers=BROWSER).text)
    assert re.search(
        r'<select id="ministry".*<option value="FM">FM – Ministerium der Finanzen</option>', page, re.DOTALL
    )
    assert '<option value="lead">federführend</option>' in page
    assert '<input id="venue" name="venue" value=""' in page
    english = server.get("/en/queries/search?text=x", headers=BROWSER).text
    assert '<option value="Ort">venue</option>' in english
