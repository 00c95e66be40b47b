"""The pages of the ontology and its shapes."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import httpx
import pytest

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.graph.schema.shapes import shapes
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.vocabulary.page import conditions
from tests.server.resources.answers import BROWSER

ONTOLOGY = vocabulary(DEFAULT_BASE)
TERMS = (*ONTOLOGY.classes, *ONTOLOGY.properties, *ONTOLOGY.datatypes)


def test_every_term_has_its_place(page: str, sections: dict[str, str]) -> None:
    """Each term is explained where its IRI leads, with its label in the other language, which is marked as such."""
    assert {term.name for term in TERMS} == set(sections)
    ids = Counter(re.findall(r' id="([^"]*)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    for term in TERMS:
        section = unescape(sections[term.name])
        assert term.label.de in section
        assert term.comment.de in section
        assert f'<span lang="en">{term.label.en}</span>' in section
        assert f'<a href="?term={term.name}">' in section


def test_in_english(client: httpx.Client) -> None:
    """The English page explains the same terms in English, and leads on in English."""
    page = unescape(client.get("/en/ontology", headers=BROWSER).text)
    for term in TERMS:
        assert f'<section class="term" id="{term.name}">' in page
        assert f"<p>{term.comment.en}</p>" in page
        assert f'<span lang="de">{term.label.de}</span>' in page
    assert 'href="/en/ontology/shapes"' in page
    rules = unescape(client.get("/en/ontology/shapes", headers=BROWSER).text)
    assert all(rule.message.en in rules for shape in shapes(DEFAULT_BASE) for rule in shape.rules)


def test_the_page_of_a_term_tells_what_it_hangs_on(term_page: Callable[[str], str]) -> None:
    """A class names its superclass and properties, a property its domain, range and what is above it."""
    for name in ("org:Membership", "/ontology?term=rolle", "/ontology?term=hatModeration", "/ontology?term=Person"):
        assert name in term_page("Moderation")
    for name in ("/ontology?term=Projekt", "/ontology?term=Massnahme", "dct:hasPart", "/ontology?term=projekt"):
        assert name in term_page("hatMassnahme")
    assert "skos:notation" in term_page("Gemeinde")
    assert "xsd:gYear" in term_page("startjahr")
    assert "offen" in term_page("nummer")
    assert 'href="/ontology#Moderation"' in term_page("Moderation")


def test_pages_of_terms_have_two_languages_and_versions(client: httpx.Client) -> None:
    """A term has a page in English and in earlier versions; one that there is not is 404."""
    english = client.get("/en/ontology?term=Projekt", headers=BROWSER).text
    assert ONTOLOGY.classes[0].comment.en not in english
    assert 'href="/en/ontology?term=Massnahme"' in english
    assert 'href="/ontology?term=Projekt"' in english  # the same in German
    assert 'href="/ontology/0.1.0?term=Massnahme"' in client.get("/ontology/0.1.0?term=Projekt", headers=BROWSER).text
    for path in ("/ontology?term=Nichts", "/ontology/shapes?term=Nichts", "/ontology?term=%22%3E"):
        assert client.get(path, headers=BROWSER).status_code == 404
    assert client.get("/ontology?term=Nichts", headers={"accept": "text/turtle"}).status_code == 200


def test_every_link_in_the_page_leads_to_something(
    client: httpx.Client, page: str, term_page: Callable[[str], str]
) -> None:
    """Links within the pages lead to an anchor or a term; links of the graph lead to the server at hand."""
    ids, names = set(re.findall(r' id="([^"]*)"', page)), {term.name for term in TERMS}
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert set(re.findall(r'href="\?term=([^"]+)"', page)) == names
    rules = client.get("/ontology/shapes", headers=BROWSER).text
    anchors = set(re.findall(r' id="([^"]*)"', rules))
    for text in (
        page,
        rules,
        *map(term_page, ("Projekt", "Veranstaltung", "hatMassnahme", "code", "Gemeindeschluessel")),
    ):
        assert set(re.findall(r'href="/ontology/shapes#([^"]+)"', text)) <= anchors
        assert set(re.findall(r'href="/ontology#([^"]+)"', text)) <= ids
        assert set(re.findall(r'href="/ontology\?term=([^"]+)"', text)) <= names
        assert not re.findall(rf'href="{DEFAULT_BASE}[^"]*"', text)


def test_every_rule_is_told_in_words(client: httpx.Client, term_page: Callable[[str], str]) -> None:
    """Each rule stands on the page of the shapes under its name; that of one shape has its conditions, too."""
    page = client.get("/ontology/shapes", headers=BROWSER).text
    for shape in shapes(DEFAULT_BASE):
        assert f' id="{shape.name}"' in page
        for rule in shape.rules:
            found = re.search(rf'<li id="{re.escape(rule.name)}" class="(\w+)">(.*?)</li>', page, re.DOTALL)
            assert found
            assert found[1] == rule.severity
            assert rule.message.de in unescape(found[2])
    (shape,) = (shape for shape in shapes(DEFAULT_BASE) if shape.name == "Projekt")
    for text in (client.get("/ontology/shapes?term=Projekt", headers=BROWSER).text, term_page("Projekt")):
        for rule in shape.rules:
            assert rule.message.de in unescape(text)
            assert conditions(rule, DEFAULT_BASE) in unescape(text)


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0", "/ontology/shapes", "/ontology?term=Veranstaltung"])
def test_pages_are_small(client: httpx.Client, path: str) -> None:
    """No page has 60 KB of HTML, in either language."""
    for home in ("", "/en"):
        assert len(client.get(f"{home}{path}", headers=BROWSER).content) < 60_000


def test_conditions_are_told_in_signs() -> None:
    """What a rule demands is told in signs: how often, of which type, between which limits."""
    told = {rule.name: conditions(rule, DEFAULT_BASE) for shape in shapes(DEFAULT_BASE) for rule in shape.rules}
    assert told["Projekt-ressort"] == "1..* · rk:Ressort"
    assert told["Handlungsfeld-nummer"] == "1..* · xsd:integer · ≥ 1"
    assert told["Handlungsfeld-nummer-einmal"] == "0..1"
    assert told["Ort-label-einmal"] == "0..1 @"
    assert told["Veranstaltung-fruehestens-vor-spaetestens"] == "≤ rk:spaetestens"
    assert all(told.values())


@pytest.mark.parametrize("path", ["/ontology", "/ontology/shapes"])
def test_a_page_has_no_script_or_style_in_itself(client: httpx.Client, path: str) -> None:
    """The pages run the script of all pages alone, and what they look like is in files."""
    text = client.get(path, headers=BROWSER).text
    (script,) = re.findall(r"<script[^>]*>", text)
    assert re.fullmatch(r"<script type=\"module\" src=\"/static/\w+/site.js\">", script)
    assert "<style" not in text
    assert " style=" not in text
