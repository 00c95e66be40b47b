"""The pages of errors: the place in the query, what to do, what was perhaps meant, in both languages."""

import asyncio
from collections.abc import Callable
from html import unescape

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from ruhrgraph.server.http.error_page import MarkedText, marked_text
from ruhrgraph.server.http.problems import unexpected_error

HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("query", "place", "expected"),
    [
        ("ASK { ?s }", (1, 10), MarkedText("ASK { ?s ", "}", "", "         ^\n", 1, 10)),
        ("a\nb rk:c d\ne", (2, 3), MarkedText("a\nb ", "rk:c", " d", "  ^\ne\n", 2, 3)),
        ("a", (1, 2), MarkedText("a", "", "", " ^\n", 1, 2)),
        ("\t\ta", (1, 3), MarkedText("\t\t", "a", "", "\t\t^\n", 1, 3)),
        ("a", (1, 99), MarkedText("a", "", "", " ^\n", 1, 99)),
        ("", (1, 1), MarkedText("", "", "", "^\n", 1, 1)),
        ("a", (2, 1), None),
        ("a", (None, None), None),
        ("a", (0, 0), None),
    ],
)
def test_the_place_is_marked(query: str, place: tuple[int | None, int | None], expected: MarkedText | None) -> None:
    """The word at the place is marked, with a caret below it; a place that the query has not is none."""
    assert marked_text(query, *place) == expected


def test_what_is_marked_has_a_bound() -> None:
    """Of a long query only what is near the place is shown."""
    found = marked_text("\n".join(["x" * 10_000] * 1000), 500, 5000)
    assert found is not None
    assert len(found.before) + len(found.marked) + len(found.after) + len(found.caret) < 15_000


@pytest.mark.parametrize(
    ("address", "status", "german", "english"),
    [
        ("/nothing", 404, "Diese Seite gibt es nicht", "There is no such page"),
        ("/wuest", 404, 'href="/doc/person/hendrik-wuest"', 'href="/en/doc/person/hendrik-wuest"'),
        ("/doc/person/hendrik-wuesd", 404, 'href="/doc/person/hendrik-wuest"', 'href="/en/doc/person/hendrik-wuest"'),
        ("/qeries", 404, 'href="/queries"', 'href="/en/queries"'),
        ("/queries/foruns", 404, 'href="/queries/forums"', 'href="/en/queries/forums"'),
        ("/network/actor", 404, 'href="/network/actors"', 'href="/en/network/actors"'),
        ("/versions/abc", 404, 'href="/versions"', 'href="/en/versions"'),
        ("/dumps/current/mine.zip", 404, 'href="/dumps"', 'href="/en/dumps"'),
        ("/queries/forums?mine=1", 400, 'href="/queries/forums"', 'href="/en/queries/forums"'),
        ("/queries/forums?forum=1&forum=2", 400, "Eine Angabe passt nicht", "One of the values does not fit"),
        ("/queries/forums.pdf", 406, "Wählen Sie ein anderes Format", "Choose another format"),
        ("/sparql?query=ASK+{+?s+}", 400, "<mark>", "<mark>"),
        ("/sparql?query=ASK+{+?s+mine:x+1+}", 400, "<mark>mine:x</mark>", "Line 1, column 10"),
        ("/sparql?query=ASK+{+?s+mine:x+1+}", 400, "Ein Präfix ist nicht bekannt", "A prefix is not known"),
        ("/sparql?query=find+Wuest", 400, "So beginnt keine Abfrage", "No query begins like this"),
        (f"/sparql?query=ASK{'{' * 200}", 400, "zu tief verschachtelt", "nest too deep"),
        (f"/sparql?query=ASK{{FILTER(1{'||1' * 6000})}}", 400, "Die Abfrage ist zu lang", "The query is too long"),
        ("/sparql?query=ASK+{+?s+?p+'''x+}", 400, "Ein Text ist nicht geschlossen", "A text is not closed"),
        ("/sparql?query=DROP+ALL", 403, "Hier kann man lesen", "Here you can read"),
        ("/sparql?query=ASK+{}&query=ASK+{}", 400, "Die Anfrage ist nicht vollständig", "The request is not complete"),
        ("/sparql?query=<script>alert(1)</script>", 400, "&lt;script&gt;", "&lt;script&gt;"),
        ("/%3Cscript%3Ealert(1)%3C/script%3E", 404, "script", "script"),
        ("/x%E2%80%AE%00%FF", 404, "Diese Seite gibt es nicht", "There is no such page"),
        (f"/{'x' * 2000}", 404, "Diese Seite gibt es nicht", "There is no such page"),
    ],
)
def test_errors_are_pages(server: httpx.Client, address: str, status: int, german: str, english: str) -> None:
    """A browser gets a page with navigation that says what to do, with the status that programs get."""
    program = server.get(address)
    for root, expected in (("", german), ("/en", english)):
        answer = server.get(f"{root}{address}", headers=HTML)
        assert answer.status_code == program.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert expected in answer.text
        assert "<script>" not in answer.text
        assert "<nav" in answer.text
        assert len(answer.content) < 60_000
    assert program.headers["content-type"].startswith("text/plain")


def test_the_language_of_an_error_is_that_of_the_browser(server: httpx.Client) -> None:
    """Where the address names no language, the browser's counts."""
    answer = server.get("/nothing", headers={**HTML, "accept-language": "en-GB,en;q=0.9,de;q=0.5"})
    assert "There is no such page" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "header"),
    [("DELETE", "/sparql", 405, "allow"), ("PUT", "/queries/forums", 405, "allow"), ("HEAD", "/nothing", 404, "vary")],
)
def test_pages_of_errors_have_all_headers(
    server: httpx.Client, method: str, path: str, status: int, header: str
) -> None:
    """Wrong methods and HEAD are answered as for programs, with a page where there is a body."""
    answer = server.request(method, path, headers=HTML)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    # A page depends on the reader's language, too, so it adds that to `Vary`.
    assert answer.headers[header].removesuffix(", Accept-Language") == server.request(method, path).headers[header]


def test_the_word_that_was_looked_for_is_in_the_search(server: httpx.Client) -> None:
    """A page that is missing has a search, filled with the last part of the address."""
    page = unescape(server.get("/doc/ort/alte-zeche_eins.html", headers=HTML).text)
    assert 'name="q" value="alte zeche eins"' in page


async def _unexpected(request: Request) -> Response:
    return await unexpected_error(request, ValueError("a secret"))


@pytest.mark.parametrize(("accept", "expected"), [("text/html", "auf unserer Seite"), ("*/*", "Internal Server Error")])
def test_what_nobody_thought_of_is_told_without_details(
    page_request: Callable[[str], Request], accept: str, expected: str
) -> None:
    """An error of our own code is a page, too, and says nothing of the code."""
    request = page_request("/")
    request.scope["headers"].append((b"accept", accept.encode()))
    answer = asyncio.run(_unexpected(request))
    assert answer.status_code == 500
    assert expected.lower() in bytes(answer.body).decode().lower()
    assert b"secret" not in bytes(answer.body)
