"""The page of the query editor, without any script."""

import re
from html import unescape

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.queries import names
from ruhrgraph.queries.examples import examples

HTML = {"accept": "text/html"}


def query_of(page: str) -> str:
    """Return the query in the text area."""
    return unescape(page.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0])


@pytest.mark.parametrize(("path", "title"), [("/sparql", "SPARQL-Abfrage"), ("/en/sparql", "SPARQL query")])
def test_first_page(server: httpx.Client, path: str, title: str) -> None:
    """It comes in two languages, begins with a query, and lists every example and canned query with its address."""
    page = server.get(path, headers=HTML).text
    assert f"<h1>{title}</h1>" in page
    assert f'action="{path}"' in page
    assert isinstance(ox.Store().query(query_of(page)), ox.QuerySolutions)
    listed = re.findall(rf'href="{path}\?example=([\w-]+)"', page)
    assert sorted(listed) == sorted((*names(), *(example.name for example in examples())))
    assert len(page.encode()) < 60_000


def test_an_example_opens(server: httpx.Client) -> None:
    """An example and a canned query stand in the editor as people read them; one that there is not is 404."""
    assert query_of(server.get("/sparql?example=classes", headers=HTML).text).startswith("PREFIX rk:")
    page = server.get("/en/sparql?example=forums", headers=HTML).text
    assert query_of(page).startswith("PREFIX rk:")
    assert re.search(r'example=forums" aria-current="true"', page)
    assert 'href="/sparql?example=forums" hreflang="de"' in page
    assert server.get("/sparql?example=%3Cb%3E", headers=HTML).status_code == 404
