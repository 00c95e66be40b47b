"""The form for a query, as a browser gets it."""

from collections.abc import Callable
from html import unescape

import pyoxigraph as ox
import pytest
from starlette.requests import Request

from ruhrgraph.server.sparql.query_form import query_form_page

PageRequest = Callable[[str], Request]


@pytest.mark.parametrize("base", ["https://w3id.org/ruhrgraph/", "https://daten.example/a&b/"])
@pytest.mark.parametrize("root", ["/", "/ruhr/"])
def test_form(base: str, root: str, page_request: PageRequest) -> None:
    """The form leads to the endpoint below the root, and its example is a query about the base."""
    page = bytes(query_form_page(page_request(root), base).body).decode()
    assert f'action="{root}sparql"' in page
    example = unescape(page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    assert f"{base}ontology#" in example
    assert isinstance(ox.Store().query(example), ox.QuerySolutions)
