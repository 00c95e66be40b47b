"""The page of the catalogue on a real server process."""

import re

import httpx

from ruhrgraph.ontology import DEFAULT_BASE


def test_all_datasets_are_shown(server: httpx.Client) -> None:
    """Each dataset has its IRI and its licence; the page links the other formats, the dumps and the interfaces."""
    page = server.get("/catalog", headers={"accept": "text/html"}).text
    assert re.findall(r'<section id="([^"]+)">', page) == ["dataset", "dataset-texts", "dataset-networks"]
    for path in ("dataset", "dataset-texts", "dataset-networks"):
        assert f'<dd class="iri">{DEFAULT_BASE}{path}</dd>' in page
    assert page.count('rel="license"') == 3
    hrefs = set(re.findall(r'href="(/[^"]*)"', page))
    assert {"/dumps/", "/sparql", "/queries", "/feed", "/.well-known/void", "/catalog.rdfxml", "/catalog.ttl"} <= hrefs
    for href in hrefs:
        assert server.get(href).status_code == 200, href
