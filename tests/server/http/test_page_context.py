"""Where a page is, and in which language."""

from collections.abc import Callable

import httpx
import pytest
from starlette.requests import Request

from ruhrgraph.server.http.page_context import PageContext, page_context


def test_context_of_a_request(page_request: Callable[[str], Request]) -> None:
    """A page knows the root as a path and as an address, and only those parameters that it depends on."""
    found = page_context(page_request("/ruhr/"), "page=2")
    assert found == PageContext("/ruhr/", "de", "?page=2", "http://testserver/ruhr/", has_contact=False)


def test_links_to_pages() -> None:
    """Links to pages stay in the language."""
    assert PageContext("/ruhr/").home == "/ruhr/"
    assert PageContext("/ruhr/", "en").home == "/ruhr/en/"


def test_a_page_has_one_address(page_request: Callable[[str], Request]) -> None:
    """A page that is asked for with the suffix of its format has the address without it."""
    request = page_request("/")
    request.scope["path"] = "/doc/ort/a.html"
    assert page_context(request).path == "doc/ort/a"


@pytest.mark.parametrize("sent", ["//evil.example/x", "///evil.example/x"])
def test_the_twin_of_a_page_is_on_this_server(page_request: Callable[[str], Request], sent: str) -> None:
    """A path never makes the link to the other language lead to another server."""
    request = page_request("/")
    request.scope["path"] = sent
    assert page_context(request).path == "evil.example/x"


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/personen", "/suche", "/queries", "/queries/forums", "/network", "/network/actors", "/sparql"),
        *("/doc/themenforum/13", "/graph/authorities", "/source/themenforen", "/ontology", "/ontology/shapes"),
        *("/catalog", "/dumps/", "/versions", "/feed", "/datenqualitaet", "/zitieren", "/impressum"),
    ],
)
def test_pages_name_their_addresses(server: httpx.Client, path: str) -> None:
    """Each page names its own address and that of its twin, whatever else its template is given."""
    root = str(server.base_url).rstrip("/")
    page = server.get(f"/en{path}", headers={"accept": "text/html"})
    assert f'<link rel="canonical" href="{root}/en{path}">' in page.text
    assert f'hreflang="de" href="{root}{path}">' in page.text
