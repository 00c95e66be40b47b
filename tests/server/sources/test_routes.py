"""`/source/NAME` on a real server process: the text as published, what is said of it, and its page."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from subprocess import Popen

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology import DEFAULT_BASE

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]
Writable = tuple[httpx.Client, Path]

TEXTS = {document.name: document.text for document in documents()}
FORMATS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
}
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SOURCE = f"{DEFAULT_BASE}source/themenforen"
QUOTED_FROM = "http://www.w3.org/ns/prov#wasQuotedFrom"
ZITAT = f"{DEFAULT_BASE}ontology#zitat"


@pytest.fixture(scope="module")
def client(serving: Callable[..., Serving], data: Path) -> Iterator[httpx.Client]:
    """Return a client of a server of the shipped documents."""
    with serving("--data", str(data), "--workers", "1") as (_, found):
        yield found


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    """Return the page of one document."""
    return client.get("/source/themenforen", headers=BROWSER).text


@pytest.fixture(scope="module")
def quoted(dataset: tuple[ox.Quad, ...]) -> dict[str, str]:
    """Return the words of each passage of that document, by fragment."""
    places = {quad.subject: quad.object for quad in dataset if quad.predicate.value == QUOTED_FROM}
    words = {quad.subject: quad.object for quad in dataset if quad.predicate.value == ZITAT}
    found = {str(place.value): str(words[beleg].value) for beleg, place in places.items()}  # type: ignore[union-attr]
    return {iri.partition("#")[2]: text for iri, text in found.items() if iri.startswith(f"{SOURCE}#")}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("suffix", "headers"), [(".txt", BROWSER), ("", {"accept": "text/plain"}), ("", {})])
def test_the_text_is_as_published(client: httpx.Client, name: str, suffix: str, headers: dict[str, str]) -> None:
    """By suffix, by `Accept` and without a wish the text comes as it was read, in UTF-8."""
    answer = client.get(f"/source/{name}{suffix}", headers=headers)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content == TEXTS[name].encode()


def test_passages_are_characters_of_the_text(client: httpx.Client, quoted: dict[str, str]) -> None:
    """What a passage's IRI names is what stands in the text at these characters."""
    text = client.get("/source/themenforen.txt").text
    assert len(quoted) > 500
    for fragment, words in quoted.items():
        start, end = map(int, fragment.removeprefix("char=").split(","))
        assert text[start:end] == words


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_form_says_the_same(client: httpx.Client, suffix: str, dataset: tuple[ox.Quad, ...]) -> None:
    """In each form stands all that the data say of the document, and every passage that is quoted, with its words."""
    media_type, format_ = FORMATS[suffix]
    by_suffix = client.get(f"/source/themenforen.{suffix}")
    by_accept = client.get("/source/themenforen", headers={"accept": media_type})
    assert by_suffix.headers["content-type"].partition(";")[0] == media_type
    assert by_suffix.content == by_accept.content
    said = {quad.triple for quad in ox.parse(by_suffix.content, format_)}
    belege = {
        quad.subject
        for quad in dataset
        if quad.predicate.value == QUOTED_FROM and str(quad.object.value).startswith(f"{SOURCE}#")  # type: ignore[union-attr]
    }
    about = {quad.triple for quad in dataset if quad.subject == ox.NamedNode(SOURCE)}
    passages = {
        quad.triple for quad in dataset if quad.subject in belege and quad.predicate.value in (QUOTED_FROM, ZITAT)
    }
    assert about
    assert about | passages <= said
    assert said == {quad.triple for quad in ox.parse(client.get("/source/themenforen.nt").content, FORMATS["nt"][1])}


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


@pytest.mark.parametrize("name", TEXTS)
def test_the_page_shows_the_whole_text(client: httpx.Client, name: str) -> None:
    """Line by line, the page's text is the document's, and each line knows where it begins."""
    page = client.get(f"/source/{name}", headers=BROWSER).text
    found = re.findall(r'<p class="t" data-at="(\d+)">(.*?)</p>', page, re.DOTALL)
    shown = [(int(start), unescape(re.sub(r"<[^>]*>", "", line))) for start, line in found]
    text = TEXTS[name]
    assert [line for _, line in shown] == text.removesuffix("\n").split("\n")
    assert all(text.startswith(line, start) for start, line in shown)


def test_every_passage_is_an_anchor(page: str, quoted: dict[str, str]) -> None:
    """Each passage that the data quote begins at an anchor of its name, which holds its words in that line."""
    anchors = Counter(re.findall(r'<span id="(char=[\d,]+)">', page))
    assert anchors == dict.fromkeys(quoted, 1)
    whole = re.search(r'<span id="char=\d+,\d+"><a [^>]*>Wie gelingt es [^<]*</a></span>', page)
    assert whole
    assert unescape(re.sub(r"<[^>]*>", "", whole[0])) in quoted.values()


def test_passages_lead_to_what_they_prove(client: httpx.Client, page: str) -> None:
    """A passage is a link to the thing that it is evidence for and says what it proves; so does the note beside it."""
    links = re.findall(r'<a href="(/doc/[^"]+)" title="(Beleg für [^"]+)">', page)
    assert len(links) > 500
    assert any(title.endswith("Leitfrage") for _, title in links)
    for address in sorted({address for address, _ in links})[::40]:
        assert client.get(address).status_code == 200
    notes = re.findall(r'<ul class="notes">(.*?)</ul>', page)
    ids = set(re.findall(r' id="([^"]*)"', page))
    targets = {target for note in notes for target in re.findall(r'href="#([^"]+)"', note)}
    assert len(targets) > 500
    assert targets <= ids


def test_the_page_says_whose_text_it_is(page: str) -> None:
    """The page names the publisher, and says that the licence of the facts does not cover the text."""
    assert "Dieser Text gehört seinem Herausgeber, Land Nordrhein-Westfalen." in page
    assert "fällt nicht unter die Lizenz der Fakten" in page


def test_only_the_one_script_runs(client: httpx.Client) -> None:
    """The page has one script and two styles, and the policy allows these word for word and nothing else."""
    answer = client.get("/source/themenforen", headers=BROWSER)
    allowed = answer.headers["content-security-policy"]
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(scripts) == answer.text.count("<script") == 1
    for content in (*scripts, *styles):
        assert f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in allowed
    assert allowed.count("sha256-") == 3
    assert "unsafe" not in allowed


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
