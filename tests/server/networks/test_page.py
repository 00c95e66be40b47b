"""The pages of the networks as people get them: picture, tables, selection, downloads, in both languages."""

import re
from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest

from ruhrgraph.queries.networks import network_names, read_network

HTML = {"accept": "text/html"}
_LARGEST = 60_000
_CRUTCHES = re.compile(r' style="| onclick=|<script>')


def _page(client: httpx.Client, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < _LARGEST
    assert not _CRUTCHES.search(answer.text)
    return answer.text


@pytest.mark.parametrize("home", ["/", "/en/"])
@pytest.mark.parametrize("name", network_names())
def test_every_network(client: httpx.Client, name: str, home: str) -> None:
    """A page explains the network in its language, draws it, and says what an edge means; it stays small."""
    page, language = _page(client, f"{home}network/{name}"), "en" if home == "/en/" else "de"
    definition = read_network(name)
    assert definition.description[language] in page
    assert all(words in page for words in definition.relations(language).values())
    assert 'class="network-picture"' in page
    assert f'href="{home}doc/' in page
    assert f'href="{home}network/{name}/edges"' in page


def test_a_large_network_has_a_script(client: httpx.Client) -> None:
    """The page of a large network names the file of what it shows for the script, and draws the centre without it."""
    page = _page(client, "/en/network/actors?component=largest")
    source = re.search(r'<div id="network" data-source="([^"]*)" data-home="/en/"', page)
    assert source
    shown = client.get(unescape(source[1])).json()
    assert len(shown["nodes"]) > page.count("<use href=") == 120
    script = re.search(r'<script type="module" src="(/static/\w+/network\.js)">', page)
    assert script
    assert client.get(script[1]).headers["content-type"].startswith("text/javascript")
    assert "network.js" not in _page(client, "/network/ministries")


def test_the_selection(client: httpx.Client) -> None:
    """The form offers what the data has, marks what is chosen, and takes several values of one name."""
    page = _page(client, "/network/actors?type=Person&type=Themenforum&ministry=MWIDE&from=&minWeight=&radius=1")
    assert '<input type="checkbox" name="type" value="Person" checked> Person' in page
    assert '<input type="checkbox" name="type" value="Ort">' in page
    assert '<option value="MWIDE" selected>MWIDE – Ministerium für Wirtschaft' in page
    assert 'name="from" min="2018-12-18" max="2019-09-06" value=""' in page
    assert 'href="/network/actors/edges?type=Person%2CThemenforum&amp;ministry=MWIDE"' in page
    with_commas = client.get("/network/actors.json?type=Person,Themenforum&ministry=MWIDE")
    assert client.get("/network/actors.json?type=Person&type=Themenforum&ministry=MWIDE").content == with_commas.content


@pytest.mark.parametrize("home", ["/", "/en/"])
def test_downloads_are_what_is_shown(client: httpx.Client, home: str) -> None:
    """Each file on the page has the nodes of the selection, with labels in the page's language."""
    page = _page(client, f"{home}network/actors?ego=mwide&type=Ressort,Themenforum")
    links = {unescape(link) for link in re.findall(r'href="(/network/actors\.json[^"]*)"', page)}
    (link,) = links
    graph = client.get(link).json()
    assert {node["type"] for node in graph["nodes"]} == {"Ressort", "Themenforum"}
    assert graph["graph"]["title"] == read_network("actors").title["en" if home == "/en/" else "de"]


def test_labels_below_en_are_english(client: httpx.Client) -> None:
    """A file below `/en/` is in English unless it is asked for in German."""
    english = client.get("/network/ministries.json?lang=en").content
    assert client.get("/en/network/ministries.json").content == english
    german = client.get("/network/ministries.json").content
    assert client.get("/en/network/ministries.json?lang=de").content == german


def test_tables_of_nodes_and_edges(client: httpx.Client) -> None:
    """All nodes and all edges are tables that can be sorted and paged, and taken along as CSV."""
    edges = _page(client, "/network/persons-ministries/edges?sort=-weight&projection=Ressort")
    assert 'aria-sort="descending"' in edges
    assert 'href="/network/persons-ministries/edges?projection=Ressort&amp;sort=weight"' in edges
    assert "beide haben einen Nachbarn der anderen Klasse gemeinsam" in edges
    link = re.search(r'href="([^"]*edges\?[^"]*format=csv)"', edges)
    assert link
    total = int(re.search(r"(\d+) Verbindungen", edges)[1])  # type: ignore[index]
    assert len(client.get(unescape(link[1])).text.splitlines()) >= total + 1
    assert "Seite 2 von " in _page(client, "/network/projects/edges?page=2")
    nodes = _page(client, "/network/persons/rank?measure=betweenness&sort=label")
    assert 'aria-sort="ascending"><a href="/network/persons/rank?measure=betweenness&amp;sort=-label"' in nodes


def test_from_an_edge_to_its_sentences(client: httpx.Client) -> None:
    """The number of Belege in a table leads to a page with the wording and the place in the document."""
    page = _page(client, "/network/persons-ministries/edges?sort=-weight")
    links = re.findall(r'href="(/network/persons-ministries/path\?[^"]*)"', page)
    assert len(links) > 10
    proof = _page(client, unescape(links[0]))
    assert re.search(r'<blockquote lang="de">„[^“]+“ <a href="/source/themenforen#char=\d+,\d+"', proof)
    passage = urlsplit(re.search(r'href="(/source/[^"]*)"', proof)[1]).path  # type: ignore[index]
    assert client.get(passage, headers=HTML).status_code == 200


def test_surroundings(client: httpx.Client) -> None:
    """The surroundings of a node have a picture and a table; a node can be looked for by its label."""
    page = _page(client, "/network/actors/ego?node=Hendrik Wüst&radius=2")
    assert "Rund um Hendrik Wüst</h1>" in page
    assert 'class="network-picture"' in page
    assert "<option selected>2</option>" in page


def test_what_two_share(client: httpx.Client) -> None:
    """Common neighbours are a table whose words lead to the evidence; without any the page says so."""
    page = _page(client, "/network/actors/compare?a=mwide&b=mkw")
    assert "gemeinsam?</h1>" in page
    assert 'href="/network/actors/path?from=' in page
    nothing = _page(client, "/network/actors/compare?a=mwide&b=karl-josef-laumann&relation=responsibleFor,moderates")
    assert "keinen gemeinsamen Nachbarn" in nothing


@pytest.mark.parametrize("question", ["path", "ego", "compare"])
def test_a_question_without_nodes_is_its_form(client: httpx.Client, question: str) -> None:
    """A page that is opened without the nodes that it needs asks for them; the selection is kept."""
    page = _page(client, f"/network/actors/{question}?ministry=MWIDE")
    assert f'action="/network/actors/{question}"' in page
    assert '<input type="hidden" name="ministry" value="MWIDE">' in page


def test_text_is_no_markup(client: httpx.Client) -> None:
    """What an address says is shown as text, and refused with a page."""
    answer = client.get('/network/actors/ego?node="><b>', headers=HTML)
    assert answer.status_code == 404
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("actors/edges?page=0", 400),
        ("actors/rank?measure=x", 422),
        ("actors/path?from=mwide&to=xyzxyz", 404),
        ("actors?page=2", 400),
    ],
)
def test_wrong_values(client: httpx.Client, path: str, status: int) -> None:
    """Wrong values are errors of the client, with a page."""
    answer = client.get(f"/network/{path}", headers=HTML)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
