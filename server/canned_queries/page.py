"""The page that lists the canned queries, with links to their results."""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from ruhrgraph.queries import CannedQuery
from ruhrgraph.server.http.templates import page_response

_FORMATS = ("csv", "json", "tsv", "xml")


def list_page(queries: Sequence[CannedQuery], root: str) -> HTMLResponse:
    """Return the page; a link to a query that needs a parameter has its example as value.

    Args:
        queries: The queries.
        root: The path of the server's root.

    """
    needed = {query.name: _example_parameters(query) for query in queries}
    return page_response("canned_queries.html", root=root, queries=queries, formats=_FORMATS, needed=needed)


def _example_parameters(query: CannedQuery) -> str:
    """Return the required parameters of a query, with their examples, as the end of an address."""
    values = urlencode({item.name: item.example for item in query.parameters if item.required})
    return f"?{values}" if values else ""
