"""The page that lists the canned queries, with links to their results."""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.queries import CannedQuery
from ruhrgraph.server.http.templates import page_response

_FORMATS = ("csv", "json", "tsv", "xml")


def list_page(request: Request, queries: Sequence[CannedQuery]) -> HTMLResponse:
    """Return the page; a link to a query that needs a parameter has its example as value.

    Args:
        request: The request for it.
        queries: The queries.

    """
    needed = {query.name: _example_parameters(query) for query in queries}
    return page_response(
        request, "canned_queries.html", section="queries", queries=queries, formats=_FORMATS, needed=needed
    )


def _example_parameters(query: CannedQuery) -> str:
    """Return the required parameters of a query, with their examples, as the end of an address."""
    values = urlencode({item.name: item.example for item in query.parameters if item.required})
    return f"?{values}" if values else ""
