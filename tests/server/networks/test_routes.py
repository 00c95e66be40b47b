"""The networks over HTTP: the list, every network in every format, pages, caching, and what cannot be answered."""

import json
from urllib.parse import unquote

import httpx
import pytest

from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.networks import network_names, read_network

HTML = {"accept": "text/html"}


def test_the_list(client: httpx.Client) -> None:
    """All networks are listed with texts in both languages and an address for each format."""
    entries = client.get("/network").json()
    assert [entry["name"] for entry in entries] == list(network_names())
    for entry in entries:
        assert set(entry["title"]) == {"de", "en"}
        assert set(entry["formats"]) == {form.name for form in NETWORK_FORMATS}
    page = client.get("/network", headers=HTML).text
    for name in network_names():
        assert read_network(name).title["de"] in page
        assert f'href="/network/{name}.gexf"' in page


@pytest.mark.parametrize("name", network_names())
def test_every_network_in_every_format(client: httpx.Client, name: str) -> None:
    """A file is the same by suffix, by header and by `?format=`, with its media type and a name to save it under."""
    for form in NETWORK_FORMATS:
        by_suffix = client.get(f"/network/{name}.{form.name}")
        assert by_suffix.status_code == 200
        assert by_suffix.headers["content-type"] == form.media_type
        assert f'filename="ruhrgraph-{name}.{form.suffix}"' in by_suffix.headers["content-disposition"]
        by_name = client.get(f"/network/{name}?format={form.name}")
        by_header = client.get(f"/network/{name}", headers={"accept": form.media_type})
        assert by_suffix.content == by_name.content == by_header.content


@pytest.mark.parametrize("name", network_names())
def test_every_network_has_a_page(client: httpx.Client, name: str) -> None:
    """The page explains the network, and links its files and its nodes."""
    page = client.get(f"/network/{name}", headers=HTML)
    assert page.status_code == 200
    assert read_network(name).description["de"] in page.text
    assert f'href="/network/{name}.graphml"' in page.text
    assert f'<link rel="alternate" type="application/gexf+xml" href="/network/{name}.gexf">' in page.text


def test_a_part_and_its_page(client: httpx.Client) -> None:
    """Parameters choose a part, in files and on the page, whose links keep them."""
    whole = client.get("/network/actors.json").json()
    part = client.get("/network/actors.json?ministry=MWIDE&type=Ressort,Themenforum").json()
    assert 0 < len(part["nodes"]) < len(whole["nodes"])
    assert {node["type"] for node in part["nodes"]} == {"Ressort", "Themenforum"}
    page = client.get("/network/actors?ministry=MWIDE&type=Ressort,Themenforum", headers=HTML).text
    assert "/network/actors.gexf?ministry=MWIDE&amp;type=Ressort%2CThemenforum" in page


def test_labels_in_english(client: httpx.Client) -> None:
    """`lang=en` gives English texts, with the same measures."""
    german = client.get("/network/ministries.json").json()
    english = client.get("/network/ministries.json?lang=en").json()
    assert english["graph"]["title"] == read_network("ministries").title["en"] != german["graph"]["title"]
    assert [node["betweenness"] for node in german["nodes"]] == [node["betweenness"] for node in english["nodes"]]


def test_projections(client: httpx.Client) -> None:
    """A network of two classes comes with both projections, with the count and Newman's weight."""
    for class_ in ("Person", "Ressort"):
        made = client.get(f"/network/persons-ministries.json?projection={class_}").json()
        assert {node["type"] for node in made["nodes"]} == {class_}
        assert made["directed"] is False
        assert all(edge["newman"] > 0 and edge["weight"] >= 1 for edge in made["edges"])


