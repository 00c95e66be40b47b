"""The canned queries of a real server process: the list, and each query in every form."""

import re
from unicodedata import normalize

import httpx
import pytest

from ruhrgraph.queries import names, read

RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}


def test_the_list_of_queries(server: httpx.Client) -> None:
    """The canned queries are listed as JSON, as text and as a page, each with its addresses."""
    entries = server.get("/queries").json()
    assert [entry["name"] for entry in entries] == list(names())
    assert all(tuple(entry["columns"]) == read(entry["name"]).columns for entry in entries)
    assert server.get("/queries", headers={"accept": "text/plain"}).text.startswith("co-moderators\t")
    page = server.get("/queries", headers={"accept": "text/html"}).text
    links = set(re.findall(r'href="(/queries/[^"]+)"', page))
    assert links == {f"/queries/{name}" for name in names()}


@pytest.mark.parametrize("name", names())
def test_every_query_answers_in_every_form(server: httpx.Client, name: str) -> None:
    """A canned query answers by header, by `?format=` and by suffix alike."""
    values = {item.name: item.example for item in read(name).parameters if item.required}
    for media_type, suffix in RESULTS.items():
        by_suffix = server.get(f"/queries/{name}.{suffix}", params=values)
        by_header = server.get(f"/queries/{name}", params=values, headers={"accept": media_type})
        by_name = server.get(f"/queries/{name}", params={**values, "format": suffix})
        assert by_suffix.status_code == 200
        assert by_suffix.headers["content-type"].startswith(media_type)
        assert by_suffix.content == by_header.content == by_name.content
    assert (
        tuple(server.get(f"/queries/{name}.csv", params=values).text.splitlines()[0].split(",")) == read(name).columns
    )


def test_parameters_of_queries(server: httpx.Client) -> None:
    """A parameter chooses rows, an empty one is as good as none, a quotation mark does no harm."""
    assert len(server.get("/queries/events.csv?forum=13").text.splitlines()) == 4
    assert len(server.get("/queries/events.csv?forum=").text.splitlines()) == 5
    assert len(server.get("/queries/search.csv", params={"text": '"} #'}).text.splitlines()) == 1
    assert len(server.get("/queries/search.csv", params={"text": "öpnv"}).text.splitlines()) == 2


@pytest.mark.parametrize(
    ("method", "path", "accept", "status"),
    [
        ("GET", "/queries/nothing", "*/*", 404),
        ("POST", "/queries/forums", "*/*", 405),
        ("GET", "/queries/forums.pdf", "*/*", 406),
        ("GET", "/queries/forums", "image/png", 406),
        ("GET", "/queries/forums?nothing=1", "*/*", 400),
        ("GET", "/queries/search", "*/*", 400),
        ("GET", "/queries/events?forum=abc", "*/*", 404),
        ("GET", "/queries/events?forum=99", "*/*", 404),
        ("GET", "/queries/meetings?relation=met", "*/*", 404),
        ("GET", "/queries/events?from=gestern", "*/*", 400),
        ("GET", "/queries/search?text=a+b+c+d+e+f+g+h+i+j", "*/*", 400),
        ("GET", "/queries/events?forum=1&forum=2", "*/*", 400),
    ],
)
def test_errors_have_their_status(server: httpx.Client, method: str, path: str, accept: str, status: int) -> None:
    """Each error has its status, one line of text, and the headers that scripts of other sites need."""
    answer = server.request(method, path, headers={"accept": accept})
    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_openapi_describes_each_query(server: httpx.Client) -> None:
    """The description has an address for each query with its typed parameters."""
    paths = server.get("/openapi.json").json()["paths"]
    for name in names():
        described = paths[f"/queries/{name}"]["get"]
        assert described["summary"] == read(name).summary
        assert {item["name"] for item in described["parameters"]} == {
            *(parameter.name for parameter in read(name).parameters),
            "format",
        }
        assert f"/queries/{name}.{{suffix}}" in paths
    (forum,) = (item for item in paths["/queries/events"]["get"]["parameters"] if item["name"] == "forum")
    assert forum["schema"] == {"type": "string"}
    assert forum["x-kind"] == ["themenforum"]
    assert forum["example"] == "13"
    (relation,) = (item for item in paths["/queries/meetings"]["get"]["parameters"] if item["name"] == "relation")
    assert relation["schema"] == {"type": "string", "enum": ["lead", "participating", "interested"]}
    assert "404" in paths["/queries/events"]["get"]["responses"]


@pytest.mark.parametrize(
    "value", ["13", "Themenforum 13", "mobilitaet der zukunft", "HTTP://W3ID.ORG/ruhrgraph/id/themenforum/13"]
)
def test_any_name_of_a_thing(server: httpx.Client, value: str) -> None:
    """A parameter takes every name of the thing that it stands for."""
    assert len(server.get("/queries/events.csv", params={"forum": value}).text.splitlines()) == 4


def test_a_name_of_nothing(server: httpx.Client) -> None:
    """A name that nothing has is 404 as a problem document that says what there is."""
    answer = server.get("/queries/events", params={"forum": "99"}, headers={"accept": "application/problem+json"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "there is: 2, 13" in answer.json()["detail"]
    near = server.get("/queries/person", params={"person": "Hendrik Wist"})
    assert near.status_code == 404
    assert "did you mean Hendrik Wüst?" in near.text


def test_the_list_says_what_parameters_stand_for(server: httpx.Client) -> None:
    """A client of the list knows the kind of thing of each parameter, an example, and all choices."""
    (meetings,) = (entry for entry in server.get("/queries").json() if entry["name"] == "meetings")
    given = {item["name"]: item for item in meetings["parameters"]}
    assert given["person"]["kind"] == ["person"]
    assert given["venue"]["kind"] == ["ort", "organisation", "ressort"]
    assert given["relation"]["choices"] == ["lead", "participating", "interested"]
    assert given["from"]["type"] == "date"
    assert all(item["example"] for item in given.values())


@pytest.mark.parametrize("text", ["Mobilität", "öpnv"])
def test_decomposed_parameters(server: httpx.Client, text: str) -> None:
    """A parameter with decomposed umlauts finds the same rows."""
    composed = server.get("/queries/search.csv", params={"text": text}).text
    assert len(composed.splitlines()) > 1
    assert server.get("/queries/search.csv", params={"text": normalize("NFD", text)}).text == composed
