"""The lists over HTTP: pages in both languages, files, and addresses that lead to them."""

import csv
import io
import re

import httpx
import pytest

from ruhrgraph.server.web.lists.definitions import LISTS

PATHS = [definition.path for definition in LISTS]
HTML = {"accept": "text/html"}


@pytest.mark.parametrize("path", PATHS)
def test_pages(server: httpx.Client, path: str) -> None:
    """Each list is a small page with one heading, a table whose links lead somewhere, and a twin in English."""
    answer = server.get(f"/{path}", headers=HTML)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000
    assert answer.text.count("<h1>") == 1
    assert 'aria-current="page"' in answer.text
    links = set(re.findall(r'<td[^>]*><a href="(/[^"]*)"', answer.text))
    assert links
    for link in links:
        assert server.get(link, headers=HTML).status_code == 200, link
    assert '<html lang="en">' in server.get(f"/en/{path}", headers=HTML).text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?ressort=Atlantis", "„Atlantis“ kommt in dieser Liste nicht vor"),
        ("?q=zzzz", "Zu diesen Filtern passt nichts."),
        ("?ressort=<script>", "„&lt;script&gt;“"),
        ("?unknown=1&sort=unknown", "<table"),
    ],
)
def test_values_that_nothing_has(server: httpx.Client, query: str, said: str) -> None:
    """A wrong value gives an empty list that says so and leads back; a wrong name is passed over."""
    page = server.get(f"/projekte{query}", headers=HTML)
    assert page.status_code == 200
    assert said in page.text
    assert 'href="/projekte"' in page.text


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "zwei", "²"])
def test_pages_that_are_none(server: httpx.Client, page: str) -> None:
    """A page that a list does not have is an error of the request."""
    assert server.get("/projekte", params={"page": page}).status_code == 400


@pytest.mark.parametrize(
    ("address", "drawing"),
    [
        ("/veranstaltungen?ansicht=karte", "map-wide"),
        ("/veranstaltungen?ansicht=zeitstrahl", "timeline-event"),
        ("/en/orte?ansicht=karte", "map-wide"),
        ("/projekte?ansicht=karte", "<table"),
    ],
)
def test_drawings(server: httpx.Client, address: str, drawing: str) -> None:
    """A list that has a map or a timeline shows it in place of the table, with the filters of the address."""
    page = server.get(address, headers=HTML).text
    assert drawing in page
    assert ("<table" in page) == (drawing == "<table")


def test_files(server: httpx.Client) -> None:
    """The file has the rows that the page shows, by suffix and by negotiation, with a name to save it under."""
    answer = server.get("/projekte.csv?ressort=VM")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="projekte.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows
    assert all("VM" in row["Ressort"].split("; ") for row in rows)
    assert server.get("/projekte?ressort=VM", headers={"accept": "text/csv"}).content == answer.content
    assert server.get("/projekte.pdf").status_code == 400


@pytest.mark.parametrize(
    ("address", "target"),
    [("/doc/projekt", "/projekte"), ("/id/ort/", "/orte"), ("/en/doc/ressort", "/en/ressorts")],
)
def test_kinds_without_key(server: httpx.Client, address: str, target: str) -> None:
    """A kind alone leads to the list of its things, in the language of the address."""
    answer = server.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, target)


def test_description(server: httpx.Client) -> None:
    """OpenAPI describes the parameters of each list."""
    described = server.get("/openapi.json").json()["paths"]
    names = {parameter["name"] for parameter in described["/projekte"]["get"]["parameters"]}
    assert {"ressort", "handlungsfeld", "forum", "gemeinde", "q", "sort", "page"} <= names
    assert all(f"/{path}" in described for path in PATHS)