def test_answers_are_cached(client: httpx.Client) -> None:
    """A client that has the file already gets 304, and the order of the parameters does not matter."""
    first = client.get("/network/persons.gexf?type=Person&minWeight=1")
    again = client.get(
        "/network/persons.gexf?minWeight=1&type=Person", headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/network/persons.graphml", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200
    assert client.head("/network/persons.graphml").headers["etag"] == other.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("actor", 404, "there is no network “actor”; did you mean actors?"),
        ("actors.pajek", 404, "there is no format “pajek” here; there is: json, graphml, gexf, csv, cytoscape"),
        ("actors?format=pajek", 422, "there is no format “pajek”"),
        ("actors/weg", 404, "there is nothing at “network/actors/weg”; a network has files (graphml"),
        ("actor/path", 404, "did you mean actors?"),
        ("actors.json?ego=mwid", 404, "has no node “mwid”; near to it are: "),
        ("actors.json?ego=mwide&radius=50", 422, "radius: “50” is no whole number from 1 to 10"),
        ("actors.json?from=2020-01-01&to=2019-01-01", 422, "ends before it begins"),
        ("actors.json?ministry=MWID", 404, "there is no Ressort “MWID”; near to it are: MWIDE"),
        ("actors.json?type=Person&ego=mwide", 404, "the part of network actors that the parameters choose"),
        ("actors.json?farbe=rot", 400, "a network has no parameter “farbe”; it has: type"),
        ("actors.json?ego=mwide&ego=msb", 400, "parameter ego is given twice"),
        ("actors.json?projection=Person", 422, "has no projection"),
        ("persons-ministries.json?projection=Ort", 422, "a projection on Person or Ressort, not on “Ort”"),
    ],
)
def test_what_cannot_be_answered(client: httpx.Client, path: str, status: int, said: str) -> None:
    """Each mistake has its status and a sentence; a program gets the sentence as a problem."""
    answer = client.get(f"/network/{path}")
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    problem = client.get(f"/network/{path}", headers={"accept": "application/problem+json"})
    assert said in json.loads(problem.text)["detail"]


def test_nothing_fits(client: httpx.Client) -> None:
    """A part without any node is an answer that says so, in a file and on the page."""
    answer = client.get("/network/ministries.json?from=2050-01-01").json()
    assert (answer["nodes"], answer["graph"]["note"][:20]) == ([], "In diesem Netzwerk p")
    assert "Nichts in diesem Netzwerk" in client.get("/network/ministries?from=2050-01-01", headers=HTML).text


def test_the_description_of_the_interface(client: httpx.Client) -> None:
    """OpenAPI has every network with its parameters and formats, and every question."""
    paths = client.get("/openapi.json").json()["paths"]
    for name in network_names():
        told = paths[f"/network/{name}.{{suffix}}"]["get"]
        names = [parameter["name"] for parameter in told["parameters"]]
        assert {"type", "relation", "from", "to", "ministry", "ego", "radius", "projection", "suffix"} <= set(names)
        assert len(set(names)) == len(names)
        for question in ("path", "ego", "edges", "compare", "rank"):
            assert f"/network/{name}/{question}" in paths


def test_things_of_the_graph_network_are_described(client: httpx.Client) -> None:
    """A network and a node of it can be looked up like all other things."""
    for path in ("netzwerk/actors", "netzwerkknoten/actors-ressort-mwide"):
        answer = client.get(f"/id/{path}", headers={"accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200
        assert "rk:Netzwerk" in answer.text
        assert f"<{DEFAULT_BASE}id/{path}>" in answer.text
        page = client.get(f"/id/{path}", headers=HTML, follow_redirects=True)
        assert page.status_code == 200


def test_links_lead_there(client: httpx.Client) -> None:
    """The first page, the menu, the catalogue and the sitemap lead to the networks."""
    assert client.get("/", headers=HTML).text.count('href="/network"') == 2
    assert 'href="/network"' in client.get("/catalog", headers=HTML).text
    assert "/network</loc>" in client.get("/sitemap.xml").text
    catalogue = client.get("/catalog.nt").text
    assert unquote("dataset-networks") in catalogue
    assert "/network/actors.graphml" in catalogue
