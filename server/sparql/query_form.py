"""The page with a form for a query of one's own, for browsers that come to the endpoint."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.server.http.templates import page_response

_EXAMPLE = """PREFIX rk: <{base}ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?nummer ?themenforum
WHERE {{ ?forum a rk:Themenforum ; rk:nummer ?nummer ; rdfs:label ?themenforum }}
ORDER BY ?nummer"""


def query_form_page(request: Request, base: str) -> HTMLResponse:
    """Return the page.

    Args:
        request: The request for it.
        base: The base IRI of the graph, for the example.

    """
    return page_response(request, "query_form.html", section="sparql", example=_EXAMPLE.format(base=base))
