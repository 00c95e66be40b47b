"""Where a page is, and in which language."""

from collections.abc import Callable

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
