"""The first page of a real server process, for people, search engines and programs."""

import re
from pathlib import Path

import httpx

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.web.lists.definitions import LISTS
from tests.server.resources.answers import links, says, triples


def test_the_first_page(server: httpx.Client) -> None:
    """The first page is German, has one heading, loads nothing from elsewhere, and its links lead somewhere."""
    page = server.get("/").text
    assert '<html lang="de">' in page
    assert page.count("<h1>") == 1
    loaded = [link for link in re.findall(r"<(?:link|script|img)[^>]*>", page) if 'rel="alternate"' not in link]
    assert not [link for link in loaded if "//" in link and 'rel="canonical"' not in link]
    for link in re.findall(r'href="(/[^"]*)"', page):
        assert server.get(link).status_code == 200, link


def test_figures_and_lists(server: httpx.Client) -> None:
    """The first page counts the things of each class and leads to their lists, in both languages."""
    page = server.get("/").text
    assert re.search(r'<strong>Themenforen</strong> <span class="number">[1-9]', page)
    assert re.search(r"<p>[1-9][0-9.]* Aussagen haben einen Beleg im Wortlaut", page)
    english = server.get("/en/").text
    for definition in LISTS:
        assert f'href="/{definition.path}"' in page
        assert f'href="/en/{definition.path}"' in english


def test_the_root_tells_of_its_maintainers(writable: tuple[httpx.Client, Path]) -> None:
    """`#maintainers` dereferences: the first page for people, statements in the same forms for programs."""
    client, _ = writable
    assert client.post(
        "/sparql/update", data={"update": f'INSERT DATA {{ <{DEFAULT_BASE}#maintainers> <urn:p> "M" }}'}
    ).is_success
    assert 'id="maintainers"' in client.get("/").text
    answer = client.get("/", headers={"accept": "text/turtle"})
    assert says(triples(answer), f"{DEFAULT_BASE}#maintainers", "urn:p") == {"M"}
    for target, media_type in links(answer)["alternate"]:
        assert client.get(target).headers["content-type"].startswith(media_type)
