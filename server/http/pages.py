"""The few plain pages that there are so far: what this is, the canned queries, a form for one's own.

In: what to show, and the root of the server. Out: responses with pages in German, for light and dark screens.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from ruhrgraph.queries import CannedQuery
from ruhrgraph.server.http.templates import page

_EXAMPLE = """PREFIX rk: <{base}ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?nummer ?themenforum
WHERE {{ ?forum a rk:Themenforum ; rk:nummer ?nummer ; rdfs:label ?themenforum }}
ORDER BY ?nummer"""

_FORMATS = ("csv", "json", "tsv", "xml")


def home_page(root: str, structured: str | None = None) -> HTMLResponse:
    """Return the first page.

    Args:
        root: The path of the server's root.
        structured: What search engines read of the dataset, as JSON-LD that may stand in a script.

    """
    return page("home.html", root=root, structured=structured)


def query_form_page(base: str, root: str) -> HTMLResponse:
    """Return the page with a form for one's own query.

    Args:
        base: The base IRI of the graph, for the example.
        root: The path of the server's root.

    """
    return page("form.html", root=root, example=_EXAMPLE.format(base=base))


def query_list_page(queries: Sequence[CannedQuery], root: str) -> HTMLResponse:
    """Return the page that lists the canned queries, with links to their results, with a value where one is needed.

    Args:
        queries: The queries.
        root: The path of the server's root.

    """
    needed = {query.name: _needed(query) for query in queries}
    return page("queries.html", root=root, queries=queries, formats=_FORMATS, needed=needed)


def _needed(query: CannedQuery) -> str:
    """Return an example of the parameters that a query cannot do without, as the end of an address."""
    values = urlencode({item.name: item.example for item in query.parameters if item.required})
    return f"?{values}" if values else ""
