"""`/ontology`, its shapes and its version on a real server process: the same in every form, and pages that explain."""

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

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.graph.schema.shapes import shapes
from ruhrgraph.ontology import DEFAULT_BASE, turtle
from ruhrgraph.server.vocabulary.page import conditions

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]

FORMATS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
}
DOCUMENTS = {"/ontology": "ruhrgraph", "/ontology/0.1.0": "ruhrgraph", "/ontology/shapes": "shapes"}
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ONTOLOGY = vocabulary(DEFAULT_BASE)
TERMS = (*ONTOLOGY.classes, *ONTOLOGY.properties, *ONTOLOGY.datatypes)


@pytest.fixture(scope="module")
def client(serving: Callable[..., Serving], data: Path) -> Iterator[httpx.Client]:
    """Return a client of a server of the shipped documents."""
    with serving("--data", str(data), "--workers", "1") as (_, found):
        yield found


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    """Return the reference of the ontology."""
    return client.get("/ontology", headers=BROWSER).text


@pytest.fixture(scope="module")
def sections(page: str) -> dict[str, str]:
    """Return the section of each term in the reference, by name."""
    found = re.findall(r'<section class="term" id="(\w+)">(.*?)</section>', page, re.DOTALL)
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def _parse(content: bytes, suffix: str) -> set[ox.Quad]:
    return set(ox.parse(content, FORMATS[suffix][1]))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_form_says_the_same(client: httpx.Client, path: str, suffix: str) -> None:
    """By suffix, by `format` and by `Accept` each document has all its triples, and no others."""
    expected = _parse(turtle(DOCUMENTS[path]).encode(), "ttl")
    media_type = FORMATS[suffix][0]
    for address, accept in ((f"{path}.{suffix}", "*/*"), (f"{path}?format={suffix}", "*/*"), (path, media_type)):
        answer = client.get(address, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert _parse(answer.content, suffix) == expected


@pytest.mark.parametrize("path", DOCUMENTS)
def test_who_asks_for_nothing_gets_turtle(client: httpx.Client, path: str) -> None:
    """Without a wish the answer is the Turtle as people wrote it; a browser gets a page, by suffix, too."""
    plain = client.get(path, headers={"accept": "*/*"})
    assert plain.text == turtle(DOCUMENTS[path])
    assert client.get(path, headers=BROWSER).headers["content-type"] == "text/html; charset=utf-8"
    assert client.get(f"{path}.html").text == client.get(path, headers=BROWSER).text


@pytest.mark.parametrize("name", ["ruhrgraph", "shapes"])
def test_turtle_has_no_prefix_too_many(name: str) -> None:
    """Each prefix that a file declares is used in it."""
    text = re.sub(r'"[^"]*"|#.*', "", turtle(name))
    for prefix in re.findall(r"^PREFIX (\w+):", turtle(name), re.MULTILINE):
        assert re.search(rf"(?<![\w:]){prefix}:[\w]", text.replace(f"PREFIX {prefix}:", "")), prefix


@pytest.mark.parametrize("path", ["/ontology/9.9.9", "/ontology/shapes.xyz", "/ontology/nothing.ttl"])
def test_what_there_is_not(client: httpx.Client, path: str) -> None:
    """Another version is 404, and the answer names the one that there is."""
    answer = client.get(path)
    assert (answer.status_code, answer.text.endswith("there is 0.1.0\n")) == (404, True)


def test_a_form_that_there_is_not(client: httpx.Client) -> None:
    """An unknown suffix or type is 406, and the answer lists what there is."""
    assert client.get("/ontology.xyz").status_code == 406
    assert "ttl" in client.get("/ontology.xyz").text
    assert client.get("/ontology", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("headers", [BROWSER, {"accept": "text/turtle"}])
def test_nothing_is_sent_twice(client: httpx.Client, headers: dict[str, str]) -> None:
    """A client that has the answer gets 304, and a cache learns what it varies by."""
    first = client.get("/ontology", headers=headers)
    assert "Accept" in first.headers["vary"]
    again = client.get("/ontology", headers={**headers, "if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_links_tell_machines_the_way(client: httpx.Client) -> None:
    """The `Link` header names the other forms at the server at hand, the IRI to cite, the licence and the type."""
    links = client.get("/ontology").headers["link"]
    root = str(client.base_url).rstrip("/")
    for wanted in (
        f'<{DEFAULT_BASE}ontology>; rel="cite-as"',
        '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"',
        '<http://www.w3.org/2002/07/owl#Ontology>; rel="type"',
        f'<{root}/ontology.rdf>; rel="alternate"; type="application/rdf+xml"',
        f'<{root}/ontology.linkset>; rel="linkset"; type="application/linkset+json"',
    ):
        assert wanted in links
    assert client.get("/ontology/shapes.linkset").json()["linkset"][0]["anchor"] == f"{root}/ontology/shapes"


def test_the_base_is_that_of_the_settings(serving: Callable[..., Serving], tmp_path: Path) -> None:
    """With another base, no IRI of the default one is left, and examples of the data are found all the same."""
    base = "https://example.org/ruhr/"
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_BASE_IRI=base) as (_, client):
        text = client.get("/ontology").text
        assert DEFAULT_BASE not in text
        assert f"<{base}ontology> a owl:Ontology" in text
        page = client.get("/ontology", headers=BROWSER).text
        assert DEFAULT_BASE not in page
        assert 'href="/doc/projekt/01-01"' in page
        assert 'href="/doc/' in client.get("/source/themenforen", headers=BROWSER).text


def test_every_term_has_its_place(page: str, sections: dict[str, str]) -> None:
    """Each term is explained where its IRI leads: label and comment in both languages, the English marked as such."""
    assert {term.name for term in TERMS} == set(sections)
    ids = Counter(re.findall(r' id="([^"]*)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    for term in TERMS:
        section = unescape(sections[term.name])
        assert term.label.de in section
        assert term.comment.de in section
        assert f'<p lang="en">{term.comment.en}</p>' in section


def test_terms_tell_what_they_hang_on(sections: dict[str, str]) -> None:
    """A class names its superclass and properties, a property its domain, range and what is above it."""
    for name in ("org:Membership", 'href="#rolle"', 'href="#hatModeration"', 'href="#Person"'):
        assert name in sections["Moderation"]
    for name in ('href="#Projekt"', 'href="#Massnahme"', "dct:hasPart", 'href="#projekt"'):
        assert name in sections["hatMassnahme"]
    assert "skos:notation" in sections["Gemeinde"]
    assert "xsd:gYear" in sections["startjahr"]
    assert "offen" in sections["nummer"]


def test_every_class_has_an_example_that_leads_somewhere(client: httpx.Client, sections: dict[str, str]) -> None:
    """Each class shows a real thing of the published version, whose description is there."""
    for class_ in ONTOLOGY.classes:
        found = re.search(r'<a href="(/(?:doc|source)/[^"]+)">[^<]+</a>', sections[class_.name])
        assert found, class_.name
        assert client.get(unescape(found[1]), headers=BROWSER).status_code == 200


def test_properties_have_examples(sections: dict[str, str]) -> None:
    """A property shows a real value and how many statements there are; one that is not used says so."""
    assert re.search(r"eine von \d+ Aussagen", sections["leitfrage"])
    assert "13-01" in sections["code"] or re.search(r"\d\d-\d\d", sections["code"])
    unused = [item.name for item in ONTOLOGY.properties if "kommt sie nicht vor" in sections[item.name]]
    assert len(unused) < 5


def test_every_link_in_the_page_leads_to_something(client: httpx.Client, page: str) -> None:
    """Links within the page and to the shapes lead to an anchor; links of the graph lead to the server at hand."""
    ids = set(re.findall(r' id="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    rules = client.get("/ontology/shapes", headers=BROWSER).text
    anchors = set(re.findall(r' id="([^"]*)"', rules))
    assert set(re.findall(r'href="/ontology/shapes#([^"]+)"', page)) <= anchors
    assert set(re.findall(r'href="/ontology#([^"]+)"', rules)) <= ids
    outside = re.findall(rf'href="{DEFAULT_BASE}[^"]*"', page)
    assert outside == [f'href="{DEFAULT_BASE}ontology"']


def test_every_rule_is_told_in_words(client: httpx.Client, sections: dict[str, str]) -> None:
    """Each rule stands on the page of the shapes under its name, in both languages, and beside its class."""
    page = client.get("/ontology/shapes", headers=BROWSER).text
    for shape in shapes(DEFAULT_BASE):
        assert f' id="{shape.name}"' in page
        for rule in shape.rules:
            found = re.search(rf'<li id="{re.escape(rule.name)}" class="(\w+)">(.*?)</li>', page, re.DOTALL)
            assert found
            assert found[1] == rule.severity
            assert rule.message.de in unescape(found[2])
            assert rule.message.en in unescape(found[2])
            if shape.name in sections:
                assert rule.message.de in unescape(sections[shape.name])


def test_conditions_are_told_in_signs() -> None:
    """What a rule demands is told in signs: how often, of which type, between which limits."""
    told = {rule.name: conditions(rule, DEFAULT_BASE) for shape in shapes(DEFAULT_BASE) for rule in shape.rules}
    assert told["Projekt-ressort"] == "1..* · rk:Ressort"
    assert told["Handlungsfeld-nummer"] == "1 · xsd:integer · ≥ 1"
    assert told["Ort-label-einmal"] == "0..1 @"
    assert told["Veranstaltung-fruehestens-vor-spaetestens"] == "≤ rk:spaetestens"
    assert all(told.values())


@pytest.mark.parametrize("path", ["/ontology", "/ontology/shapes"])
def test_a_page_runs_nothing(client: httpx.Client, path: str) -> None:
    """The pages have no scripts and no style but those that their policy names."""
    answer = client.get(path, headers=BROWSER)
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    for style in re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL):
        assert b64encode(hashlib.sha256(style.encode()).digest()).decode() in answer.headers["content-security-policy"]


def test_the_reference_needs_no_data(server: httpx.Client) -> None:
    """Where the published version has no thing of a class, the page says so and is whole all the same."""
    page = server.get("/ontology", headers=BROWSER).text
    assert "In der veröffentlichten Fassung kommt keines vor." in page
    assert page.rstrip().endswith("</html>")
