"""The page of a source document: its whole text, with each passage that proves something."""

import re
from collections import Counter
from html import unescape

import httpx
import pytest

from ruhrgraph.loaders.shipped import documents
from ruhrgraph.server.http.templates import PAGE_POLICY
from tests.server.resources.answers import BROWSER

TEXTS = {document.name: document.text for document in documents()}


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


def test_the_page_says_where_the_text_comes_from(client: httpx.Client) -> None:
    """The address of a document is a link, where it is known; its language is a word."""
    address = "https://www.land.nrw/de/themenforen-der-ruhrkonferenz"
    assert (
        f'<dt>Adresse</dt><dd><a href="{address}" rel="external">{address}</a></dd>'
        in client.get("/source/themenforen.html").text
    )
    assert "<dt>Sprache</dt><dd>Deutsch</dd>" in client.get("/source/themenforen.html").text
    assert "<dt>Adresse</dt>" not in client.get("/source/handlungsfelder.html").text


def test_only_the_one_script_runs(client: httpx.Client) -> None:
    """Besides the script of all pages it loads one, and two styles, from files of the server."""
    answer = client.get("/source/themenforen", headers=BROWSER)
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert re.findall(r"<script type=\"module\" src=\"/static/\w+/(\S+)\"></script>", answer.text) == [
        "site.js",
        "source.js",
    ]
    assert re.findall(r"<link rel=\"stylesheet\" href=\"/static/\w+/(\S+)\">", answer.text) == [
        "style.css",
        "source.css",
    ]
    assert answer.text.count("<script") == 2
    assert "<style" not in answer.text


def test_contents(client: httpx.Client) -> None:
    """The table of contents has the forums, or the fields with their projects; each entry leads to its title."""
    forums = client.get("/source/themenforen", headers=BROWSER).text
    fields = client.get("/source/handlungsfelder", headers=BROWSER).text
    for text, count in ((forums, 20), (fields, 79)):
        contents = text.partition('<details class="contents">')[2].partition("</details>")[0]
        targets = re.findall(r'<a href="#(char=[\d,]+)">', contents)
        assert len(targets) == count
        assert all(f'<span id="{target}">' in text for target in targets)


def test_in_english(client: httpx.Client) -> None:
    """The page speaks English below /en/, and its links stay there; the text is German."""
    page = client.get("/en/source/themenforen", headers=BROWSER).text
    assert "This text belongs to its publisher" in page
    assert "<dt>read on</dt><dd>21 November 2026</dd>" in page
    assert 'aria-label="line 1"' in page
    assert re.search(r'<a href="/en/doc/themenforum/1" title="Evidence for [^"]+">', page)
    assert '<section class="source" aria-label="Text" lang="de">' in page
