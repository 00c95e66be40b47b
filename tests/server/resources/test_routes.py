"""Dereferencing: `/id/…`, `/doc/…` and `/graph/…` on a real server process."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import httpx
import pytest

from tests.server.resources.answers import SUFFIXES, Outline, links, says, triples

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]
Writable = tuple[httpx.Client, Path]
BASE = "https://w3id.org/ruhrgraph/"
FORUM = f"{BASE}id/themenforum/13"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_thing_leads_to_its_description(server: httpx.Client, method: str) -> None:
    """`/id/…` answers 303 to `/doc/…` on the server at hand, whatever is wanted; suffix and query are kept."""
    for end in ("", ".ttl", "?page=2", ".jsonld?page=2"):
        answer = server.request(method, f"/id/themenforum/13{end}", headers={"accept": "text/turtle"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/doc/themenforum/13{end}")
        assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_all_forms_say_the_same(server: httpx.Client, suffix: str) -> None:
    """By suffix, by `?format=` and by `Accept` a description comes in each form, and each says the same."""
    media_type = SUFFIXES[suffix][0]
    by_suffix = server.get(f"/doc/themenforum/13.{suffix}", headers={"accept": "text/html"})
    by_name = server.get("/doc/themenforum/13", params={"format": suffix})
    by_header = server.get("/doc/themenforum/13", headers={"accept": f"{media_type}, text/html;q=0.5"})
    assert by_suffix.headers["content-type"].startswith(media_type)
    assert by_suffix.content == by_name.content == by_header.content
    assert triples(by_suffix, suffix) == triples(server.get("/doc/themenforum/13.ttl"))
    assert by_suffix.headers["vary"] == "Accept, Accept-Encoding"


def test_behind_a_proxy(small_data: Path, serving: Callable[..., Serving]) -> None:
    """Below a path of a proxy all links begin with it, and the IRIs in the data stay canonical."""
    with serving("--data", str(small_data), "--workers", "1", "--root-path", "/ruhr") as (_, client):
        assert client.get("/id/themenforum/13").headers["location"] == "/ruhr/doc/themenforum/13"
        answer = client.get("/doc/themenforum/13")
        assert 'href="/ruhr/doc/ressort/vm"' in answer.text
        assert all(href.startswith(("/ruhr/", "#", "http")) for href in Outline(answer.text).hrefs)
        assert links(answer)["alternate"][0][0].startswith("/ruhr/doc/themenforum/13.")
        assert f"<{FORUM}>" in client.get("/doc/themenforum/13.nt").text


@pytest.mark.parametrize(
    "key", ["jürgen-özer", "a%2Fb", "a%C3%A4b", "a.b", "ünter/ordner", "a;b=c,d(e)'f", "a:b@c!$&*+~"]
)
def test_all_that_iris_may_hold(writable: Writable, key: str) -> None:
    """IRIs with letters beyond ASCII, with what is percent-encoded and with all signs that may be there are found."""
    client, _ = writable
    iri = f"{BASE}id/ding/{key}"
    assert client.post("/sparql/update", data={"update": f'INSERT DATA {{ <{iri}> <{LABEL}> "A"@de }}'}).is_success
    sent = f"/id/ding/{quote(key, safe=chr(37) + ':/;=,()@!$&*+~' + chr(39))}"
    answer = client.get(f"{sent}.ttl", follow_redirects=True)
    assert says(triples(answer), iri, LABEL) == {"A"}
    page = client.get(sent, follow_redirects=True)
    assert page.status_code == 200
    assert client.get(links(page)["alternate"][0][0]).status_code == 200
