"""Answers of a real server as pages: at `/sparql`, by each way to ask, and in both languages."""

import re
from html import unescape

import httpx
import pytest

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FORUMS = "SELECT ?forum ?label ?n { ?forum a rk:Themenforum ; rdfs:label ?label ; rk:nummer ?n }"
BASE = "https://w3id.org/ruhrgraph/"


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_browser_gets_a_table(server: httpx.Client, root: str) -> None:
    """Names link to the page of what they name, in the language of the page; prefixes need no declaration."""
    answer = server.get(f"{root}/sparql", params={"query": FORUMS, "sort": "-n"}, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    links = re.findall(rf'<a href="{root}/doc/themenforum/(\d+)">([^<]+)</a>', answer.text)
    assert [key for key, _ in links] == ["13", "2"]
    assert ("2 rows" if root else "2 Zeilen") in answer.text
    assert FORUMS in unescape(answer.text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { ?s a rk:Themenforum }", "Ja."),
        ("ASK { ?s a rk:Nothing }", "Nein."),
        ("SELECT ?s { ?s a rk:Nothing }", "Kein Ergebnis."),
        (f"DESCRIBE <{BASE}id/themenforum/13>", "Mobilität der Zukunft"),
        ("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a rk:Themenforum ; rdfs:label ?l }", "2 Aussagen"),
        ("SELECT (NOW() AS ?now) {}", "1 Zeile"),
        ("SELECT (1 AS ?a) {}", "1 Zeile"),
    ],
)
def test_each_kind_of_query_has_a_page(server: httpx.Client, query: str, expected: str) -> None:
    """Every query is answered for people, by GET and by both forms of POST."""
    forms = [
        server.get("/sparql", params={"query": query}, headers=BROWSER),
        server.post("/sparql", data={"query": query}, headers=BROWSER),
        server.post("/sparql", content=query, headers={**BROWSER, "content-type": "application/sparql-query"}),
        server.get("/sparql", params={"query": query, "format": "html"}),
    ]
    for answer in forms:
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert expected in answer.text
        assert (answer.headers["cache-control"] == "no-store") is ("NOW" in query)


def test_programs_get_what_they_got(server: httpx.Client) -> None:
    """Who does not name HTML gets data, and for these a prefix has to be declared."""
    for accept in ("*/*", "application/sparql-results+json", "application/json, text/html;q=0.5"):
        headers = {"accept": accept}
        assert server.get("/sparql", params={"query": "ASK {}"}, headers=headers).json()["boolean"] is True
        refused = server.get("/sparql", params={"query": FORUMS}, headers=headers)
        assert (refused.status_code, "rk: is not declared" in refused.text) == (400, True)


def test_downloads_of_a_page_have_the_same_rows(server: httpx.Client) -> None:
    """The links of a page answer with data, prefixes and all."""
    page = server.get("/sparql", params={"query": FORUMS}, headers=BROWSER).text
    for name in ("csv", "tsv", "json", "xml"):
        (link,) = re.findall(rf'href="(/sparql\?[^"]*format={name})"', page)
        answer = server.get(unescape(link))
        assert answer.status_code == 200
        assert "themenforum/13" in answer.text


def test_a_page_is_asked_for_once(server: httpx.Client) -> None:
    """A page has an ETag of its own, and the client that has it gets 304; HEAD has its headers."""
    ask = {"query": f"{FORUMS} # once"}
    first = server.get("/sparql", params=ask, headers=BROWSER)
    again = server.get("/sparql", params=ask, headers={**BROWSER, "if-none-match": first.headers["etag"]})
    data = server.get("/sparql", params={"query": "ASK {}"})
    assert first.headers["etag"] != data.headers["etag"]
    assert again.status_code in (200, 304)  # another worker may not have answered it yet
    head = server.head("/sparql", params=ask, headers=BROWSER)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("query", "status", "place"),
    [
        ("SELECT * {\n ?s rk:x ; }}", 400, {"line": 2, "column": 10}),
        ("SELECT * {\n ?s mine:x ?o }", 400, {"line": 2, "column": 5}),
        ("DROP ALL", 403, {}),
        ("SELECT * { SERVICE rk:x { ?s ?p ?o } }", 403, {}),
    ],
)
def test_errors_have_the_place_in_the_text_that_was_sent(
    server: httpx.Client, query: str, status: int, place: dict[str, int]
) -> None:
    """Prefixes that we declare move no line and no column."""
    headers = {"accept": f"{BROWSER['accept']}, application/problem+json"}
    problem = server.get("/sparql", params={"query": query}, headers=headers)
    assert problem.status_code == status
    assert {name: problem.json()[name] for name in place} == place


def test_a_page_of_the_result_that_is_not_there(server: httpx.Client) -> None:
    """A page number beyond the end is an error, and none of ours."""
    for page in ("9", "0", "-1", "x", "9" * 5000):
        answer = server.get("/sparql", params={"query": FORUMS, "page": page}, headers=BROWSER)
        assert answer.status_code == 400
