"""The pages of the ontology and its shapes."""

import re
from collections import Counter
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
        assert f'<span class="other" lang="en">{term.label.en}</span>' in section


def test_in_english(client: httpx.Client) -> None:
    """The English page explains the same terms in English, and leads on in English."""
    page = unescape(client.get("/en/ontology", headers=BROWSER).text)
    for term in TERMS:
        assert f'<section class="term" id="{term.name}">' in page
        assert f"<p>{term.comment.en}</p>" in page
        assert f'<span class="other" lang="de">{term.label.de}</span>' in page
    assert 'href="/en/ontology/shapes"' in page
    rules = unescape(client.get("/en/ontology/shapes", headers=BROWSER).text)
    assert all(rule.message.en in rules for shape in shapes(DEFAULT_BASE) for rule in shape.rules)


def test_terms_tell_what_they_hang_on(sections: dict[str, str]) -> None:
    """A class names its superclass and properties, a property its domain, range and what is above it."""
    for name in ("org:Membership", 'href="#rolle"', 'href="#hatModeration"', 'href="#Person"'):
        assert name in sections["Moderation"]
    for name in ('href="#Projekt"', 'href="#Massnahme"', "dct:hasPart", 'href="#projekt"'):
        assert name in sections["hatMassnahme"]
    assert "skos:notation" in sections["Gemeinde"]
    assert "xsd:gYear" in sections["startjahr"]
    assert "offen" in sections["nummer"]


def test_every_link_in_the_page_leads_to_something(client: httpx.Client, page: str) -> None:
    """Links within the page and to the shapes lead to an anchor; links of the graph lead to the server at hand."""
    ids = set(re.findall(r' id="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    rules = client.get("/ontology/shapes", headers=BROWSER).text
    anchors = set(re.findall(r' id="([^"]*)"', rules))
    assert set(re.findall(r'href="/ontology/shapes#([^"]+)"', page)) <= anchors
    assert set(re.findall(r'href="/ontology#([^"]+)"', rules)) <= ids
    assert not re.findall(rf'href="{DEFAULT_BASE}[^"]*"', page)


def test_every_rule_is_told_in_words(client: httpx.Client, sections: dict[str, str]) -> None:
    """Each rule stands on the page of the shapes under its name, and beside its class."""
    page = client.get("/ontology/shapes", headers=BROWSER).text
    for shape in shapes(DEFAULT_BASE):
        assert f' id="{shape.name}"' in page
        for rule in shape.rules:
            found = re.search(rf'<li id="{re.escape(rule.name)}" class="(\w+)">(.*?)</li>', page, re.DOTALL)
            assert found
            assert found[1] == rule.severity
            assert rule.message.de in unescape(found[2])
            if shape.name in sections:
                assert rule.message.de in unescape(sections[shape.name])


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
