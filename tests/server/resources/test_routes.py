"""Dereferencing: `/id/…`, `/doc/…` and `/graph/…` on a real server process."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from tests.server.resources.answers import SUFFIXES, links, says, triples

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]
Writable = tuple[httpx.Client, Path]

BASE = "https://w3id.org/ruhrgraph/"
FORUM = f"{BASE}id/themenforum/13"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HYDRA = "http://www.w3.org/ns/hydra/core#"
_VOID_ELEMENTS = {"meta", "link", "br", "hr", "img", "input"}


class Outline(HTMLParser):
    """Reads a page: its ids, its links, its headings; complains of elements that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.headings: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a":
            self.hrefs.append(given["href"] or "")
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag not in _VOID_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self._open.pop() == tag


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


def test_browsers_and_those_who_take_all_get_the_page(server: httpx.Client) -> None:
    """Without a preference, and with a browser's, the page comes; what no form fits is 406."""
    for accept in ("*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"):
        assert (
            server.get("/doc/themenforum/13", headers={"accept": accept})
            .headers["content-type"]
            .startswith("text/html")
        )
    assert server.get("/doc/themenforum/13", headers={"accept": "image/png"}).status_code == 406


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


def test_turtle_has_only_the_prefixes_that_it_uses(server: httpx.Client) -> None:
    """Each prefix that is declared is used, the vocabulary's own is `rk`, and data keep the canonical IRIs."""
    turtle = server.get("/doc/themenforum/13.ttl").text
    declared = re.findall(r"@prefix (\w+): <", turtle)
    body = re.sub(r"@prefix .*\n", "", turtle)
    assert "rk" in declared
    assert all(re.search(rf"(?<![\w:<]){prefix}:\w", body) for prefix in declared if prefix != "rdf")
    assert str(server.base_url) not in turtle


def test_signposts(server: httpx.Client) -> None:
    """The header links forms, licence, author, type, collection and the IRI to cite, and the linkset says the same."""
    page = server.get("/doc/themenforum/13")
    found = links(page)
    assert found["cite-as"] == [(FORUM, "")]
    assert found["author"] == [(f"{BASE}#maintainers", "")]
    assert found["collection"] == [(f"{BASE}dataset", "")]
    assert len(found["license"]) == 1
    assert ("https://schema.org/AboutPage", "") in found["type"]
    assert (f"{BASE}ontology#Themenforum", "") in found["type"]
    assert {media_type for _, media_type in found["alternate"]} == {media_type for media_type, _ in SUFFIXES.values()}
    assert found["describedby"] == found["alternate"]
    for target, media_type in found["alternate"] + found["linkset"]:
        assert server.get(target).headers["content-type"].startswith(media_type)
    (linkset,) = json.loads(server.get(found["linkset"][0][0]).content)["linkset"]
    assert linkset["anchor"] == str(server.base_url.join("/doc/themenforum/13"))
    assert {relation for relation in linkset if relation != "anchor"} == set(found) - {"linkset"}
    turtle = links(server.get("/doc/themenforum/13.ttl"))
    assert turtle["describes"] == [(FORUM, "")]
    assert ("/doc/themenforum/13.html", "text/html") in turtle["alternate"]


def test_caching(server: httpx.Client) -> None:
    """Each form and each coding has a strong ETag of its own, and whoever has it already gets 304; HEAD is as GET."""
    tags = set()
    for suffix in ("html", *SUFFIXES):
        for coding in ("identity", "gzip", "br", "zstd"):
            path, headers = f"/doc/themenforum/13.{suffix}", {"accept-encoding": coding}
            answer, head = server.get(path, headers=headers), server.head(path, headers=headers)
            tag = answer.headers["etag"]
            tags.add(tag)
            assert not tag.startswith("W/")
            assert answer.headers.get("content-encoding", "identity") == coding
            assert head.content == b""
            assert {name: head.headers[name] for name in ("etag", "content-length", "link")} == {
                name: answer.headers[name] for name in ("etag", "content-length", "link")
            }
            for given in (tag, f'"other", W/{tag}', "*"):
                again = server.get(path, headers={**headers, "if-none-match": given})
                assert (again.status_code, again.content) == (304, b"")
                assert again.headers["cache-control"] == answer.headers["cache-control"]
            assert server.get(path, headers={**headers, "if-none-match": '"other"'}).status_code == 200
    assert len(tags) == 4 * (1 + len(SUFFIXES))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/doc/themenforum/99", 404),
        ("/doc/themenforum/99.ttl", 404),
        ("/doc/themenforum/13.pdf", 404),
        ("/doc/themenforum/13?page=2", 404),
        ("/doc/themenforum/13?page=0", 400),
        ("/doc/themenforum/13?page=x", 400),
        ("/doc/themenforum/13?format=pdf", 406),
        ("/doc/", 404),
        ("/doc/a%20b", 404),
        ("/doc/%3E%3Cx", 404),
        ("/doc/%ff", 404),
        ("/doc/%22%7D", 404),
        ("/graph/nothing", 404),
    ],
)
def test_what_is_not_there(server: httpx.Client, path: str, status: int) -> None:
    """What is not known, or is no IRI, is 404 in one line; a page or a format that there is not has its own status."""
    answer = server.get(path)
    assert (answer.status_code, answer.text.count("\n")) == (status, 1)


