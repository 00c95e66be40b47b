"""The search over HTTP."""

import httpx
import pytest


def test_a_search(server: httpx.Client) -> None:
    """What has the words is listed with the words marked, and leads to its page in the reader's language."""
    page = server.get("/suche", params={"q": "Zeche Nordstern"}).text
    assert 'href="/doc/ort/zeche-nordstern"' in page
    assert "<mark>" in page
    assert 'href="/en/doc/ort/zeche-nordstern"' in server.get("/en/suche", params={"q": "Nordstern"}).text


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "Suche"),
        ({"q": "Zeche Nordstrn"}, "Meinten Sie"),
        ({"q": "zzzz"}, "steht nichts in den Dokumenten"),
        ({"q": "<script>"}, "&lt;script&gt;"),
        ({"q": "Nordstern", "art": "nichts", "page": "²"}, "Alle Treffer zeigen"),
        ({"q": " ".join(map(str, range(50)))}, "steht nichts in den Dokumenten"),
    ],
)
def test_searches_for_nothing(server: httpx.Client, parameters: dict[str, str], said: str) -> None:
    """Every search is a page: without words, misspelled, with nothing found, hostile, too long."""
    answer = server.get("/suche", params=parameters)
    assert answer.status_code == 200
    assert said in answer.text


def test_suggestions(server: httpx.Client) -> None:
    """Suggestions lead to pages in the language of the address."""
    found = server.get("/en/suche/vorschlaege", params={"q": "zeche"}).json()["suggestions"]
    assert found[0]["url"] == "/en/doc/ort/zeche-nordstern"
    assert found[0]["kindLabel"] == "venue"
    assert server.get("/suche/vorschlaege").json() == {"suggestions": []}
