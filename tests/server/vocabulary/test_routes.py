"""`/ontology`, its shapes and its version on a real server process: the same in every form, and pages that explain."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.ontology import DEFAULT_BASE, turtle
from tests.server.resources.answers import BROWSER, SUFFIXES

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]
DOCUMENTS = {
    "/ontology": "ruhrgraph",
    "/ontology/0.2.0": "ruhrgraph",
    "/ontology/0.1.0": "ruhrgraph-0.1.0",
    "/ontology/shapes": "shapes",
}


def _parse(content: bytes, suffix: str) -> set[ox.Quad]:
    return set(ox.parse(content, SUFFIXES[suffix][1]))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_form_says_the_same(client: httpx.Client, path: str, suffix: str) -> None:
    """By suffix, by `format` and by `Accept` each document has all its triples, and no others."""
    expected = _parse(turtle(DOCUMENTS[path]).encode(), "ttl")
    media_type = SUFFIXES[suffix][0]
    for address, accept in ((f"{path}.{suffix}", "*/*"), (f"{path}?format={suffix}", "*/*"), (path, media_type)):
        answer = client.get(address, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert _parse(answer.content, suffix) == expected


@pytest.mark.parametrize("path", DOCUMENTS)
def test_who_asks_for_nothing_gets_turtle(client: httpx.Client, path: str) -> None:
    """Without a wish the answer is the Turtle as people wrote it; a browser gets a page, by suffix, too."""
    plain = client.get(path, headers={"accept": "*/*"})
    assert plain.text == turtle(DOCUMENTS[path])
    assert client.get(path, headers=BROWSER).headers["content-type"] == "text/html; charset=utf-8"
    assert client.get(f"{path}.html").text == client.get(path, headers=BROWSER).text


@pytest.mark.parametrize("name", ["ruhrgraph", "shapes"])
def test_turtle_has_no_prefix_too_many(name: str) -> None:
    """Each prefix that a file declares is used in it."""
    text = re.sub(r'"[^"]*"|#.*', "", turtle(name))
    for prefix in re.findall(r"^PREFIX (\w+):", turtle(name), re.MULTILINE):
        assert re.search(rf"(?<![\w:]){prefix}:[\w]", text.replace(f"PREFIX {prefix}:", "")), prefix


@pytest.mark.parametrize("path", ["/ontology/9.9.9", "/ontology/shapes.xyz", "/ontology/nothing.ttl"])
def test_what_there_is_not(client: httpx.Client, path: str) -> None:
    """Another version is 404, and the answer names those that there are."""
    answer = client.get(path)
    assert (answer.status_code, answer.text.endswith("there is 0.1.0, 0.2.0\n")) == (404, True)


def test_a_form_that_there_is_not(client: httpx.Client) -> None:
    """An unknown suffix or type is 406, and the answer lists what there is."""
    assert client.get("/ontology.xyz").status_code == 406
    assert "ttl" in client.get("/ontology.xyz").text
    assert client.get("/ontology", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("headers", [BROWSER, {"accept": "text/turtle"}])
def test_nothing_is_sent_twice(client: httpx.Client, headers: dict[str, str]) -> None:
    """A client that has the answer gets 304, and a cache learns what it varies by."""
    first = client.get("/ontology", headers=headers)
    assert "Accept" in first.headers["vary"]
    again = client.get("/ontology", headers={**headers, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_links_tell_machines_the_way(client: httpx.Client) -> None:
    """The `Link` header names the other forms at the server at hand, the IRI to cite, the licence and the type."""
    links = client.get("/ontology").headers["link"]
    root = str(client.base_url).rstrip("/")
    for wanted in (
        f'<{DEFAULT_BASE}ontology>; rel="cite-as"',
        '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"',
        '<http://www.w3.org/2002/07/owl#Ontology>; rel="type"',
        f'<{root}/ontology.rdf>; rel="alternate"; type="application/rdf+xml"',
        f'<{root}/ontology.linkset>; rel="linkset"; type="application/linkset+json"',
    ):
        assert wanted in links
    assert client.get("/ontology/shapes.linkset").json()["linkset"][0]["anchor"] == f"{root}/ontology/shapes"


def test_the_base_is_that_of_the_settings(serving: Callable[..., Serving], tmp_path: Path) -> None:
    """With another base, no IRI of the default one is left, and examples of the data are found all the same."""
    base = "https://example.org/ruhr/"
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_BASE_IRI=base) as (_, client):
        text = client.get("/ontology").text
        assert DEFAULT_BASE not in text
        assert f"<{base}ontology> a owl:Ontology" in text
        page = client.get("/ontology?term=Projekt", headers=BROWSER).text
        assert DEFAULT_BASE not in page + client.get("/ontology", headers=BROWSER).text
        assert 'href="/doc/projekt/' in page
        assert 'href="/doc/' in client.get("/source/themenforen", headers=BROWSER).text