def test_a_page_for_people(server: httpx.Client) -> None:
    """The page is German, well formed, has one heading of the first order, and its links lead to the server at hand."""
    answer = server.get("/doc/themenforum/13")
    outline = Outline(answer.text)
    assert '<html lang="de">' in answer.text
    assert "<h1>Mobilität der Zukunft</h1>" in answer.text
    assert "federführendes Ressort" in answer.text
    assert outline.headings.count("h1") == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert "/id/ressort/vm" in outline.hrefs
    assert not [href for href in outline.hrefs if href.startswith(BASE)]
    for href in outline.hrefs:
        if href.startswith("#"):
            assert href[1:] in outline.ids
        if href.startswith("/id/"):
            assert server.get(href, follow_redirects=True).status_code == 200, href
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    assert '<link rel="canonical" href="https://w3id.org/ruhrgraph/id/themenforum/13">' in answer.text


def test_values_as_people_read_them(server: httpx.Client) -> None:
    """Dates, times and uncertain months are in words."""
    page = server.get("/doc/veranstaltung/13-1").text
    assert "8. April 2019" in page
    assert "12:00 Uhr" in page
    assert "Juni 2019 (unsicher)" in server.get("/doc/veranstaltung/13-2").text
    assert "2. Quartal 2019" in server.get("/doc/veranstaltung/2-1").text


def test_a_named_graph(server: httpx.Client) -> None:
    """A named graph is described: its name and how many statements it holds."""
    said = triples(server.get("/graph/links", headers={"accept": "text/turtle"}))
    (count,) = says(said, f"{BASE}graph/links", "http://rdfs.org/ns/void#triples")
    assert int(count) > 0
    assert says(said, f"{BASE}graph/links", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert f"{BASE}dumps/graph-links.nt.gz" in says(said, f"{BASE}graph/links", "http://rdfs.org/ns/void#dataDump")
    assert server.get("/graph/links").text.count("<h1>Benannter Graph „links“</h1>") == 1


def test_behind_a_proxy(small_data: Path, serving: Callable[..., Serving]) -> None:
    """Below a path of a proxy all links begin with it, and the IRIs in the data stay canonical."""
    with serving("--data", str(small_data), "--workers", "1", "--root-path", "/ruhr") as (_, client):
        assert client.get("/id/themenforum/13").headers["location"] == "/ruhr/doc/themenforum/13"
        answer = client.get("/doc/themenforum/13")
        assert 'href="/ruhr/id/ressort/vm"' in answer.text
        assert all(href.startswith(("/ruhr/", "#", "http")) for href in Outline(answer.text).hrefs)
        assert links(answer)["alternate"][0][0].startswith("/ruhr/doc/themenforum/13.")
        assert f"<{FORUM}>" in client.get("/doc/themenforum/13.nt").text


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


def test_what_is_gone(writable: Writable) -> None:
    """What only earlier versions speak of is 410, in all forms; what comes back is 200 again."""
    client, _ = writable
    iri, path = f"{BASE}id/ding/vergangen", "/doc/ding/vergangen"
    for _ in range(2):
        assert client.post("/sparql/update", data={"update": f'INSERT DATA {{ <{iri}> <{LABEL}> "A"@de }}'}).is_success
        assert client.get(path).status_code == 200
        assert client.post("/sparql/update", data={"update": f"DELETE WHERE {{ <{iri}> ?p ?o }}"}).is_success
        assert client.get(path).status_code == 410
        assert client.get(f"{path}.ttl").status_code == 410


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


def test_blank_nodes(writable: Writable) -> None:
    """A blank node that a thing leads to is told in full, on the page too."""
    client, _ = writable
    update = f'INSERT DATA {{ <{BASE}id/ding/b> <urn:p> [ <urn:q> "Inneres"@de ] }}'
    assert client.post("/sparql/update", data={"update": update}).is_success
    assert "Inneres" in client.get("/doc/ding/b.ttl").text
    assert "Inneres" in client.get("/doc/ding/b").text


def test_what_stands_in_the_data_is_no_markup(writable: Writable) -> None:
    """Text and IRIs out of the data are shown, not interpreted; only web addresses become links."""
    client, _ = writable
    update = f'INSERT DATA {{ <{BASE}id/ding/s> <{LABEL}> "<script>x</script>" ; <urn:p> <javascript:alert(1)> }}'
    assert client.post("/sparql/update", data={"update": update}).is_success
    page = client.get("/doc/ding/s").text
    assert "<script" not in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page
