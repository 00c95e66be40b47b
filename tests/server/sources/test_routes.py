"""`/source/NAME` on a real server process: the text as published, what is said of it, and its page."""

from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.resources.answers import BROWSER, SUFFIXES

Writable = tuple[httpx.Client, Path]
TEXTS = {document.name: document.text for document in documents()}
SOURCE = f"{DEFAULT_BASE}source/themenforen"
QUOTED_FROM = "http://www.w3.org/ns/prov#wasQuotedFrom"
ZITAT = f"{DEFAULT_BASE}ontology#zitat"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("suffix", "headers"), [(".txt", BROWSER), ("", {"accept": "text/plain"}), ("", {})])
def test_the_text_is_as_published(client: httpx.Client, name: str, suffix: str, headers: dict[str, str]) -> None:
    """By suffix, by `Accept` and without a wish the text comes as it was read, in UTF-8."""
    answer = client.get(f"/source/{name}{suffix}", headers=headers)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content == TEXTS[name].encode()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_form_says_the_same(client: httpx.Client, suffix: str, dataset: tuple[ox.Quad, ...]) -> None:
    """In each form stands all that the data say of the document, and every passage that is quoted, with its words."""
    media_type, format_ = SUFFIXES[suffix]
    by_suffix = client.get(f"/source/themenforen.{suffix}")
    by_accept = client.get("/source/themenforen", headers={"accept": media_type})
    assert by_suffix.headers["content-type"].partition(";")[0] == media_type
    assert by_suffix.content == by_accept.content
    said = {quad.triple for quad in ox.parse(by_suffix.content, format_)}
    belege = {
        quad.subject
        for quad in dataset
        if quad.predicate.value == QUOTED_FROM and str(quad.object.value).startswith(f"{SOURCE}#")  # type: ignore[union-attr]  # else the test fails
    }
    about = {quad.triple for quad in dataset if quad.subject == ox.NamedNode(SOURCE)}
    passages = {
        quad.triple for quad in dataset if quad.subject in belege and quad.predicate.value in (QUOTED_FROM, ZITAT)
    }
    assert about
    assert about | passages <= said
    assert said == {quad.triple for quad in ox.parse(client.get("/source/themenforen.nt").content, SUFFIXES["nt"][1])}


def test_who_has_it_gets_nothing(client: httpx.Client) -> None:
    """A client that has the answer gets 304; the forms differ in their ETags."""
    tags = set()
    for accept in ("text/html", "text/plain", "text/turtle"):
        first = client.get("/source/themenforen", headers={"accept": accept})
        again = client.get("/source/themenforen", headers={"accept": accept, "if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        tags.add(first.headers["etag"])
    assert len(tags) == 3


def test_links_tell_machines_the_way(client: httpx.Client) -> None:
    """The `Link` header names the other forms and the IRI, and offers the text under no licence."""
    links = client.get("/source/themenforen").headers["link"]
    root = str(client.base_url).rstrip("/")
    assert f'<{SOURCE}>; rel="cite-as"' in links
    assert f'<{root}/source/themenforen.txt>; rel="alternate"; type="text/plain"' in links
    assert f'<{root}/source/themenforen.ttl>; rel="describedby"; type="text/turtle"' in links
    assert "license" not in links


@pytest.mark.parametrize("suffix", ["", ".txt", ".ttl", ".html"])
@pytest.mark.parametrize("name", ["nothing", "..x", 'x"><', "themenforen.md"])
def test_an_unknown_document(client: httpx.Client, name: str, suffix: str) -> None:
    """A document that there is not is 404 in every form."""
    assert client.get(f"/source/{name}{suffix}").status_code == 404


def test_a_document_without_its_text(server: httpx.Client) -> None:
    """Of a document whose text is not kept, the data are told all the same; its text is 404."""
    assert server.get("/source/themenforen.txt").status_code == 404
    assert "Unsere Themen" in server.get("/source/themenforen.ttl").text
    page = server.get("/source/themenforen", headers=BROWSER)
    assert page.status_code == 200
    assert "Der Text liegt hier nicht vor." in page.text


def test_a_document_that_is_gone(writable: Writable) -> None:
    """A document that only earlier versions know is 410 in every form."""
    client, _ = writable
    what = f'DATA {{ <{DEFAULT_BASE}source/old> <http://purl.org/dc/terms/title> "Alt"@de }}'
    headers = {"content-type": "application/sparql-update"}
    assert client.post("/sparql/update", content=f"INSERT {what}", headers=headers).is_success
    assert client.get("/source/old.ttl").status_code == 200
    assert client.post("/sparql/update", content=f"DELETE {what}", headers=headers).is_success
    for suffix in (".txt", ".ttl", ".html"):
        assert client.get(f"/source/old{suffix}").status_code == 410
