"""The page that lists the canned queries."""

import re
from collections.abc import Callable

from starlette.requests import Request

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import names, read
from ruhrgraph.server.canned_queries.page import list_page

PageRequest = Callable[[str], Request]


def test_every_query_is_listed(page_request: PageRequest) -> None:
    """Each query has its name, its summary and links in four formats, below the root of the server."""
    queries = [read(name, DEFAULT_BASE) for name in names()]
    page = bytes(list_page(page_request("/ruhr/"), queries).body).decode()
    for query in queries:
        assert f"<dt>{query.name}</dt>" in page
        links = re.findall(rf'href="/ruhr/queries/{query.name}\.(\w+)[?"]', page)
        assert links == ["csv", "json", "tsv", "xml"]


def test_a_required_parameter_has_its_example(page_request: PageRequest) -> None:
    """The link to a query that needs a parameter brings an example, so that it shows something."""
    query = read("search", DEFAULT_BASE)
    (parameter,) = [item for item in query.parameters if item.required]
    page = bytes(list_page(page_request("/"), [query]).body).decode()
    assert page.count(f'/queries/search.csv?{parameter.name}={parameter.example}"') == 1
