"""`/zitieren` and its files."""

import json

import httpx
import pytest

from ruhrgraph.graph.catalog.stable_part import FACTS
from ruhrgraph.server.http.citation import today

PAGE = {"title": "Hendrik <Wüst>", "path": "doc/person/hendrik-wuest"}


def test_the_page_cites_the_dataset(server: httpx.Client) -> None:
    """The page has the sentence with the day of access, in both languages, and leads to the files."""
    german = server.get("/zitieren")
    assert f"{FACTS.title.de}. Version vom" in german.text
    assert "abgerufen am" in german.text
    assert german.headers["cache-control"] == "public, no-cache"
    english = server.get("/en/zitieren").text
    assert f"{FACTS.title.en}. Version of" in english
    assert 'href="/en/zitieren.bib"' in english


def test_the_page_cites_a_page(server: httpx.Client) -> None:
    """With a title and a path it is the page that is cited, at the address where the server is."""
    text = server.get("/zitieren", params=PAGE).text
    assert f"Hendrik &lt;Wüst&gt;. In: {FACTS.title.de}." in text
    assert f'<a href="{str(server.base_url).rstrip("/")}/doc/person/hendrik-wuest">' in text


@pytest.mark.parametrize(
    ("suffix", "media_type", "begin"),
    [
        ("bib", "application/x-bibtex", "@misc{ruhrgraph"),
        ("ris", "application/x-research-info-systems", "TY  - DATA\r\n"),
        ("json", "application/vnd.citationstyles.csl+json", "[\n"),
    ],
)
def test_files(server: httpx.Client, suffix: str, media_type: str, begin: str) -> None:
    """Each file has its media type, a name to save it under, and the day of access."""
    answer = server.get(f"/zitieren.{suffix}", params=PAGE)
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="ruhrgraph.{suffix}"'
    assert answer.text.startswith(begin)
    if suffix == "json":
        assert json.loads(answer.text)[0]["accessed"]["date-parts"] == [[int(part) for part in today().split("-")]]
    else:
        assert today() in answer.text.replace("/", "-")


def test_wrong_parameters(server: httpx.Client) -> None:
    """What is too long, or no format, is told."""
    assert server.get("/zitieren", params={"title": "x" * 501}).status_code == 400
    assert server.get("/zitieren.bib", params={"path": "x" * 6_001}).status_code == 400
    assert server.get("/zitieren.doc").status_code == 406
