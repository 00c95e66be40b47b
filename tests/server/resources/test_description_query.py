"""What a description holds, asked of a real server process."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx
import pyoxigraph as ox

from tests.server.resources.answers import SUFFIXES, links, says, triples

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]
Writable = tuple[httpx.Client, Path]
BASE = "https://w3id.org/ruhrgraph/"
FORUM = f"{BASE}id/themenforum/13"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HYDRA = "http://www.w3.org/ns/hydra/core#"


def test_what_a_description_holds(server: httpx.Client) -> None:
    """A description has the thing's statements, labels of all it links to, what links to it, and its Belege in full."""
    said = triples(server.get("/doc/themenforum/13.ttl"))
    assert says(said, FORUM, LABEL) == {"Mobilität der Zukunft"}
    assert says(said, f"{BASE}id/ressort/vm", LABEL)
    assert says(said, f"{BASE}id/veranstaltung/13-1", LABEL) == {"Auftakt"}
    linking = {
        quad.subject.value
        for quad in said
        if quad.object == ox.NamedNode(FORUM) and isinstance(quad.subject, ox.NamedNode)
    }
    assert f"{BASE}id/projekt/13-01" in linking
    assert says(said, f"{BASE}id/projekt/13-01", LABEL)
    belege = {quad.subject for quad in said if quad.predicate.value == f"{RDF}subject"}
    for beleg in belege:
        assert isinstance(beleg, ox.NamedNode)
        assert says(said, beleg.value, f"{BASE}ontology#zitat")
    document = f"{BASE}doc/themenforum/13"
    assert says(said, document, "http://xmlns.com/foaf/0.1/primaryTopic") == {FORUM}
    assert says(said, document, "http://purl.org/dc/terms/license")
    assert not says(said, document, f"{HYDRA}view")


def test_a_knot_is_told_in_full(server: httpx.Client) -> None:
    """A neighbour without a label, such as a Moderation, comes with its own statements and the labels in them."""
    said = triples(server.get("/doc/person/hendrik-wuest.ttl"))
    moderation = f"{BASE}id/moderation/13-hendrik-wuest"
    assert says(said, moderation, f"{BASE}ontology#rolle") == {"Minister"}
    assert says(said, FORUM, LABEL) == {"Mobilität der Zukunft"}
    page = server.get("/doc/person/hendrik-wuest").text
    assert "Mobilität der Zukunft, Minister" in page


def test_a_named_graph(server: httpx.Client) -> None:
    """A named graph is described: its name and how many statements it holds."""
    said = triples(server.get("/graph/links", headers={"accept": "text/turtle"}))
    (count,) = says(said, f"{BASE}graph/links", "http://rdfs.org/ns/void#triples")
    assert int(count) > 0
    assert says(said, f"{BASE}graph/links", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    dumps = says(said, f"{BASE}graph/links", "http://rdfs.org/ns/void#dataDump")
    assert len(dumps) == 2
    for dump in dumps:
        assert server.get(f"/{dump.removeprefix(BASE)}").status_code == 200
    assert server.get("/graph/links").text.count("<h1>Benannter Graph „links“</h1>") == 1


def test_where_the_default_graph_is_no_union(small_data: Path, serving: Callable[..., Serving]) -> None:
    """Descriptions hold what all named graphs say, also where queries see the plain default graph."""
    settings = {"RUHRGRAPH_DEFAULT_GRAPH": "plain"}
    with serving("--data", str(small_data), "--workers", "1", **settings) as (_, client):
        assert says(triples(client.get("/doc/themenforum/13.ttl")), FORUM, LABEL) == {"Mobilität der Zukunft"}
        assert client.get("/graph/links").status_code == 200


def test_many_links_come_in_pages(writable: Writable) -> None:
    """Of more than 100 things that link to one, the others come on later pages, each link once, none beyond the end."""
    client, _ = writable
    hub, many = f"{BASE}id/ort/nabe", 250
    spokes = " . ".join(f"<{BASE}id/ding/{number:03}> <urn:at> <{hub}>" for number in range(many))
    assert client.post(
        "/sparql/update", data={"update": f'INSERT DATA {{ <{hub}> <{LABEL}> "Nabe"@de . {spokes} }}'}
    ).is_success
    seen: list[str] = []
    path = "/doc/ort/nabe.ttl"
    for page in (1, 2, 3):
        answer = client.get(path)
        said = triples(answer)
        assert says(said, hub, LABEL) == {"Nabe"}
        view = f"{BASE}doc/ort/nabe?page={page}"
        assert says(said, f"{BASE}doc/ort/nabe", f"{HYDRA}view") == {view}
        found = sorted(str(quad.subject) for quad in said if quad.predicate.value == "urn:at")
        assert len(found) == (100, 100, 50)[page - 1]
        seen += found
        following = links(answer).get("next")
        assert bool(following) == bool(says(said, view, f"{HYDRA}next")) == (page < 3)
        assert bool(links(answer).get("prev")) == bool(says(said, view, f"{HYDRA}previous")) == (page > 1)
        for suffix in SUFFIXES:
            again = client.get(path.replace(".ttl", f".{suffix}"))
            assert triples(again, suffix) == said
        path = f"/doc/ort/nabe.ttl?page={page + 1}"
    assert len(seen) == len(set(seen)) == many
    assert client.get(path).status_code == 404
    assert "weitere Verweise" in client.get("/doc/ort/nabe").text


def test_blank_nodes(writable: Writable) -> None:
    """A blank node that a thing leads to is told in full, on the page too."""
    client, _ = writable
    update = f'INSERT DATA {{ <{BASE}id/ding/b> <urn:p> [ <urn:q> "Inneres"@de ] }}'
    assert client.post("/sparql/update", data={"update": update}).is_success
    assert "Inneres" in client.get("/doc/ding/b.ttl").text
    assert "Inneres" in client.get("/doc/ding/b").text
